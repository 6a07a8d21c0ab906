// One tab's client against a server in memory: joining, losing the connection, coming back.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Client } from '../sdk/client'
import { MemoryStore, type LeaseRecord } from '../sdk/deviceStore'
import { addItems, editText, moveItems } from '../sdk/drafts'
import { placeOf } from '../sdk/gap'
import { ItemField } from '../sdk/gen/reviewd/v1/backlog_pb'
import { ErrorCode } from '../sdk/gen/reviewd/v1/error_pb'
import { OutcomeKind, OutcomeReason } from '../sdk/gen/reviewd/v1/outcome_pb'
import { fakeBrowser, realBrowser } from './fakeBrowser'
import { FakeServer } from './fakeServer'
import { roomWithTwoTabs, titles } from './fakeRoom'

let server: FakeServer
let client: Client
let store: MemoryStore
let alive: 'alive' | 'over' | 'away'

beforeEach(() => {
	fakeBrowser()
	server = new FakeServer(roomWithTwoTabs().room)
	store = new MemoryStore()
	alive = 'alive'
	client = newClient(null)
})

afterEach(() => {
	client.stop()
	realBrowser()
})

function newClient(record: LeaseRecord | null): Client {
	return new Client({
		url: 'ws://test',
		seat: 'p/h',
		store,
		lease: { id: 'lease', record },
		openSocket: server.open,
		sessionAlive: () => Promise.resolve(alive),
	})
}

async function frames(ms = 50): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms)
}

async function joined(): Promise<void> {
	await client.start()
	await frames()
}

function move(title: string): void {
	const item = client.replica.state.items.list().find((one) => one.title === title)
	client.submit(moveItems([item?.key ?? ''], placeOf(client.replica.state.slots, { at: 'top' })))
}

function shown(): string {
	return client.views.order
		.get()
		.ordered.map((item) => item.title)
		.join(' ')
}

describe('joining', () => {
	test('ends live with the whole order', async () => {
		await joined()
		expect(client.views.phase.get()).toBe('live')
		expect(shown()).toBe('A B C D E F')
	})

	test('a snapshot that was damaged on the way is fetched again', async () => {
		const send = server.send.bind(server)
		vi.spyOn(server, 'send')
			.mockImplementationOnce(send)
			.mockImplementation((body) => {
				const hurt = body.case === 'snapshotEnd' && server.hellos.length === 1
				send(hurt ? { case: 'snapshotEnd', value: { seq: 6n, hash: new Uint8Array(32) } } : body)
			})
		await joined()
		for (let i = 0; i < 2_000 && server.hellos.length < 2; i++) {
			await new Promise((resolve) => setImmediate(resolve))
			await frames(10)
		}
		expect(server.hellos).toHaveLength(2)
		expect(server.hellos[1]?.resume).toBeUndefined()
	})
})

describe('an operation', () => {
	test('shows before it is answered and is counted until then', async () => {
		await joined()
		server.decide = () => undefined

		move('F')

		expect(shown()).toBe('F A B C D E')
		expect(client.views.waiting.get()).toBe(1)
		server.accept(server.heard[0]!)
		await frames()
		expect(client.views.waiting.get()).toBe(0)
		expect(shown()).toBe('F A B C D E')
	})

	test('that is refused is taken back and its author told', async () => {
		await joined()
		server.decide = ({ actor, counter }) => {
			const error = { code: ErrorCode.FORBIDDEN, text: 'no' }
			const outcome = { kind: OutcomeKind.REJECTED, error }
			server.send({ case: 'reply', value: { actor, counter, outcome } })
		}
		move('F')
		await frames()

		expect(shown()).toBe('A B C D E F')
		expect(client.views.notices.get()).toMatchObject([{ kind: 'rejected', text: 'no' }])
	})

	test('sent too fast is sent again, unchanged and in order', async () => {
		await joined()
		const accept = server.decide
		server.decide = ({ actor, counter }) => {
			const error = { code: ErrorCode.RATE_LIMITED, afterMs: 500 }
			const outcome = { kind: OutcomeKind.REJECTED, error }
			server.send({ case: 'reply', value: { actor, counter, outcome } })
		}
		move('E')
		move('F')
		await frames()
		server.decide = accept
		await frames(600)

		expect(server.heard.map((o) => o.counter)).toEqual([1, 2, 1, 2])
		expect(titles(server.room.state)).toBe('F E A B C D')
		expect(client.views.notices.get()).toHaveLength(0)
	})
})

