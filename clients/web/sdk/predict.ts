// Shows an operation before the server has decided it: the events it will probably become.
//
// Never the result of a vote, and nothing that only the server can know (refs, electorates). An
// operation that would not apply shows nothing.
import type { Operation } from './gen/reviewd/v1/operation_pb'
import { applyBody } from './apply'
import type { Cause } from './cause'
import { NOTHING, type Foreseen, type Foresight } from './foresight'
import { keyOf } from './id'
import { foreseenForItems } from './predictItems'
import { foreseenForFlow } from './predictFlow'
import { predictedFeedback, predictedPoll, predictedReview, selectionOf } from './predictMeeting'
import { foreseenForOrder } from './predictOrder'
import { foreseenForProposal } from './predictProposal'
import type { ProductState } from './productState'

// False: the server will reject it.
export function predict(
	state: ProductState,
	see: Foresight,
	cause: Cause,
	operation: Operation,
): boolean {
	if (isOwn(operation)) {
		predictOwn(state, operation, true)
		return true
	}
	const bodies = foreseen(state, see, operation)
	for (const body of bodies ?? []) applyBody(state, cause, body)
	return bodies !== null
}

// Whether what it does is shown to its author alone.
export function isOwn({ body }: Operation): boolean {
	return body.case === 'castBallot' || body.case === 'upvoteFeedback'
}

export function predictOwn(state: ProductState, { body }: Operation, pending: boolean): void {
	switch (body.case) {
		case 'castBallot': {
			const selection = selectionOf(body.value)
			state.ownBallots.set(keyOf(body.value.poll), { selection, pending })
			return
		}
		case 'upvoteFeedback':
			state.ownUpvotes.set(keyOf(body.value.feedback), { up: !body.value.withdraw, pending })
			return
		default:
			return
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
	const inMeeting =
		predictedReview(state, operation) ?? predictedPoll(operation) ?? predictedFeedback(operation)
	return inMeeting === null ? NOTHING : [inMeeting]
}
