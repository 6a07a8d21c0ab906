// Coming in, waiting, leaving and taking another role, as one tab's client goes through it.
import { create } from '@bufbuild/protobuf'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { applyBody } from '../sdk/apply'
import { Client } from '../sdk/client'
import { MemoryStore } from '../sdk/deviceStore'
import { moveItems } from '../sdk/drafts'
import { placeOf } from '../sdk/gap'
import type { Event } from '../sdk/gen/reviewd/v1/event_pb'
import {
	ParticipantJoinedSchema,
	ParticipantMutedSchema,
	ParticipantRemovedSchema,
	ProductOwnerChangedSchema,
	RoleChangedSchema,
} from '../sdk/gen/reviewd/v1/event_pb'
import { VisibilityClass } from '../sdk/gen/reviewd/v1/live_pb'
import { Role } from '../sdk/gen/reviewd/v1/meeting_pb'
import { isInUse } from '../sdk/lobby'
import { ProductState } from '../sdk/productState'
import { fakeBrowser, realBrowser } from './fakeBrowser'
import { FakeServer } from './fakeServer'
import { roomWithTwoTabs, titles } from './fakeRoom'

let server: FakeServer
let client: Client
let asked: number
let alive: 'alive' | 'over' | 'away'

beforeEach(() => {
	fakeBrowser()
	server = new FakeServer(roomWithTwoTabs().room)
	asked = 0
	alive = 'alive'
	client = new Client({
		url: 'ws://test',
		seat: 'p/h',
		store: new MemoryStore(),
		lease: { id: 'lease', record: null },
		openSocket: server.open,
		sessionAlive: () => {
			asked += 1
			return Promise.resolve(alive)
		},
	})
})

afterEach(() => {
	client.stop()
	realBrowser()
})

async function frames(ms = 50): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms)
}

async function started(): Promise<void> {
	await client.start()
	await frames()
}

function shown(): string {
	return client.views.order
		.get()
		.ordered.map((item) => item.title)
		.join(' ')
}

function moveToTop(title: string): void {
	const item = client.replica.state.items.list().find((one) => one.title === title)
	client.submit(moveItems([item?.key ?? ''], placeOf(client.replica.state.slots, { at: 'top' })))
}

describe('the waiting room', () => {
	beforeEach(async () => {
		server.closedDoor = true
		await started()
	})

	test('is said, and shows nothing of the product', () => {
		expect(client.views.phase.get()).toBe('waiting')
		expect(client.views.inWaitingRoom.get()).toBe(true)
		expect(client.views.ready.get()).toBe(false)
	})

	test('leads into the meeting at once when somebody lets in', async () => {
		server.closedDoor = false
		server.role = Role.STAKEHOLDER
		server.hangUp(4004, 'let in')
		await frames()

		expect(asked).toBe(1)
		expect(client.views.phase.get()).toBe('live')
		expect(client.views.inWaitingRoom.get()).toBe(false)
		expect(client.views.me.get().role).toBe(Role.STAKEHOLDER)
		expect(shown()).toBe('A B C D E F')
	})

	test('ends in words for somebody who is not let in', async () => {
		alive = 'over'
		server.hangUp(4501, 'not let in')
		await frames(60_000)
		expect(client.views.phase.get()).toBe('ended')
		expect(client.views.ending.get()).toBe('refused')
		expect(server.sockets).toHaveLength(1)
	})

	test('is gone back to after a lost connection', async () => {
		server.hangUp(1006)
		expect(client.views.inWaitingRoom.get()).toBe(true)
		await frames(2_000)
		expect(client.views.phase.get()).toBe('waiting')
	})
})

