// Groups of stakeholders as a page knows them: the list, who is in which, and results by group.
import { create, toBinary } from '@bufbuild/protobuf'
import { describe, expect, test, vi } from 'vitest'
import { PollClosedSchema, PollOpenedSchema } from '../sdk/gen/reviewd/v1/event_meeting_pb'
import {
	GroupAssignedSchema,
	GroupsSetSchema,
	ParticipantJoinedSchema,
	type Event,
} from '../sdk/gen/reviewd/v1/event_pb'
import { LobbySchema } from '../sdk/gen/reviewd/v1/live_pb'
import { PollKind, PollState, Results, Role, Secrecy } from '../sdk/gen/reviewd/v1/meeting_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import { createInvite } from '../sdk/drafts'
import { freeze, thaw } from '../sdk/freeze'
import { idOf, keyFor, NO_ID } from '../sdk/id'
import { lobbyOf } from '../sdk/lobby'
import { assignGroup, chooseGroup, setGroups } from '../sdk/peopleDrafts'
import { openPoll } from '../sdk/pollDrafts'
import { isThere } from '../sdk/reissue'
import { pendingFrom } from '../sdk/pending'
import { Replica } from '../sdk/replica'
import { stateFromChunks } from '../sdk/snapshot'
import {
	GROUPS_MAX,
	nameProblem,
	withGroup,
	withMoved,
	withName,
	withoutGroup,
} from '../app/people/groupList'
import { TypedTexts } from '../app/parts/typed'
import { roomWithTwoTabs } from './fakeRoom'
import { happen, INCREMENT, POLL } from './polled'

vi.stubGlobal('navigator', { languages: ['en'] })
const { areJoined, groupNames } = await import('../app/review/byGroup')

const CITY = keyFor(7, 1, 0)
const RIDERS = keyFor(7, 1, 1)
const LIST = [
	{ key: CITY, name: 'City' },
	{ key: RIDERS, name: 'Riders' },
]
const WIRE = LIST.map(({ key, name }) => ({ group: idOf(key), name: { plain: name } }))

const listed = (groups: readonly (typeof WIRE)[number][] = WIRE): Event['body'] => ({
	case: 'groupsSet',
	value: create(GroupsSetSchema, { groups: [...groups] }),
})
const joined = (participant: number, group?: string): Event['body'] => ({
	case: 'participantJoined',
	value: create(ParticipantJoinedSchema, {
		...{ participant, name: { plain: `P${participant}` }, role: Role.STAKEHOLDER },
		...(group === undefined ? {} : { group: idOf(group) }),
	}),
})
const assigned = (participants: number[], group?: string): Event['body'] => ({
	case: 'groupAssigned',
	value: create(GroupAssignedSchema, {
		participants,
		...(group === undefined ? {} : { group: idOf(group) }),
	}),
})

function withPeople(): Replica {
	const replica = new Replica()
	for (const body of [listed(), joined(1, CITY), joined(2), joined(3, RIDERS)]) {
		happen(replica, body)
	}
	return replica
}

const groupsOf = (replica: Replica) => replica.state.people.list().map(({ group }) => group)

describe('the list of groups and who is in which', () => {
	test('people come by a link of a group, are put into one, and out of it', () => {
		const replica = withPeople()
		expect(replica.state.groups).toEqual(LIST)
		expect(groupsOf(replica)).toEqual([CITY, NO_ID, RIDERS])
		happen(replica, assigned([2, 3], CITY))
		expect(groupsOf(replica)).toEqual([CITY, CITY, CITY])
		happen(replica, assigned([1]))
		expect(groupsOf(replica)).toEqual([NO_ID, CITY, CITY])
	})

	test('who was in a group that is not listed any more is in none', () => {
		const replica = withPeople()
		happen(replica, listed(WIRE.slice(1)))
		expect(groupsOf(replica)).toEqual([NO_ID, NO_ID, RIDERS])
	})

	test('a snapshot and what a device keeps have both', () => {
		const meeting = {
			...{ groups: WIRE, groupsAt: 12n },
			participants: [{ participant: 1, group: idOf(RIDERS) }, { participant: 2 }],
		}
		const chunk = toBinary(RowChunkSchema, create(RowChunkSchema, { meeting }))
		const state = stateFromChunks([chunk])
		for (const one of [state, thaw(structuredClone(freeze(state)))]) {
			expect(one.groups).toEqual(LIST)
			expect(one.groupsAt).toBe(12)
			expect(one.people.list().map(({ group }) => group)).toEqual([RIDERS, NO_ID])
		}
	})

	test('a link in use says for which group it is', () => {
		const invites = [{ invite: idOf('5.1.0'), group: idOf(CITY) }, { invite: idOf('5.2.0') }]
		const { invites: uses } = lobbyOf(create(LobbySchema, { invites }))
		expect(uses.map(({ group }) => group)).toEqual([CITY, NO_ID])
	})
})

