// What an operation on the meeting will probably become: reviews, increments, feedback.
import { create } from '@bufbuild/protobuf'
import { type Event } from './gen/reviewd/v1/event_pb'
import { PollState } from './gen/reviewd/v1/meeting_pb'
import {
	DefinitionOfDoneSetSchema,
	FeedbackGivenSchema,
	FeedbackRetractedSchema,
	IncrementAddedSchema,
	IncrementAssessedSchema,
	IncrementCheckedSchema,
	ReviewClosedSchema,
	ReviewOpenedSchema,
	ReviewPlannedSchema,
} from './gen/reviewd/v1/event_meeting_pb'
import type { Operation } from './gen/reviewd/v1/operation_pb'
import type { AddIncrement } from './gen/reviewd/v1/operation_meeting_pb'
import { carriedOver } from './carriedOver'
import { idOf, keyFor, keyOf, named } from './id'
import type { Poll } from './model'
import type { ProductState } from './productState'
import { plain } from './text'

type Body = Event['body']

export function predictedReview(state: ProductState, operation: Operation): Body | null {
	const own = ownId(operation)
	const { body } = operation
	switch (body.case) {
		case 'planReview': {
			const { title, sprint, sprintGoal } = body.value
			const texts = { title: plain(title), sprintGoal: plain(sprintGoal) }
			const value = create(ReviewPlannedSchema, { review: own, sprint, ...texts })
			return { case: 'reviewPlanned', value }
		}
		case 'openReview': {
			const carried = carriedOver(state).map(idOf)
			const value = create(ReviewOpenedSchema, { review: named(body.value.review), carried })
			return { case: 'reviewOpened', value }
		}
		case 'closeReview': {
			// What waits for its release must be dealt with first, and what people are asked.
			const key = keyOf(body.value.review)
			if (state.held.list().some((one) => one.review === key)) return null
			if (state.polls.list().some((one) => one.review === key && isOpen(one))) return null
			const value = create(ReviewClosedSchema, { review: named(body.value.review) })
			return { case: 'reviewClosed', value }
		}
		case 'addIncrement':
			return predictedIncrement(state, operation, body.value)
		case 'assessIncrement': {
			const { assessment } = body.value
			const fields = { increment: named(body.value.increment), assessment }
			return { case: 'incrementAssessed', value: create(IncrementAssessedSchema, fields) }
		}
		case 'checkIncrement': {
			const { list, index, met } = body.value
			const fields = { increment: named(body.value.increment), list, index, met }
			return { case: 'incrementChecked', value: create(IncrementCheckedSchema, fields) }
		}
		case 'setDefinitionOfDone': {
			const checks = body.value.checks.map(plain)
			const value = create(DefinitionOfDoneSetSchema, { checks })
			return { case: 'definitionOfDoneSet', value }
		}
		default:
			return null
	}
}

function predictedIncrement(state: ProductState, operation: Operation, add: AddIncrement): Body {
	const { title, summary, done, presenter, criteria, criteriaMet, demoLink } = add
	const value = create(IncrementAddedSchema, {
		increment: ownId(operation),
		...(add.review === undefined ? {} : { review: add.review }),
		...(add.item === undefined ? {} : { item: add.item }),
		title: plain(title),
		summary: plain(summary),
		done,
		presenter: plain(presenter),
		demoLink: plain(demoLink),
		criteria: criteria.map((text, i) => ({
			text: plain(text),
			met: ((criteriaMet >> BigInt(i)) & 1n) === 1n,
		})),
		definitionOfDone: state.definitionOfDone.checks.map((text) => ({ text: plain(text) })),
	})
	return { case: 'incrementAdded', value }
}

export function predictedFeedback(operation: Operation): Body | null {
	const { body } = operation
	switch (body.case) {
		case 'giveFeedback': {
			const { review, increment, kind, text, anonymous } = body.value
			const value = create(FeedbackGivenSchema, {
				feedback: ownId(operation),
				...(review === undefined ? {} : { review }),
				...(increment === undefined ? {} : { increment }),
				kind,
				text: plain(text),
				anonymous,
			})
			return { case: 'feedbackGiven', value }
		}
		case 'retractFeedback': {
			const value = create(FeedbackRetractedSchema, { feedback: named(body.value.feedback) })
			return { case: 'feedbackRetracted', value }
		}
		default:
			return null
	}
}

function ownId({ actor, counter }: Operation) {
	return idOf(keyFor(actor, counter, 0))
}

function isOpen({ state }: Poll): boolean {
	return state === PollState.OPEN
}
