// Two orders of the same rows beside each other, today's and another: which rows go where. What goes
// nowhere is folded away, so that a list of thousands shows its few changes. Pure.
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'

export type Line =
	| {
			readonly kind: 'row'
			readonly item: Item
			readonly place: number
			// Its place in the other order.
			readonly other: number
			readonly moved: boolean
	  }
	// Rows that are not shown.
	| { readonly kind: 'fold'; readonly first: number; readonly count: number }

export interface Comparison {
	readonly today: readonly Line[]
	readonly proposed: readonly Line[]
	// Rows that are taken out of their order, and those that get another place, these included.
	readonly moved: number
	readonly changed: number
}

// More lines than this are folded, however much they say.
export const LINES_MAX = 80

const CONTEXT_ROWS = 1

export function compare(
	today: readonly Item[],
	proposed: readonly Item[],
	moved: ReadonlySet<IdKey>,
): Comparison {
	const places = (rows: readonly Item[]) => new Map(rows.map(({ key }, i) => [key, i + 1]))
	const [before, after] = [places(today), places(proposed)]
	const changed = proposed.filter(({ key }, i) => before.get(key) !== i + 1).length
	return {
		today: folded(today, moved, after),
		proposed: folded(proposed, moved, before),
		moved: proposed.filter(({ key }) => moved.has(key)).length,
		changed,
	}
}

function folded(
	rows: readonly Item[],
	moved: ReadonlySet<IdKey>,
	others: ReadonlyMap<IdKey, number>,
): Line[] {
	const lines: Line[] = []
	let folding = 0
	const fold = (end: number) => {
		// One row takes no more room than the line that says there is one.
		if (folding === 1) lines.push(lineOf(rows, end - 1, moved, others))
		else if (folding > 0) lines.push({ kind: 'fold', first: end - folding + 1, count: folding })
		folding = 0
	}
	for (const i of rows.keys()) {
		if (lines.length >= LINES_MAX || !isNear(rows, i, moved)) {
			folding += 1
			continue
		}
		fold(i)
		lines.push(lineOf(rows, i, moved, others))
	}
	fold(rows.length)
	return lines
}

function isNear(rows: readonly Item[], at: number, moved: ReadonlySet<IdKey>): boolean {
	for (let i = at - CONTEXT_ROWS; i <= at + CONTEXT_ROWS; i++) {
		const row = rows[i]
		if (row !== undefined && moved.has(row.key)) return true
	}
	return false
}

function lineOf(
	rows: readonly Item[],
	at: number,
	moved: ReadonlySet<IdKey>,
	others: ReadonlyMap<IdKey, number>,
): Line {
	const item = rows[at]
	if (item === undefined) throw new Error('no such row')
	const other = others.get(item.key) ?? 0
	return { kind: 'row', item, place: at + 1, other, moved: moved.has(item.key) }
}

// The fewest rows that have to be taken out and put elsewhere to come from one order to the other: all
// but a longest run of rows that stand in the same order in both.
export function movedBetween(
	today: readonly Item[],
	proposed: readonly Item[],
): ReadonlySet<IdKey> {
	const before = new Map(today.map(({ key }, i) => [key, i]))
	const at = proposed.map(({ key }) => before.get(key) ?? -1)
	// Of the rising runs of each length, the index of the one that ends lowest; and each one's
	// predecessor (patience sorting).
	const ends: number[] = []
	const previous: number[] = []
	for (const [i, value] of at.entries()) {
		let [low, high] = [0, ends.length]
		while (low < high) {
			const middle = (low + high) >> 1
			if ((at[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
			else high = middle
		}
		previous[i] = low === 0 ? -1 : (ends[low - 1] ?? -1)
		ends[low] = i
	}
	const stay = new Set<number>()
	for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i] ?? -1) stay.add(i)
	return new Set(proposed.filter((_, i) => !stay.has(i)).map(({ key }) => key))
}
