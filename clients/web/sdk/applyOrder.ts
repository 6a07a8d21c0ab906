// Applies what rearranges the order beyond a move: splits, merges, sorts, and what goes back into the
// slot it came from.
import type {
	Event,
	ItemMerged,
	ItemSplit,
	ItemsReturned,
	ItemsSorted,
} from './gen/reviewd/v1/event_pb'
import { addItem, leftOf, place, slotOf, zoneOf } from './applyItems'
import type { Cause } from './cause'
import { Diverged } from './diverged'
import { keyFor, keyOf, NO_ID } from './id'
import type { ProductState } from './productState'
import type { Slot } from './slots'

export type OrderBody = Extract<
	Event['body'],
	{ case: 'itemSplit' | 'itemMerged' | 'itemsSorted' | 'itemsReturned' }
>

export function applyOrderBody(state: ProductState, cause: Cause, body: OrderBody): void {
	switch (body.case) {
		case 'itemSplit':
			applySplit(state, cause, body.value)
			return
		case 'itemMerged':
			applyMerged(state, cause, body.value)
			return
		case 'itemsSorted':
			applySorted(state, cause, body.value)
			return
		case 'itemsReturned':
			applyReturned(state, cause, body.value)
			return
	}
}

function applySplit(state: ProductState, cause: Cause, body: ItemSplit): void {
	if (body.second === undefined) return
	const zone = zoneOf(body.zone)
	const left = leftOf(state, keyOf(body.left), zone)
	addItem(state, cause, body.second, { k: 0, left, anchor: left.key, zone })
}

// Whatever named the item names the other one from now on, aliases of it too.
function applyMerged(state: ProductState, cause: Cause, body: ItemMerged): void {
	const key = keyOf(body.item)
	const into = keyOf(body.into)
	const from = slotOf(state, key)
	for (const [alias, { into: target, mergedAt }] of [...state.aliases.entries()]) {
		if (target === key) state.aliases.set(alias, { into, mergedAt })
	}
	state.aliases.set(key, { into, mergedAt: cause.seq })
	state.slots.release(from)
	const { pending, seq: changedAt } = cause
	state.items.change(key, { slot: NO_ID, pending, changedAt })
	const saidIn = state.items.get(key)?.saidIn ?? NO_ID
	if (state.items.get(into)?.saidIn === NO_ID) state.items.change(into, { saidIn })
	for (const increment of state.increments.list()) {
		if (increment.item === key) state.increments.change(increment.key, { item: into })
	}
}

function applySorted(state: ProductState, cause: Cause, body: ItemsSorted): void {
	const zone = zoneOf(body.zone)
	const leftBehind: Slot[] = []
	for (const member of body.items) {
		const from = slotOf(state, keyOf(member.item))
		const seat = leftOf(state, keyOf(member.seat), zone)
		const { k } = member
		const key = keyFor(cause.actor, cause.counter, k)
		const made = { key, seq: cause.seq, k, anchor: seat.key, cameFrom: from.key, zone }
		leftBehind.push(from)
		const slot = state.slots.insertAfter(seat, { ...made, item: from.item, sorted: true })
		place(state, cause, slot)
	}
	for (const slot of leftBehind) state.slots.release(slot)
}

function applyReturned(state: ProductState, cause: Cause, body: ItemsReturned): void {
	const leftBehind: Slot[] = []
	for (const member of body.items) {
		const from = slotOf(state, keyOf(member.item))
		const to = state.slots.get(keyOf(member.slot))
		if (to === undefined) throw new Diverged(`no slot ${keyOf(member.slot)}`)
		state.slots.enter(to, from.item)
		leftBehind.push(from)
		place(state, cause, to)
	}
	for (const slot of leftBehind) state.slots.release(slot)
}
