// Who may do what at this moment: by their role, by leading through the meeting, and by what the
// Product Owner has lent them. The server decides; this says which controls are worth showing. Pure.
import { DelegationScope, Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Delegation } from '../../sdk/model'

export interface Powers {
	// Plan, open, pause and close reviews, agenda, timer, invite, let in, mute, remove.
	readonly leads: boolean
	// Move, sort, apply a proposal.
	readonly order: boolean
	// Add, edit, split, merge, archive, restore items.
	readonly edit: boolean
	readonly estimate: boolean
	// Take back what one did to the backlog.
	readonly undo: boolean
	readonly assess: boolean
	// Turn feedback into items, decline it.
	readonly convert: boolean
	// Acknowledge, park and merge feedback.
	readonly triage: boolean
	readonly answer: boolean
	readonly lend: boolean
	// Enter ballots for people in the room: not the Product Owner, whose questions polls answer.
	readonly enterBallots: boolean
}

export interface Standing {
	readonly participant: number
	readonly role: Role
}

// As server/domain/permission.cc has it.
export function powersOf(
	{ participant, role }: Standing,
	facilitator: number,
	delegations: readonly Delegation[],
): Powers {
	const owner = role === Role.PRODUCT_OWNER
	const master = role === Role.SCRUM_MASTER
	const developer = role === Role.DEVELOPER
	const lent = new Set(lentTo({ participant, role }, delegations).flatMap((one) => one.scopes))
	const order = owner || lent.has(DelegationScope.ORDER)
	const edit = owner || lent.has(DelegationScope.EDIT)
	const facilitates = developer && facilitator === participant
	return {
		leads: owner || master || facilitates,
		order,
		edit,
		estimate: edit || developer,
		undo: order || edit || developer,
		assess: owner || lent.has(DelegationScope.ASSESS),
		convert: owner || lent.has(DelegationScope.CONVERT),
		triage: owner || master,
		answer: owner || master || developer,
		lend: owner,
		enterBallots: master || facilitates,
	}
}

// Only the team can use lent power.
export function lentTo(
	{ participant, role }: Standing,
	delegations: readonly Delegation[],
): readonly Delegation[] {
	if (role !== Role.SCRUM_MASTER && role !== Role.DEVELOPER) return []
	return delegations.filter((one) => one.to === participant)
}
