// That a poll is open that is not in sight here, and the way to it.
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { addressOf, courseOf, screenOf, wholeEntry } from '../agenda/course'
import { useCurrentReview } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { onReview } from './pollOrder'

/** Of a poll on the review as a whole. `looking`: what is looked at here, as a sentence, or empty. */
export function WholeReviewNotice({ looking }: { readonly looking: string }) {
	const polls = useSignal(useClient().views.polls)
	const review = useCurrentReview()
	const open = polls.filter((poll) => poll.state === PollState.OPEN)
	if (review === undefined || onReview(open, review.key).length === 0) return null
	const { current } = courseOf(review)
	const at =
		current !== null && screenOf(current.kind) === 'entry' ? current : wholeEntry(review.agenda)
	return (
		<ElsewhereNotice
			says={words.review.pollOnReview}
			looking={looking}
			onGo={() => {
				window.location.hash = at === undefined ? '#whole' : addressOf(at, current)
			}}
		/>
	)
}

export interface ElsewhereNoticeProps {
	readonly says: string
	readonly looking: string
	readonly onGo: () => void
}

/** What goes on elsewhere, what is looked at instead, and the way there. */
export function ElsewhereNotice({ says, looking, onGo }: ElsewhereNoticeProps) {
	return (
		<div className="notice notice--calm">
			<Icon name="users" />
			<p className="notice__text">
				<b>{says}</b> {looking}
			</p>
			<div className="notice__do">
				<button className="btn btn--s" onClick={onGo}>
					{words.review.goThere}
				</button>
			</div>
		</div>
	)
}
