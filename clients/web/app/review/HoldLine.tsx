// Above the feedback: that what is anonymous waits for its release, for everybody to know; and for those
// who lead the switch.
import type { Review } from '../../sdk/model'
import { isUnderWay } from '../meeting/currentReview'
import { usePowers } from '../meeting/usePowers'
import { Icon } from '../parts/Icon'
import { words } from '../words/words'
import { HoldSwitch } from './heldLater'

export interface HoldLineProps {
	readonly review: Review
	// How many pieces wait, as those who lead see it.
	readonly waiting: number
}

export function HoldLine({ review, waiting }: HoldLineProps) {
	const { leads } = usePowers()
	if (!isUnderWay(review)) return null
	if (leads) return <HoldSwitch review={review} waiting={waiting} />
	// The frame stays, so that a change of it is told.
	return (
		<div role="status">
			{review.feedbackHeld && (
				<div className="hold hold--on">
					<p>
						<Icon name="pause" size="s" />
						{words.feedback.held}
					</p>
				</div>
			)}
		</div>
	)
}
