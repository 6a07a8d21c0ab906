// Operations about people and the ways in, as drafts: the outbox gives them actor, counter and base.
import { create } from '@bufbuild/protobuf'
import {
	AdmitWaitingSchema,
	AssignGroupSchema,
	ChangeRoleSchema,
	ChooseGroupSchema,
	HandOverSchema,
	MuteParticipantSchema,
	RefuseWaitingSchema,
	RemoveParticipantSchema,
	RevokeInviteSchema,
	SetGroupsSchema,
	SetJoinCodeSchema,
} from './gen/reviewd/v1/operation_pb'
import type { Role } from './gen/reviewd/v1/meeting_pb'
import { idOf, NO_ID, type IdKey } from './id'
import type { Group } from './model'
import type { Draft } from './outbox'

export function revokeInvite(invite: IdKey): Draft {
	const value = create(RevokeInviteSchema, { invite: idOf(invite) })
	return { body: { case: 'revokeInvite', value } }
}

// An empty code withdraws the one there is.
export function setJoinCode(code: string): Draft {
	return { body: { case: 'setJoinCode', value: create(SetJoinCodeSchema, { code }) } }
}

export function admitWaiting(participants: readonly number[]): Draft {
	const value = create(AdmitWaitingSchema, { participants: [...participants] })
	return { body: { case: 'admitWaiting', value } }
}

export function refuseWaiting(participants: readonly number[]): Draft {
	const value = create(RefuseWaitingSchema, { participants: [...participants] })
	return { body: { case: 'refuseWaiting', value } }
}

export function removeParticipant(participant: number): Draft {
	const value = create(RemoveParticipantSchema, { participant })
	return { body: { case: 'removeParticipant', value } }
}

export function muteParticipant(participant: number, muted: boolean): Draft {
	const value = create(MuteParticipantSchema, { participant, muted })
	return { body: { case: 'muteParticipant', value } }
}

export function changeRole(participant: number, role: Role): Draft {
	return { body: { case: 'changeRole', value: create(ChangeRoleSchema, { participant, role }) } }
}

// `role` is what the present Product Owner takes instead.
export function handOver(participant: number, role: Role): Draft {
	return { body: { case: 'handOver', value: create(HandOverSchema, { participant, role }) } }
}

/**
 * Replaces the list of groups. One that is new has the key NO_ID. `ifVersion`: the event that set the
 * list that its author saw; 0 for none.
 */
export function setGroups(groups: readonly Group[], ifVersion: number): Draft {
	const value = create(SetGroupsSchema, {
		groups: groups.map(({ key, name }) => (key === NO_ID ? { name } : { group: idOf(key), name })),
		ifVersion: BigInt(ifVersion),
	})
	return { body: { case: 'setGroups', value } }
}

/** Puts people into a group; NO_ID: into none. */
export function assignGroup(participants: readonly number[], group: IdKey): Draft {
	const value = create(AssignGroupSchema, {
		participants: [...participants],
		...(group === NO_ID ? {} : { group: idOf(group) }),
	})
	return { body: { case: 'assignGroup', value } }
}

/** Puts its author into a group; for those who are in none. */
export function chooseGroup(group: IdKey): Draft {
	const value = create(ChooseGroupSchema, { group: idOf(group) })
	return { body: { case: 'chooseGroup', value } }
}
