// Trying an order: moves over the list as it is, which nobody else sees until they are sent as a
// proposal. Pure.
//
// A draft is kept as what its author pointed at, so it stays right while others move rows. What is sent
// is not the way it came about but what came of it: one move for each block of rows that stands
// elsewhere, beside a row that stays. No move then has to name the place of another.
import type { SuggestedMove } from '../../sdk/itemDrafts'
import { placeOf } from '../../sdk/gap'
import type { IdKey } from '../../sdk/id'
import type { Item } from '../../sdk/model'
import type { Slots } from '../../sdk/slots'
import { gapOf, type RowTarget } from '../backlog/held'

export interface DraftMove {
	readonly items: readonly IdKey[]
	readonly target: RowTarget
}

// docs/LIMITS.md, "What a product holds".
export const PROPOSAL_MOVES_MAX = 100
export const PROPOSAL_ITEMS_MAX = 500
export const PROPOSALS_OPEN_MAX = 20
export const PROPOSALS_OPEN_OF_ONE_MAX = 5

// The list with the moves made. A move beside a row that is not there any more, or of such rows, is
// left out.
export function withMoves(rows: readonly Item[], moves: readonly DraftMove[]): readonly Item[] {
	let now = rows
	for (const { items, target } of moves) {
		const taken = new Set(items)
		const held = now.filter(({ key }) => taken.has(key))
		const stay = now.filter(({ key }) => !taken.has(key))
		const gap = gapOf(stay, target)
		if (gap === null || held.length === 0) continue
		now = [...stay.slice(0, gap), ...held, ...stay.slice(gap)]
	}
	return now
}

// The rows that stand elsewhere: those that were moved, without those that are back in order.
export function movedRows(
	today: readonly Item[],
	draft: readonly Item[],
	moves: readonly DraftMove[],
): ReadonlySet<IdKey> {
	const moved = new Set(moves.flatMap(({ items }) => items))
	const before = new Map(today.map(({ key }, i) => [key, i]))
	const at = draft.map(({ key }) => before.get(key) ?? -1)
	const stays = draft.map(({ key }) => !moved.has(key))
	for (const [i, { key }] of draft.entries()) {
		if (stays[i] === true) continue
		const above = at[stays.lastIndexOf(true, i)] ?? -1
		const next = stays.indexOf(true, i)
		const below = next < 0 ? Infinity : (at[next] ?? Infinity)
		const here = at[i] ?? -1
		if (above < here && here < below) {
			stays[i] = true
			moved.delete(key)
		}
	}
	return new Set(draft.filter((_, i) => stays[i] !== true).map(({ key }) => key))
}

interface Block {
	readonly items: IdKey[]
	// The row that stays directly above it.
	readonly above: Item | undefined
	readonly atEnd: boolean
}

function blocksOf(draft: readonly Item[], moved: ReadonlySet<IdKey>): Block[] {
	const blocks: Block[] = []
	let above: Item | undefined
	let items: IdKey[] = []
	for (const row of draft) {
		if (moved.has(row.key)) {
			items.push(row.key)
			continue
		}
		if (items.length > 0) blocks.push({ items, above, atEnd: false })
		items = []
		above = row
	}
	if (items.length > 0) blocks.push({ items, above, atEnd: true })
	return blocks
}

export function countMoves(draft: readonly Item[], moved: ReadonlySet<IdKey>): number {
	return blocksOf(draft, moved).length
}

// To be done one after another on the order as it is now.
export function suggestedMoves(
	slots: Slots,
	draft: readonly Item[],
	moved: ReadonlySet<IdKey>,
): SuggestedMove[] {
	return blocksOf(draft, moved).map(({ items, above, atEnd }) => {
		if (atEnd) return { items, place: placeOf(slots, { at: 'end' }) }
		if (above === undefined) return { items, place: placeOf(slots, { at: 'top' }) }
		return { items, place: placeOf(slots, { at: 'below', slot: above.slot }, above.zone) }
	})
}

// As it is kept in this tab. What does not read as moves is none.
export function movesFrom(text: string): readonly DraftMove[] {
	try {
		const read: unknown = JSON.parse(text)
		return Array.isArray(read) && read.every(isMove) ? read : []
	} catch {
		return []
	}
}

function isMove(value: unknown): value is DraftMove {
	if (typeof value !== 'object' || value === null) return false
	const { items, target } = value as Partial<Record<keyof DraftMove, unknown>>
	if (!Array.isArray(items) || !items.every((one) => typeof one === 'string')) return false
	if (typeof target !== 'object' || target === null || !('at' in target)) return false
	const beside = target.at === 'above' || target.at === 'below'
	return beside ? 'item' in target : target.at === 'top' || target.at === 'end'
}
