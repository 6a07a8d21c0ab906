// What an operation on the flow of a review, or on what becomes of feedback, will probably become.
//
// Nothing that hangs on the server's clock: a timer is drawn when the server has set it. What comes too
// late (somebody was quicker) shows nothing, and the server's answer says so.
import { create } from '@bufbuild/protobuf'
import {
	AgendaAdvancedSchema,
	FeedbackAnsweredSchema,
	FeedbackConvertedSchema,
	FeedbackHoldSetSchema,
	FeedbackMergedSchema,
	FeedbackTriagedSchema,
	FeedbackUnmergedSchema,
	ReviewPausedSchema,
	ReviewReopenedSchema,
	ReviewResumedSchema,
} from './gen/reviewd/v1/event_meeting_pb'
import { FeedbackState } from './gen/reviewd/v1/meeting_pb'
import type { Operation } from './gen/reviewd/v1/operation_pb'
import type { AdvanceAgenda, ConvertFeedback } from './gen/reviewd/v1/operation_meeting_pb'
import { NOTHING, type Foreseen } from './foresight'
import { idOf, keyFor, keyOf, named, NO_ID } from './id'
import { itemsAdded } from './predictItems'
import type { ProductState } from './productState'
import { plain } from './text'

// Undefined: it is about something else.
export function foreseenForFlow(state: ProductState, operation: Operation): Foreseen | undefined {
	const { body } = operation
	switch (body.case) {
		case 'advanceAgenda':
			return foreseenAdvance(state, body.value)
		case 'pauseReview': {
			const value = create(ReviewPausedSchema, { review: named(body.value.review) })
			return [{ case: 'reviewPaused', value }]
		}
		case 'resumeReview': {
			const value = create(ReviewResumedSchema, { review: named(body.value.review) })
			return [{ case: 'reviewResumed', value }]
		}
		case 'reopenReview': {
			const value = create(ReviewReopenedSchema, { review: named(body.value.review) })
			return [{ case: 'reviewReopened', value }]
		}
		case 'holdFeedback': {
			const { review, hold } = body.value
			if (state.reviews.get(keyOf(review))?.feedbackHeld === hold) return NOTHING
			const value = create(FeedbackHoldSetSchema, { review: named(review), hold })
			return [{ case: 'feedbackHoldSet', value }]
		}
		case 'convertFeedback':
			return foreseenConversion(state, operation, body.value)
		default:
			return foreseenTriage(state, body)
	}
}

// C37: from where its author saw the meeting, or not at all.
function foreseenAdvance(state: ProductState, { review, from, to }: AdvanceAgenda): Foreseen {
	const known = state.reviews.get(keyOf(review))
	if (known !== undefined && known.current !== keyOf(from)) return NOTHING
	const ends = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
	const value = create(AgendaAdvancedSchema, { review: named(review), ...ends })
	return [{ case: 'agendaAdvanced', value }]
}

function foreseenTriage(state: ProductState, body: Operation['body']): Foreseen | undefined {
	switch (body.case) {
		case 'triageFeedback': {
			const { feedback, state: to } = body.value
			if (isDecided(state, keyOf(feedback))) return NOTHING
			const value = create(FeedbackTriagedSchema, { feedback: named(feedback), state: to })
			return [{ case: 'feedbackTriaged', value }]
		}
		case 'answerFeedback': {
			const { feedback, text } = body.value
			const said = text.trim() === '' ? {} : { text: plain(text) }
			const value = create(FeedbackAnsweredSchema, { feedback: named(feedback), ...said })
			return [{ case: 'feedbackAnswered', value }]
		}
		case 'mergeFeedback': {
			const { feedback } = body.value
			if (isDecided(state, keyOf(feedback))) return NOTHING
			const asked = keyOf(body.value.into)
			const target = state.feedback.get(asked)?.mergedInto
			const into = target === undefined || target === NO_ID ? asked : target
			if (into === keyOf(feedback)) return null
			const fields = { feedback: named(feedback), into: idOf(into) }
			return [{ case: 'feedbackMerged', value: create(FeedbackMergedSchema, fields) }]
		}
		case 'unmergeFeedback': {
			const { feedback } = body.value
			const known = state.feedback.get(keyOf(feedback))
			if (known === undefined || known.mergedInto === NO_ID) return NOTHING
			const { mergedInto, stateBefore } = known
			const fields = { feedback: named(feedback), from: idOf(mergedInto), state: stateBefore }
			return [{ case: 'feedbackUnmerged', value: create(FeedbackUnmergedSchema, fields) }]
		}
		default:
			return undefined
	}
}

// The item is named after the operation, so that it can be shown and worked on at once.
function foreseenConversion(
	state: ProductState,
	{ actor, counter }: Operation,
	{ feedback, item, place }: ConvertFeedback,
): Foreseen {
	if (item === undefined) return null
	if (isDecided(state, keyOf(feedback))) return NOTHING
	const made = idOf(keyFor(actor, counter, 0))
	const said = state.feedback.get(keyOf(feedback))
	const saidIn = said === undefined || said.saidIn !== NO_ID ? said?.saidIn : said.review
	const where = saidIn === undefined ? {} : { saidIn: idOf(saidIn) }
	const fields = { feedback: named(feedback), item: made, ...where }
	const value = create(FeedbackConvertedSchema, fields)
	return [itemsAdded(state, [item], place), { case: 'feedbackConverted', value }]
}

// An item of the backlog by now, or shown in the place of other feedback (C31).
function isDecided(state: ProductState, feedback: string): boolean {
	const known = state.feedback.get(feedback)?.state
	return known === FeedbackState.CONVERTED || known === FeedbackState.MERGED
}
