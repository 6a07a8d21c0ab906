// What is shown of anonymous feedback that waits. Pure.
import type { IdKey } from '../../sdk/id'
import type { Feedback, HeldFeedback, OwnHeld } from '../../sdk/model'

export interface HeldSources {
	readonly leads: boolean
	readonly held: readonly HeldFeedback[]
	readonly own: readonly OwnHeld[]
	readonly feedback: readonly Feedback[]
}

/**
 * Of that review, without what has been given meanwhile: the private views come a moment after the
 * events. Whoever leads does not see their own twice.
 */
export function heldOf(review: IdKey, { leads, held, own, feedback }: HeldSources) {
	const given = new Set(feedback.map(({ key }) => key))
	const waits = (one: { readonly key: IdKey; readonly review: IdKey }) =>
		one.review === review && !given.has(one.key)
	const all = leads ? held.filter(waits) : []
	const listed = new Set(all.map(({ key }) => key))
	return { all, own: own.filter((one) => waits(one) && !listed.has(one.key)) }
}
