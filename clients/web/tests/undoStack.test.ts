// Taking back and doing again what was done in this tab, in company: never over what others wrote.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Client } from '../sdk/client'
import { MemoryStore } from '../sdk/deviceStore'
import {
	addItems,
	archiveItem,
	editLabel,
	editNumber,
	editText,
	moveItems,
	restoreItem,
} from '../sdk/drafts'
import { placeOf } from '../sdk/gap'
import { ItemField, Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { ErrorCode } from '../sdk/gen/reviewd/v1/error_pb'
import { OutcomeReason } from '../sdk/gen/reviewd/v1/outcome_pb'
import { applyProposal, proposeOrder, sortItems, splitItem } from '../sdk/itemDrafts'
import type { Draft } from '../sdk/outbox'
import { fakeBrowser, realBrowser } from './fakeBrowser'
import { FakeServer } from './fakeServer'
import { roomWithTwoTabs, titles, type FakeTab } from './fakeRoom'

let server: FakeServer
let client: Client
let other: FakeTab

beforeEach(async () => {
	fakeBrowser()
	const { room, two } = roomWithTwoTabs()
	other = two
	server = new FakeServer(room)
	client = new Client({
		url: 'ws://test',
		seat: 'p/h',
		store: new MemoryStore(),
		lease: { id: 'lease', record: null },
		openSocket: server.open,
		sessionAlive: () => Promise.resolve('alive'),
	})
	await client.start()
	await frames()
})

afterEach(() => {
	client.stop()
	realBrowser()
})

async function frames(ms = 50): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms)
}

async function submit(draft: Draft): Promise<void> {
	client.submit(draft)
	await frames()
}

// Somebody else does something, and everybody hears of it.
async function meanwhile(act: () => void): Promise<void> {
	other.hear(server.room)
	act()
	for (const made of other.made.splice(0)) server.room.decideAll(made, other.actor)
	server.tell()
	await frames()
}

async function undone(): Promise<string> {
	client.undoStack.undo()
	await frames()
	expect(titles(server.room.state)).toBe(shown())
	return shown()
}

async function redone(): Promise<string> {
	client.undoStack.redo()
	await frames()
	expect(titles(server.room.state)).toBe(shown())
	return shown()
}

const shown = () => titles(client.replica.state)
const find = (title: string) =>
	client.replica.state.items.list().find((one) => one.title === title)!
const key = (title: string) => find(title).key
const toEnd = (block: string) =>
	moveItems([...block].map(key), placeOf(client.replica.state.slots, { at: 'end' }))

describe('taken back and done again', () => {
	test('C41 C44 moves, as a stack', async () => {
		await submit(toEnd('A'))
		await submit(toEnd('BC'))
		expect(await undone()).toBe('B C D E F A')
		expect(await undone()).toBe('A B C D E F')
		expect(client.undoStack.steps.get()).toEqual({ undo: null, redo: 'moveItems' })
		expect(await redone()).toBe('B C D E F A')
		expect(await redone()).toBe('D E F A B C')
		expect(await undone()).toBe('B C D E F A')
		await submit(toEnd('D'))
		expect(client.undoStack.steps.get()).toEqual({ undo: 'moveItems', redo: null })
	})

	test('C43 a sort, and an insert, which comes back by a restore', async () => {
		await submit(sortItems(Zone.ORDERED, [...'FEDCBA'].map(key)))
		const top = placeOf(client.replica.state.slots, { at: 'top' })
		const part = (title: string) => ({ title, description: '', estimate: 0 })
		await submit(addItems([part('X'), part('Y')], top))
		expect(await undone()).toBe('F E D C B A')
		expect(await redone()).toBe('X Y F E D C B A')
		expect(await undone()).toBe('F E D C B A')
		expect(await undone()).toBe('A B C D E F')
	})

	test('C43 a split, whose part comes back by a restore, and an applied proposal', async () => {
		await submit(splitItem(key('B'), { title: 'X', description: '', estimate: 0 }))
		await meanwhile(() => {
			const place = placeOf(other.replica.state.slots, { at: 'end' })
			other.do(proposeOrder([{ items: [other.item('A')], place }], ''))
		})
		const [proposal] = client.views.proposals.get()
		await submit(applyProposal(proposal!.key))
		expect(shown()).toBe('B X C D E F A')
		expect(client.undoStack.steps.get()).toEqual({ undo: 'applyProposal', redo: null })
		expect(await undone()).toBe('A B X C D E F')
		expect(await undone()).toBe('A B C D E F')
		expect(await redone()).toBe('A B X C D E F')
		expect(await redone()).toBe('B X C D E F A')
	})

	test('C13 an archive, by the restore of that very archive', async () => {
		await submit(archiveItem(key('B')))
		expect(await undone()).toBe('A B C D E F')
		expect(await redone()).toBe('A C D E F')
		expect(await undone()).toBe('A B C D E F')
	})

	test('C18 C21 fields, by the reverse edit', async () => {
		const item = key('A')
		await submit(editNumber(item, ItemField.ESTIMATE, 5))
		await submit(editLabel(item, 'risk', false))
		await submit(editText(item, ItemField.TITLE, 'a'))
		const now = () => client.replica.state.items.get(item)
		await undone()
		expect(now()?.title).toBe('A')
		await undone()
		expect(now()?.labels).toEqual([])
		await undone()
		expect(now()?.estimate).toBe(0)
		for (let i = 0; i < 3; i++) await redone()
		expect(now()).toMatchObject({ title: 'a', estimate: 5, labels: ['risk'] })
		await undone()
		expect(now()?.title).toBe('A')
	})
})

