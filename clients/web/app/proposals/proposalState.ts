// How a proposal stands, as people call it; and in which order proposals are listed. Pure.
import { ProposalState } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { Proposal } from '../../sdk/model'
import { wasTakenBack } from '../../sdk/proposalNews'

export type Standing = 'open' | 'stale' | 'applied' | 'rejected' | 'takenBack'

export function standingOf(proposal: Proposal): Standing {
	switch (proposal.state) {
		case ProposalState.OPEN:
		case ProposalState.UNSPECIFIED:
			return proposal.staleBy === 0 ? 'open' : 'stale'
		case ProposalState.APPLIED:
			return 'applied'
		case ProposalState.REJECTED:
			return wasTakenBack(proposal) ? 'takenBack' : 'rejected'
	}
}

export function isOpen({ state }: Proposal): boolean {
	return state === ProposalState.OPEN
}

export interface Listed {
	// The youngest first; of decided ones the last decided.
	readonly open: readonly Proposal[]
	readonly decided: readonly Proposal[]
}

export function listed(proposals: readonly Proposal[]): Listed {
	const open = proposals.filter(isOpen).reverse()
	const decided = proposals.filter((one) => !isOpen(one))
	return { open, decided: decided.sort((a, b) => b.decidedBy - a.decidedBy) }
}
