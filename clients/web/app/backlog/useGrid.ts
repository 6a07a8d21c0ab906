// What a person is doing in the grid: where the focus is, what is selected, held or edited.
//
// Holding is the same thing for pointer and keys: some rows and a target. The order may change
// underneath at any time; targets name rows, so they stay right.
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Client } from '../../sdk/client'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import { words } from '../words/words'
import {
	changesNothing,
	gapOf,
	staying,
	targetAt,
	targetAtPointer,
	viewOf,
	type Held,
	type RowTarget,
	type ShownPlaces,
} from './held'
import { edit } from './orderActions'
import type { EditableField } from './Row'

export interface Editing {
	readonly item: IdKey
	readonly field: EditableField
}

export interface GridSettings {
	readonly client: Client
	readonly shown: ShownPlaces
	readonly movable: boolean
	readonly selected: ReadonlySet<IdKey>
	readonly onSelect: (selected: ReadonlySet<IdKey>) => void
	readonly onDrop: (items: readonly IdKey[], target: RowTarget) => void
}

export function useGrid(settings: GridSettings) {
	const { client, shown, selected, onSelect } = settings
	const { rows } = shown
	const [focused, setFocused] = useState<IdKey | null>(null)
	const [editing, setEditing] = useState<Editing | null>(null)
	const [said, setSaid] = useState('')
	const focusedIndex = useMemo(
		() => Math.max(0, focused === null ? 0 : rows.findIndex((row) => row.key === focused)),
		[rows, focused],
	)
	const onEdited = useCallback(
		(item: Item, field: EditableField, text: string | null) => {
			setEditing(null)
			edit(client, item, field, text)
		},
		[client],
	)
	const holding = useHolding(settings, {
		onPickUp: () => {
			setEditing(null)
		},
		say: setSaid,
	})

	return {
		focused,
		focusedIndex,
		selected,
		editing,
		said,
		setFocused,
		setSelected: onSelect,
		setEditing,
		onEdited,
		say: setSaid,
		...holding,
		...useRange(settings, focusedIndex),
	}
}

export type GridState = ReturnType<typeof useGrid>

// What is selected: rows one by one, and ranges that begin at the last row chosen without Shift.
function useRange({ shown, selected, onSelect }: GridSettings, focusedIndex: number) {
	const { rows } = shown
	const rangeStart = useRef<IdKey | null>(null)
	const startRange = (key: IdKey) => {
		rangeStart.current = key
	}
	const select = (key: IdKey, on: boolean) => {
		startRange(key)
		const next = new Set(selected)
		if (on) next.add(key)
		else next.delete(key)
		onSelect(next)
	}
	// From the start of the range to `index`, both included.
	const selectTo = (index: number) => {
		const found = rows.findIndex((row) => row.key === rangeStart.current)
		const start = found < 0 ? focusedIndex : found
		const [from, to] = [Math.min(start, index), Math.max(start, index)]
		const next = new Set(selected)
		for (const row of rows.slice(from, to + 1)) next.add(row.key)
		onSelect(next)
	}
	return { startRange, select, selectTo }
}

interface HoldingEvents {
	readonly onPickUp: () => void
	readonly say: (what: string) => void
}

// Some rows in the hand, and the gap to which they would go.
function useHolding(settings: GridSettings, { onPickUp, say }: HoldingEvents) {
	const { shown, movable } = settings
	const { rows, filtered } = shown
	const [held, setHeld] = useState<Held | null>(null)

	const pickUp = (index: number, by: Held['by']): boolean => {
		const items = takenWith(settings, index)
		if (!movable || items.length === 0) return false
		const stay = staying(shown, items)
		const first = rows.findIndex((row) => row.key === items[0])
		const gap = rows.slice(0, first).filter((row) => !items.includes(row.key)).length
		onPickUp()
		setHeld({ items, by, target: targetAt(stay, gap, 'below', filtered) })
		return true
	}
	const stepGap = (by: number) => {
		if (held === null) return
		const stay = staying(shown, held.items)
		const gap = gapOf(stay, held.target) ?? stay.length
		const to = Math.min(stay.length, Math.max(0, gap + by))
		const pointing = by > 0 ? 'below' : 'above'
		setHeld({ ...held, target: targetAt(stay, to, pointing, filtered) })
	}
	const pointAt = (y: number) => {
		if (held === null) return
		const target = targetAtPointer(shown, held.items, y)
		if (!sameTarget(target, held.target)) setHeld({ ...held, target })
	}
	const dropHeld = () => {
		if (held === null) return
		setHeld(null)
		if (changesNothing(shown, held.items, held.target)) {
			say(words.backlog.unchanged)
			return
		}
		const place = viewOf(shown, held).firstPlace
		settings.onSelect(new Set())
		say(words.backlog.dropped(held.items.length, place))
		settings.onDrop(held.items, held.target)
	}
	const putBack = () => {
		if (held === null) return
		setHeld(null)
		say(words.backlog.putBack)
	}
	return { held, pickUp, stepGap, pointAt, dropHeld, putBack }
}

// What a move of row `index` takes with it: the selection if it is part of it.
function takenWith({ shown, selected }: GridSettings, index: number): IdKey[] {
	const item = shown.rows[index]
	if (item === undefined) return []
	if (!selected.has(item.key)) return [item.key]
	return shown.rows.filter((row) => selected.has(row.key)).map((row) => row.key)
}

function sameTarget(a: Held['target'], b: Held['target']): boolean {
	const itemOf = (target: Held['target']) => ('item' in target ? target.item : '')
	return a.at === b.at && itemOf(a) === itemOf(b)
}
