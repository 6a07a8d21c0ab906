// Which rows are in the page: those in sight, a few around them, and the one with the focus.
import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type RefObject } from 'react'
import type { Item } from '../../sdk/model'
import type { Held } from './held'

const OVERSCAN_ROWS = 4

export type RowsInSight = Virtualizer<HTMLDivElement, Element>

export interface RowsInSightSettings {
	readonly list: RefObject<HTMLDivElement | null>
	readonly rows: readonly Item[]
	readonly rowHeight: number
	readonly focusedIndex: number
}

export function useRowsInSight(settings: RowsInSightSettings): RowsInSight {
	const { list, rows, rowHeight, focusedIndex } = settings
	const virtualizer = useVirtualizer<HTMLDivElement, Element>({
		count: rows.length,
		getScrollElement: () => list.current,
		estimateSize: () => rowHeight,
		overscan: OVERSCAN_ROWS,
		getItemKey: (index) => rows[index]?.key ?? index,
		// The focused row stays in the page, or the focus would be lost by scrolling.
		rangeExtractor: (range) => {
			const seen = defaultRangeExtractor(range)
			return seen.includes(focusedIndex) || focusedIndex >= rows.length
				? seen
				: [...seen, focusedIndex].sort((a, b) => a - b)
		},
	})
	useEffect(() => {
		virtualizer.measure()
	}, [virtualizer, rowHeight])
	return virtualizer
}

export interface Holding {
	readonly held: Held | null
	// The gap that is pointed at; -1 while nothing is held.
	readonly line: number
	readonly rows: number
	readonly focusedIndex: number
}

/** The gap that the keys move stays in sight, and so does the row they have let go. */
export function useHeldInSight(virtualizer: RowsInSight, holding: Holding): void {
	const { held, line, rows, focusedIndex } = holding
	const wasHeldByKeys = useRef(false)
	useEffect(() => {
		if (held?.by === 'keys') virtualizer.scrollToIndex(Math.min(line, rows - 1))
		else if (wasHeldByKeys.current) virtualizer.scrollToIndex(focusedIndex)
		wasHeldByKeys.current = held?.by === 'keys'
	}, [held, line, rows, focusedIndex, virtualizer])
}
