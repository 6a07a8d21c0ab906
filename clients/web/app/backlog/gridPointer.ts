// What a click in the backlog does: it opens, selects, picks up by the grip, or edits.
import type { MouseEvent, SyntheticEvent } from 'react'
import type { GridInput } from './gridKeys'

/** The row in which something happened; null outside of all rows. */
export function rowUnder(event: SyntheticEvent): number | null {
	const row = event.target instanceof Element ? event.target.closest('[role=row]') : null
	return row === null ? null : Number(row.getAttribute('aria-rowindex')) - 1
}

export function onGridClick(event: MouseEvent, input: GridInput): void {
	const { grid, shown, movable, focusRow, onOpen } = input
	const index = rowUnder(event)
	const item = index === null ? undefined : shown.rows[index]
	if (index === null || item === undefined || event.target instanceof HTMLInputElement) return
	if (event.target instanceof Element && event.target.closest('.grip') !== null) {
		focusRow(index)
		grid.pickUp(index, 'keys')
		return
	}
	if (movable && event.shiftKey) grid.selectTo(index)
	else if (movable && (event.ctrlKey || event.metaKey)) {
		grid.select(item.key, !grid.selected.has(item.key))
	} else if (event.detail === 1) {
		grid.startRange(item.key)
		grid.setSelected(new Set())
		onOpen(item.key)
	}
	focusRow(index)
}

export function onGridDoubleClick(event: MouseEvent, input: GridInput): void {
	const { grid, shown, editable, estimable } = input
	const index = rowUnder(event)
	const item = index === null ? undefined : shown.rows[index]
	if (item === undefined || !(event.target instanceof Element)) return
	const onEstimate = event.target.closest('.row__est') !== null
	if (onEstimate && estimable) grid.setEditing({ item: item.key, field: 'estimate' })
	else if (!onEstimate && editable) grid.setEditing({ item: item.key, field: 'title' })
}
