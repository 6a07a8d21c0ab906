// From where a person pointed to the place that is sent: the gap between two slots as this page sees
// the order, dead slots and slots in flight included. Never an index, and never the neighbour on the
// screen when something hidden lies between. docs/PROTOCOL.md, "The order".
import { create } from '@bufbuild/protobuf'
import { GapSchema, PlaceSchema, Zone, type Place } from './gen/reviewd/v1/backlog_pb'
import { IdSchema, type Id } from './gen/reviewd/v1/id_pb'
import { idOf, type IdKey } from './id'
import { IN_FLIGHT_SEQ, type Slot, type Slots } from './slots'

// `slot` is that of the row pointed at.
export type Target =
	{ readonly at: 'top' | 'end' } | { readonly at: 'above' | 'below'; readonly slot: IdKey }

const FALLBACKS_MAX = 3

export function placeOf(slots: Slots, target: Target, zone = Zone.ORDERED): Place {
	switch (target.at) {
		case 'top':
			return create(PlaceSchema, { zone, where: { case: 'top', value: true } })
		case 'end':
			return create(PlaceSchema, { zone, where: { case: 'end', value: true } })
		case 'above':
		case 'below': {
			const pointed = slots.get(target.slot)
			// The row was collected while it was pointed at: nothing is left to go beside.
			if (pointed === undefined) return placeOf(slots, { at: 'end' }, zone)
			const left = target.at === 'below' ? pointed : pointed.prev
			return gapRightOf(slots, left)
		}
	}
}

// The gap directly right of a slot, or of the top edge.
export function gapRightOf(slots: Slots, left: Slot): Place {
	const edge = slots.edge(left.zone)
	const right = left.next
	const gap = create(GapSchema, {
		...(left === edge ? {} : { left: idOf(left.key) }),
		...(right === edge ? {} : { right: idOf(right.key) }),
		fallbacks: fallbacksOf(left, edge),
	})
	return create(PlaceSchema, { zone: left.zone, where: { case: 'gap', value: gap } })
}

// Nearest first; the last is one that the server is known to have, or the top edge.
function fallbacksOf(left: Slot, edge: Slot): Id[] {
	const found: Id[] = []
	if (left === edge) return found
	let slot = left.prev
	while (slot !== edge && found.length < FALLBACKS_MAX - 1) {
		found.push(idOf(slot.key))
		slot = slot.prev
	}
	while (slot !== edge && slot.seq >= IN_FLIGHT_SEQ) slot = slot.prev
	found.push(slot === edge ? create(IdSchema) : idOf(slot.key))
	return found
}
