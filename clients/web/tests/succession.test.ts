// A lease that ends, and the one that succeeds it: nothing is lost and nothing done twice, whenever the
// tab dies (docs/PROTOCOL.md, "Succession").
import 'fake-indexeddb/auto'
import { create } from '@bufbuild/protobuf'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Client } from '../sdk/client'
import { MemoryStore, openDeviceStore, type LeaseRecord } from '../sdk/deviceStore'
import { addItems, editText, moveItems } from '../sdk/drafts'
import { placeOf } from '../sdk/gap'
import { ItemField } from '../sdk/gen/reviewd/v1/backlog_pb'
import { ErrorCode } from '../sdk/gen/reviewd/v1/error_pb'
import { OperationSchema } from '../sdk/gen/reviewd/v1/operation_pb'
import { OutcomeKind } from '../sdk/gen/reviewd/v1/outcome_pb'
import { proposeOrder, splitItem, undo } from '../sdk/itemDrafts'
import { pendingFrom } from '../sdk/pending'
import { isThere, renamed } from '../sdk/reissue'
import { fakeBrowser, realBrowser } from './fakeBrowser'
import { FakeServer } from './fakeServer'
import { roomWithTwoTabs, titles } from './fakeRoom'

let server: FakeServer
let store: MemoryStore
let client: Client
const clients: Client[] = []

beforeEach(() => {
	fakeBrowser()
	server = new FakeServer(roomWithTwoTabs().room)
	store = new MemoryStore()
	client = newClient(null)
})

afterEach(() => {
	for (const one of clients.splice(0)) one.stop()
	realBrowser()
})

function newClient(record: LeaseRecord | null): Client {
	const made = new Client({
		url: 'ws://test',
		seat: 'p/h',
		store,
		lease: { id: 'lease', record },
		openSocket: server.open,
		sessionAlive: () => Promise.resolve('alive'),
	})
	clients.push(made)
	return made
}

// The tab dies; another page load takes its lease up.
async function reload(): Promise<void> {
	client.stop()
	client = newClient((await store.leases('p/h'))[0] ?? null)
	await client.start()
	await frames(2_000)
}

async function frames(ms = 50): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms)
}

async function joined(): Promise<void> {
	await client.start()
	await frames()
}

function move(title: string) {
	const item = client.replica.state.items.list().find((one) => one.title === title)
	const place = placeOf(client.replica.state.slots, { at: 'top' })
	return client.submit(moveItems([item?.key ?? ''], place))
}

const shown = () => titles(client.replica.state)
const sent = () => server.heard.map(({ actor, counter }) => [actor, counter])

// Two moves: of the first the answer is lost, the second never arrives. Then the lease ends.
function loseAnswers(): void {
	server.decide = (operation) => {
		if (operation.counter === 1) server.swallow(operation)
	}
	move('F')
	move('E')
	server.decide = (operation) => {
		server.accept(operation)
	}
}

describe('a tab whose lease was fenced', () => {
	test('C47 goes on under the next: what was decided is told, what was not is made again', async () => {
		await joined()
		loseAnswers()
		server.hangUp(4503)
		await frames(2_000)

		const { actors, succeeds } = server.hellos.at(-1)!
		expect(actors).toBeUndefined()
		expect(succeeds).toMatchObject({ lease: { openActor: 50 }, openSettled: 0 })
		expect(sent()).toEqual([
			[50, 1],
			[50, 2],
			[60, 1],
		])
		expect(titles(server.room.state)).toBe('E F A B C D')
		expect(shown()).toBe('E F A B C D')
		expect(client.views.phase.get()).toBe('live')
		expect(client.views.waiting.get()).toBe(0)
		expect(client.replica.ownActors).toEqual(new Set([50, 60]))
		expect(await store.pending('lease')).toHaveLength(0)
	})

	test('waits in the background until somebody looks', async () => {
		await joined()
		vi.stubGlobal('document', { hidden: true })
		server.hangUp(4503)
		await frames(60_000)
		expect(client.views.phase.get()).toBe('fenced')
		expect(server.sockets).toHaveLength(1)
		vi.stubGlobal('document', { hidden: false })
		client.connection.wake()
		await frames(2_000)
		expect(client.views.phase.get()).toBe('live')
		expect(server.hellos.at(-1)?.succeeds?.lease?.openActor).toBe(50)
	})

	test('gives up when it is fenced again and again before it is live', async () => {
		await joined()
		vi.spyOn(server, 'send').mockImplementation(({ case: what }) => {
			if (what === 'welcome') queueMicrotask(() => server.hangUp(4503))
		})
		server.hangUp(4503)
		await frames(120_000)
		expect(client.views.phase.get()).toBe('fenced')
		expect(server.sockets).toHaveLength(4)
	})

	test('puts new names wherever a pending operation names what an earlier one makes', async () => {
		await joined()
		server.decide = () => undefined
		const top = placeOf(client.replica.state.slots, { at: 'top' })
		client.submit(addItems([{ title: 'X', description: '', estimate: 0 }], top))
		client.submit(editText('50.1.0', ItemField.TITLE, 'Y'))
		const moved = move('F')
		client.submit(undo(moved))
		server.decide = (operation) => {
			server.accept(operation)
		}
		server.hangUp(4503)
		await frames(2_000)
		expect(titles(server.room.state)).toBe('Y A B C D E F')
		expect(server.heard.at(-1)?.body).toMatchObject({ value: { actor: 60, counter: 3 } })
		expect(moved.madeAgain).toMatchObject({ actor: 60, counter: 3 })
	})

	test('C48 a number that was used for something else is not this tab’s', async () => {
		await joined()
		server.decide = (operation) => {
			const { actor, counter } = operation
			server.swallow({ ...operation, counter: 5 })
			const error = { code: ErrorCode.OP_ID_REUSED, text: 'used' }
			const outcome = { kind: OutcomeKind.REJECTED, error }
			server.send({ case: 'reply', value: { actor, counter, outcome } })
		}
		const answer = client.answered(move('F'))
		await frames()
		const before = titles(server.room.state)
		server.decide = (operation) => {
			server.accept(operation)
		}
		server.hangUp(4503)
		await frames(2_000)
		expect(before).toBe('F A B C D E')
		expect(sent()).toEqual([
			[50, 1],
			[60, 1],
		])
		expect(await answer).toBe(true)
		expect(client.views.notices.get()).toHaveLength(0)
	})
})