describe('before the server decides', () => {
	test('new groups show at once, named after the operation and their places', () => {
		const { room, one } = roomWithTwoTabs()
		const made = one.do(setGroups(withGroup([], 'City'), 0))
		expect(one.replica.state.groups).toEqual([{ key: keyFor(1, 1, 0), name: 'City' }])
		expect(isThere(room.state, pendingFrom(made, false))).toBe(false)
		room.decide(made, 1)
		one.hear(room)
		expect(isThere(room.state, pendingFrom(made, false))).toBe(true)
		one.do(setGroups(withGroup(one.replica.state.groups, 'Riders'), one.replica.state.groupsAt))
		expect(one.replica.state.groups.map(({ key }) => key)).toEqual(['1.1.0', '1.2.1'])
	})

	test('a list that is taken back leaves the one before and its people', () => {
		const { room, one } = roomWithTwoTabs()
		room.decide(one.do(setGroups(withGroup([], 'City'), 0)), 1)
		one.hear(room)
		one.do(setGroups([], one.replica.state.groupsAt))
		expect(one.replica.state.groups).toEqual([])
		one.replica.settleThrough(1, 2)
		one.hear(room)
		expect(one.replica.state.groups).toHaveLength(1)
	})

	test('what would be refused shows nothing: two of a name, a group that is gone', () => {
		const { room, one } = roomWithTwoTabs()
		one.do(setGroups(withGroup(withGroup([], 'City'), 'City'), 0))
		one.do(setGroups([{ key: '8.1.0', name: 'Gone' }], 0))
		expect(one.replica.state.groups).toEqual([])
		expect(room.decide(one.do(assignGroup([1], '8.1.0')), 1)).toBeNull()
	})

	test('a list that somebody set since is not overwritten, and what was meant shows nothing', () => {
		const { room, one, two } = roomWithTwoTabs()
		room.decide(one.do(setGroups(withGroup([], 'City'), 0)), 1)
		two.hear(room)
		const seen = two.replica.state.groupsAt
		expect(seen).toBe(room.seq)
		room.decide(one.do(setGroups(withGroup(room.state.groups, 'Riders'), seen)), 1)
		const late = two.do(setGroups(withGroup(two.replica.state.groups, 'Port'), seen))
		expect(two.replica.state.groups.map(({ name }) => name)).toEqual(['City', 'Port'])
		expect(room.decideAll(late, 2)).toBeNull()
		two.hear(room)
		expect(two.replica.state.groups.map(({ name }) => name)).toEqual(['City', 'Riders'])
	})

	test('whoever is in no group puts themselves into one, and then not into another', () => {
		const { room, one } = roomWithTwoTabs()
		one.replica.withConfirmed((state) => {
			for (const into of [state, room.state]) {
				into.setGroups(LIST, 3)
				into.people.set(1, {
					...{ participant: 1, name: 'P1', role: Role.STAKEHOLDER, guest: true },
					...{ removed: false, muted: false, group: NO_ID },
				})
			}
		})
		room.decide(one.do(chooseGroup(CITY)), 1)
		expect(one.replica.state.people.get(1)?.group).toBe(CITY)
		expect(room.state.people.get(1)?.group).toBe(CITY)
		expect(room.decideAll(one.do(chooseGroup(CITY)), 1)).toEqual([])
		expect(room.decideAll(one.do(chooseGroup(RIDERS)), 1)).toBeNull()
	})

	test('putting somebody where they are is nothing', () => {
		const { room, one } = roomWithTwoTabs()
		expect(room.decideAll(one.do(assignGroup([], NO_ID)), 1)).toEqual([])
		expect(room.decideAll(one.do(setGroups([], 0)), 1)).toEqual([])
	})

	test('links and polls name their group, or none', () => {
		const link = { role: Role.STAKEHOLDER, secretHash: new Uint8Array(), usesMax: 0, expiresMs: 0 }
		expect(createInvite({ ...link, group: CITY }).body.value).toMatchObject({ group: idOf(CITY) })
		expect(createInvite(link).body.value).not.toHaveProperty('group')
		const plan = { question: 'Q', kind: PollKind.CONSENT, openForMs: 0 }
		const sight = { secrecy: Secrecy.NAMED, results: Results.LIVE }
		const { one } = roomWithTwoTabs()
		const open = { ...plan, ...sight, roles: [Role.STAKEHOLDER], groups: [CITY] }
		one.do(openPoll({ increment: INCREMENT }, open))
		expect(one.replica.state.polls.list()[0]).toMatchObject({
			roles: [Role.STAKEHOLDER],
			groups: [CITY],
			pending: true,
		})
	})
})

