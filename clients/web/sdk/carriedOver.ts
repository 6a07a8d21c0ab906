// What was left open in reviews that are closed, and goes on in the next one that is opened: feedback
// that is parked, questions without an answer, and what was merged into them. Pure.
import { FeedbackKind, FeedbackState, ReviewState } from './gen/reviewd/v1/meeting_pb'
import type { IdKey } from './id'
import type { Feedback } from './model'
import type { ProductState } from './productState'

export function carriedOver({ feedback, reviews }: ProductState): readonly IdKey[] {
	const ofClosed = feedback
		.list()
		.filter(({ review }) => reviews.get(review)?.state === ReviewState.CLOSED)
	const open = new Set(ofClosed.filter(isLeftOpen).map(({ key }) => key))
	return ofClosed
		.filter((one) => open.has(one.key) || open.has(one.mergedInto))
		.map(({ key }) => key)
}

function isLeftOpen({ state, kind, answer, retracted }: Feedback): boolean {
	if (retracted) return false
	if (state === FeedbackState.PARKED) return true
	const unsettled = state === FeedbackState.NEW || state === FeedbackState.ACKNOWLEDGED
	return kind === FeedbackKind.QUESTION && unsettled && answer === ''
}
