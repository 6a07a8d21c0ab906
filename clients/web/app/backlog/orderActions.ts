// What a person does to the order and its items, as operations.
import { ItemField } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { Client } from '../../sdk/client'
import { editNumber, editText, moveItems } from '../../sdk/drafts'
import { placeOf } from '../../sdk/gap'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { RowTarget } from './held'
import type { EditableField } from './Row'

export function drop(client: Client, items: readonly IdKey[], target: RowTarget): void {
	const { slots, items: known } = client.replica.state
	if ('item' in target) {
		const pointed = known.get(target.item)
		if (pointed === undefined) return
		const place = placeOf(slots, { at: target.at, slot: pointed.slot }, pointed.zone)
		client.submit(moveItems(items, place))
	} else {
		client.submit(moveItems(items, placeOf(slots, target)))
	}
}

// `text` is what was typed; null is "leave it".
export function edit(client: Client, item: Item, field: EditableField, text: string | null): void {
	if (text === null) return
	if (field === 'estimate') {
		const estimate = text === '' ? 0 : Number(text)
		if (estimate !== item.estimate) {
			client.submit(editNumber(item.key, ItemField.ESTIMATE, estimate))
		}
		return
	}
	const title = text.trim()
	if (title !== '' && title !== item.title) {
		client.submit(editText(item.key, ItemField.TITLE, title))
	}
}
