// After the server gave this tab new actors: which pending operations of the old ones still have to
// be made, and under which names. docs/PROTOCOL.md, "Hello and Welcome".
import type { Operation } from './gen/reviewd/v1/operation_pb'
import { keyFor, type IdKey } from './id'
import type { PendingOperation } from './pending'
import type { ProductState } from './productState'
import type { Id } from './gen/reviewd/v1/id_pb'

// Whether the state, read without predictions, already has what the operation makes.
export function isThere(state: ProductState, pending: PendingOperation): boolean {
	const own = keyFor(pending.actor, pending.counter, 0)
	switch (pending.operation.body.case) {
		case 'addItems':
		case 'moveItems':
			return state.slots.get(own) !== undefined
		case 'planReview':
			return state.reviews.get(own) !== undefined
		case 'addIncrement':
			return state.increments.get(own) !== undefined
		case 'openPoll':
			return state.polls.get(own) !== undefined
		case 'giveFeedback':
			return state.feedback.get(own) !== undefined
		default:
			return false
	}
}

// Doing it twice would say it twice, and nobody can tell whether it was done.
export function isUnsure(pending: PendingOperation): boolean {
	const { body } = pending.operation
	return body.case === 'giveFeedback' && body.value.anonymous
}

// Names in later operations of things that earlier ones made under the old actor.
export function renamed(operation: Operation, names: ReadonlyMap<IdKey, Id>): Operation {
	return rename(operation, names) as Operation
}

function rename(value: unknown, names: ReadonlyMap<IdKey, Id>): unknown {
	if (Array.isArray(value)) return value.map((one) => rename(one, names))
	if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
	if ('$typeName' in value && value.$typeName === 'reviewd.v1.Id') {
		const id = value as Id
		const made = names.get(keyFor(id.actor, id.counter, 0))
		return made === undefined ? id : { ...made, k: id.k }
	}
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rename(one, names)]))
}

export function firstMade(pending: PendingOperation): IdKey {
	return keyFor(pending.actor, pending.counter, 0)
}
