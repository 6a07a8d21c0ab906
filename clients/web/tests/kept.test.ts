// What a device keeps of a seat: a page that is opened without a server goes on where it was, and
// nothing of it is lost, doubled, or there for somebody else.
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Client } from '../sdk/client'
import { openDeviceStore, type DeviceStore, type LeaseRecord } from '../sdk/deviceStore'
import { addItems, editText, moveItems } from '../sdk/drafts'
import { freeze, thaw } from '../sdk/freeze'
import { placeOf } from '../sdk/gap'
import { ItemField } from '../sdk/gen/reviewd/v1/backlog_pb'
import { VisibilityClass } from '../sdk/gen/reviewd/v1/live_pb'
import { Consent, DelegationScope, PollKind } from '../sdk/gen/reviewd/v1/meeting_pb'
import { castBallot } from '../sdk/pollDrafts'
import { KEPT_FOR_MS, TAIL_EVENTS_MAX } from '../sdk/stateKeeper'
import { fakeBrowser, realBrowser } from './fakeBrowser'
import { FakeServer } from './fakeServer'
import { roomWithTwoTabs, titles, type FakeRoom, type FakeTab } from './fakeRoom'

const SEAT = 'p/h'
let room: FakeRoom
let other: FakeTab
let server: FakeServer
let store: DeviceStore
let client: Client
let alive: 'alive' | 'over' | 'away'

beforeEach(async () => {
	vi.stubGlobal('indexedDB', new IDBFactory())
	store = await openDeviceStore()
	fakeBrowser()
	const made = roomWithTwoTabs()
	room = made.room
	other = made.two
	server = new FakeServer(room)
	alive = 'alive'
})

afterEach(() => {
	realBrowser()
})

interface Page {
	readonly lease?: string
	readonly version?: string
}

// A page load: takes up the lease that the device has, as holdLease() does.
async function open({ lease = 'lease', version = 'one' }: Page = {}): Promise<void> {
	const record = (await store.leases(SEAT)).find(({ id }) => id === lease) ?? null
	client = newClient(record, lease, version)
	await Promise.all([client.start(), written()])
	await written()
}

function newClient(record: LeaseRecord | null, id: string, version: string): Client {
	const { states } = store
	if (states === null) throw new Error('no store')
	const claim = (_: string, mine: () => void) => {
		mine()
		return () => undefined
	}
	return new Client({
		url: 'ws://test',
		seat: SEAT,
		store,
		lease: { id, record },
		keeping: { states, version, claim },
		openSocket: server.open,
		sessionAlive: () => Promise.resolve(alive),
	})
}

// IndexedDB does its work in tasks of its own, which the stopped clock does not touch.
async function written(ms = 50): Promise<void> {
	for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve))
	await vi.advanceTimersByTimeAsync(ms)
	for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve))
}

async function joined(page?: Page): Promise<void> {
	await open(page)
	await written(2_000)
	expect(client.views.phase.get()).toBe('live')
}

async function reloadOffline(page?: Page): Promise<void> {
	client.stop()
	server.down = true
	alive = 'away'
	vi.stubGlobal('navigator', { onLine: false })
	await open(page)
}

async function networkBack(): Promise<void> {
	server.down = false
	alive = 'alive'
	vi.stubGlobal('navigator', { onLine: true })
	client.connection.networkBack()
	await written(1_000)
	await written()
}

function move(title: string): void {
	client.submit(moveItems([key(title)], placeOf(client.replica.state.slots, { at: 'top' })))
}

function key(title: string): string {
	return client.replica.state.items.list().find((one) => one.title === title)?.key ?? ''
}

function add(title: string): void {
	const place = placeOf(client.replica.state.slots, { at: 'end' })
	client.submit(addItems([{ title, description: '', estimate: 0 }], place))
}

function shown(): string {
	if (!client.views.ready.get()) return 'nothing'
	return client.views.order
		.get()
		.ordered.map((item) => item.title)
		.join(' ')
}

function otherMoves(title: string): void {
	room.decide(other.move(title, { at: 'top' }), 2)
	server.tell()
}

async function keptStates(): Promise<number> {
	const counting = store.states?.count()
	await written(0)
	return (await counting) ?? 0
}

