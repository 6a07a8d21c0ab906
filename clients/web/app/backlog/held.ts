// Where held rows would go: from a pointer or from keys to a target, in the list as it is shown.
// Pure. Rows that are held do not count as rows; what is filtered out is never named by accident,
// because a target is always one side of a row that can be seen.
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'

export type RowTarget =
	{ readonly at: 'top' | 'end' } | { readonly at: 'above' | 'below'; readonly item: IdKey }

export interface Held {
	// Top to bottom, as they stand in the order.
	readonly items: readonly IdKey[]
	readonly target: RowTarget
	readonly by: 'pointer' | 'keys'
}

export interface Shown {
	readonly rows: readonly Item[]
	// A filter hides some: the ends of what is shown are not the ends of the backlog.
	readonly filtered: boolean
}

export interface ShownPlaces extends Shown {
	// Place of shown row i in the whole backlog.
	readonly placeOf: (index: number) => number
	readonly total: number
}

// The rows that stay, top to bottom.
export function staying(shown: Shown, held: readonly IdKey[]): Item[] {
	const gone = new Set(held)
	return shown.rows.filter((row) => !gone.has(row.key))
}

// How many staying rows are above the target; null when its row is not shown any more.
export function gapOf(stay: readonly Item[], target: RowTarget): number | null {
	switch (target.at) {
		case 'top':
			return 0
		case 'end':
			return stay.length
		case 'above':
		case 'below': {
			const at = stay.findIndex((row) => row.key === target.item)
			if (at < 0) return null
			return target.at === 'below' ? at + 1 : at
		}
	}
}

// `pointing` says which of the two neighbours the person means.
export function targetAt(
	stay: readonly Item[],
	gap: number,
	pointing: 'above' | 'below',
	filtered: boolean,
): RowTarget {
	if (!filtered && gap <= 0) return { at: 'top' }
	if (!filtered && gap >= stay.length) return { at: 'end' }
	const upper = stay[gap - 1]
	const lower = stay[gap]
	if (pointing === 'below' && upper !== undefined) return { at: 'below', item: upper.key }
	if (lower !== undefined) return { at: 'above', item: lower.key }
	if (upper !== undefined) return { at: 'below', item: upper.key }
	return { at: 'end' }
}

// `y` in rows: 2.3 is in the upper half of the third row.
export function targetAtPointer(shown: Shown, held: readonly IdKey[], y: number): RowTarget {
	const gone = new Set(held)
	const index = Math.floor(y)
	const pointing = y - index < 0.5 ? 'above' : 'below'
	const boundary = pointing === 'above' ? index : index + 1
	const stay = staying(shown, held)
	let gap = 0
	for (const row of shown.rows.slice(0, Math.max(0, boundary))) if (!gone.has(row.key)) gap += 1
	return targetAt(stay, gap, pointing, shown.filtered)
}

// Everything that is drawn of held rows, in one pass: this runs for every frame of a drag.
export interface HeldView {
	readonly items: readonly Item[]
	// Index of the shown row above which the drop line is drawn, held rows included.
	readonly line: number
	// The place in the whole backlog that the first held row would get.
	readonly firstPlace: number
	// The staying rows on both sides of the gap.
	readonly above: Item | null
	readonly below: Item | null
}

export function viewOf(shown: ShownPlaces, held: Held): HeldView {
	const { target } = held
	const gone = new Set(held.items)
	const items: Item[] = []
	let line = target.at === 'end' ? shown.rows.length : 0
	let heldAbove = 0
	let above: Item | null = null
	let below: Item | null = null
	let passed = target.at === 'top'
	for (const [i, row] of shown.rows.entries()) {
		const here = 'item' in target && row.key === target.item
		if (here) line = target.at === 'below' ? i + 1 : i
		if (here && target.at === 'above') passed = true
		if (gone.has(row.key)) {
			items.push(row)
			if (!passed) heldAbove += 1
		} else if (!passed) above = row
		else below ??= row
		if (here && target.at === 'below') passed = true
	}
	return { items, line, above, below, firstPlace: placeAt(shown, held, line) - heldAbove }
}

// The place of whatever would be inserted at the drop line, held rows above still counted.
function placeAt(shown: ShownPlaces, { target }: Held, line: number): number {
	if (target.at === 'top') return 1
	if (target.at === 'end') return shown.total + 1
	return target.at === 'below' ? shown.placeOf(line - 1) + 1 : shown.placeOf(line)
}

// Dropping there would leave everything as it is.
export function changesNothing(shown: Shown, held: readonly IdKey[], target: RowTarget): boolean {
	const stay = staying(shown, held)
	const gap = gapOf(stay, target)
	if (gap === null) return true
	const after = [...stay.slice(0, gap).map((row) => row.key), ...held]
	return after.every((key, i) => shown.rows[i]?.key === key)
}
