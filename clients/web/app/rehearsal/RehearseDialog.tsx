// Starts a rehearsal of a review, and leads into it: in a tab of its own, since this meeting goes on here.
import { useState } from 'react'
import { productOfLink, startRehearsal } from '../../sdk/rehearsal'
import type { Review } from '../../sdk/model'
import { useSeat } from '../meeting/seat'
import { CopyLink } from '../parts/CopyLink'
import { Dialog } from '../parts/Dialog'
import { Saving } from '../parts/Saving'
import { rehearseWords } from '../words/rehearse'
import { words } from '../words/words'
import { refusalOf } from './refusal'
import { noteRehearsal } from './standing'

export interface RehearseDialogProps {
	readonly review: Review
	readonly onClose: () => void
}

type Started =
	| { readonly step: 'not' | 'starting' }
	| { readonly step: 'refused'; readonly why: string }
	| { readonly step: 'started'; readonly url: string; readonly opened: boolean }

export function RehearseDialog({ review, onClose }: RehearseDialogProps) {
	const { product, handle } = useSeat()
	const [started, setStarted] = useState<Started>({ step: 'not' })
	const w = rehearseWords

	const start = () => {
		if (started.step === 'starting') return
		setStarted({ step: 'starting' })
		// Opened by the tap itself: a browser would block a tab that opens later.
		const tab = window.open('', '_blank')
		startRehearsal(product, handle, review.key).then(
			(url) => {
				noteRehearsal(productOfLink(url))
				const opened = lead(tab, url)
				setStarted({ step: 'started', url, opened })
			},
			(error: unknown) => {
				tab?.close()
				setStarted({ step: 'refused', why: refusalOf(error) })
			},
		)
	}
	return (
		<Dialog title={w.title} onClose={onClose}>
			{started.step === 'started' ? (
				<Ready url={started.url} opened={started.opened} />
			) : (
				<>
					<p className="quiet">{w.says}</p>
					{started.step === 'refused' && (
						<p className="problem" role="alert">
							{started.why}
						</p>
					)}
					<div className="buttons">
						<button
							className="btn btn--main"
							aria-disabled={started.step === 'starting'}
							onClick={start}
						>
							{w.start}
						</button>
						<button className="btn btn--quiet" onClick={onClose}>
							{words.cancel}
						</button>
						{started.step === 'starting' && <Saving text={w.starting} />}
					</div>
				</>
			)}
		</Dialog>
	)
}

// Whether the tab is there and on its way.
function lead(tab: Window | null, url: string): boolean {
	if (tab === null || tab.closed) return false
	tab.opener = null
	tab.location.replace(url)
	return true
}

function Ready({ url, opened }: { readonly url: string; readonly opened: boolean }) {
	const w = rehearseWords
	return (
		<>
			<p className="quiet" role="status">
				{opened ? w.opened : w.notOpened}
			</p>
			<p>
				<a href={url} target="_blank" rel="noopener noreferrer">
					{w.go}
				</a>
			</p>
			<CopyLink label={w.link} address={url} says={w.linkSays} />
		</>
	)
}