describe('a state that was frozen', () => {
	test('comes back as it was, dead slots and all', () => {
		const { room: a, one, two } = roomWithTwoTabs('as one block')
		a.decide(one.move('CE', { at: 'top' }), 1)
		a.decide(two.insert('G', two.below('B')), 2)
		a.decide(two.sort('BA'), 2)

		const back = thaw(structuredClone(freeze(a.state)))

		expect(titles(back)).toBe(titles(a.state))
		expect(freeze(back)).toEqual(freeze(a.state))
		expect(back.slots.size).toBe(a.state.slots.size)
	})

	test('has who leads and what is lent', () => {
		const { room: a } = roomWithTwoTabs('as one block')
		const lent = { key: '1.7.0', to: 2, scopes: [DelegationScope.ORDER], expiresMs: 9 }
		a.state.delegations.set(lent.key, lent)
		a.state.facilitator = 2

		const back = thaw(structuredClone(freeze(a.state)))

		expect(back.facilitator).toBe(2)
		expect(back.delegations.list()).toEqual([lent])
	})
})

describe('a page that is opened without a server', () => {
	test('shows what was there, events after the first snapshot too', async () => {
		await joined()
		otherMoves('F')
		await written(2_000)
		await reloadOffline()

		expect(client.views.phase.get()).toBe('offline')
		expect(shown()).toBe('F A B C D E')
		expect(client.views.me.get().participant).toBe(1)
	})

	test('keeps what happened in the last second when it is told that it may go away', async () => {
		await joined()
		otherMoves('F')
		await written(20)
		client.keepNow()
		await written(0)
		await reloadOffline()

		expect(shown()).toBe('F A B C D E')
	})

	test('keeps what came just before the server went away', async () => {
		await joined()
		otherMoves('F')
		await written(20)
		server.down = true
		server.hangUp(1006)
		client.keepNow()
		await written(0)
		await reloadOffline()

		expect(shown()).toBe('F A B C D E')
	})

	test('goes on: earlier changes are there, further ones are kept, all are done once', async () => {
		await joined()
		server.down = true
		client.connection.networkLost()
		server.hangUp(1006)
		move('F')
		await written()
		await reloadOffline()
		expect(shown()).toBe('F A B C D E')
		expect(client.views.waiting.get()).toBe(1)

		move('E')
		add('G')
		client.submit(editText(key('G'), ItemField.TITLE, 'H', 0))
		expect(client.views.waiting.get()).toBe(4)
		await written()
		await reloadOffline()
		expect(shown()).toBe('E F A B C D H')
		expect(client.views.waiting.get()).toBe(4)

		await networkBack()
		expect(client.views.phase.get()).toBe('live')
		expect(client.views.waiting.get()).toBe(0)
		expect(titles(room.state)).toBe('E F A B C D H')
		expect(room.seq).toBe(6 + 4)
		expect(server.heard.map(({ actor, counter }) => [actor, counter])).toEqual(
			[1, 2, 3, 4].map((counter) => [50, counter]),
		)
		expect(server.heard.every(({ queuedOffline }) => queuedOffline)).toBe(true)
	})

	test('resumes from what it has', async () => {
		await joined()
		await reloadOffline()
		otherMoves('F')
		await networkBack()

		expect(server.hellos.at(-1)?.resume?.seq).toBe(6n)
		expect(shown()).toBe('F A B C D E')
	})

	test('can be a second tab, whose changes go out under a lease of its own', async () => {
		await joined()
		await reloadOffline({ lease: 'second' })
		add('G')
		move('G')
		await written()
		expect((await store.leases(SEAT)).map(({ id }) => id)).toEqual(['lease', 'second'])
		await reloadOffline({ lease: 'second' })
		expect(shown()).toBe('G A B C D E F')

		server.actors = { open: 70, sealed: 71 }
		await networkBack()

		expect(titles(room.state)).toBe('G A B C D E F')
		expect(room.seq).toBe(6 + 2)
		expect(server.heard.map(({ actor }) => actor)).toEqual([70, 70])
		expect(client.views.notices.get()).toEqual([])
	})

	test('succeeds a lease that ended meanwhile with all that was made under both', async () => {
		await joined()
		server.down = true
		server.hangUp(1006)
		move('F')
		await written()
		await reloadOffline()
		add('G')
		await written()

		server.endLease()
		await networkBack()

		expect(titles(room.state)).toBe('F A B C D E G')
		expect(room.seq).toBe(6 + 2)
		expect(server.heard.map(({ actor, counter }) => [actor, counter])).toEqual([
			[60, 1],
			[60, 2],
		])
	})

	test('does not show twice what was decided but not answered', async () => {
		await joined()
		server.decide = (operation) => {
			server.swallow(operation)
			server.tell()
		}
		add('G')
		await written(2_000)
		await reloadOffline()

		expect(shown()).toBe('A B C D E F G')
	})

	test('does not put over others’ changes what was decided before them', async () => {
		await open()
		await written(500)
		server.decide = (operation) => {
			server.swallow(operation)
			server.tell()
		}
		move('F')
		await written(20)
		room.decide(other.move('F', other.below('B')), 2)
		server.tell()
		await written(2_000)
		const reading = store.states!.read(SEAT)
		await written(0)
		expect((await reading)?.tail).toEqual([])
		await reloadOffline()

		expect(client.views.waiting.get()).toBe(1)
		expect(shown()).toBe('A B F C D E')
	})

	test('still knows a ballot that was cast', async () => {
		await joined()
		client.replica.withConfirmed(({ ownBallots }) => {
			ownBallots.set('9.9.0', { choices: [Consent.YES], pending: false })
		})
		client.submit(castBallot('9.8.0', PollKind.CONSENT, [Consent.NO]))
		otherMoves('F')
		await written(2_000)
		await reloadOffline()

		expect(client.views.ownBallots.get().get('9.9.0')?.choices).toEqual([Consent.YES])
	})

	test('begins the tail again before it grows too long', async () => {
		await joined()
		for (let i = 0; i <= TAIL_EVENTS_MAX; i++) room.decide(other.move('F', { at: 'top' }), 2)
		server.tell()
		await written(3_000)
		await written(0)

		const reading = store.states!.read(SEAT)
		await written(0)
		const kept = await reading
		expect(kept?.record.seq).toBe(room.seq)
		expect(kept?.tail).toEqual([])
	}, 20_000)
})

