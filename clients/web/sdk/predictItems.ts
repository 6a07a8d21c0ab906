// What an operation on backlog items will probably become. docs/SPEC.md, "Conflict rules".
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { ItemField, type NewItem, type Place, Zone } from './gen/reviewd/v1/backlog_pb'
import {
	ItemArchivedSchema,
	ItemEditedSchema,
	ItemMergedSchema,
	ItemRestoredSchema,
	ItemsAddedSchema,
	ItemsMovedSchema,
	ItemSplitSchema,
	type AddedItemSchema,
	type ItemsMoved,
} from './gen/reviewd/v1/event_pb'
import type { Id } from './gen/reviewd/v1/id_pb'
import type { EditItem, MergeItem, Operation } from './gen/reviewd/v1/operation_pb'
import { zoneOf } from './applyItems'
import { NOTHING, yieldsTo, type Foreseen, type Foresight } from './foresight'
import { idOf, keyOf, named, NO_ID, type IdKey } from './id'
import { spotOf } from './place'
import type { Item } from './model'
import type { ProductState } from './productState'
import { plain } from './text'

type Yields = (writtenAt: number) => boolean

// Undefined: it is not about single items or blocks of them.
export function foreseenForItems(
	state: ProductState,
	see: Foresight,
	operation: Operation,
): Foreseen | undefined {
	const { body } = operation
	const yields = yieldsTo(state, see, operation)
	switch (body.case) {
		case 'addItems':
			return [itemsAdded(state, body.value.items, body.value.place)]
		case 'moveItems': {
			const block = foreseenBlock(state, body.value.items, 0, yields)
			if (block === null) return null
			if (block.items?.length === 0) return NOTHING
			return [{ case: 'itemsMoved', value: movedTo(state, block, body.value.place) }]
		}
		case 'editItem':
			return foreseenEdit(state, yields, body.value)
		case 'archiveItem': {
			const item = state.items.get(keyOf(body.value.item))
			if (item === undefined) return null
			if (isAlias(state, item) || item.archivedAt !== 0 || yields(item.writtenAt.archived))
				return NOTHING
			return [archived(item.key)]
		}
		case 'restoreItem': {
			const { archivedAt } = body.value
			const item = state.items.get(keyOf(body.value.item))
			if (item === undefined) return null
			if (isAlias(state, item) || item.archivedAt === 0) return NOTHING
			if (item.archivedAt !== Number(archivedAt)) return NOTHING
			const value = create(ItemRestoredSchema, { item: idOf(item.key), archivedAt })
			return [{ case: 'itemRestored', value }]
		}
		case 'splitItem': {
			const { second } = body.value
			const item = state.items.get(keyOf(body.value.item))
			if (item === undefined || second === undefined) return null
			if (isAlias(state, item)) return NOTHING
			const place = { zone: item.zone, left: idOf(item.slot) }
			const fields = { item: idOf(item.key), second: added(second), ...place }
			return [{ case: 'itemSplit', value: create(ItemSplitSchema, fields) }]
		}
		case 'mergeItem':
			return foreseenMerge(state, yields, body.value)
		default:
			return undefined
	}
}

export function itemsAdded(state: ProductState, items: readonly NewItem[], place?: Place) {
	const fields = { items: items.map(added), ...spotFields(state, place) }
	return { case: 'itemsAdded', value: create(ItemsAddedSchema, fields) } as const
}

export function archived(item: IdKey) {
	const value = create(ItemArchivedSchema, { item: idOf(item) })
	return { case: 'itemArchived', value } as const
}

// The members that are to be moved, and those that are left out: aliases, and what the operation
// yields to. `firstK` is the number of the block's first item among those of the operation.
export function foreseenBlock(
	state: ProductState,
	items: readonly Id[],
	firstK: number,
	yields: Yields,
): MessageInitShape<typeof ItemsMovedSchema> | null {
	const seen = new Set<IdKey>()
	const moved: { item: Id; k: number }[] = []
	const skipped: Id[] = []
	for (const [i, id] of items.entries()) {
		const item = state.items.get(keyOf(id))
		if (item === undefined || seen.has(item.key)) return null
		seen.add(item.key)
		const isLeftOut = isAlias(state, item) || yields(item.writtenAt.place)
		if (isLeftOut) skipped.push(id)
		else moved.push({ item: id, k: firstK + i })
	}
	return { items: moved, skipped }
}

export function movedTo(
	state: ProductState,
	block: MessageInitShape<typeof ItemsMovedSchema>,
	place: Place | undefined,
): ItemsMoved {
	return create(ItemsMovedSchema, { ...block, ...spotFields(state, place) })
}

function foreseenEdit(state: ProductState, yields: Yields, edit: EditItem): Foreseen {
	const item = state.items.get(keyOf(edit.item))
	if (item === undefined) return null
	if (isAlias(state, item)) return NOTHING
	const { field, text, number, remove } = edit
	if (field === ItemField.LABEL) {
		if (item.labels.includes(text) !== remove) return NOTHING
	} else {
		const writtenAt = lastWritten(item, field)
		const version = Number(edit.ifVersion)
		// 0 is a writer that this page has not seen.
		if (version !== 0 && writtenAt !== 0 && version !== writtenAt) return null
		if (yields(writtenAt)) return NOTHING
	}
	const fields = { item: idOf(item.key), field, text: plain(text), number, remove }
	return [{ case: 'itemEdited', value: create(ItemEditedSchema, fields) }]
}

function lastWritten({ writtenAt }: Item, field: ItemField): number {
	switch (field) {
		case ItemField.DESCRIPTION:
			return writtenAt.description
		case ItemField.ESTIMATE:
			return writtenAt.estimate
		case ItemField.TITLE:
		case ItemField.LABEL:
		case ItemField.UNSPECIFIED:
			return writtenAt.title
	}
}

// C24, C25. A merge yields to any change of the item that it would hide.
function foreseenMerge(state: ProductState, yields: Yields, merge: MergeItem): Foreseen {
	const item = state.items.get(keyOf(merge.item))
	const other = state.items.get(keyOf(merge.into))
	if (item === undefined || other === undefined || item.key === other.key) return null
	const into = state.aliases.get(other.key)?.into ?? other.key
	if (isAlias(state, item)) return NOTHING
	if (into === item.key) return null
	if (Object.values(item.writtenAt).some(yields)) return NOTHING
	const value = create(ItemMergedSchema, { item: idOf(item.key), into: idOf(into) })
	return [{ case: 'itemMerged', value }]
}

export function isAlias(state: ProductState, item: Item): boolean {
	return state.aliases.get(item.key) !== undefined
}

function added(item: NewItem): MessageInitShape<typeof AddedItemSchema> {
	return {
		title: plain(item.title),
		ref: plain(item.ref),
		estimate: item.estimate,
		labels: item.labels.map(plain),
	}
}

function spotFields(state: ProductState, place: Place | undefined) {
	const { left, anchor } = spotOf(state.slots, place)
	return {
		zone: zoneOf(place?.zone ?? Zone.UNSPECIFIED),
		...(left.key === NO_ID ? {} : { left: named(idOf(left.key)) }),
		...(anchor === NO_ID ? {} : { anchor: idOf(anchor) }),
	}
}
