// Which review this is about: the one under way, else the one being prepared, else the last.
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment, Review } from '../../sdk/model'
import { useSignal } from '../watch'
import { useClient } from './seat'

export function useCurrentReview(): Review | undefined {
	const reviews = useSignal(useClient().views.reviews)
	return (
		reviews.findLast(isUnderWay) ??
		reviews.findLast((review) => review.state === ReviewState.DRAFT) ??
		reviews.at(-1)
	)
}

// Opened and not closed; it may be having a break.
export function isUnderWay({ state }: Pick<Review, 'state'>): boolean {
	return state === ReviewState.OPEN || state === ReviewState.PAUSED
}

export function useIncrements(review: Review | undefined): readonly Increment[] {
	const increments = useSignal(useClient().views.increments)
	return review === undefined ? [] : increments.filter((one) => one.review === review.key)
}
