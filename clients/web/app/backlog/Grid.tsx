// The backlog as a virtual grid: only the rows in sight are in the page. One tab stop, arrows inside.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
	useCallback,
	useEffect,
	useLayoutEffect,
	useMemo,
	useRef,
	type MouseEvent,
	type PointerEvent,
	type SyntheticEvent,
} from 'react'
import type { Client } from '../../sdk/client'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { OrderView } from '../../sdk/views'
import { words } from '../words/words'
import { Ghost } from './Ghost'
import { onGridKey } from './gridKeys'
import { viewOf, type RowTarget, type ShownPlaces } from './held'
import { KeysBar } from './KeysBar'
import { Row, rowId, type EditableField } from './Row'
import { markLanded, useTravel } from './travel'
import { useGrid } from './useGrid'
import { usePointerDrag } from './usePointerDrag'
import { useRowHeight } from './useRowHeight'
import { whereText } from './whereText'

const OVERSCAN_ROWS = 4
const REF_WIDTH_MAX = 14

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
	const { client, order, shown, movable, editable, estimable, open, superseded, onOpen } = props
	const list = useRef<HTMLDivElement>(null)
	const probe = useRef<HTMLDivElement>(null)
	const ghost = useRef<HTMLDivElement>(null)
	const rowHeight = useRowHeight(probe)
	const landing = useRef<readonly IdKey[]>([])
	const { rows } = shown
	const grid = useGrid({
		client,
		shown,
		movable,
		selected: props.selected,
		onSelect: props.onSelect,
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
	const refWidth = useRefWidth(rows)

	const virtualizer = useVirtualizer({
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
	useTravel(order, rows, rowHeight)
	useLayoutEffect(() => {
		markLanded(landing.current)
		landing.current = []
	}, [rows])

	const focusRow = (index: number) => {
		const item = rows[index]
		if (item === undefined) return
		grid.setFocused(item.key)
		virtualizer.scrollToIndex(index)
		requestAnimationFrame(() => {
			document.getElementById(rowId(item.key))?.focus({ preventScroll: true })
		})
	}
	const { onEdited: keepEdit } = grid
	const onEdited = useCallback(
		(item: Item, field: EditableField, text: string | null) => {
			keepEdit(item, field, text)
			// The editor had the focus; its row takes it back, unless it went elsewhere.
			requestAnimationFrame(() => {
				if (document.activeElement === document.body)
					document.getElementById(rowId(item.key))?.focus()
			})
		},
		[keepEdit],
	)
	const startDrag = usePointerDrag(
		{ list, ghost, rowHeight },
		{
			start: (index) => grid.pickUp(index, 'pointer'),
			over: grid.pointAt,
			drop: grid.dropHeld,
			cancel: grid.putBack,
		},
	)

	const heldKeys = useMemo(() => new Set(held?.items), [held?.items])
	const holding = useMemo(() => (held === null ? null : viewOf(shown, held)), [shown, held])
	const line = holding?.line ?? -1
	const wasHeldByKeys = useRef(false)
	useEffect(() => {
		// The gap that the keys move stays in sight, and so does the row they have let go.
		if (held?.by === 'keys') virtualizer.scrollToIndex(Math.min(line, rows.length - 1))
		else if (wasHeldByKeys.current) virtualizer.scrollToIndex(focusedIndex)
		wasHeldByKeys.current = held?.by === 'keys'
	}, [held, line, rows.length, focusedIndex, virtualizer])

	const onPointerDown = (event: PointerEvent) => {
		const index = indexUnder(event)
		if (index !== null) startDrag(event, index)
	}
	const indexUnder = (event: SyntheticEvent): number | null => {
		const row = event.target instanceof Element ? event.target.closest('[role=row]') : null
		return row === null ? null : Number(row.getAttribute('aria-rowindex')) - 1
	}
	const onClick = (event: MouseEvent) => {
		const index = indexUnder(event)
		const item = index === null ? undefined : rows[index]
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
	const onDoubleClick = (event: MouseEvent) => {
		const index = indexUnder(event)
		const item = index === null ? undefined : rows[index]
		if (item === undefined || !(event.target instanceof Element)) return
		const onEstimate = event.target.closest('.row__est') !== null
		if (onEstimate && estimable) grid.setEditing({ item: item.key, field: 'estimate' })
		else if (!onEstimate && editable) grid.setEditing({ item: item.key, field: 'title' })
	}

	return (
		<>
			<div
				ref={list}
				className={rowsClass(movable, held !== null, props.draft !== null)}
				aria-label={props.label}
				{...gridRole(rows.length, movable)}
				onKeyDown={(event) => {
					onGridKey(event, { grid, shown, movable, editable, estimable, focusRow, onOpen })
				}}
				onPointerDown={onPointerDown}
				onFocus={(event) => {
					const index = indexUnder(event)
					if (index !== null) grid.setFocused(rows[index]?.key ?? null)
				}}
				onClick={onClick}
				onDoubleClick={onDoubleClick}
			>
				<div ref={probe} className="rows__probe" role="presentation" />
				<div
					className="rows__all"
					role="rowgroup"
					style={{
						height: `${String(virtualizer.getTotalSize())}px`,
						['--ref' as string]: `${String(refWidth)}ch`,
					}}
				>
					{virtualizer.getVirtualItems().map(({ index, start, key }) => {
						const item = rows[index]
						if (item === undefined) return null
						return (
							<Row
								key={key}
								item={item}
								place={shown.placeOf(index)}
								index={index}
								top={start}
								selected={grid.selected.has(item.key)}
								focusable={index === focusedIndex}
								lifted={heldKeys.has(item.key)}
								open={item.key === open}
								superseded={superseded.has(item.key)}
								movable={movable}
								was={props.draft?.get(item.key) ?? 0}
								editing={grid.editing?.item === item.key ? grid.editing.field : null}
								onEdited={onEdited}
							/>
						)
					})}
					{line >= 0 && (
						<div
							className="drop"
							role="presentation"
							style={{ transform: `translateY(${String(line * rowHeight)}px)` }}
						/>
					)}
				</div>
				{rows.length === 0 && <p className="rows__none">{words.backlog.nothing(shown.filtered)}</p>}
			</div>
			{holding !== null && held?.by === 'pointer' && (
				<Ghost items={holding.items} firstPlace={holding.firstPlace} element={ghost} />
			)}
			<KeysBar
				held={holding?.items ?? []}
				where={holding === null || held === null ? '' : whereText(holding, held.target)}
				said={grid.said}
				movable={movable}
				editable={editable}
				estimable={estimable}
				undoable={estimable || props.draft !== null}
				selected={grid.selected.size}
			/>
		</>
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

// References are as wide as the longest one here, so that titles stand in one column.
function useRefWidth(rows: readonly Item[]): number {
	return useMemo(
		() =>
			Math.min(
				REF_WIDTH_MAX,
				rows.reduce((widest, row) => Math.max(widest, row.ref.length), 4),
			),
		[rows],
	)
}
