// Which of a person's own proposals were decided by somebody else since the view before. Pure.
import { ProposalState } from './gen/reviewd/v1/backlog_pb'
import type { IdKey } from './id'
import type { Proposal } from './model'

export function decidedByOthers(
	before: readonly Proposal[],
	now: readonly Proposal[],
	me: number,
): IdKey[] {
	if (before === now) return []
	const isOpen = ({ state }: Proposal) => state === ProposalState.OPEN
	const wasOpen = new Set(before.filter(isOpen).map(({ key }) => key))
	const byOthers = (one: Proposal) => one.author === me && one.decider !== me && !wasTakenBack(one)
	return now
		.filter((one) => wasOpen.has(one.key) && !isOpen(one) && byOthers(one))
		.map(({ key }) => key)
}

// The Product Owner rejects with a reason, whoever made it takes it back without a word.
export function wasTakenBack({ state, reason, author, decider }: Proposal): boolean {
	if (state !== ProposalState.REJECTED) return false
	return decider === author || reason === ''
}
