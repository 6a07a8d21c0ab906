// Applies one event. Never decides anything: events spell out every slot, anchor and neighbour.
//
// Predictions come through here too, as events that have not happened yet (`pending`).
import { ItemField, Zone } from './gen/reviewd/v1/backlog_pb'
import type { Event, ItemEdited, ItemsAdded, ItemsMoved } from './gen/reviewd/v1/event_pb'
import { applyPeopleBody } from './applyPeople'
import { applyPollBody } from './applyPoll'
import { applyFeedbackBody, applyReviewBody } from './applyReview'
import type { Cause } from './cause'
import { keyFor, keyOf, NO_ID, type IdKey } from './id'
import type { Item } from './model'
import type { ProductState } from './productState'
import { textOf } from './text'

// This replica has not got what an event builds on. Only a fresh snapshot helps.
export class Diverged extends Error {}

export function applyBody(state: ProductState, cause: Cause, body: Event['body']): void {
	switch (body.case) {
		case 'itemsAdded':
			applyItemsAdded(state, cause, body.value)
			return
		case 'itemsMoved':
			applyItemsMoved(state, cause, body.value)
			return
		case 'itemEdited':
			applyItemEdited(state, cause, body.value)
			return
		case 'itemArchived':
			changeItem(state, cause, keyOf(body.value.item), { archivedAt: cause.seq })
			return
		case 'itemRestored':
			changeItem(state, cause, keyOf(body.value.item), { archivedAt: 0 })
			return
		case 'feedbackGiven':
		case 'feedbackRetracted':
			applyFeedbackBody(state, cause, body)
			return
		case 'productCreated':
			state.name = textOf(body.value.name)
			return
		case 'participantJoined':
		case 'participantRemoved':
		case 'participantMuted':
		case 'roleChanged':
		case 'productOwnerChanged':
		case 'accessRestored':
			applyPeopleBody(state, body)
			return
		case 'reviewPlanned':
		case 'reviewOpened':
		case 'reviewClosed':
		case 'incrementAdded':
		case 'incrementAssessed':
		case 'incrementChecked':
		case 'definitionOfDoneSet':
			applyReviewBody(state, cause, body)
			return
		case 'pollOpened':
		case 'pollClosed':
		case 'pollRevealed':
		case 'ballotCast':
		case 'votersAdmitted':
			applyPollBody(state, cause, body)
			return
		case 'itemSplit':
		case 'itemMerged':
		case 'itemsSorted':
		case 'itemsReturned':
		case 'orderProposed':
		case 'proposalApplied':
		case 'proposalRejected':
		case 'stalePolicySet':
			throw new Diverged(`${body.case} is taken from a snapshot`)
		case 'inviteCreated':
		case 'inviteRevoked':
		case undefined:
			return
	}
}

function applyItemsAdded(state: ProductState, cause: Cause, body: ItemsAdded): void {
	const zone = zoneOf(body.zone)
	let left = leftOf(state, keyOf(body.left), zone)
	let anchor = keyOf(body.anchor)
	for (const [k, added] of body.items.entries()) {
		const key = keyFor(cause.actor, cause.counter, k)
		const slot = { key, seq: cause.seq, k, anchor, cameFrom: NO_ID, zone, item: key }
		left = state.slots.insertAfter(left, slot)
		anchor = key
		state.items.set(key, {
			key,
			ref: textOf(added.ref),
			title: textOf(added.title),
			estimate: added.estimate,
			labels: added.labels.map(textOf),
			archivedAt: 0,
			slot: key,
			zone,
			pending: cause.pending,
			changedAt: cause.seq,
		})
	}
}

function applyItemsMoved(state: ProductState, cause: Cause, body: ItemsMoved): void {
	const zone = zoneOf(body.zone)
	let left = leftOf(state, keyOf(body.left), zone)
	let anchor = keyOf(body.anchor)
	for (const moved of body.items) {
		const itemKey = keyOf(moved.item)
		const item = state.items.get(itemKey)
		const from = item === undefined ? undefined : state.slots.get(item.slot)
		if (item === undefined || from === undefined) throw new Diverged(`no item ${itemKey}`)

		const key = keyFor(cause.actor, cause.counter, moved.k)
		const made = { key, seq: cause.seq, k: moved.k, anchor, cameFrom: from.key, zone }
		left = state.slots.insertAfter(left, { ...made, item: itemKey })
		anchor = key
		state.slots.release(from)
		state.items.set(itemKey, {
			...item,
			slot: key,
			zone,
			pending: cause.pending,
			changedAt: cause.seq,
		})
	}
}

function applyItemEdited(state: ProductState, cause: Cause, body: ItemEdited): void {
	const key = keyOf(body.item)
	const text = textOf(body.text)
	switch (body.field) {
		case ItemField.TITLE:
			changeItem(state, cause, key, { title: text })
			return
		case ItemField.ESTIMATE:
			changeItem(state, cause, key, { estimate: body.number })
			return
		case ItemField.LABEL: {
			const others = state.items.get(key)?.labels.filter((label) => label !== text) ?? []
			changeItem(state, cause, key, { labels: body.remove ? others : [...others, text] })
			return
		}
		case ItemField.DESCRIPTION:
			changeItem(state, cause, key, {})
			return
		case ItemField.UNSPECIFIED:
			return
	}
}

function changeItem(state: ProductState, cause: Cause, key: IdKey, fields: Partial<Item>): void {
	state.items.change(key, { ...fields, pending: cause.pending, changedAt: cause.seq })
}

function leftOf(state: ProductState, key: IdKey, zone: Zone) {
	const left = key === NO_ID ? state.slots.edge(zone) : state.slots.get(key)
	if (left === undefined) throw new Diverged(`no slot ${key}`)
	return left
}

export function zoneOf(zone: Zone): Zone {
	return zone === Zone.UNSPECIFIED ? Zone.ORDERED : zone
}
