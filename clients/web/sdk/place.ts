// The place rule P: from a gap, as its author saw it, to where a new slot goes in this list.
//
// docs/SPEC.md, "The order". The server decides with the same rule; here it only predicts, so that
// a move shows at once where it will end. After Fugue (Weidner and Kleppmann 2023) under a total order.
import { Zone, type Gap, type Place } from './gen/reviewd/v1/backlog_pb'
import { keyOf, NO_ID, type IdKey } from './id'
import { younger, type Slot, type Slots } from './slots'

// The new slot goes directly right of `left`.
export interface Spot {
	readonly left: Slot
	readonly anchor: IdKey
}

export function spotOf(slots: Slots, place: Place | undefined): Spot {
	const end = slots.edge(place?.zone ?? Zone.UNSPECIFIED)
	switch (place?.where.case) {
		case 'top':
			return { left: end, anchor: NO_ID }
		case 'gap':
			return spotInGap(slots, place.where.value, end)
		case 'end':
		case undefined:
			return { left: end.prev, anchor: NO_ID }
	}
}

function spotInGap(slots: Slots, gap: Gap, end: Slot): Spot {
	const left = gap.left === undefined ? end : slots.get(keyOf(gap.left))
	const right = gap.right === undefined ? end : slots.get(keyOf(gap.right))

	if (left === undefined && right === undefined) return fallback(slots, gap, end)
	if (left === undefined && right !== undefined) return { left: right.prev, anchor: right.anchor }
	if (left !== undefined && right === undefined) return { left, anchor: left.key }
	return spotBetween(slots, left ?? end, right ?? end, end)
}

function spotBetween(slots: Slots, left: Slot, seenRight: Slot, end: Slot): Spot {
	const right = slots.isRightOf(seenRight, left) ? seenRight : end
	if (younger(right, left)) return { left: right.prev, anchor: right.anchor }

	// Skip what others have hung on the left neighbour meanwhile, and what hangs on that.
	const skipped = new Set<IdKey>([left.key])
	let after = left
	for (let slot = left.next; slot !== right && slot !== end; slot = slot.next) {
		if (!skipped.has(slot.anchor)) break
		skipped.add(slot.key)
		after = slot
	}
	return { left: after, anchor: left.key }
}

function fallback(slots: Slots, gap: Gap, end: Slot): Spot {
	for (const id of gap.fallbacks) {
		const isHead = id.actor === 0 && id.counter === 0 && id.k === 0
		const left = isHead ? end : slots.get(keyOf(id))
		if (left !== undefined) return { left, anchor: left.key }
	}
	return { left: end.prev, anchor: NO_ID }
}
