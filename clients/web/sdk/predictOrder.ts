// What a sort, an undo or a redo will probably become: the same decisions as the server's, on what this
// page knows. docs/SPEC.md, C38 to C44.
import { create } from '@bufbuild/protobuf'
import { ItemsReturnedSchema, ItemsSortedSchema } from './gen/reviewd/v1/event_pb'
import type { Id } from './gen/reviewd/v1/id_pb'
import type { Operation, SortItems } from './gen/reviewd/v1/operation_pb'
import { zoneOf } from './applyItems'
import { isConcurrent, NOTHING, yieldsTo, type Foreseen, type Foresight } from './foresight'
import { idOf, keyFor, keyOf, NO_ID, type IdKey } from './id'
import { archived, isAlias } from './predictItems'
import type { ProductState } from './productState'
import type { Slot } from './slots'

// Undefined: it is something else.
export function foreseenForOrder(
	state: ProductState,
	see: Foresight,
	operation: Operation,
): Foreseen | undefined {
	const { body } = operation
	switch (body.case) {
		case 'sortItems':
			return foreseenSort(state, see, operation, body.value)
		case 'undo':
			return (
				archivedAgain(state, see, operation, body.value) ??
				foreseenReturn(state, see, operation, { ...body.value, redo: false })
			)
		case 'redo': {
			const { actor, counter } = body.value
			if (state.items.get(keyFor(actor, counter, 0)) !== undefined) return null
			return foreseenReturn(state, see, operation, { ...body.value, redo: true })
		}
		default:
			return undefined
	}
}

// C38: rows that somebody moved meanwhile are kept, the others take the seats that they have now.
function foreseenSort(
	state: ProductState,
	see: Foresight,
	operation: Operation,
	sort: SortItems,
): Foreseen {
	const zone = zoneOf(sort.zone)
	const yields = yieldsTo(state, see, operation)
	const base = Number(operation.base)
	const listed = new Set<IdKey>()
	const kept: Id[] = []
	const sorted: { item: Id; k: number }[] = []
	const taken = new Set<Slot>()
	for (const [k, id] of sort.items.entries()) {
		const item = state.items.get(keyOf(id))
		if (item === undefined || listed.has(item.key)) return null
		listed.add(item.key)
		if (isAlias(state, item)) continue
		const slot = state.slots.get(item.slot)
		if (slot === undefined) return null
		const wasMoved = !slot.sorted && isConcurrent(see, base, slot)
		if (wasMoved || item.zone !== zone || yields(item.writtenAt.place)) kept.push(id)
		else {
			sorted.push({ item: id, k })
			taken.add(slot)
		}
	}
	const seats = state.slots.inOrder(zone, taken)
	const items = sorted.map((member, i) => ({ ...member, seat: idOf(seats[i]?.key ?? NO_ID) }))
	if (items.length === 0) return NOTHING
	const value = create(ItemsSortedSchema, { zone, items, kept })
	return [{ case: 'itemsSorted', value }]
}

interface Target {
	readonly actor: number
	readonly counter: number
}

// C43: undo of what added items archives them. Undefined: the operation added none.
function archivedAgain(
	state: ProductState,
	see: Foresight,
	operation: Operation,
	{ actor, counter }: Target,
): ReturnType<typeof archived>[] | undefined {
	const yields = yieldsTo(state, see, operation)
	const bodies: ReturnType<typeof archived>[] = []
	for (let k = 0; ; k++) {
		const item = state.items.get(keyFor(actor, counter, k))
		if (item === undefined) return k === 0 ? undefined : bodies
		const isDone = isAlias(state, item) || item.archivedAt !== 0
		if (!isDone && !yields(item.writtenAt.archived)) bodies.push(archived(item.key))
	}
}

// C41, C44: an item goes only while it is in the slot that the operation, or its undo, put it into, and
// only into a slot that is still kept.
function foreseenReturn(
	state: ProductState,
	see: Foresight,
	operation: Operation,
	{ actor, counter, redo }: Target & { readonly redo: boolean },
): Foreseen {
	const yields = yieldsTo(state, see, operation)
	const items: { item: Id; slot: Id }[] = []
	for (const made of state.slots.madeBy(actor, counter)) {
		const cameFrom = state.slots.get(made.cameFrom)
		if (cameFrom === undefined) continue
		const [from, to] = redo ? [cameFrom, made] : [made, cameFrom]
		const item = state.items.get(from.item)
		if (item === undefined || yields(item.writtenAt.place)) continue
		items.push({ item: idOf(item.key), slot: idOf(to.key) })
	}
	if (items.length === 0) return NOTHING
	const target = { ofActor: actor, ofCounter: counter, redo }
	const value = create(ItemsReturnedSchema, { items, ...target })
	return [{ case: 'itemsReturned', value }]
}
