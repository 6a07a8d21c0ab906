// The order of a backlog: one list of slots for each zone, dead slots included.
//
// Rules: docs/SPEC.md, "The order". This file keeps the lists and never decides where something
// goes; place.ts does. Inserting and releasing cost O(1); the visible order is read out once for
// each frame that changed it.
//
// Changes made while a `Journal` is open can be taken back: predictions live in the same lists as
// what the server has confirmed, and are lifted out before confirmed events go in.
import { Zone } from './gen/reviewd/v1/backlog_pb'
import { DeadSlots } from './deadSlots'
import { keyFor, NO_ID, type IdKey } from './id'
import type { Journal } from './journal'

export interface Slot {
	readonly key: IdKey
	// Sequence number of the creating event; above every committed one for a slot in flight.
	readonly seq: number
	readonly k: number
	readonly anchor: IdKey
	readonly cameFrom: IdKey
	readonly zone: Zone
	// Made by a sort.
	readonly sorted: boolean
	// The item in it, or NO_ID when the slot is dead.
	item: IdKey
	prev: Slot
	next: Slot
}

export type NewSlot = Pick<Slot, 'key' | 'seq' | 'k' | 'anchor' | 'cameFrom' | 'zone' | 'item'> &
	Partial<Pick<Slot, 'sorted'>>

// How many dead slots every replica keeps, youngest first. Part of the rules, not a setting.
export const DEAD_SLOTS_MAX = 10_000

// In-flight slots are younger than all committed ones, in the order they were made.
export const IN_FLIGHT_SEQ = 2 ** 52

export class Slots {
	readonly #edges = new Map<Zone, Slot>()
	readonly #byKey = new Map<IdKey, Slot>()
	readonly #dead = new DeadSlots()
	readonly #journal: Journal

	constructor(journal: Journal) {
		this.#journal = journal
		for (const zone of [Zone.ORDERED, Zone.NOT_YET_ORDERED]) this.#edges.set(zone, edge(zone))
	}

	// Stands for HEAD as a left neighbour and for END as a right neighbour.
	edge(zone: Zone): Slot {
		const found = this.#edges.get(zone === Zone.UNSPECIFIED ? Zone.ORDERED : zone)
		if (found === undefined) throw new Error(`no such zone: ${String(zone)}`)
		return found
	}

	get(key: IdKey): Slot | undefined {
		return this.#byKey.get(key)
	}

	get size(): number {
		return this.#byKey.size
	}

	insertAfter(left: Slot, made: NewSlot): Slot {
		const slot: Slot = { sorted: false, ...made, prev: left, next: left.next }
		left.next.prev = slot
		left.next = slot
		this.#byKey.set(slot.key, slot)
		this.#journal.record(() => {
			this.#unlink(slot)
		})
		return slot
	}

	// The item has left: the slot stays where it is, dead.
	release(slot: Slot): void {
		const item = slot.item
		slot.item = NO_ID
		if (this.#journal.open) {
			this.#journal.record(() => {
				slot.item = item
			})
			return
		}
		this.#dead.add(slot)
		while (this.#dead.size > DEAD_SLOTS_MAX) this.#unlink(this.#dead.takeOldest())
	}

	// The item is back in `slot`, which was dead: an undo.
	enter(slot: Slot, item: IdKey): void {
		if (slot.item !== NO_ID) throw new Error(`slot ${slot.key} is not dead`)
		slot.item = item
		if (this.#journal.open) {
			this.#journal.record(() => {
				slot.item = NO_ID
			})
			return
		}
		this.#dead.remove(slot)
	}

	// What one operation made and is still kept, by k. Looks at every slot.
	madeBy(actor: number, counter: number): Slot[] {
		const prefix = keyFor(actor, counter, 0).slice(0, -1)
		const made = [...this.#byKey.values()].filter(({ key }) => key.startsWith(prefix))
		return made.sort((a, b) => a.k - b.k)
	}

	// The given slots of one zone from top to bottom.
	inOrder(zone: Zone, wanted: ReadonlySet<Slot>): Slot[] {
		const found: Slot[] = []
		for (const slot of this.walk(zone)) if (wanted.has(slot)) found.push(slot)
		return found
	}

	// For snapshots: appends at the bottom of a zone's list.
	append(made: NewSlot): Slot {
		const slot = this.insertAfter(this.edge(made.zone).prev, made)
		if (slot.item === NO_ID) this.#dead.add(slot)
		return slot
	}

	// Slots from top to bottom, dead ones included.
	*walk(zone: Zone): Generator<Slot> {
		const end = this.edge(zone)
		for (let slot = end.next; slot !== end; slot = slot.next) yield slot
	}

	// Searches outwards from `left`, because a gap's two slots are nearly always close together.
	isRightOf(right: Slot, left: Slot): boolean {
		const end = this.edge(left.zone)
		if (right.zone !== left.zone) return false
		if (left === end || right === end) return true
		let up = left.prev
		let down = left.next
		while (up !== end || down !== end) {
			if (down === right) return true
			if (up === right) return false
			if (down !== end) down = down.next
			if (up !== end) up = up.prev
		}
		return false
	}

	#unlink(slot: Slot): void {
		slot.prev.next = slot.next
		slot.next.prev = slot.prev
		this.#byKey.delete(slot.key)
	}
}

// HEAD and END in one: the list is a ring through its edge. Older than every slot.
function edge(zone: Zone): Slot {
	const place = { key: NO_ID, seq: -1, k: 0, anchor: NO_ID, cameFrom: NO_ID, zone }
	const slot = { ...place, sorted: false, item: NO_ID } as Slot
	slot.prev = slot
	slot.next = slot
	return slot
}

export function younger(a: Slot, b: Slot): boolean {
	return a.seq !== b.seq ? a.seq > b.seq : a.k > b.k
}
