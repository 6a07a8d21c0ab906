// Applies what becomes of feedback. What this page does not know (guests are not given that of past
// reviews) is passed over.
import type { Event } from './gen/reviewd/v1/event_pb'
import type { FeedbackConverted } from './gen/reviewd/v1/event_meeting_pb'
import { FeedbackState } from './gen/reviewd/v1/meeting_pb'
import type { Cause } from './cause'
import { keyOf, NO_ID, type IdKey } from './id'
import type { Feedback } from './model'
import type { ProductState } from './productState'
import { textOf } from './text'

export type TriageBody = Extract<
	Event['body'],
	{
		case:
			| 'feedbackTriaged'
			| 'feedbackAnswered'
			| 'feedbackMerged'
			| 'feedbackUnmerged'
			| 'feedbackConverted'
	}
>

export function applyTriageBody(state: ProductState, cause: Cause, body: TriageBody): void {
	if (body.case === 'feedbackConverted') applyLineage(state, body.value)
	const key = keyOf(body.value.feedback)
	const feedback = state.feedback.get(key)
	if (feedback === undefined) return
	const { pending } = cause
	const change = (changes: Partial<Feedback>) => {
		state.feedback.change(key, { ...changes, fatePending: pending })
	}
	switch (body.case) {
		case 'feedbackTriaged':
			change({ state: body.value.state, reason: cause.reason })
			return
		case 'feedbackAnswered': {
			const answer = textOf(body.value.text)
			change({ answer, answeredBy: answer === '' ? 0 : cause.author })
			return
		}
		case 'feedbackMerged':
			applyMerged(state, feedback, keyOf(body.value.into), pending)
			return
		case 'feedbackUnmerged':
			change({ state: body.value.state, mergedInto: NO_ID })
			return
		case 'feedbackConverted':
			change({ state: FeedbackState.CONVERTED, item: keyOf(body.value.item) })
			return
	}
}

// The item is told of where it was said first, also to those who are not given the feedback itself.
function applyLineage({ items }: ProductState, { item, saidIn }: FeedbackConverted): void {
	items.change(keyOf(item), { saidIn: keyOf(saidIn) })
}

// What had been merged into it goes along: nothing is merged into what is merged.
function applyMerged(state: ProductState, feedback: Feedback, into: IdKey, pending: boolean): void {
	for (const other of state.feedback.list()) {
		if (other.mergedInto === feedback.key) state.feedback.change(other.key, { mergedInto: into })
	}
	const stateBefore = feedback.state
	state.feedback.change(feedback.key, {
		state: FeedbackState.MERGED,
		stateBefore,
		mergedInto: into,
		fatePending: pending,
	})
}
