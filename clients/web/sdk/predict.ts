// Shows an operation before the server has decided it: the events it will probably become.
//
// Never the result of a vote, and nothing that only the server can know (refs, electorates). An
// operation that would not apply shows nothing.
import type { Operation } from './gen/reviewd/v1/operation_pb'
import { applyBody } from './apply'
import type { Cause } from './cause'
import { NOTHING, type Foreseen, type Foresight } from './foresight'
import { isOnHeld, predictOnHeld } from './heldFeedback'
import { keyOf } from './id'
import { foreseenForGoals } from './predictGoals'
import { foreseenForGroups } from './predictGroups'
import { foreseenForItems } from './predictItems'
import { foreseenForFlow } from './predictFlow'
import { predictedFeedback, predictedReview } from './predictMeeting'
import { foreseenForOrder } from './predictOrder'
import { foreseenForPoll, predictBallot } from './predictPoll'
import { foreseenForProposal } from './predictProposal'
import type { ProductState } from './productState'

// False: the server will reject it.
export function predict(
	state: ProductState,
	see: Foresight,
	cause: Cause,
	operation: Operation,
): boolean {
	if (isOwn(state, operation)) return predictOwn(state, operation, true)
	const bodies = foreseen(state, see, operation)
	for (const body of bodies ?? []) applyBody(state, cause, body)
	return bodies !== null
}

// Whether what it does is shown to its author alone, or to those who lead.
export function isOwn(state: ProductState, operation: Operation): boolean {
	const { body } = operation
	if (body.case === 'castBallot' || body.case === 'upvoteFeedback') return true
	return isOnHeld(state, operation)
}

// Whether `isOwn` can be true of it in any state.
export function mayBeOwn({ body }: Operation): boolean {
	switch (body.case) {
		case 'castBallot':
		case 'upvoteFeedback':
		case 'releaseFeedback':
		case 'discardFeedback':
			return true
		case 'giveFeedback':
		case 'retractFeedback':
			return body.value.anonymous
		default:
			return false
	}
}

// False: the server will reject it.
export function predictOwn(state: ProductState, operation: Operation, pending: boolean): boolean {
	const { body } = operation
	switch (body.case) {
		case 'castBallot':
			return predictBallot(state, body.value, pending)
		case 'upvoteFeedback':
			state.ownUpvotes.set(keyOf(body.value.feedback), { up: !body.value.withdraw, pending })
			return true
		default:
			predictOnHeld(state, operation, pending)
			return true
	}
}

// What the operation's events will say.
export function foreseen(state: ProductState, see: Foresight, operation: Operation): Foreseen {
	const forItems = foreseenForItems(state, see, operation)
	if (forItems !== undefined) return forItems
	const forOrder = foreseenForOrder(state, see, operation)
	if (forOrder !== undefined) return forOrder
	const forProposal = foreseenForProposal(state, operation)
	if (forProposal !== undefined) return forProposal
	const forFlow = foreseenForFlow(state, operation)
	if (forFlow !== undefined) return forFlow
	const forPoll = foreseenForPoll(state, operation)
	if (forPoll !== undefined) return forPoll
	const forGroups = foreseenForGroups(state, see, operation)
	if (forGroups !== undefined) return forGroups
	const forGoals = foreseenForGoals(state, operation)
	if (forGoals !== undefined) return forGoals
	const inMeeting = predictedReview(state, operation) ?? predictedFeedback(operation)
	return inMeeting === null ? NOTHING : [inMeeting]
}
