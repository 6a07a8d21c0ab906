// Numbers without gaps, the same bytes every time, nothing lost by a reload.
import 'fake-indexeddb/auto'
import { create } from '@bufbuild/protobuf'
import { beforeEach, describe, expect, test } from 'vitest'
import { openDeviceStore, type DeviceStore } from '../sdk/deviceStore'
import { editText } from '../sdk/drafts'
import { castBallot } from '../sdk/pollDrafts'
import { ItemField } from '../sdk/gen/reviewd/v1/backlog_pb'
import { Consent, PollKind } from '../sdk/gen/reviewd/v1/meeting_pb'
import { ActorLeaseSchema, LimitsSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { Outbox } from '../sdk/outbox'
import { Replica } from '../sdk/replica'

const edit = () => editText('1.1.0', ItemField.TITLE, 'x')
const vote = () => castBallot('1.1.0', PollKind.CONSENT, [Consent.NO])
let store: DeviceStore
let lease = 0

beforeEach(async () => {
	store = await openDeviceStore()
	lease += 1
})

function outbox(inFlight = 10, last = 0) {
	const replica = new Replica()
	const box = new Outbox(store, `lease-${lease}`, replica)
	const welcome = () => {
		const open = create(ActorLeaseSchema, { actor: 5, lastCounter: last })
		const sealed = create(ActorLeaseSchema, { actor: 6 })
		const limits = create(LimitsSchema, { inFlight, operationsPerSubmit: 3 })
		box.welcome(open, sealed, limits)
	}
	return { box, replica, welcome }
}

describe('numbers', () => {
	test('count on from the last decided operation', () => {
		const { box, welcome } = outbox(10, 41)
		welcome()
		expect(box.make(edit(), 7, false)).toMatchObject({ actor: 5, counter: 42, sealed: false })
		expect(box.make(edit(), 7, false).counter).toBe(43)
	})

	test('ballots are numbered by the sealed actor', () => {
		const { box, welcome } = outbox()
		welcome()
		expect(box.make(vote(), 7, false)).toMatchObject({ actor: 6, counter: 1, sealed: true })
		expect(box.make(edit(), 7, false)).toMatchObject({ actor: 5, counter: 1 })
	})

	test('a refused operation’s number is taken up by one that does nothing', () => {
		const { box, replica, welcome } = outbox()
		welcome()
		const refused = box.make(edit(), 7, false)
		box.make(edit(), 7, false)

		box.giveUp(refused)

		expect(replica.pending.map((p) => [p.counter, p.operation.body.case])).toEqual([
			[1, 'noop'],
			[2, 'editItem'],
		])
	})
})

describe('an atomic group', () => {
	test('C46 goes out whole, as soon as there is room', () => {
		const { box, welcome } = outbox(4)
		welcome()
		for (let i = 0; i < 2; i++) box.make(edit(), 7, false)
		for (let i = 0; i < 3; i++) box.make({ ...edit(), atomicGroup: 9 }, 7, false)

		expect(box.takeUnsent().map((o) => o.counter)).toEqual([1, 2])
		expect(box.takeUnsent()).toHaveLength(0)
		box.settleThrough(5, 1)
		expect(box.takeUnsent().map((o) => o.counter)).toEqual([3, 4, 5])
	})

	test('C46 is given up whole, so that nothing of it goes out without the rest', () => {
		const { box, replica, welcome } = outbox()
		welcome()
		box.make(edit(), 7, false)
		const group = [0, 1, 2].map(() => box.make({ ...edit(), atomicGroup: 9 }, 7, false))
		box.make({ ...edit(), atomicGroup: 10 }, 7, false)

		expect(box.giveUp(group[1]!)).toEqual(group)

		const kept = replica.pending.map(({ operation: { body } }) => body.case)
		expect(kept).toEqual(['editItem', 'noop', 'noop', 'noop', 'editItem'])
	})
})

describe('sending', () => {
	test('never more in flight than the server allows', () => {
		const { box, welcome } = outbox(4)
		welcome()
		for (let i = 0; i < 9; i++) box.make(edit(), 7, false)

		expect(box.takeUnsent().map((o) => o.counter)).toEqual([1, 2, 3])
		expect(box.takeUnsent().map((o) => o.counter)).toEqual([4])
		expect(box.takeUnsent()).toHaveLength(0)
		box.settleThrough(5, 2)
		expect(box.takeUnsent().map((o) => o.counter)).toEqual([5, 6])
	})

	test('a new connection sends everything unanswered again', () => {
		const { box, welcome } = outbox()
		welcome()
		box.make(edit(), 7, false)
		box.takeUnsent()

		box.forgetSent()

		expect(box.takeUnsent().map((o) => o.counter)).toEqual([1])
	})
})

describe('a reload', () => {
	test('brings back what was not answered, byte for byte and in order', async () => {
		const before = outbox()
		before.welcome()
		const made = [edit(), vote(), edit()].map((draft) => before.box.make(draft, 7, true))
		before.box.settle(5, 1)
		await settled()

		const after = outbox()
		await after.box.restore()

		const kept = after.replica.pending
		expect(kept.map((p) => [p.actor, p.counter])).toEqual([
			[6, 1],
			[5, 2],
		])
		expect(kept.map((p) => [...p.bytes])).toEqual(made.slice(1).map((p) => [...p.bytes]))
		expect(kept[1]?.operation.queuedOffline).toBe(true)
	})

	test('takes up the numbers of what the device lost', async () => {
		const before = outbox()
		before.welcome()
		for (let i = 0; i < 4; i++) before.box.make(edit(), 7, false)
		await settled()
		await store.dropPending(`lease-${lease}`, 5, 1)
		await store.dropPending(`lease-${lease}`, 5, 3)

		const after = outbox()
		await after.box.restore()
		after.welcome()

		const kept = after.replica.pending.map((p) => [p.counter, p.operation.body.case])
		expect(kept).toEqual([
			[1, 'noop'],
			[2, 'editItem'],
			[3, 'noop'],
			[4, 'editItem'],
		])
	})

	test('numbers on after what it brought back', async () => {
		const before = outbox()
		before.welcome()
		before.box.make(edit(), 7, false)
		await settled()

		const after = outbox()
		await after.box.restore()
		after.welcome()

		expect(after.box.make(edit(), 7, false).counter).toBe(2)
	})
})

function settled(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, 20))
}
