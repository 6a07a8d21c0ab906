// Which rows the grid shows, and the place each has in the whole backlog.
import { useMemo } from 'react'
import type { Item } from '../../sdk/model'
import type { OrderView } from '../../sdk/views'

export type List = 'ordered' | 'notYetOrdered' | 'archived'

export interface ShownRows {
	readonly rows: readonly Item[]
	readonly filtered: boolean
	// Place of row i in its whole list.
	readonly placeOf: (index: number) => number
	readonly total: number
}

export function useShownRows(order: OrderView, list: List, filter: string): ShownRows {
	return useMemo(() => shownRows(order[list], filter), [order, list, filter])
}

export function shownRows(all: readonly Item[], filter: string): ShownRows {
	const asked = filter.trim().toLocaleLowerCase()
	if (asked === '') {
		return { rows: all, filtered: false, placeOf: (index) => index + 1, total: all.length }
	}
	const rows: Item[] = []
	const places: number[] = []
	for (const [i, item] of all.entries()) {
		if (!matches(item, asked)) continue
		rows.push(item)
		places.push(i + 1)
	}
	return { rows, filtered: true, placeOf: (index) => places[index] ?? 0, total: all.length }
}

function matches(item: Item, asked: string): boolean {
	return (
		item.title.toLocaleLowerCase().includes(asked) ||
		item.ref.toLocaleLowerCase().includes(asked) ||
		item.labels.some((label) => label.toLocaleLowerCase().includes(asked))
	)
}
