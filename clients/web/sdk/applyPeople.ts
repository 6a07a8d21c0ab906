// What events do to people: coming, leaving, being muted, taking another role,
// being put into a group.
import { Role } from './gen/reviewd/v1/meeting_pb'
import type { DelegationGranted, Event, Group as WireGroup } from './gen/reviewd/v1/event_pb'
import type { Cause } from './cause'
import { keyOf, NO_ID } from './id'
import type { Delegation, Group } from './model'
import { textOf } from './text'
import type { ProductState } from './productState'

export type PeopleBody = Extract<
	Event['body'],
	{
		case:
			| 'participantJoined'
			| 'participantRemoved'
			| 'participantMuted'
			| 'roleChanged'
			| 'productOwnerChanged'
			| 'accessRestored'
			| 'facilitatorSet'
			| 'groupsSet'
			| 'groupAssigned'
			| 'delegationGranted'
			| 'delegationEnded'
	}
>

export function applyPeopleBody(state: ProductState, cause: Cause, body: PeopleBody): void {
	const { people } = state
	switch (body.case) {
		case 'participantJoined': {
			const { participant, name, role, guest, group } = body.value
			const fresh = { participant, name: textOf(name), role, guest, group: keyOf(group) }
			people.set(participant, { ...fresh, removed: false, muted: false })
			return
		}
		case 'participantRemoved':
			people.change(body.value.participant, { removed: true })
			if (state.facilitator === body.value.participant) state.facilitator = 0
			return
		case 'participantMuted':
			people.change(body.value.participant, { muted: body.value.muted })
			return
		case 'roleChanged':
			takeRole(state, body.value.participant, body.value.role)
			return
		case 'productOwnerChanged':
			takeRole(state, body.value.from, body.value.fromRole)
			// Nobody could unmute them any more.
			people.change(body.value.to, { role: Role.PRODUCT_OWNER, muted: false })
			return
		// For the record: somebody may come back who was locked out. Nothing here looks different.
		case 'accessRestored':
			return
		case 'facilitatorSet':
			state.facilitator = body.value.participant
			return
		case 'groupsSet':
			takeGroups(state, groupsOf(body.value.groups), cause.seq)
			return
		case 'groupAssigned': {
			const group = keyOf(body.value.group)
			for (const participant of body.value.participants) people.change(participant, { group })
			return
		}
		case 'delegationGranted': {
			const delegation = delegationOf(body.value)
			state.delegations.set(delegation.key, delegation)
			return
		}
		case 'delegationEnded':
			state.delegations.delete(keyOf(body.value.delegation))
			return
	}
}

// Who was in a group that is not listed any more is in none.
function takeGroups(state: ProductState, groups: readonly Group[], at: number): void {
	state.setGroups(groups, at)
	const there = new Set(groups.map(({ key }) => key))
	for (const { participant, group } of state.people.list()) {
		if (group !== NO_ID && !there.has(group)) state.people.change(participant, { group: NO_ID })
	}
}

/** The list of groups as the wire has it. */
export function groupsOf(groups: readonly WireGroup[]): readonly Group[] {
	return groups.map(({ group, name }) => ({ key: keyOf(group), name: textOf(name) }))
}

// Who leads through the meeting is of the team.
function takeRole(state: ProductState, participant: number, role: Role): void {
	state.people.change(participant, { role })
	const guest = role === Role.STAKEHOLDER || role === Role.OBSERVER
	if (guest && state.facilitator === participant) state.facilitator = 0
}

export function delegationOf(granted: DelegationGranted): Delegation {
	const { delegation, to, scopes, expiresMs } = granted
	return { key: keyOf(delegation), to, scopes, expiresMs: Number(expiresMs) }
}
