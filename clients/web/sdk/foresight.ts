// What a replica needs to know, beyond its state, to foresee what the server will make of an operation
// of this tab's.
import { StalePolicy } from './gen/reviewd/v1/backlog_pb'
import type { Event } from './gen/reviewd/v1/event_pb'
import type { Operation } from './gen/reviewd/v1/operation_pb'
import type { IdKey } from './id'
import type { ProductState } from './productState'
import { IN_FLIGHT_SEQ } from './slots'

export interface Foresight {
	// Whose operation it is.
	readonly me: number
	// Open actors of this tab: the present one and those that it succeeds.
	readonly ownActors: ReadonlySet<number>
	// Whether that event was made by another person, as far as this page has seen.
	readonly isOthers: (seq: number) => boolean
}

// What the events of an operation will say. None: it changes nothing. Null: it will be rejected.
export type Foreseen = readonly Event['body'][] | null

export const NOTHING: Foreseen = []

// C32: an operation made offline yields to what another person wrote after its base.
export function yieldsTo(state: ProductState, see: Foresight, operation: Operation) {
	const yields = operation.queuedOffline && state.stalePolicy !== StalePolicy.APPLY
	const base = Number(operation.base)
	return (writtenAt: number) =>
		yields && writtenAt > base && writtenAt < IN_FLIGHT_SEQ && see.isOthers(writtenAt)
}

// Whether the operation's author had not seen what `slot` was made by.
export function isConcurrent(
	see: Foresight,
	base: number,
	slot: { readonly key: IdKey; readonly seq: number },
): boolean {
	return slot.seq > base && !see.ownActors.has(Number(slot.key.split('.')[0]))
}
