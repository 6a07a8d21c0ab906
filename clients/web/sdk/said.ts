// What became of what this person said: as the server tells it to those who are not shown the feedback
// of closed reviews, and read from that feedback by everybody else. Pure.
import type { MyFeedback } from './gen/reviewd/v1/live_pb'
import { FeedbackState, ReviewState } from './gen/reviewd/v1/meeting_pb'
import type { Said } from './goalModel'
import { keyOf, NO_ID } from './id'
import type { Feedback, Review } from './model'
import { textOf } from './text'

export function saidOf(mine: MyFeedback): Said {
	const { feedback, review, kind, text, state, reason, answer, item } = mine
	return {
		key: keyOf(feedback),
		review: keyOf(review),
		kind,
		text: textOf(text),
		state: state === FeedbackState.UNSPECIFIED ? FeedbackState.NEW : state,
		reason: textOf(reason),
		answer: textOf(answer),
		item: keyOf(item),
	}
}

/**
 * Youngest review first, each piece once. `own` are this person's, of any review; what was carried over
 * into one that is not closed is not over yet.
 */
export function allSaid(
	told: readonly Said[],
	own: readonly Feedback[],
	reviews: readonly Review[],
	feedback: readonly Feedback[],
): readonly Said[] {
	const place = new Map(reviews.map((review, i) => [review.key, i]))
	const closed = new Set(
		reviews.filter(({ state }) => state === ReviewState.CLOSED).map(({ key }) => key),
	)
	const known = new Map(feedback.map((one) => [one.key, one]))
	const all = new Map(told.map((one) => [one.key, one]))
	for (const one of own) {
		// What the server told is younger: not everything that becomes of feedback reaches everybody.
		if (all.has(one.key) || one.retracted || one.pending || !closed.has(one.review)) continue
		const into = one.mergedInto === NO_ID ? undefined : known.get(one.mergedInto)
		const { key, kind, text, state, reason, answer } = one
		const item = one.item === NO_ID ? (into?.item ?? NO_ID) : one.item
		const review = one.saidIn === NO_ID ? one.review : one.saidIn
		all.set(key, { key, review, kind, text, state, reason, answer, item })
	}
	return [...all.values()].sort(
		(one, other) => (place.get(other.review) ?? -1) - (place.get(one.review) ?? -1),
	)
}