describe('in company', () => {
	test('C41 a move is not taken back once somebody else placed the item, and who is told', async () => {
		await submit(toEnd('A'))
		await meanwhile(() => other.move('A', other.below('C')))
		expect(await undone()).toBe('B C A D E F')
		const reason = OutcomeReason.CHANGED_SINCE
		expect(client.views.notices.get()).toMatchObject([
			{ kind: 'superseded', reason, by: { author: 2, timeMs: 1_000 } },
		])
		expect(client.undoStack.steps.get()).toEqual({ undo: null, redo: null })
	})

	test('C18 a title is not put back over somebody else’s, and who is told', async () => {
		const item = key('A')
		await submit(editText(item, ItemField.TITLE, 'mine'))
		await meanwhile(() => other.do(editText(item, ItemField.TITLE, 'theirs')))
		await undone()
		expect(client.replica.state.items.get(item)?.title).toBe('theirs')
		expect(client.views.notices.get()).toMatchObject([
			{ kind: 'rejected', code: ErrorCode.CONFLICT, by: { author: 2 } },
		])
	})

	test('C13 what somebody else restored and archived anew stays archived', async () => {
		const item = key('B')
		await submit(archiveItem(item))
		await meanwhile(() => {
			const { archivedAt } = other.replica.state.items.get(item)!
			other.do(restoreItem(item, archivedAt))
			other.do(archiveItem(item))
		})
		expect(await undone()).toBe('A C D E F')
	})
})

describe('what has not left this device', () => {
	test('an edit is withdrawn, its number does nothing, and it can be made again', async () => {
		const item = key('A')
		server.down = true
		server.hangUp(1006)
		client.submit(editText(item, ItemField.TITLE, 'a'))
		client.submit(archiveItem(key('B')))
		client.undoStack.undo()
		client.undoStack.undo()
		expect(shown()).toBe('A B C D E F')
		expect(client.replica.pending.map((one) => one.operation.body.case)).toEqual(['noop', 'noop'])
		client.undoStack.redo()
		expect(shown()).toBe('a B C D E F')
		server.down = false
		await frames(30_000)
		expect(titles(server.room.state)).toBe('a B C D E F')
		expect(client.views.waiting.get()).toBe(0)
		expect(await undone()).toBe('A B C D E F')
	})

	test('one that was sent is taken back once its event is there', async () => {
		server.decide = () => undefined
		client.submit(archiveItem(key('B')))
		client.undoStack.undo()
		expect(shown()).toBe('A C D E F')
		server.decide = (operation) => {
			server.accept(operation)
		}
		server.accept(server.heard[0]!)
		await frames()
		expect(shown()).toBe('A B C D E F')
		expect(titles(server.room.state)).toBe('A B C D E F')
	})
})