describe('a lost connection', () => {
	test('is resumed after the last event, and what was unanswered is sent again', async () => {
		await joined()
		server.decide = () => undefined
		move('F')
		server.hangUp(1006)
		expect(client.views.phase.get()).toBe('reconnecting')
		server.decide = (operation) => {
			server.accept(operation)
		}
		await frames(2_000)

		expect(client.views.phase.get()).toBe('live')
		expect(server.hellos[1]?.resume?.seq).toBe(6n)
		expect(server.hellos[1]?.actors?.openActor).toBe(50)
		expect(server.heard.map((o) => o.counter)).toEqual([1, 1])
		expect(titles(server.room.state)).toBe('F A B C D E')
		expect(shown()).toBe('F A B C D E')
	})

	test('is said to be offline after several failures, and changes wait', async () => {
		await joined()
		server.down = true
		server.hangUp(1006)
		await frames(5_000)
		move('F')

		expect(client.views.phase.get()).toBe('offline')
		expect(client.views.waiting.get()).toBe(1)
		expect(client.replica.pending.at(-1)?.operation.queuedOffline).toBe(true)
	})

	test('with a close code that says stay away is not tried again', async () => {
		await joined()
		server.hangUp(4502)
		await frames(60_000)
		expect(client.views.phase.get()).toBe('outdated')
		expect(server.sockets).toHaveLength(1)
	})

	test('comes back after the time a restarting server named', async () => {
		await joined()
		server.hangUp(4002, 'after=4000')
		await frames(3_900)
		expect(server.sockets).toHaveLength(1)
		await frames(2_200)
		expect(server.sockets).toHaveLength(2)
	})

	test('whose session is over ends in words', async () => {
		await joined()
		server.down = true
		alive = 'over'
		server.hangUp(1006)
		await frames(5_000)
		expect(client.views.phase.get()).toBe('ended')
	})
})

describe('a browser that says it has no network', () => {
	function lost(): void {
		vi.stubGlobal('navigator', { onLine: false })
		client.connection.networkLost()
	}

	function back(): void {
		vi.stubGlobal('navigator', { onLine: true })
		client.connection.networkBack()
	}

	test('is believed at once, and changes wait until it is back', async () => {
		await joined()
		server.silent = true
		lost()
		expect(client.views.phase.get()).toBe('offline')
		move('F')
		await frames(9_000)
		expect(client.views.phase.get()).toBe('offline')
		expect(client.views.waiting.get()).toBe(1)

		server.silent = false
		back()
		await frames()
		expect(client.views.phase.get()).toBe('live')
		expect(server.heard.map((o) => o.counter)).toEqual([1])
		expect(client.views.waiting.get()).toBe(0)
		expect(shown()).toBe('F A B C D E')
	})

	test('and is wrong is live again as soon as the server answers, on the same socket', async () => {
		await joined()
		lost()
		expect(client.views.phase.get()).toBe('offline')
		move('F')
		expect(server.heard).toHaveLength(0)
		await frames()

		expect(client.views.phase.get()).toBe('live')
		expect(server.sockets).toHaveLength(1)
		expect(server.heard.map((o) => o.counter)).toEqual([1])
		expect(client.views.waiting.get()).toBe(0)
		back()
		await frames(2_000)
		expect(server.sockets).toHaveLength(1)
	})

	test('is not refuted by a frame that was under way', async () => {
		await joined()
		lost()
		server.tell()
		server.send({ case: 'participation', value: { polls: [] } })
		expect(client.views.phase.get()).toBe('offline')
	})

	test('G2 sends what was unanswered again under the same numbers', async () => {
		await joined()
		const accept = server.decide
		server.decide = (operation) => {
			server.silent = true
			accept(operation)
		}
		move('F')
		lost()
		move('E')
		server.decide = accept
		server.silent = false
		back()
		await frames(2_000)

		expect(server.heard.map((o) => o.counter)).toEqual([1, 1, 2])
		expect(titles(server.room.state)).toBe('E F A B C D')
		expect(shown()).toBe('E F A B C D')
		expect(client.views.waiting.get()).toBe(0)
	})

	test('works again after a connection that was stopped, also when the first one fails', async () => {
		await joined()
		client.connection.stop()
		server.down = true
		client.connection.start()
		await frames(1_000)
		server.down = false
		await frames(60_000)
		expect(client.views.phase.get()).toBe('live')
	})

	test('does not wake a client that was stopped', async () => {
		await joined()
		client.stop()
		lost()
		back()
		await frames(2_000)
		expect(server.sockets).toHaveLength(1)
	})
})