describe('a tab that dies', () => {
	test('before the device has the new lease: the server tells of the old one again', async () => {
		await joined()
		loseAnswers()
		const stays = vi.spyOn(store, 'succeed').mockReturnValue(new Promise(() => undefined))
		server.hangUp(4503)
		await frames(2_000)
		expect(sent()).toHaveLength(2)
		stays.mockRestore()
		server.endLease()

		await reload()

		expect(server.hellos.at(-1)?.actors?.openActor).toBe(50)
		expect(sent().slice(2)).toEqual([[70, 1]])
		expect(shown()).toBe('E F A B C D')
		expect(titles(server.room.state)).toBe('E F A B C D')
	})

	test('after it: goes on under the new names', async () => {
		await joined()
		loseAnswers()
		server.decide = () => undefined
		server.hangUp(4503)
		await frames(2_000)
		expect(sent().at(-1)).toEqual([60, 1])
		server.decide = (operation) => {
			server.accept(operation)
		}

		await reload()

		expect(server.hellos.at(-1)?.actors?.openActor).toBe(60)
		expect(sent().slice(3)).toEqual([[60, 1]])
		expect(titles(server.room.state)).toBe('E F A B C D')
		expect(client.views.waiting.get()).toBe(0)
	})
})

describe('what goes out', () => {
	test('C9 names the product it was made for', async () => {
		await joined()
		move('F')
		expect(server.products).toEqual(['p'])
	})

	test('C46 goes together where it was made together', async () => {
		await joined()
		const submits: number[][] = []
		server.decide = ({ counter, atomicGroup }) => {
			submits.push([counter, atomicGroup, server.products.length])
		}
		for (const title of ['B', 'C']) move(title)
		const item = (title: string) =>
			client.replica.state.items.list().find((one) => one.title === title)?.key ?? ''
		const rename = (title: string) => editText(item(title), ItemField.TITLE, `${title}!`)
		client.submitTogether(['A', 'D', 'E'].map(rename))
		expect(submits.slice(2).map(([counter, group]) => [counter, group])).toEqual([
			[3, 1],
			[4, 1],
			[5, 1],
		])
		expect(() => client.submitTogether([1, 2, 3, 4, 5].map(() => rename('A')))).toThrow()
	})
})

test('the device takes a new lease and what is pending under it in one piece', async () => {
	realBrowser()
	const device = await openDeviceStore()
	const record = { id: 'l', seat: 'p/h', openActor: 5, sealedActor: 6, token: new Uint8Array([1]) }
	const pending = { lease: 'l', sealed: false, bytes: new Uint8Array([2]), made: 1 }
	await device.putPending({ ...pending, actor: 3, counter: 9 })
	await device.putPending({ ...pending, lease: 'other', actor: 4, counter: 1 })
	await device.succeed(record, [{ ...pending, actor: 5, counter: 1 }])
	expect(await device.pending('l')).toMatchObject([{ actor: 5, counter: 1 }])
	expect(await device.pending('other')).toHaveLength(1)
	expect(await device.leases('p/h')).toMatchObject([{ openActor: 5 }])
})

test('an undo names its operation by the new numbers too', () => {
	const { body } = undo({ actor: 5, counter: 7 })
	const names = new Map([['5.7.0', { actor: 9, counter: 1, k: 0 } as never]])
	const again = renamed(create(OperationSchema, { body }), names)
	expect(again.body.value).toMatchObject({ actor: 9, counter: 1 })
})

test('a split or a proposal that a restored server has is not made again', () => {
	const { room, one } = roomWithTwoTabs()
	const place = placeOf(one.replica.state.slots, { at: 'end' })
	const part = { title: 'X', description: '', estimate: 0 }
	const drafts = [
		splitItem(one.item('B'), part),
		proposeOrder([{ items: [one.item('A')], place }], ''),
	]
	const made = drafts.map((draft) => pendingFrom(one.do(draft), false))
	const there = () => made.map((pending) => isThere(room.state, pending))
	expect(there()).toEqual([false, false])
	for (const { operation } of made) room.decideAll(operation, 1)
	expect(there()).toEqual([true, true])
})
