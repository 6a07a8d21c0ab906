// The keyboard way through the backlog. Everything a pointer can do has a key; KeysBar names them.
import type { KeyboardEvent } from 'react'
import type { IdKey } from '../../sdk/id'
import type { ShownPlaces } from './held'
import type { GridState } from './useGrid'

const PAGE_ROWS = 10

// What keys and pointer act on.
export interface GridInput {
	readonly grid: GridState
	readonly shown: ShownPlaces
	readonly movable: boolean
	readonly editable: boolean
	readonly estimable: boolean
	readonly focusRow: (index: number) => void
	readonly onOpen: (item: IdKey | null) => void
}

export function onGridKey(event: KeyboardEvent, settings: GridInput): void {
	if (event.target instanceof HTMLInputElement) return
	const used = settings.grid.held === null ? onRestKey(event, settings) : onHeldKey(event, settings)
	if (used) {
		event.preventDefault()
		event.stopPropagation()
	}
}

function onHeldKey(event: KeyboardEvent, { grid, shown }: GridInput): boolean {
	switch (event.key) {
		case 'ArrowDown':
			grid.stepGap(1)
			return true
		case 'ArrowUp':
			grid.stepGap(-1)
			return true
		case 'PageDown':
			grid.stepGap(PAGE_ROWS)
			return true
		case 'PageUp':
			grid.stepGap(-PAGE_ROWS)
			return true
		case 'Home':
			grid.stepGap(-shown.rows.length)
			return true
		case 'End':
			grid.stepGap(shown.rows.length)
			return true
		case 'Enter':
		case ' ':
			grid.dropHeld()
			return true
		case 'Escape':
			grid.putBack()
			return true
		default:
			return false
	}
}

function onRestKey(event: KeyboardEvent, settings: GridInput): boolean {
	const { grid, shown, movable, editable, estimable, focusRow, onOpen } = settings
	const at = grid.focusedIndex
	const item = shown.rows[at]
	const to = whereTo(event.key, at, shown.rows.length)
	if (to !== null) {
		const target = shown.rows[to]
		if (event.shiftKey && movable) grid.selectTo(to)
		else if (target !== undefined) grid.startRange(target.key)
		focusRow(to)
		return true
	}
	if (item === undefined || event.ctrlKey || event.metaKey || event.altKey) return false
	switch (event.key) {
		case ' ':
			if (movable) grid.select(item.key, !grid.selected.has(item.key))
			return true
		case 'Enter':
			if (!grid.pickUp(at, 'keys')) onOpen(item.key)
			return true
		case 'F2':
			if (editable) grid.setEditing({ item: item.key, field: 'title' })
			return true
		case 'e':
		case 'E':
			if (estimable) grid.setEditing({ item: item.key, field: 'estimate' })
			return true
		case 'ArrowRight':
			onOpen(item.key)
			return true
		case 'ArrowLeft':
			onOpen(null)
			return true
		case 'Escape':
			if (grid.selected.size > 0) grid.setSelected(new Set())
			else onOpen(null)
			return true
		default:
			return false
	}
}

function whereTo(key: string, at: number, rows: number): number | null {
	const last = Math.max(0, rows - 1)
	switch (key) {
		case 'ArrowDown':
			return Math.min(last, at + 1)
		case 'ArrowUp':
			return Math.max(0, at - 1)
		case 'PageDown':
			return Math.min(last, at + PAGE_ROWS)
		case 'PageUp':
			return Math.max(0, at - PAGE_ROWS)
		case 'Home':
			return 0
		case 'End':
			return last
		default:
			return null
	}
}
