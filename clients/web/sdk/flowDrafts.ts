// Operations on the flow of a review, on what becomes of feedback, and on lent power, as drafts: the
// outbox gives them actor, counter and base.
import { create } from '@bufbuild/protobuf'
import type { Place } from './gen/reviewd/v1/backlog_pb'
import type { FeedbackState } from './gen/reviewd/v1/meeting_pb'
import { type DelegationScope, type TimerChange } from './gen/reviewd/v1/meeting_pb'
import {
	DelegateSchema,
	RevokeDelegationSchema,
	SetFacilitatorSchema,
} from './gen/reviewd/v1/operation_pb'
import {
	AdvanceAgendaSchema,
	AnswerFeedbackSchema,
	ConvertFeedbackSchema,
	MergeFeedbackSchema,
	PauseReviewSchema,
	ReopenReviewSchema,
	ResumeReviewSchema,
	SetAgendaSchema,
	SetTimerSchema,
	TriageFeedbackSchema,
	UnmergeFeedbackSchema,
} from './gen/reviewd/v1/operation_meeting_pb'
import type { ItemText } from './drafts'
import { idOf, NO_ID, type IdKey } from './id'
import type { AgendaEntry, Review } from './model'
import type { Draft } from './outbox'

// An entry with the key NO_ID is a new one.
export function setAgenda(review: Review, entries: readonly AgendaEntry[]): Draft {
	const value = create(SetAgendaSchema, {
		review: idOf(review.key),
		entries: entries.map(({ key, kind, subject, timeboxMs }) => ({
			...(key === NO_ID ? {} : { entry: idOf(key) }),
			kind,
			subject,
			timeboxMs,
		})),
		ifVersion: BigInt(review.agendaAt),
	})
	return { body: { case: 'setAgenda', value } }
}

// From where the author sees the meeting to `to`; NO_ID: to the end.
export function advanceAgenda(review: Review, to: IdKey): Draft {
	const value = create(AdvanceAgendaSchema, {
		review: idOf(review.key),
		...(review.current === NO_ID ? {} : { from: idOf(review.current) }),
		...(to === NO_ID ? {} : { to: idOf(to) }),
	})
	return { body: { case: 'advanceAgenda', value } }
}

export function setTimer(review: Review, change: TimerChange, ms = 0): Draft {
	const fields = { review: idOf(review.key), change, ms, ifTimerRev: review.timer.rev }
	return { body: { case: 'setTimer', value: create(SetTimerSchema, fields) } }
}

export function pauseReview(review: IdKey): Draft {
	const value = create(PauseReviewSchema, { review: idOf(review) })
	return { body: { case: 'pauseReview', value } }
}

export function resumeReview(review: IdKey): Draft {
	const value = create(ResumeReviewSchema, { review: idOf(review) })
	return { body: { case: 'resumeReview', value } }
}

export function reopenReview(review: IdKey, reason: string): Draft {
	const value = create(ReopenReviewSchema, { review: idOf(review) })
	return { body: { case: 'reopenReview', value }, reason }
}

// 0: nobody in particular.
export function setFacilitator(participant: number): Draft {
	return { body: { case: 'setFacilitator', value: create(SetFacilitatorSchema, { participant }) } }
}

export function delegatePower(
	to: number,
	scopes: readonly DelegationScope[],
	expiresMs: number,
): Draft {
	const fields = { to, scopes: [...scopes], expiresMs: BigInt(expiresMs) }
	return { body: { case: 'delegate', value: create(DelegateSchema, fields) } }
}

export function revokeDelegation(delegation: IdKey): Draft {
	const value = create(RevokeDelegationSchema, { delegation: idOf(delegation) })
	return { body: { case: 'revokeDelegation', value } }
}

export type TriageState =
	FeedbackState.NEW | FeedbackState.ACKNOWLEDGED | FeedbackState.PARKED | FeedbackState.DECLINED

// Declining needs a reason.
export function triageFeedback(feedback: IdKey, state: TriageState, reason = ''): Draft {
	const value = create(TriageFeedbackSchema, { feedback: idOf(feedback), state })
	return { body: { case: 'triageFeedback', value }, reason }
}

// Empty: there is no answer any more.
export function answerFeedback(feedback: IdKey, text: string): Draft {
	const value = create(AnswerFeedbackSchema, { feedback: idOf(feedback), text })
	return { body: { case: 'answerFeedback', value } }
}

export function mergeFeedback(feedback: IdKey, into: IdKey): Draft {
	const value = create(MergeFeedbackSchema, { feedback: idOf(feedback), into: idOf(into) })
	return { body: { case: 'mergeFeedback', value } }
}

export function unmergeFeedback(feedback: IdKey): Draft {
	const value = create(UnmergeFeedbackSchema, { feedback: idOf(feedback) })
	return { body: { case: 'unmergeFeedback', value } }
}

export function convertFeedback(feedback: IdKey, item: ItemText, place: Place): Draft {
	const value = create(ConvertFeedbackSchema, {
		feedback: idOf(feedback),
		item: { ...item },
		place,
	})
	return { body: { case: 'convertFeedback', value } }
}