describe('results by group', () => {
	const opened = create(PollOpenedSchema, {
		...{ poll: idOf(POLL), increment: idOf(INCREMENT), kind: PollKind.CONSENT },
		...{ secrecy: Secrecy.NAMED, results: Results.LIVE, groups: [idOf(CITY)] },
	})
	const tally = { counts: [{ selection: 1, ballots: 5 }], ballots: 5 }
	const byGroup = [
		{ groups: [idOf(CITY), idOf(RIDERS)], tally },
		{ ungrouped: true, tally },
	]
	const said = [
		{ groups: [CITY, RIDERS], ungrouped: false },
		{ groups: [], ungrouped: true },
	]

	test('G9 are there when an event tells them, never before, and gone with a void poll', () => {
		const replica = withPeople()
		happen(replica, { case: 'pollOpened', value: opened }, '', 12n)
		const poll = () => replica.state.polls.get(POLL)!
		expect(poll()).toMatchObject({ openedAt: 12, groups: [CITY], byGroup: [] })
		const value = create(PollClosedSchema, { poll: idOf(POLL), tally, byGroup })
		happen(replica, { case: 'pollClosed', value }, '', 13n)
		expect(poll().byGroup).toMatchObject(said)
		expect(poll().byGroup[0]?.tally.counts.get(1)?.ballots).toBe(5)
		const kept = thaw(structuredClone(freeze(replica.confirmed())))
		expect(kept.polls.get(POLL)).toEqual(poll())
		const voided = { case: 'pollVoided', value: { poll: idOf(POLL) } } as Event['body']
		happen(replica, voided, 'Wrong', 14n)
		expect(poll()).toMatchObject({ byGroup: [], voidReason: 'Wrong', openedAt: 12 })
	})

	test('G9 a snapshot has them, when the poll was opened, and why it is void', () => {
		const over = { opened, state: PollState.CLOSED, tally, byGroup, openedAt: 12n }
		const voided = { ...over, voidReason: { plain: 'Wrong' }, voidedBy: 3, byGroup: [] }
		const polls = [over, { ...voided, opened: { ...opened, poll: idOf('7.8.0') } }]
		const chunk = toBinary(RowChunkSchema, create(RowChunkSchema, { meeting: { polls } }))
		const state = stateFromChunks([chunk])
		expect(state.polls.get(POLL)).toMatchObject({ byGroup: said, openedAt: 12, voidedBy: 0 })
		expect(state.polls.get('7.8.0')).toMatchObject({ voidReason: 'Wrong', voidedBy: 3 })
	})

	test('G9 joined groups are named together, those in none and those that are gone too', () => {
		const names = (groups: readonly string[], ungrouped = false) =>
			groupNames({ groups, ungrouped }, LIST)
		expect(names([CITY])).toBe('City')
		expect(names([CITY, RIDERS])).toBe('City and Riders')
		expect(names([RIDERS], true)).toBe('Riders and those in no group')
		expect(names([], true)).toBe('Those in no group')
		expect(names(['8.1.0'])).toBe('A group that is gone')
		expect(names([CITY, '8.1.0', '8.1.1'], true)).toBe(
			'City, 2 groups that are gone, and those in no group',
		)
	})

	test('G9 why groups are joined is said only where some are', () => {
		expect(areJoined([{ groups: [CITY], ungrouped: false }])).toBe(false)
		expect(areJoined([{ groups: [], ungrouped: true }])).toBe(false)
		expect(areJoined([{ groups: [CITY], ungrouped: true }])).toBe(true)
	})
})

describe('the list as it is edited', () => {
	test('a group keeps its place when it is renamed, and the others when one goes', () => {
		expect(withName(LIST, CITY, ' Town  hall ')[0]).toEqual({ key: CITY, name: 'Town hall' })
		expect(withoutGroup(LIST, CITY)).toEqual([LIST[1]])
		expect(withGroup(LIST, 'New').at(-1)).toEqual({ key: NO_ID, name: 'New' })
		expect(GROUPS_MAX).toBe(50)
	})

	test('a group moves one place up or down, and not out of the list', () => {
		expect(withMoved(LIST, RIDERS, -1)).toEqual([LIST[1], LIST[0]])
		expect(withMoved(LIST, RIDERS, 1)).toBeNull()
		expect(withMoved(LIST, '8.1.0', 1)).toBeNull()
	})

	test('a name is needed, fits, and is there once', () => {
		expect(nameProblem(LIST, NO_ID, '  ')).toEqual({ kind: 'empty' })
		expect(nameProblem(LIST, NO_ID, 'x'.repeat(81))).toEqual({ kind: 'tooLong', by: 1 })
		expect(nameProblem(LIST, NO_ID, ' City')).toBe('twice')
		expect(nameProblem(LIST, CITY, 'City')).toBeNull()
	})

	test('groups that were ticked in a form are there again after a reload', () => {
		const kept = new Map<string, string>()
		const storage = {
			getItem: (key: string) => kept.get(key) ?? null,
			setItem: (key: string, value: string) => void kept.set(key, value),
			removeItem: (key: string) => void kept.delete(key),
		}
		const texts = new TypedTexts(storage, 'p/h')
		texts.keep('poll', { groups: [CITY] })
		expect(texts.read('poll', { groups: [] as string[] })).toEqual({ groups: [CITY] })
		texts.keep('poll', { groups: [7] })
		expect(texts.read('poll', { groups: [] as string[] })).toBeUndefined()
	})
})
