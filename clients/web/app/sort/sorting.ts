// What a sort by a criterion would make of some rows of the list: the rows that are not sorted keep
// their places, the others share out the places that they have among them. Pure.
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'

export type Criterion = 'estimate' | 'title' | 'ref'
export type Direction = 'up' | 'down'

export const CRITERIA: readonly Criterion[] = ['estimate', 'title', 'ref']

// HB-9 before HB-10, whatever the case of letters.
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

// In the order wanted; what the criterion does not tell apart stays as it is, and what has no value
// comes last either way.
export function sorted(
	items: readonly Item[],
	criterion: Criterion,
	direction: Direction,
): readonly Item[] {
	const sign = direction === 'up' ? 1 : -1
	return [...items].sort((a, b) => {
		const [noA, noB] = [hasNone(a, criterion), hasNone(b, criterion)]
		if (noA || noB) return Number(noA) - Number(noB)
		return sign * compared(a, b, criterion)
	})
}

// The whole list once `wanted`, which are rows of it, have taken the places of each other.
export function withSorted(all: readonly Item[], wanted: readonly Item[]): readonly Item[] {
	const listed = new Set<IdKey>(wanted.map(({ key }) => key))
	let next = 0
	return all.map((row) => (listed.has(row.key) ? (wanted[next++] ?? row) : row))
}

function hasNone(item: Item, criterion: Criterion): boolean {
	if (criterion === 'estimate') return item.estimate === 0
	return item[criterion] === ''
}

function compared(a: Item, b: Item, criterion: Criterion): number {
	if (criterion === 'estimate') return a.estimate - b.estimate
	return collator.compare(a[criterion], b[criterion])
}
