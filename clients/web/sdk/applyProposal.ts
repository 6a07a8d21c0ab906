// Applies what happens to order proposals, and marks those that somebody else's change made stale.
import { ProposalState, StalePolicy } from './gen/reviewd/v1/backlog_pb'
import type { Event, OrderProposed } from './gen/reviewd/v1/event_pb'
import { applyBlock } from './applyItems'
import type { Cause } from './cause'
import { keyOf, type IdKey } from './id'
import type { Proposal } from './model'
import type { ProductState } from './productState'
import { textOf } from './text'

export type ProposalBody = Extract<
	Event['body'],
	{ case: 'orderProposed' | 'proposalApplied' | 'proposalRejected' | 'stalePolicySet' }
>

export function applyProposalBody(state: ProductState, cause: Cause, body: ProposalBody): void {
	switch (body.case) {
		case 'orderProposed': {
			const proposal = proposalOf(body.value, cause)
			state.proposals.set(proposal.key, proposal)
			if (!cause.pending) forgetOldest(state)
			return
		}
		case 'proposalApplied':
			close(state, cause, keyOf(body.value.proposal), ProposalState.APPLIED)
			for (const moved of body.value.moves) applyBlock(state, cause, moved)
			return
		case 'proposalRejected':
			close(state, cause, keyOf(body.value.proposal), ProposalState.REJECTED)
			return
		case 'stalePolicySet':
			state.setStalePolicy(policyOf(body.value.policy))
			return
	}
}

export function proposalOf(proposed: OrderProposed, cause: Cause): Proposal {
	return {
		key: keyOf(proposed.proposal),
		author: cause.author,
		timeMs: cause.timeMs,
		base: Number(proposed.base),
		moves: proposed.moves,
		items: new Set(proposed.moves.flatMap(({ items }) => items.map(keyOf))),
		comment: textOf(proposed.comment),
		state: ProposalState.OPEN,
		staleBy: Number(proposed.staleBy),
		reason: '',
		decidedBy: 0,
		decider: 0,
		decidedMs: 0,
		pending: cause.pending,
	}
}

// docs/LIMITS.md, "What a product holds".
export const PROPOSALS_MAX = 1_000

// Of more than are kept the one that was decided first goes, as on the server.
function forgetOldest({ proposals }: ProductState): void {
	if (proposals.size <= PROPOSALS_MAX) return
	const decided = proposals.list().filter(({ state }) => state !== ProposalState.OPEN)
	const [first, ...others] = decided
	if (first === undefined) return
	const oldest = others.reduce((a, b) => (b.decidedBy < a.decidedBy ? b : a), first)
	proposals.delete(oldest.key)
}

export function policyOf(policy: StalePolicy): StalePolicy {
	return policy === StalePolicy.UNSPECIFIED ? StalePolicy.YIELD : policy
}

function close(state: ProductState, cause: Cause, key: IdKey, how: ProposalState): void {
	const { reason, seq: decidedBy, author: decider, timeMs: decidedMs, pending } = cause
	const decided = { state: how, decidedBy, decider, decidedMs, reason, pending }
	state.proposals.change(key, { ...decided, moves: [], items: new Set() })
}

// From what the event says alone (its author, its items), so that every replica marks alike.
export function markStaleProposals(state: ProductState, cause: Cause, body: Event['body']): void {
	if (state.proposals.size === 0) return
	const touched = itemsTouched(body)
	if (touched.length === 0) return
	for (const proposal of state.proposals.list()) {
		if (proposal.state !== ProposalState.OPEN || proposal.author === cause.author) continue
		if (!touched.some((item) => proposal.items.has(item))) continue
		state.proposals.change(proposal.key, { staleBy: cause.seq })
	}
}

function itemsTouched(body: Event['body']): IdKey[] {
	switch (body.case) {
		case 'itemsMoved':
		case 'itemsSorted':
		case 'itemsReturned':
			return body.value.items.map(({ item }) => keyOf(item))
		case 'proposalApplied':
			return body.value.moves.flatMap(({ items }) => items.map(({ item }) => keyOf(item)))
		case 'itemArchived':
		case 'itemRestored':
		case 'itemMerged':
			return [keyOf(body.value.item)]
		default:
			return []
	}
}
