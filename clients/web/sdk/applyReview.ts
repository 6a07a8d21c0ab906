// Applies what happens to reviews, to what is inspected in them, and to what is said there.
import type { Event } from './gen/reviewd/v1/event_pb'
import type {
	Criterion,
	FeedbackGiven,
	IncrementAdded,
	IncrementChecked,
} from './gen/reviewd/v1/event_meeting_pb'
import { Assessment, CheckList, FeedbackState, ReviewState } from './gen/reviewd/v1/meeting_pb'
import { agendaEntryOf, NO_TIMER } from './applyAgenda'
import { carryOver, NO_FACTS, NOT_RELEASED } from './applyFacts'
import { version } from './applyGoals'
import type { Cause } from './cause'
import { keyOf, NO_ID, type IdKey } from './id'
import type { Check, Feedback, Increment } from './model'
import type { ProductState } from './productState'
import { textOf } from './text'

export type ReviewBody = Extract<
	Event['body'],
	{
		case:
			| 'reviewPlanned'
			| 'reviewOpened'
			| 'reviewClosed'
			| 'incrementAdded'
			| 'incrementAssessed'
			| 'incrementChecked'
			| 'definitionOfDoneSet'
	}
>

export type FeedbackBody = Extract<Event['body'], { case: 'feedbackGiven' | 'feedbackRetracted' }>

export function applyReviewBody(state: ProductState, cause: Cause, body: ReviewBody): void {
	const { pending } = cause
	switch (body.case) {
		case 'reviewPlanned': {
			const { review, title, sprint, sprintGoal, agenda } = body.value
			const key = keyOf(review)
			const texts = { title: textOf(title), goal: textOf(sprintGoal) }
			const flow = { agenda: agenda.map(agendaEntryOf), agendaAt: 0, current: NO_ID, currentAt: 0 }
			const fresh = { state: ReviewState.DRAFT, timer: NO_TIMER, ...NO_FACTS, ...NOT_HELD, pending }
			state.reviews.set(key, { key, sprint, ...texts, ...flow, ...fresh })
			return
		}
		case 'reviewOpened':
			state.reviews.change(keyOf(body.value.review), { state: ReviewState.OPEN, pending })
			carryOver(state, keyOf(body.value.review), body.value.carried)
			return
		case 'reviewClosed':
			close(state, keyOf(body.value.review), pending)
			return
		case 'incrementAdded':
			state.increments.set(keyOf(body.value.increment), incrementOf(body.value, pending))
			return
		case 'incrementAssessed':
			state.increments.change(keyOf(body.value.increment), {
				assessment: body.value.assessment,
				assessmentReason: cause.reason,
				assessedBy: cause.author,
				assessedAtMs: cause.timeMs,
				assessedAt: version(cause, state.increments.get(keyOf(body.value.increment))?.assessedAt),
				pending,
			})
			return
		case 'incrementChecked':
			applyChecked(state, pending, body.value)
			return
		case 'definitionOfDoneSet':
			state.setDefinitionOfDone({ checks: body.value.checks.map(textOf), pending })
			return
	}
}

// With it goes the timer, also where there was none: a change of it, which the event does not spell out.
function close(state: ProductState, key: IdKey, pending: boolean): void {
	const before = state.reviews.get(key)
	if (before === undefined) return
	const timer = pending ? before.timer : { ...NO_TIMER, rev: before.timer.rev + 1 }
	state.reviews.set(key, { ...before, state: ReviewState.CLOSED, timer, pending })
}

function applyChecked(state: ProductState, pending: boolean, body: IncrementChecked): void {
	const key = keyOf(body.increment)
	const increment = state.increments.get(key)
	if (increment === undefined) return
	const list = body.list === CheckList.DEFINITION_OF_DONE ? 'definitionOfDone' : 'criteria'
	const { index, met } = body
	const checks = increment[list].map((one, i) => (i === index ? { ...one, met, pending } : one))
	state.increments.set(key, { ...increment, [list]: checks })
}

export function applyFeedbackBody(state: ProductState, cause: Cause, body: FeedbackBody): void {
	const key = keyOf(body.value.feedback)
	switch (body.case) {
		case 'feedbackGiven':
			state.feedback.set(key, feedbackOf(body.value, cause))
			return
		case 'feedbackRetracted':
			state.feedback.change(key, { retracted: true, text: '', pending: cause.pending })
			return
	}
}

const NOT_HELD = { feedbackHeld: false, holdPending: false }

const UNTOUCHED = {
	state: FeedbackState.NEW,
	stateBefore: FeedbackState.NEW,
	reason: '',
	answer: '',
	answeredBy: 0,
	mergedInto: NO_ID,
	item: NO_ID,
	fatePending: false,
}

export function feedbackOf(given: FeedbackGiven, cause: Cause): Feedback {
	return {
		key: keyOf(given.feedback),
		review: keyOf(given.review),
		saidIn: NO_ID,
		increment: keyOf(given.increment),
		kind: given.kind,
		text: textOf(given.text),
		anonymous: given.anonymous,
		author: cause.author,
		timeMs: cause.timeMs,
		retracted: false,
		...UNTOUCHED,
		pending: cause.pending,
	}
}

export function incrementOf(added: IncrementAdded, pending: boolean): Increment {
	return {
		key: keyOf(added.increment),
		review: keyOf(added.review),
		item: keyOf(added.item),
		title: textOf(added.title),
		summary: textOf(added.summary),
		done: added.done,
		presenter: textOf(added.presenter),
		demoLink: textOf(added.demoLink),
		criteria: added.criteria.map(checkOf),
		definitionOfDone: added.definitionOfDone.map(checkOf),
		assessment: Assessment.UNSPECIFIED,
		assessmentReason: '',
		assessedBy: 0,
		assessedAtMs: 0,
		assessedAt: 0,
		...NOT_RELEASED,
		pending,
	}
}

function checkOf({ text, met }: Criterion): Check {
	return { text: textOf(text), met, pending: false }
}
