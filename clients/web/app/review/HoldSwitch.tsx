// Holding anonymous feedback back, or no longer. What waits goes on waiting either way.
import { holdFeedback } from '../../sdk/heldFeedback'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { Saving } from '../parts/Saving'
import { heldWords } from '../words/held'
import { words } from '../words/words'
import type { HoldLineProps } from './HoldLine'

export function HoldSwitch({ review, waiting }: HoldLineProps) {
	const client = useClient()
	const { feedbackHeld: on, holdPending } = review
	const w = heldWords
	return (
		<div className={on ? 'hold hold--on' : 'hold'}>
			<p role="status">
				<Icon name={on ? 'pause' : 'hide'} size="s" />
				<span>
					{on ? words.feedback.held : w.notHeld}
					{/* The list says it to whoever sees it. */}
					{waiting > 0 && (
						<span className={on ? 'sr' : undefined}>{`, ${w.waiting(waiting)}`}</span>
					)}
				</span>
			</p>
			{holdPending && <Saving text={words.saving} />}
			<button
				className="btn btn--s"
				aria-label={on ? undefined : w.holdName}
				onClick={() => {
					client.submit(holdFeedback(review.key, !on))
				}}
			>
				{on ? w.holdNoLonger : w.hold}
			</button>
		</div>
	)
}
