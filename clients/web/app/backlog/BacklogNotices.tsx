// Between the tools and the list: what happened to one's changes, that an order is being tried, and
// where items went that the filter does not find any more.
import { useState } from 'react'
import { Notices } from '../notice/Notices'
import { WholeReviewNotice } from '../review/WholeReviewNotice'
import { TryBar } from '../proposals/TryBar'
import type { Trying } from '../proposals/useOrderDraft'
import { words } from '../words/words'
import type { AskedDialog } from './BacklogDialogs'
import { DoneNotice } from './DoneNotice'
import { MergedFound } from './MergedItems'

// What a dialog has done, if anything. What was decided about a proposal since says more than that it
// was sent, so it goes when there are more of such news than there were.
export interface Done {
	readonly says: string
	readonly news: number
}

export const NOTHING_DONE: Done = { says: '', news: 0 }

export interface BacklogNoticesProps {
	readonly trying: Trying
	readonly filter: string
	readonly done: Done
	readonly onAnswered: () => void
	readonly onAsk: (dialog: AskedDialog) => void
}

export function BacklogNotices(props: BacklogNoticesProps) {
	const { trying, filter, done, onAnswered, onAsk } = props
	const [said, setSaid] = useState('')
	return (
		<section className="notices" aria-label={words.notice.label}>
			<Notices />
			<WholeReviewNotice looking={words.agenda.youLookAt(words.views.backlog)} />
			<DoneNotice says={done.says} onAnswered={onAnswered} />
			{trying.draft !== null && (
				<TryBar
					trying={trying}
					onSend={() => {
						onAsk('send')
					}}
					onSay={setSaid}
				/>
			)}
			<MergedFound filter={filter} />
			<p role="status" className="sr">
				{said}
			</p>
		</section>
	)
}
