// What somebody did that made a proposal stale, as far as it can be seen in the order as it is. Pure.
import type { Item, Proposal } from '../../sdk/model'
import type { ProductState } from '../../sdk/productState'

export type Did = 'moved' | 'archived' | 'restored' | 'merged' | 'touched'

export interface Cause {
	readonly did: Did
	// Undefined where that is not known any more.
	readonly item: Item | undefined
	readonly others: number
}

export function whyStale(state: ProductState, { staleBy, items }: Proposal): Cause {
	const found: { did: Did; item: Item }[] = []
	for (const key of items) {
		const item = state.items.get(key)
		if (item === undefined) continue
		const did = whatDid(state, item, staleBy)
		if (did !== null) found.push({ did, item })
	}
	const [first] = found
	if (first === undefined) return { did: 'touched', item: undefined, others: 0 }
	return { ...first, others: found.length - 1 }
}

function whatDid(state: ProductState, item: Item, seq: number): Did | null {
	if (state.aliases.get(item.key)?.mergedAt === seq) return 'merged'
	if (item.archivedAt === seq) return 'archived'
	if (item.writtenAt.place === seq) return 'moved'
	if (item.writtenAt.archived === seq) return 'restored'
	return null
}
