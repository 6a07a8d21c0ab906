// The rows in sight at their places, and the line in the gap to which something is held.
import { useMemo } from 'react'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { ShownPlaces } from './held'
import { Row, type EditableField } from './Row'
import type { GridState } from './useGrid'
import type { RowsInSight } from './useRowsInSight'

const REF_WIDTH_MIN = 4
const REF_WIDTH_MAX = 14

export interface GridRowsProps {
	readonly inSight: RowsInSight
	readonly shown: ShownPlaces
	readonly grid: GridState
	readonly movable: boolean
	readonly open: IdKey | null
	readonly superseded: ReadonlySet<IdKey>
	// Of a draft: places in the shared order, where they are others.
	readonly draft: ReadonlyMap<IdKey, number> | null
	readonly rowHeight: number
	// The gap that is pointed at; -1 while nothing is held.
	readonly line: number
	readonly onEdited: (item: Item, field: EditableField, text: string | null) => void
}

export function GridRows(props: GridRowsProps) {
	const { inSight, shown, grid, movable, open, superseded, draft, line, onEdited } = props
	const { rows } = shown
	const refWidth = useRefWidth(rows)
	const heldKeys = useMemo(() => new Set(grid.held?.items), [grid.held?.items])
	return (
		<div
			className="rows__all"
			role="rowgroup"
			style={{
				height: `${String(inSight.getTotalSize())}px`,
				['--ref' as string]: `${String(refWidth)}ch`,
			}}
		>
			{inSight.getVirtualItems().map(({ index, start, key }) => {
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
						focusable={index === grid.focusedIndex}
						lifted={heldKeys.has(item.key)}
						open={item.key === open}
						superseded={superseded.has(item.key)}
						movable={movable}
						was={draft?.get(item.key) ?? 0}
						editing={grid.editing?.item === item.key ? grid.editing.field : null}
						onEdited={onEdited}
					/>
				)
			})}
			{line >= 0 && (
				<div
					className="drop"
					role="presentation"
					style={{ transform: `translateY(${String(line * props.rowHeight)}px)` }}
				/>
			)}
		</div>
	)
}

// References are as wide as the longest one here, so that titles stand in one column.
function useRefWidth(rows: readonly Item[]): number {
	return useMemo(() => {
		const longest = rows.reduce((most, row) => Math.max(most, row.ref.length), REF_WIDTH_MIN)
		return Math.min(REF_WIDTH_MAX, longest)
	}, [rows])
}
