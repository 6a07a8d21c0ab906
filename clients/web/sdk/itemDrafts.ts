// Operations on the order beyond moves, as drafts: the outbox gives them their numbers.
import { create } from '@bufbuild/protobuf'
import type { Place, StalePolicy, Zone } from './gen/reviewd/v1/backlog_pb'
import {
	ApplyProposalSchema,
	MergeItemSchema,
	ProposeOrderSchema,
	RedoSchema,
	RejectProposalSchema,
	SetStalePolicySchema,
	SortItemsSchema,
	SplitItemSchema,
	UndoSchema,
} from './gen/reviewd/v1/operation_pb'
import type { ItemText } from './drafts'
import { idOf, type IdKey } from './id'
import type { Draft } from './outbox'

// The new item is (actor, counter, 0).
export function splitItem(item: IdKey, second: ItemText): Draft {
	const value = create(SplitItemSchema, { item: idOf(item), second })
	return { body: { case: 'splitItem', value } }
}

export function mergeItem(item: IdKey, into: IdKey): Draft {
	const value = create(MergeItemSchema, { item: idOf(item), into: idOf(into) })
	return { body: { case: 'mergeItem', value } }
}

export function sortItems(zone: Zone, items: readonly IdKey[]): Draft {
	return {
		body: { case: 'sortItems', value: create(SortItemsSchema, { zone, items: items.map(idOf) }) },
	}
}

// An operation of one's own, by its numbers.
export interface Numbered {
	readonly actor: number
	readonly counter: number
}

export function undo({ actor, counter }: Numbered): Draft {
	return { body: { case: 'undo', value: create(UndoSchema, { actor, counter }) } }
}

export function redo({ actor, counter }: Numbered): Draft {
	return { body: { case: 'redo', value: create(RedoSchema, { actor, counter }) } }
}

export interface SuggestedMove {
	readonly items: readonly IdKey[]
	readonly place: Place
}

// Later moves may name the slots of earlier ones as (actor, counter, k) of this operation.
export function proposeOrder(moves: readonly SuggestedMove[], comment: string): Draft {
	const named = moves.map(({ items, place }) => ({ items: items.map(idOf), place }))
	const value = create(ProposeOrderSchema, { moves: named, comment })
	return { body: { case: 'proposeOrder', value } }
}

export function applyProposal(proposal: IdKey, evenIfStale = false): Draft {
	const value = create(ApplyProposalSchema, { proposal: idOf(proposal), evenIfStale })
	return { body: { case: 'applyProposal', value } }
}

// The Product Owner says why; whoever made it takes it back without a word.
export function rejectProposal(proposal: IdKey, reason = ''): Draft {
	const value = create(RejectProposalSchema, { proposal: idOf(proposal) })
	return { body: { case: 'rejectProposal', value }, reason }
}

export function setStalePolicy(policy: StalePolicy): Draft {
	return { body: { case: 'setStalePolicy', value: create(SetStalePolicySchema, { policy }) } }
}
