// Applies what happens to single items and blocks of them: added, moved, edited, archived.
import { ItemField, Zone } from './gen/reviewd/v1/backlog_pb'
import type {
	AddedItem,
	Event,
	ItemEdited,
	ItemsAdded,
	ItemsMoved,
} from './gen/reviewd/v1/event_pb'
import type { Cause } from './cause'
import { Diverged } from './diverged'
import { keyFor, keyOf, NO_ID, type IdKey } from './id'
import type { Item, ItemPart } from './model'
import type { ProductState } from './productState'
import type { Slot } from './slots'
import { textOf } from './text'

export type ItemBody = Extract<
	Event['body'],
	{ case: 'itemsAdded' | 'itemsMoved' | 'itemEdited' | 'itemArchived' | 'itemRestored' }
>

export function applyItemBody(state: ProductState, cause: Cause, body: ItemBody): void {
	switch (body.case) {
		case 'itemsAdded':
			applyItemsAdded(state, cause, body.value)
			return
		case 'itemsMoved':
			applyBlock(state, cause, body.value)
			return
		case 'itemEdited':
			applyItemEdited(state, cause, body.value)
			return
		case 'itemArchived':
			changeItem(state, cause, keyOf(body.value.item), 'archived', { archivedAt: cause.seq })
			return
		case 'itemRestored':
			changeItem(state, cause, keyOf(body.value.item), 'archived', { archivedAt: 0 })
			return
	}
}

function applyItemsAdded(state: ProductState, cause: Cause, body: ItemsAdded): void {
	const zone = zoneOf(body.zone)
	let left = leftOf(state, keyOf(body.left), zone)
	let anchor = keyOf(body.anchor)
	for (const [k, added] of body.items.entries()) {
		left = addItem(state, cause, added, { k, left, anchor, zone })
		anchor = left.key
	}
}

export interface NewPlace {
	readonly k: number
	readonly left: Slot
	readonly anchor: IdKey
	readonly zone: Zone
}

// The item and its slot have one name.
export function addItem(state: ProductState, cause: Cause, added: AddedItem, at: NewPlace): Slot {
	const { k, left, anchor, zone } = at
	const { seq, pending } = cause
	const key = keyFor(cause.actor, cause.counter, k)
	state.items.set(key, {
		key,
		ref: textOf(added.ref),
		title: textOf(added.title),
		estimate: added.estimate,
		labels: added.labels.map(textOf),
		archivedAt: 0,
		slot: key,
		zone,
		saidIn: NO_ID,
		pending,
		changedAt: seq,
		writtenAt: { place: seq, title: seq, description: seq, estimate: seq, archived: 0 },
	})
	const slot = { key, seq, k, anchor, cameFrom: NO_ID, zone, item: key }
	return state.slots.insertAfter(left, slot)
}

// All new slots first: a place must not be forgotten before its right neighbour stands.
export function applyBlock(state: ProductState, cause: Cause, body: ItemsMoved): void {
	const zone = zoneOf(body.zone)
	let left = leftOf(state, keyOf(body.left), zone)
	let anchor = keyOf(body.anchor)
	const leftBehind: Slot[] = []
	for (const { item, k } of body.items) {
		const from = slotOf(state, keyOf(item))
		const key = keyFor(cause.actor, cause.counter, k)
		const made = { key, seq: cause.seq, k, anchor, cameFrom: from.key, zone, item: from.item }
		left = state.slots.insertAfter(left, made)
		anchor = key
		leftBehind.push(from)
		place(state, cause, left)
	}
	for (const slot of leftBehind) state.slots.release(slot)
}

// The item of `slot` is there from now on.
export function place(state: ProductState, cause: Cause, { key, zone, item }: Slot): void {
	changeItem(state, cause, item, 'place', { slot: key, zone })
}

// Where an item is now.
export function slotOf(state: ProductState, item: IdKey): Slot {
	const found = state.slots.get(state.items.get(item)?.slot ?? NO_ID)
	if (found?.item !== item) throw new Diverged(`no item ${item}`)
	return found
}

function applyItemEdited(state: ProductState, cause: Cause, body: ItemEdited): void {
	const key = keyOf(body.item)
	const text = textOf(body.text)
	switch (body.field) {
		case ItemField.TITLE:
			changeItem(state, cause, key, 'title', { title: text })
			return
		case ItemField.ESTIMATE:
			changeItem(state, cause, key, 'estimate', { estimate: body.number })
			return
		case ItemField.LABEL: {
			const others = state.items.get(key)?.labels.filter((label) => label !== text) ?? []
			changeItem(state, cause, key, null, { labels: body.remove ? others : [...others, text] })
			return
		}
		case ItemField.DESCRIPTION:
			changeItem(state, cause, key, 'description', {})
			return
		case ItemField.UNSPECIFIED:
			return
	}
}

function changeItem(
	state: ProductState,
	{ seq, pending }: Cause,
	key: IdKey,
	part: ItemPart | null,
	fields: Partial<Item>,
): void {
	const item = state.items.get(key)
	if (item === undefined) return
	const writtenAt = part === null ? item.writtenAt : { ...item.writtenAt, [part]: seq }
	state.items.set(key, { ...item, ...fields, pending, changedAt: seq, writtenAt })
}

export function leftOf(state: ProductState, key: IdKey, zone: Zone): Slot {
	const left = key === NO_ID ? state.slots.edge(zone) : state.slots.get(key)
	if (left === undefined) throw new Diverged(`no slot ${key}`)
	return left
}

export function zoneOf(zone: Zone): Zone {
	return zone === Zone.UNSPECIFIED ? Zone.ORDERED : zone
}