describe('somebody who takes part', () => {
	beforeEach(started)

	test('and is removed is told so, and does not come back', async () => {
		alive = 'over'
		server.hangUp(4501, 'removed by a facilitator')
		await frames(60_000)
		expect(client.views.phase.get()).toBe('ended')
		expect(client.views.ending.get()).toBe('removed')
		expect(server.sockets).toHaveLength(1)
	})

	test('says the class of the replica when coming back', async () => {
		server.hangUp(1006)
		await frames(2_000)
		expect(server.hellos[0]?.resume).toBeUndefined()
		expect(server.hellos[1]?.resume?.visibility).toBe(VisibilityClass.TEAM)
	})

	test('keeps pending operations and lease through a change of role', async () => {
		server.decide = () => undefined
		moveToTop('F')
		server.role = Role.STAKEHOLDER
		server.visibility = VisibilityClass.GUEST
		server.decide = (operation) => {
			server.accept(operation)
		}
		server.hangUp(4005, 'your role has changed')
		await frames()

		expect(asked).toBe(1)
		expect(client.views.me.get().role).toBe(Role.STAKEHOLDER)
		expect(server.hellos[1]?.actors?.openActor).toBe(50)
		expect(server.heard.map((o) => [o.actor, o.counter])).toEqual([
			[50, 1],
			[50, 1],
		])
		expect(titles(server.room.state)).toBe('F A B C D E')
		expect(shown()).toBe('F A B C D E')
	})

	test('loses what only the team may see, but not before the snapshot is there', async () => {
		server.visibility = VisibilityClass.GUEST
		const sendSnapshot = vi.spyOn(server, 'sendSnapshot').mockImplementation(() => undefined)
		server.send({ case: 'reset', value: { visibility: VisibilityClass.GUEST } })
		await frames()
		expect(client.replica.state.items.list()).toHaveLength(0)
		expect(shown()).toBe('A B C D E F')

		sendSnapshot.mockRestore()
		server.hangUp(1006)
		await frames(2_000)
		expect(server.hellos[1]?.resume).toBeUndefined()
		expect(shown()).toBe('A B C D E F')
	})

	test('has the lobby only as long as the role allows it', async () => {
		const waiting = [{ participant: 9, name: { plain: 'Ruth' }, sinceMs: 5n }]
		server.send({ case: 'lobby', value: { waiting, joinCode: 'ABCD2345' } })
		await frames()
		expect(client.views.lobby.get()).toMatchObject({
			waiting: [{ participant: 9, name: 'Ruth', sinceMs: 5 }],
			joinCode: 'ABCD2345',
		})

		server.role = Role.DEVELOPER
		server.hangUp(4005)
		await frames()
		expect(client.views.lobby.get().waiting).toHaveLength(0)
		expect(client.views.lobby.get().joinCode).toBe('')
	})
})

describe('events about people', () => {
	function peopleAfter(...bodies: Event['body'][]) {
		const state = new ProductState()
		for (const [i, body] of bodies.entries()) {
			const cause = { seq: i + 1, actor: 0, counter: 0, author: 1, timeMs: 0, reason: '' }
			applyBody(state, { ...cause, pending: false }, body)
		}
		return state.people
	}
	function joins(participant: number, role: Role): Event['body'] {
		const value = create(ParticipantJoinedSchema, { participant, role, name: { plain: 'Ruth' } })
		return { case: 'participantJoined', value }
	}

	test('remove and mute somebody without forgetting the name', () => {
		const people = peopleAfter(
			joins(2, Role.STAKEHOLDER),
			{
				case: 'participantMuted',
				value: create(ParticipantMutedSchema, { participant: 2, muted: true }),
			},
			{
				case: 'participantRemoved',
				value: create(ParticipantRemovedSchema, { participant: 2 }),
			},
		)
		expect(people.get(2)).toMatchObject({ name: 'Ruth', muted: true, removed: true })
	})

	test('give one person another role', () => {
		const value = create(RoleChangedSchema, { participant: 2, role: Role.DEVELOPER })
		const people = peopleAfter(joins(2, Role.STAKEHOLDER), { case: 'roleChanged', value })
		expect(people.get(2)?.role).toBe(Role.DEVELOPER)
	})

	test('leave exactly one Product Owner after handing over', () => {
		const fields = { from: 1, fromRole: Role.SCRUM_MASTER, to: 2 }
		const people = peopleAfter(joins(1, Role.PRODUCT_OWNER), joins(2, Role.DEVELOPER), {
			case: 'productOwnerChanged',
			value: create(ProductOwnerChangedSchema, fields),
		})
		expect(people.get(1)?.role).toBe(Role.SCRUM_MASTER)
		expect(people.get(2)?.role).toBe(Role.PRODUCT_OWNER)
	})

	test('C34 unmute whoever takes the role over, whom nobody else could', () => {
		const muted = create(ParticipantMutedSchema, { participant: 2, muted: true })
		const fields = { from: 1, fromRole: Role.SCRUM_MASTER, to: 2 }
		const people = peopleAfter(
			joins(1, Role.PRODUCT_OWNER),
			joins(2, Role.DEVELOPER),
			{ case: 'participantMuted', value: muted },
			{ case: 'productOwnerChanged', value: create(ProductOwnerChangedSchema, fields) },
		)
		expect(people.get(2)).toMatchObject({ role: Role.PRODUCT_OWNER, muted: false })
	})
})

describe('a link', () => {
	const link = {
		key: '0.1.0',
		role: Role.DEVELOPER,
		uses: 0,
		usesMax: 1,
		expiresMs: 100,
		revoked: false,
		group: '',
	}

	test('is in use until it is used up, too old or withdrawn', () => {
		expect(isInUse(link, 99)).toBe(true)
		expect(isInUse(link, 100)).toBe(false)
		expect(isInUse({ ...link, uses: 1 }, 99)).toBe(false)
		expect(isInUse({ ...link, revoked: true }, 99)).toBe(false)
		expect(isInUse({ ...link, uses: 900, usesMax: 0, expiresMs: 0 }, 99)).toBe(true)
	})
})
