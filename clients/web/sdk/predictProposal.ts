// What an operation on order proposals will probably become.
import { create, clone } from '@bufbuild/protobuf'
import {
	PlaceSchema,
	ProposalState,
	StalePolicy,
	Zone,
	type Place,
} from './gen/reviewd/v1/backlog_pb'
import {
	OrderProposedSchema,
	ProposalAppliedSchema,
	ProposalRejectedSchema,
	StalePolicySetSchema,
	type ItemsMoved,
} from './gen/reviewd/v1/event_pb'
import type { Id } from './gen/reviewd/v1/id_pb'
import type { Operation, ProposeOrder } from './gen/reviewd/v1/operation_pb'
import { applyBlock } from './applyItems'
import type { Cause } from './cause'
import { NOTHING, type Foreseen } from './foresight'
import { idOf, keyFor, keyOf, named, type IdKey } from './id'
import type { Item, Proposal } from './model'
import { foreseenBlock, movedTo } from './predictItems'
import type { ProductState } from './productState'
import { IN_FLIGHT_SEQ } from './slots'
import { plain } from './text'

// Undefined: it is something else.
export function foreseenForProposal(
	state: ProductState,
	operation: Operation,
): Foreseen | undefined {
	const { body } = operation
	switch (body.case) {
		case 'proposeOrder':
			return foreseenProposal(state, operation, body.value)
		case 'applyProposal': {
			const proposal = state.proposals.get(keyOf(body.value.proposal))
			if (proposal === undefined) return null
			if (proposal.state !== ProposalState.OPEN) return NOTHING
			if (proposal.staleBy !== 0 && !body.value.evenIfStale) return NOTHING
			return foreseenApplied(state, operation, proposal)
		}
		case 'rejectProposal': {
			const proposal = state.proposals.get(keyOf(body.value.proposal))
			if (proposal === undefined) return null
			if (proposal.state !== ProposalState.OPEN) return NOTHING
			const value = create(ProposalRejectedSchema, { proposal: named(body.value.proposal) })
			return [{ case: 'proposalRejected', value }]
		}
		case 'setStalePolicy': {
			const { policy } = body.value
			if (policy === StalePolicy.UNSPECIFIED) return null
			if (policy === state.stalePolicy) return NOTHING
			return [{ case: 'stalePolicySet', value: create(StalePolicySetSchema, { policy }) }]
		}
		default:
			return undefined
	}
}

function foreseenProposal(
	state: ProductState,
	operation: Operation,
	{ moves, comment }: ProposeOrder,
): Foreseen {
	const items = moves.flatMap((move) => move.items)
	if (items.some((id) => state.items.get(keyOf(id)) === undefined)) return null
	const value = create(OrderProposedSchema, {
		proposal: idOf(keyFor(operation.actor, operation.counter, 0)),
		base: operation.base,
		moves: moves.map((move) => ({ items: move.items, place: placeIn(move.place) })),
		comment: plain(comment),
	})
	return [{ case: 'orderProposed', value }]
}

// The order as it would be with the proposal applied now. Null: nothing of it can be applied.
export interface ProposedOrder {
	readonly ordered: readonly Item[]
	readonly moved: ReadonlySet<IdKey>
}

export function orderWith(state: ProductState, proposal: Proposal): ProposedOrder | null {
	return state.journal.rehearse(() => {
		const [body] = foreseenApplied(state, REHEARSAL, proposal) ?? []
		if (body?.case !== 'proposalApplied') return null
		const { moves } = body.value
		for (const one of moves) applyBlock(state, { ...REHEARSAL, ...IN_PASSING }, one)
		const ordered = state.itemsInOrder(Zone.ORDERED, [])
		const moved = new Set(moves.flatMap(({ items }) => items.map(({ item }) => keyOf(item))))
		return { ordered, moved }
	})
}

// Numbers that no tab is given.
const REHEARSAL = { actor: 2 ** 32 - 1, counter: 2 ** 32 - 1 }
const IN_PASSING = { seq: IN_FLIGHT_SEQ, author: 0, timeMs: 0, reason: '', pending: true }

// Each move sees those before it, so they are rehearsed one after another.
function foreseenApplied(
	state: ProductState,
	{ actor, counter }: Pick<Operation, 'actor' | 'counter'>,
	proposal: Proposal,
): Foreseen {
	const cause: Cause = { actor, counter, ...IN_PASSING }
	const rename = (id: Id): Id => {
		const own = keyFor(id.actor, id.counter, 0) === proposal.key
		return own ? named({ ...id, actor, counter }) : id
	}
	const moves = state.journal.rehearse(() => {
		const done: ItemsMoved[] = []
		let k = 0
		for (const { items, place } of proposal.moves) {
			const block = foreseenBlock(state, items, k, () => false)
			k += items.length
			if (block === null) return null
			if (block.items?.length === 0) continue
			const moved = movedTo(state, block, renamed(placeIn(place), rename))
			applyBlock(state, cause, moved)
			done.push(moved)
		}
		return done
	})
	if (moves === null) return null
	if (moves.length === 0) return NOTHING
	const value = create(ProposalAppliedSchema, { proposal: idOf(proposal.key), moves })
	return [{ case: 'proposalApplied', value }]
}

// Slots of the proposal's own earlier moves have the numbers of the operation that does them.
function renamed(place: Place, rename: (id: Id) => Id): Place {
	if (place.where.case !== 'gap') return place
	const out = clone(PlaceSchema, place)
	if (out.where.case !== 'gap') return out
	const gap = out.where.value
	if (gap.left !== undefined) gap.left = rename(gap.left)
	if (gap.right !== undefined) gap.right = rename(gap.right)
	gap.fallbacks = gap.fallbacks.map(rename)
	return out
}

function placeIn(place: Place | undefined): Place {
	return place ?? create(PlaceSchema)
}
