// A product's confirmed state as plain values that a device can keep, and back.
//
// Taking it is quick, because rows are replaced and never changed: only the order is copied, the rest
// is held by reference. Writing it is not, so it comes in parts that are small enough for one go each.
import { Zone, type StalePolicy } from './gen/reviewd/v1/backlog_pb'
import type { Vision } from './goalModel'
import type { DefinitionOfDone, Group } from './model'
import { ProductState } from './productState'
import type { NewSlot } from './slots'

// Rows of one part: a few milliseconds of writing.
const PART_ROWS_MAX = 500

const TABLES = [
	'items',
	'aliases',
	'proposals',
	'people',
	'reviews',
	'increments',
	'polls',
	'feedback',
	'delegations',
	'goals',
	'actions',
] as const
const ZONES = [Zone.ORDERED, Zone.NOT_YET_ORDERED] as const

export type FrozenPart =
	| {
			readonly of: 'product'
			readonly name: string
			readonly facilitator: number
			readonly stalePolicy: StalePolicy
			readonly definitionOfDone: DefinitionOfDone
			readonly groups: readonly Group[]
			readonly vision: Vision
			readonly groupsAt: number
	  }
	| { readonly of: 'slots'; readonly slots: readonly NewSlot[] }
	| {
			readonly of: (typeof TABLES)[number]
			readonly rows: readonly (readonly [number | string, unknown])[]
	  }

// What this page computes, or keeps beside the state (keptState.ts).
type Elsewhere = 'journal' | 'ownBallots' | 'ownUpvotes' | 'held' | 'ownHeld'
type Frozen = keyof Extract<FrozenPart, { readonly of: 'product' }> | FrozenPart['of']
type Data<S> = { [K in keyof S]: S[K] extends (...args: never[]) => unknown ? never : K }[keyof S]
// A part of the state that somebody adds and forgets here does not compile.
type IfWhole<T> = [Exclude<Data<ProductState>, Frozen | Elsewhere>] extends [never] ? T : never

// How much there is to keep.
export function rowsOf(state: ProductState): number {
	return TABLES.reduce((sum, table) => sum + state[table].size, state.slots.size)
}

// `state` must be without predictions. What only this person knows of themselves is not in it.
export function freeze(state: ProductState): IfWhole<FrozenPart[]> {
	const { name, facilitator, stalePolicy, definitionOfDone, groups, groupsAt, vision } = state
	const product = { name, facilitator, stalePolicy, definitionOfDone, groups, groupsAt, vision }
	const parts: FrozenPart[] = [{ of: 'product', ...product }]
	for (const zone of ZONES) {
		const all: NewSlot[] = []
		for (const slot of state.slots.walk(zone)) {
			const { key, seq, k, anchor, cameFrom, sorted, item } = slot
			all.push({ key, seq, k, anchor, cameFrom, zone, sorted, item })
		}
		for (const slots of inParts(all)) parts.push({ of: 'slots', slots })
	}
	for (const table of TABLES) {
		const all = [...state[table].entries()] as [number | string, unknown][]
		for (const rows of inParts(all)) parts.push({ of: table, rows })
	}
	return parts
}

// Only for parts that this very page has written: nothing is checked.
export function thaw(parts: readonly FrozenPart[]): ProductState {
	const state = new ProductState()
	for (const part of parts) {
		switch (part.of) {
			case 'product':
				state.name = part.name
				state.facilitator = part.facilitator
				state.setStalePolicy(part.stalePolicy)
				state.setDefinitionOfDone(part.definitionOfDone)
				state.setGroups(part.groups, part.groupsAt)
				state.setVision(part.vision)
				break
			case 'slots':
				for (const slot of part.slots) state.slots.append(slot)
				break
			default:
				for (const [key, row] of part.rows) state[part.of].set(key as never, row as never)
		}
	}
	return state
}

function inParts<T>(all: readonly T[]): T[][] {
	const parts: T[][] = []
	for (let at = 0; at < all.length; at += PART_ROWS_MAX)
		parts.push(all.slice(at, at + PART_ROWS_MAX))
	return parts
}
