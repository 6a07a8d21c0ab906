// Shows an operation before the server has decided it: the event it will probably become.
//
// Never the result of a vote, and nothing that only the server can know (refs, electorates).
import { create } from '@bufbuild/protobuf'
import { Zone } from './gen/reviewd/v1/backlog_pb'
import {
	ItemArchivedSchema,
	ItemEditedSchema,
	ItemRestoredSchema,
	ItemsAddedSchema,
	ItemsMovedSchema,
	type Event,
} from './gen/reviewd/v1/event_pb'
import type { MoveItems, Operation } from './gen/reviewd/v1/operation_pb'
import { applyBody, zoneOf } from './apply'
import type { Cause } from './cause'
import { idOf, keyOf, named, NO_ID } from './id'
import { spotOf } from './place'
import { predictedFeedback, predictedPoll, predictedReview, selectionOf } from './predictMeeting'
import type { ProductState } from './productState'
import { plain } from './text'

export function predict(state: ProductState, cause: Cause, operation: Operation): void {
	if (isOwn(operation)) {
		predictOwn(state, operation, true)
		return
	}
	const body = predictedBody(state, operation)
	if (body !== null) applyBody(state, cause, body)
}

// Whether what it does is shown to its author alone.
export function isOwn({ body }: Operation): boolean {
	return body.case === 'castBallot' || body.case === 'upvoteFeedback'
}

export function predictOwn(state: ProductState, { body }: Operation, pending: boolean): void {
	switch (body.case) {
		case 'castBallot': {
			const selection = selectionOf(body.value)
			state.ownBallots.set(keyOf(body.value.poll), { selection, pending })
			return
		}
		case 'upvoteFeedback':
			state.ownUpvotes.set(keyOf(body.value.feedback), { up: !body.value.withdraw, pending })
			return
		default:
			return
	}
}

export function predictedBody(state: ProductState, operation: Operation): Event['body'] | null {
	const { body } = operation
	switch (body.case) {
		case 'addItems': {
			const { left, anchor } = spotOf(state.slots, body.value.place)
			const items = body.value.items.map((item) => ({
				title: plain(item.title),
				ref: plain(item.ref),
				estimate: item.estimate,
				labels: item.labels.map(plain),
			}))
			const zone = zoneOf(body.value.place?.zone ?? Zone.UNSPECIFIED)
			const value = create(ItemsAddedSchema, { items, zone, ...beside(left.key, anchor) })
			return { case: 'itemsAdded', value }
		}
		case 'moveItems':
			return predictedMove(state, body.value)
		case 'editItem': {
			const { field, text, number, remove } = body.value
			const item = named(body.value.item)
			const fields = { item, field, text: plain(text), number, remove }
			return { case: 'itemEdited', value: create(ItemEditedSchema, fields) }
		}
		case 'archiveItem':
			return {
				case: 'itemArchived',
				value: create(ItemArchivedSchema, { item: named(body.value.item) }),
			}
		case 'restoreItem':
			return {
				case: 'itemRestored',
				value: create(ItemRestoredSchema, { item: named(body.value.item) }),
			}
		default:
			return (
				predictedReview(state, operation) ??
				predictedPoll(operation) ??
				predictedFeedback(operation)
			)
	}
}

function predictedMove(state: ProductState, move: MoveItems): Event['body'] | null {
	const known = new Map<string, number>()
	for (const [k, id] of move.items.entries()) {
		const key = keyOf(id)
		if (state.items.get(key) !== undefined && !known.has(key)) known.set(key, k)
	}
	if (known.size === 0) return null

	const { left, anchor } = spotOf(state.slots, move.place)
	const items = [...known].map(([key, k]) => ({ item: idOf(key), k }))
	const zone = zoneOf(move.place?.zone ?? Zone.UNSPECIFIED)
	const value = create(ItemsMovedSchema, { items, zone, ...beside(left.key, anchor) })
	return { case: 'itemsMoved', value }
}

function beside(left: string, anchor: string) {
	return {
		...(left === NO_ID ? {} : { left: idOf(left) }),
		...(anchor === NO_ID ? {} : { anchor: idOf(anchor) }),
	}
}
