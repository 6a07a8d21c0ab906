// Shows what moved: rows moved by somebody else travel to their new place, rows that landed here are
// tinted for a moment. More than a few at once are only replaced; the list then says how many.
import { useLayoutEffect, useRef } from 'react'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { OrderView } from '../../sdk/views'
import { rowId } from './Row'

export const TRAVELLING_MAX = 12

export function useTravel(order: OrderView, rows: readonly Item[], rowHeight: number): void {
	const before = useRef<{ order: OrderView; rows: readonly Item[] }>({ order, rows })

	useLayoutEffect(() => {
		const last = before.current
		before.current = { order, rows }
		// A hidden page would start all its animations when it is looked at again.
		if (last.order === order || order.moved.length > TRAVELLING_MAX || document.hidden) return
		for (const { item } of order.moved) {
			const element = document.getElementById(rowId(item))
			if (element === null) continue
			const from = last.rows.findIndex((row) => row.key === item)
			const to = rows.findIndex((row) => row.key === item)
			if (from < 0 || to < 0 || from === to) continue
			travel(element, from * rowHeight, to * rowHeight)
		}
	}, [order, rows, rowHeight])
}

function travel(element: HTMLElement, from: number, to: number): void {
	const list = element.parentElement?.parentElement
	if (list === null || list === undefined) return
	// From far away it comes in from the edge, not across thousands of rows.
	const top = list.scrollTop - element.offsetHeight
	const start = Math.min(Math.max(from, top), top + list.clientHeight + 2 * element.offsetHeight)
	const style = getComputedStyle(element)
	const duration = milliseconds(style.getPropertyValue('--d-travel'))
	const easing = style.getPropertyValue('--ease').trim()
	if (duration > 0) {
		const frames = [start, to].map((y) => ({ transform: `translateY(${y}px)`, zIndex: 1 }))
		element.animate(frames, { duration, easing: easing === '' ? 'ease' : easing })
	}
	land(element)
}

// The mark of a row that has just arrived.
export function markLanded(keys: readonly IdKey[]): void {
	for (const key of keys.slice(0, TRAVELLING_MAX)) {
		const element = document.getElementById(rowId(key))
		if (element !== null) land(element)
	}
}

function land(element: HTMLElement): void {
	const duration = milliseconds(getComputedStyle(element).getPropertyValue('--d-mark'))
	element.animate(
		[{ backgroundColor: 'var(--accent-tint)' }, { backgroundColor: 'var(--surface)' }],
		{ duration },
	)
}

function milliseconds(token: string): number {
	const value = Number.parseFloat(token)
	if (Number.isNaN(value)) return 0
	return token.trim().endsWith('ms') ? value : value * 1_000
}
