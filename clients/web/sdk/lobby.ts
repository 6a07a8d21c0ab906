// How people come in, as the server tells it to Product Owner and Scrum Masters.
import type { Lobby as WireLobby } from './gen/reviewd/v1/live_pb'
import type { Role } from './gen/reviewd/v1/meeting_pb'
import { textOf } from './text'
import { keyOf, type IdKey } from './id'

export interface WaitingPerson {
	readonly participant: number
	readonly name: string
	readonly sinceMs: number
}

export interface InviteUse {
	readonly key: IdKey
	readonly role: Role
	readonly uses: number
	// 0: no limit.
	readonly usesMax: number
	// 0: never.
	readonly expiresMs: number
	readonly revoked: boolean
	// Of whoever comes by it; NO_ID: none.
	readonly group: IdKey
}

export interface Lobby {
	readonly waiting: readonly WaitingPerson[]
	readonly invites: readonly InviteUse[]
	// Empty: there is none.
	readonly joinCode: string
}

export const NO_LOBBY: Lobby = { waiting: [], invites: [], joinCode: '' }

export function lobbyOf({ waiting, invites, joinCode }: WireLobby): Lobby {
	return {
		waiting: waiting.map(({ participant, name, sinceMs }) => {
			return { participant, name: textOf(name), sinceMs: Number(sinceMs) }
		}),
		invites: invites.map(({ invite, expiresMs, group, ...rest }) => {
			const { role, uses, usesMax, revoked } = rest
			const counts = { role, uses, usesMax, revoked }
			return { key: keyOf(invite), expiresMs: Number(expiresMs), group: keyOf(group), ...counts }
		}),
		joinCode,
	}
}

// Whether the link still lets somebody in.
export function isInUse(invite: InviteUse, nowMs: number): boolean {
	const { uses, usesMax, expiresMs, revoked } = invite
	return !revoked && (usesMax === 0 || uses < usesMax) && (expiresMs === 0 || expiresMs > nowMs)
}
