// Operations of actors that this tab has no more: what they are called under its new ones, and, where
// the server does not know the old ones (it was restored from a copy), which were made already.
// docs/PROTOCOL.md, "Succession".
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
		case 'splitItem':
		case 'moveItems':
			return state.slots.get(own) !== undefined
		case 'proposeOrder':
			return state.proposals.get(own) !== undefined
		case 'planReview':
			return state.reviews.get(own) !== undefined
		case 'addIncrement':
			return state.increments.get(own) !== undefined
		case 'openPoll':
			return state.polls.get(own) !== undefined
		case 'addAction':
			return state.actions.get(own) !== undefined
		case 'setProductGoal':
			return state.goals.get(own) !== undefined
		case 'setGroups':
			return madeGroup(state, pending)
		case 'giveFeedback':
			return state.feedback.get(own) !== undefined
		default:
			return false
	}
}

// A group is named after its place in the list, so any of those that are new tells.
function madeGroup({ groups }: ProductState, { actor, counter }: PendingOperation): boolean {
	return groups.some(({ key }) => key.startsWith(`${actor}.${counter}.`))
}

// Doing it twice would say it twice, and nobody can tell whether it was done.
export function isUnsure(pending: PendingOperation): boolean {
	const { body } = pending.operation
	return body.case === 'giveFeedback' && body.value.anonymous
}

// Names of things that earlier operations made under old numbers, and the numbers themselves.
export function renamed(operation: Operation, names: ReadonlyMap<IdKey, Id>): Operation {
	return rename(operation, names) as Operation
}

function rename(value: unknown, names: ReadonlyMap<IdKey, Id>): unknown {
	if (Array.isArray(value)) return value.map((one) => rename(one, names))
	if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value
	if ('$typeName' in value && NUMBERED.has(String(value.$typeName))) {
		const { actor, counter } = value as Id
		const made = names.get(keyFor(actor, counter, 0))
		return made === undefined ? value : { ...value, actor: made.actor, counter: made.counter }
	}
	return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rename(one, names)]))
}

// What names an operation, or what it made, by actor and counter.
const NUMBERED = new Set(['reviewd.v1.Id', 'reviewd.v1.Undo', 'reviewd.v1.Redo'])

export function firstMade(pending: PendingOperation): IdKey {
	return keyFor(pending.actor, pending.counter, 0)
}
