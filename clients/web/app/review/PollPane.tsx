// Polls beside an increment: vote in one tap, results, and what those who lead may do.
import type { Increment, Poll } from '../../sdk/model'
import { words } from '../words/words'
import { Polls } from './Polls'

export interface PollPaneProps {
	readonly increment: Increment
	readonly increments: readonly Increment[]
	// On it, in the order in which they were opened.
	readonly polls: readonly Poll[]
	readonly reviewIsOpen: boolean
}

export function PollPane({ increment, increments, polls, reviewIsOpen }: PollPaneProps) {
	const w = words.poll
	return (
		<section className="pollpane" aria-label={w.label}>
			{/* What is voted on. Only where the increment itself is not in sight beside the poll. */}
			<div className="pollpane__about">
				<p className="label">
					{words.increment.place(increments.indexOf(increment) + 1, increments.length)}
				</p>
				<p className="pollpane__on">{increment.title}</p>
			</div>
			{polls.length === 0 && <p className="quiet">{reviewIsOpen ? w.none : w.noneYet}</p>}
			<Polls
				subject={{ increment: increment.key }}
				polls={polls}
				reviewIsOpen={reviewIsOpen}
				opening
			/>
		</section>
	)
}