describe('a reload with changes made offline', () => {
	test('C32 tells whose change stands, though its event was before the snapshot', async () => {
		await joined()
		server.down = true
		server.hangUp(1006)
		await frames(5_000)
		move('F')
		client.stop()
		const { two } = roomWithTwoTabs()
		server.room.decide(two.move('F', two.below('B')), 2)
		server.down = false
		server.decide = ({ actor, counter }) => {
			const stale = { kind: OutcomeKind.SUPERSEDED, reason: OutcomeReason.STALE, bySeq: 7n }
			server.send({ case: 'reply', value: { actor, counter, outcome: stale } })
		}

		client = newClient((await store.leases('p/h'))[0] ?? null)
		await joined()

		expect(server.hellos.at(-1)?.resume).toBeUndefined()
		expect(server.heard).toMatchObject([{ counter: 1, base: 6n, queuedOffline: true }])
		expect(client.views.notices.get()).toMatchObject([{ by: { seq: 7, author: 0 } }])
		await frames(1_000)
		expect(client.views.notices.get()).toMatchObject([
			{ kind: 'superseded', reason: OutcomeReason.STALE, by: { author: 2, timeMs: 1_000 } },
		])
		expect(client.views.phase.get()).toBe('live')
		expect(shown()).toBe('A B F C D E')
	})
})

describe('a server that was quiet for a while', () => {
	test('gets what was made meanwhile when it answers again', async () => {
		await joined()
		server.silent = true
		await frames(8_000)
		expect(client.views.phase.get()).toBe('reconnecting')
		move('F')
		server.silent = false
		server.send({ case: 'participation', value: { polls: [] } })
		await frames()

		expect(client.views.phase.get()).toBe('live')
		expect(server.sockets).toHaveLength(1)
		expect(titles(server.room.state)).toBe('F A B C D E')
		expect(client.views.waiting.get()).toBe(0)
	})
})

describe('other actors after a restore of the server', () => {
	test('what was not yet made is made again under them, with its names mapped', async () => {
		await joined()
		server.decide = () => undefined
		const top = placeOf(client.replica.state.slots, { at: 'top' })
		client.submit(addItems([{ title: 'X', description: '', estimate: 0 }], top))
		const edited = client.views.order.get().ordered[0]?.key ?? ''
		client.submit(editText(edited, ItemField.TITLE, 'Y'))
		server.hangUp(1006)
		server.actors = { open: 70, sealed: 71 }
		server.decide = (operation) => {
			server.accept(operation)
		}
		await frames(2_000)

		expect(server.heard.slice(-2).map((o) => [o.actor, o.counter])).toEqual([
			[70, 1],
			[70, 2],
		])
		expect(titles(server.room.state)).toBe('Y A B C D E F')
		expect(client.views.waiting.get()).toBe(0)
	})
})
