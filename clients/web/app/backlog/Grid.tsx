// The backlog as a virtual grid: only the rows in sight are in the page. One tab stop, arrows inside.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react'
import type { Client } from '../../sdk/client'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { OrderView } from '../../sdk/views'
import { words } from '../words/words'
import { Ghost } from './Ghost'
import { onGridKey, type GridInput } from './gridKeys'
import { onGridClick, onGridDoubleClick, rowUnder } from './gridPointer'
import { GridRows } from './GridRows'
import { viewOf, type RowTarget, type ShownPlaces } from './held'
import { KeysBar } from './KeysBar'
import { rowId, type EditableField } from './Row'
import { markLanded, useTravel } from './travel'
import { useGrid, type GridState } from './useGrid'
import { usePointerDrag } from './usePointerDrag'
import { useRowHeight } from './useRowHeight'
import { useHeldInSight, useRowsInSight } from './useRowsInSight'
import { whereText } from './whereText'

export interface GridProps {
	readonly client: Client
	readonly order: OrderView
	readonly shown: ShownPlaces
	readonly label: string
	readonly movable: boolean
	readonly editable: boolean
	readonly estimable: boolean
	readonly open: IdKey | null
	readonly superseded: ReadonlySet<IdKey>
	// Rows of a draft that stand elsewhere than in the shared order, with their place there.
	readonly draft: ReadonlyMap<IdKey, number> | null
	readonly selected: ReadonlySet<IdKey>
	readonly onSelect: (selected: ReadonlySet<IdKey>) => void
	readonly onDrop: (items: readonly IdKey[], target: RowTarget) => void
	readonly onOpen: (item: IdKey | null) => void
}

export function Grid(props: GridProps) {
	const { shown, movable, editable, estimable, draft } = props
	const list = useRef<HTMLDivElement>(null)
	const probe = useRef<HTMLDivElement>(null)
	const ghost = useRef<HTMLDivElement>(null)
	const { rowHeight, grid, inSight, holding, line, focusRow } = useGridParts(props, list, probe)
	const { rows } = shown
	const { held } = grid
	const onEdited = useEdited(grid)
	const input: GridInput = { ...props, grid, focusRow }
	const startDrag = usePointerDrag(
		{ list, ghost, rowHeight },
		{
			start: (index) => grid.pickUp(index, 'pointer'),
			over: grid.pointAt,
			drop: grid.dropHeld,
			cancel: grid.putBack,
		},
	)
	return (
		<>
			<div
				ref={list}
				className={rowsClass(movable, held !== null, draft !== null)}
				aria-label={props.label}
				{...gridRole(rows.length, movable)}
				onKeyDown={(event) => {
					onGridKey(event, input)
				}}
				onPointerDown={(event) => {
					const index = rowUnder(event)
					if (index !== null) startDrag(event, index)
				}}
				onFocus={(event) => {
					const index = rowUnder(event)
					if (index !== null) grid.setFocused(rows[index]?.key ?? null)
				}}
				onClick={(event) => {
					onGridClick(event, input)
				}}
				onDoubleClick={(event) => {
					onGridDoubleClick(event, input)
				}}
			>
				<div ref={probe} className="rows__probe" role="presentation" />
				<GridRows {...props} {...{ inSight, grid, rowHeight, line, onEdited }} />
				{rows.length === 0 && <p className="rows__none">{words.backlog.nothing(shown.filtered)}</p>}
			</div>
			{holding !== null && held?.by === 'pointer' && (
				<Ghost items={holding.items} firstPlace={holding.firstPlace} element={ghost} />
			)}
			<KeysBar
				held={holding?.items ?? []}
				where={holding === null || held === null ? '' : whereText(holding, held.target)}
				said={grid.said}
				selected={grid.selected.size}
				undoable={estimable || draft !== null}
				{...{ movable, editable, estimable }}
			/>
		</>
	)
}

// The state behind the grid, which rows are in its page, and what is shown of moves.
function useGridParts(
	props: GridProps,
	list: RefObject<HTMLDivElement | null>,
	probe: RefObject<HTMLDivElement | null>,
) {
	const { client, order, shown, movable, selected, onSelect } = props
	const { rows } = shown
	const rowHeight = useRowHeight(probe)
	const landing = useRef<readonly IdKey[]>([])
	const grid = useGrid({
		...{ client, shown, movable, selected, onSelect },
		onDrop: (items, target) => {
			props.onDrop(items, target)
			landing.current = items
		},
	})
	const { held, focusedIndex, say } = grid
	const tries = props.draft !== null
	useEffect(() => {
		// What was said of the other order.
		say('')
	}, [say, tries])
	const inSight = useRowsInSight({ list, rows, rowHeight, focusedIndex })
	useTravel(order, rows, rowHeight)
	useLayoutEffect(() => {
		markLanded(landing.current)
		landing.current = []
	}, [rows])
	const holding = useMemo(() => (held === null ? null : viewOf(shown, held)), [shown, held])
	const line = holding?.line ?? -1
	useHeldInSight(inSight, { held, line, rows: rows.length, focusedIndex })
	const focusRow = (index: number) => {
		const item = rows[index]
		if (item === undefined) return
		grid.setFocused(item.key)
		inSight.scrollToIndex(index)
		requestAnimationFrame(() => {
			document.getElementById(rowId(item.key))?.focus({ preventScroll: true })
		})
	}
	return { rowHeight, grid, inSight, holding, line, focusRow }
}

// The editor had the focus; its row takes it back, unless it went elsewhere.
function useEdited({ onEdited }: GridState) {
	return useCallback(
		(item: Item, field: EditableField, text: string | null) => {
			onEdited(item, field, text)
			requestAnimationFrame(() => {
				if (document.activeElement === document.body)
					document.getElementById(rowId(item.key))?.focus()
			})
		},
		[onEdited],
	)
}

// A grid has rows; a list that the filter has emptied is only a place.
function gridRole(rows: number, movable: boolean) {
	if (rows === 0) return { role: 'group' }
	return {
		role: 'grid',
		'aria-rowcount': rows,
		'aria-multiselectable': movable,
		'aria-readonly': !movable,
	}
}

function rowsClass(movable: boolean, holding: boolean, draft: boolean): string {
	const classes = ['rows']
	if (!movable) classes.push('rows--still')
	if (holding) classes.push('rows--holding')
	if (draft) classes.push('rows--draft')
	return classes.join(' ')
}
