// What an operation on the meeting will probably become: reviews, increments, polls, feedback.
//
// Never a result, and nothing that only the server can know (electorates, deadlines).
import { create } from '@bufbuild/protobuf'
import { type Event } from './gen/reviewd/v1/event_pb'
import {
	DefinitionOfDoneSetSchema,
	FeedbackGivenSchema,
	FeedbackRetractedSchema,
	IncrementAddedSchema,
	IncrementAssessedSchema,
	IncrementCheckedSchema,
	PollClosedSchema,
	PollOpenedSchema,
	ReviewClosedSchema,
	ReviewOpenedSchema,
	ReviewPlannedSchema,
	VotersAdmittedSchema,
} from './gen/reviewd/v1/event_meeting_pb'
import type { Operation } from './gen/reviewd/v1/operation_pb'
import type { AddIncrement, CastBallot } from './gen/reviewd/v1/operation_meeting_pb'
import { idOf, keyFor, named } from './id'
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
			const value = create(ReviewOpenedSchema, { review: named(body.value.review) })
			return { case: 'reviewOpened', value }
		}
		case 'closeReview': {
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

export function predictedPoll(operation: Operation): Body | null {
	const { body } = operation
	switch (body.case) {
		case 'openPoll': {
			const { increment, question, kind, secrecy, results } = body.value
			const fields = { poll: ownId(operation), increment: named(increment), kind, secrecy, results }
			const value = create(PollOpenedSchema, { ...fields, question: plain(question) })
			return { case: 'pollOpened', value }
		}
		case 'admitVoters': {
			const { participants } = body.value
			const fields = { poll: named(body.value.poll), participants }
			return { case: 'votersAdmitted', value: create(VotersAdmittedSchema, fields) }
		}
		case 'closePoll': {
			const value = create(PollClosedSchema, { poll: named(body.value.poll) })
			return { case: 'pollClosed', value }
		}
		default:
			return null
	}
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

// What a ballot chooses, as a number of its poll's kind. The poll need not be known: a ballot
// that says fingers is one of a fist of five.
export function selectionOf({ fingers, consent }: CastBallot): number {
	return fingers ?? consent
}

function ownId({ actor, counter }: Operation) {
	return idOf(keyFor(actor, counter, 0))
}
