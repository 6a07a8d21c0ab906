// Shows an operation before the server has decided it: the event it will probably become.
//
// Never the result of a vote, and nothing that only the server can know (refs, electorates).
import { create } from '@bufbuild/protobuf'
import { Zone } from './gen/reviewd/v1/backlog_pb'
import { IdSchema, type Id } from './gen/reviewd/v1/id_pb'
import { TextSchema, type Text } from './gen/reviewd/v1/text_pb'
import {
	FeedbackGivenSchema,
	IncrementAddedSchema,
	IncrementAssessedSchema,
	ItemArchivedSchema,
	ItemEditedSchema,
	ItemRestoredSchema,
	ItemsAddedSchema,
	ItemsMovedSchema,
	PollClosedSchema,
	PollOpenedSchema,
	ReviewClosedSchema,
	ReviewOpenedSchema,
	ReviewPlannedSchema,
	VotersAdmittedSchema,
	type Event,
} from './gen/reviewd/v1/event_pb'
import type { MoveItems, Operation } from './gen/reviewd/v1/operation_pb'
import { applyBody, zoneOf, type Cause } from './apply'
import { idOf, keyFor, keyOf, NO_ID } from './id'
import { spotOf } from './place'
import type { ProductState } from './productState'

export function predict(state: ProductState, cause: Cause, operation: Operation): void {
	if (operation.body.case === 'castBallot') {
		const { poll, consent } = operation.body.value
		state.ownBallots.set(keyOf(poll), { selection: consent, pending: true })
		return
	}
	const body = predictedBody(state, operation)
	if (body !== null) applyBody(state, cause, body)
}

export function predictedBody(state: ProductState, operation: Operation): Event['body'] | null {
	const own = idOf(keyFor(operation.actor, operation.counter, 0))
	const { body } = operation
	switch (body.case) {
		case 'addItems': {
			const { left, anchor } = spotOf(state.slots, body.value.place)
			const items = body.value.items.map((item) => ({
				title: plain(item.title),
				ref: plain(item.ref),
				estimate: item.estimate,
				labels: item.labels.map(plain),
			}))
			const zone = zoneOf(body.value.place?.zone ?? Zone.UNSPECIFIED)
			const value = create(ItemsAddedSchema, { items, zone, ...beside(left.key, anchor) })
			return { case: 'itemsAdded', value }
		}
		case 'moveItems':
			return predictedMove(state, body.value)
		case 'editItem': {
			const { field, text, number, remove } = body.value
			const item = named(body.value.item)
			const fields = { item, field, text: plain(text), number, remove }
			return { case: 'itemEdited', value: create(ItemEditedSchema, fields) }
		}
		case 'archiveItem':
			return {
				case: 'itemArchived',
				value: create(ItemArchivedSchema, { item: named(body.value.item) }),
			}
		case 'restoreItem':
			return {
				case: 'itemRestored',
				value: create(ItemRestoredSchema, { item: named(body.value.item) }),
			}
		case 'planReview': {
			const { title, sprint, sprintGoal } = body.value
			const texts = { title: plain(title), sprintGoal: plain(sprintGoal) }
			const value = create(ReviewPlannedSchema, { review: own, sprint, ...texts })
			return { case: 'reviewPlanned', value }
		}
		case 'openReview':
			return {
				case: 'reviewOpened',
				value: create(ReviewOpenedSchema, { review: named(body.value.review) }),
			}
		case 'closeReview':
			return {
				case: 'reviewClosed',
				value: create(ReviewClosedSchema, { review: named(body.value.review) }),
			}
		case 'addIncrement': {
			const { title, summary, done, presenter, criteria, criteriaMet, demoLink } = body.value
			const value = create(IncrementAddedSchema, {
				increment: own,
				...(body.value.review === undefined ? {} : { review: body.value.review }),
				...(body.value.item === undefined ? {} : { item: body.value.item }),
				title: plain(title),
				summary: plain(summary),
				done,
				presenter: plain(presenter),
				demoLink: plain(demoLink),
				criteria: criteria.map((text, i) => ({
					text: plain(text),
					met: ((criteriaMet >> BigInt(i)) & 1n) === 1n,
				})),
			})
			return { case: 'incrementAdded', value }
		}
		case 'assessIncrement': {
			const { increment, assessment } = body.value
			const fields = { assessment, ...(increment === undefined ? {} : { increment }) }
			return { case: 'incrementAssessed', value: create(IncrementAssessedSchema, fields) }
		}
		case 'openPoll': {
			const { increment, question, kind, secrecy, results } = body.value
			const value = create(PollOpenedSchema, {
				poll: own,
				...(increment === undefined ? {} : { increment }),
				question: plain(question),
				kind,
				secrecy,
				results,
			})
			return { case: 'pollOpened', value }
		}
		case 'admitVoters': {
			const { participants } = body.value
			const fields = { poll: named(body.value.poll), participants }
			return { case: 'votersAdmitted', value: create(VotersAdmittedSchema, fields) }
		}
		case 'closePoll':
			return {
				case: 'pollClosed',
				value: create(PollClosedSchema, { poll: named(body.value.poll) }),
			}
		case 'giveFeedback': {
			const { review, increment, kind, text, anonymous } = body.value
			const value = create(FeedbackGivenSchema, {
				feedback: own,
				...(review === undefined ? {} : { review }),
				...(increment === undefined ? {} : { increment }),
				kind,
				text: plain(text),
				anonymous,
			})
			return { case: 'feedbackGiven', value }
		}
		case 'revealPoll':
		case 'castBallot':
		case 'setDefinitionOfDone':
		case 'checkIncrement':
		case 'upvoteFeedback':
		case 'retractFeedback':
		case 'createInvite':
		case 'revokeInvite':
		case 'setJoinCode':
		case 'admitWaiting':
		case 'refuseWaiting':
		case 'removeParticipant':
		case 'muteParticipant':
		case 'changeRole':
		case 'handOver':
		case 'noop':
		case undefined:
			return null
	}
}

function predictedMove(state: ProductState, move: MoveItems): Event['body'] | null {
	const known = new Map<string, number>()
	for (const [k, id] of move.items.entries()) {
		const key = keyOf(id)
		if (state.items.get(key) !== undefined && !known.has(key)) known.set(key, k)
	}
	if (known.size === 0) return null

	const { left, anchor } = spotOf(state.slots, move.place)
	const items = [...known].map(([key, k]) => ({ item: idOf(key), k }))
	const zone = zoneOf(move.place?.zone ?? Zone.UNSPECIFIED)
	const value = create(ItemsMovedSchema, { items, zone, ...beside(left.key, anchor) })
	return { case: 'itemsMoved', value }
}

function beside(left: string, anchor: string) {
	return {
		...(left === NO_ID ? {} : { left: idOf(left) }),
		...(anchor === NO_ID ? {} : { anchor: idOf(anchor) }),
	}
}

function named(id: Id | undefined): Id {
	return create(IdSchema, { actor: id?.actor ?? 0, counter: id?.counter ?? 0, k: id?.k ?? 0 })
}

function plain(text: string): Text {
	return create(TextSchema, { plain: text })
}