describe('what is kept', () => {
	test('is not shown while the server may still say that the session is over', async () => {
		await joined()
		client.stop()
		server.down = true
		alive = 'over'
		await open()
		await written(3_000)

		expect(client.views.phase.get()).toBe('ended')
		expect(shown()).toBe('nothing')
		expect(await keptStates()).toBe(0)
	})

	test('is shown when the server says nothing at all', async () => {
		await joined()
		client.stop()
		server.silent = true
		await open()
		await written(500)
		expect(shown()).toBe('nothing')
		await written(2_000)
		expect(shown()).toBe('A B C D E F')
	})

	test('of another page is thrown away', async () => {
		await joined()
		await reloadOffline({ version: 'two' })

		expect(shown()).toBe('nothing')
		expect(await keptStates()).toBe(0)
	})

	test('of a session that must be over by now is thrown away, however long it was looked at', async () => {
		await joined()
		await reloadOffline()
		await written(KEPT_FOR_MS / 2)
		move('F')
		await written(2_000)
		client.stop()
		vi.setSystemTime(Date.now() + KEPT_FOR_MS / 2 + 1)
		await reloadOffline()

		expect(shown()).toBe('nothing')
		expect(await keptStates()).toBe(0)
	})

	test('goes when this person may see something else now', async () => {
		await joined()
		await reloadOffline()
		server.visibility = VisibilityClass.GUEST
		const dropped = vi.spyOn(store.states!, 'drop')
		await networkBack()
		expect(dropped).toHaveBeenCalled()

		await written(2_000)
		const reading = store.states!.read(SEAT)
		await written(0)
		expect((await reading)?.record.facts.visibility).toBe(VisibilityClass.GUEST)
	})

	test('goes with the session, what was not sent only when nobody comes back', async () => {
		await joined()
		server.decide = () => undefined
		move('F')
		await written()
		alive = 'over'
		server.hangUp(4501, 'the session is over')
		await written()
		expect(await keptStates()).toBe(0)
		expect(await store.leases(SEAT)).toHaveLength(1)

		await client.forgetSeat()
		expect(await store.leases(SEAT)).toEqual([])
		expect(await store.pending('lease')).toEqual([])
	})

	test('goes with a person who was removed', async () => {
		await joined()
		alive = 'over'
		server.hangUp(4501, 'removed by a facilitator')
		await written()
		expect(await keptStates()).toBe(0)
		expect(await store.leases(SEAT)).toEqual([])
	})
})

describe('a device without room', () => {
	test('keeps nothing, and nothing else comes of it', async () => {
		vi.spyOn(store.states!, 'putPart').mockRejectedValue(new Error('QuotaExceededError'))
		await joined()
		move('F')
		await written(2_000)

		expect(client.views.phase.get()).toBe('live')
		expect(shown()).toBe('F A B C D E')
		expect(await keptStates()).toBe(0)
	})

	test('that cannot be read starts as a page that has nothing', async () => {
		vi.spyOn(store.states!, 'read').mockRejectedValue(new Error('gone'))
		vi.spyOn(store, 'pending').mockRejectedValue(new Error('gone'))
		await joined()
		expect(shown()).toBe('A B C D E F')
	})
})
