// Which rows the grid shows, and the place each has in the whole backlog.
import { useMemo } from 'react'
import type { Item } from '../../sdk/model'
import type { OrderView } from '../../sdk/views'
import type { ShownPlaces } from './held'

export type List = 'ordered' | 'notYetOrdered' | 'archived'

export function useShownRows(order: OrderView, list: List, filter: string): ShownPlaces {
	return useMemo(() => shownRows(order[list], filter), [order, list, filter])
}

export function shownRows(all: readonly Item[], filter: string): ShownPlaces {
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

// `asked` in small letters.
export function matches(item: Item, asked: string): boolean {
	return (
		item.title.toLocaleLowerCase().includes(asked) ||
		item.ref.toLocaleLowerCase().includes(asked) ||
		item.labels.some((label) => label.toLocaleLowerCase().includes(asked))
	)
}
