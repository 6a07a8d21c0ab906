// What a page shows before, while and after the server decides.
import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { archiveItem, editText, giveFeedback } from '../sdk/drafts'
import { castBallot } from '../sdk/pollDrafts'
import { ItemField } from '../sdk/gen/reviewd/v1/backlog_pb'
import { Consent, FeedbackKind, PollKind } from '../sdk/gen/reviewd/v1/meeting_pb'
import { EventsSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { Diverged } from '../sdk/diverged'
import { gapRightOf, placeOf } from '../sdk/gap'
import { keyFor } from '../sdk/id'
import { DEAD_SLOTS_MAX } from '../sdk/slots'
import { meet, roomWithTwoTabs, titles, type FakeTab } from './fakeRoom'

const TOP = { at: 'top' } as const
const END = { at: 'end' } as const

describe('prediction', () => {
	test('a move shows at once and is marked pending', () => {
		const { one } = roomWithTwoTabs()

		one.move('F', TOP)

		expect(titles(one.replica.state)).toBe('F A B C D E')
		expect(one.replica.state.items.get(one.item('F'))?.pending).toBe(true)
	})

	test('a pending move is made again on top of what others did first', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.move('A', one.below('C'))
		two.move('F', TOP)
		for (const operation of two.made) room.decide(operation, 2)

		one.replica.takeEvents(room.since(one.replica.seq))

		expect(titles(one.replica.state)).toBe('F B C A D E')
		expect(one.replica.pending).toHaveLength(1)
	})

	test('an answered operation is no longer pending and nothing moves by the answer', () => {
		const { room, one } = roomWithTwoTabs()
		room.decide(one.move('A', one.below('C')), 1)
		const predicted = titles(one.replica.state)

		one.hear(room)

		expect(titles(one.replica.state)).toBe(predicted)
		expect(one.replica.pending).toHaveLength(0)
		expect(one.replica.state.items.get(one.item('A'))?.pending).toBe(false)
	})

	test('a rejected operation leaves the confirmed state', () => {
		const { room, one } = roomWithTwoTabs()
		one.move('A', END)
		one.do(editText(one.item('B'), ItemField.TITLE, 'b'))
		one.do(archiveItem(one.item('C')))
		expect(titles(one.replica.state)).toBe('b D E F A')

		for (const counter of [1, 2, 3]) one.replica.settle(1, counter)

		expect(titles(one.replica.state)).toBe(titles(room.state))
		expect(titles(one.replica.state)).toBe('A B C D E F')
	})

	test('an item can be named before the server has it', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.insert('X', TOP)
		one.move('X', END)
		one.do(editText(one.item('X'), ItemField.TITLE, 'Y'))
		expect(titles(one.replica.state)).toBe('A B C D E F Y')

		expect(meet(room, one, two)).toBe('A B C D E F Y')
	})

	test('a vote is the voter’s own and pending, and no result is guessed', () => {
		const { one } = roomWithTwoTabs()
		const poll = keyFor(7, 1, 0)

		one.do(castBallot(poll, PollKind.CONSENT, [Consent.YES]))

		const expected = { choices: [Consent.YES], pending: true }
		expect(one.replica.state.ownBallots.get(poll)).toEqual(expected)
		expect(one.replica.state.polls.size).toBe(0)
	})

	test('feedback is there at once, under its author’s name', () => {
		const { room, one } = roomWithTwoTabs()
		const given = { kind: FeedbackKind.IDEA, text: 'More', anonymous: false }
		room.decide(one.do(giveFeedback({ review: keyFor(7, 1, 0), increment: '', ...given })), 1)
		expect(one.replica.state.feedback.list()).toMatchObject([{ author: 1, pending: true }])

		one.hear(room)

		expect(one.replica.state.feedback.list()).toMatchObject([{ author: 1, pending: false }])
	})
})

describe('events', () => {
	test('the earlier mover is told who superseded it, the later one is not', () => {
		const { room, one, two } = roomWithTwoTabs()
		const mine = one.move('A', END)
		const theirs = two.move('A', two.below('C'))
		room.decide(mine, 1)
		room.decide(theirs, 2)

		const toldOne = one.hear(room)
		const toldTwo = two.hear(room)

		expect(toldOne.superseded).toMatchObject([{ items: [one.item('A')], by: { author: 2 } }])
		expect(toldTwo.superseded).toHaveLength(0)
	})

	test('C1 the mover of a single member is told, and only about that member', () => {
		const { room, one, two } = roomWithTwoTabs()
		room.decide(one.move('A', END), 1)
		room.decide(one.move('B', END), 1)
		room.decide(two.move('BCA', TOP), 2)

		const { superseded } = one.hear(room)

		expect(superseded.map(({ mine, items }) => [mine.counter, ...items])).toEqual([
			[2, one.item('B')],
			[1, one.item('A')],
		])
	})

	test('a move after having seen the other supersedes nothing', () => {
		const { room, one, two } = roomWithTwoTabs()
		room.decide(one.move('A', END), 1)
		one.hear(room)
		two.hear(room)

		room.decide(two.move('A', TOP), 2)

		expect(one.hear(room).superseded).toHaveLength(0)
	})

	test('rows moved by others are named with their mover', () => {
		const { room, one, two } = roomWithTwoTabs()
		room.decide(two.move('BC', END), 2)

		expect(one.hear(room).moved).toEqual([
			{ item: one.item('B'), author: 2, onBehalfOf: 0 },
			{ item: one.item('C'), author: 2, onBehalfOf: 0 },
		])
		expect(two.hear(room).moved).toHaveLength(0)
	})

	test('a hole in the sequence is a divergence, and predictions survive it', () => {
		const { one } = roomWithTwoTabs()
		one.move('F', TOP)
		const late = create(EventsSchema, { from: 99n, to: 99n })

		expect(() => one.replica.takeEvents([late])).toThrow(Diverged)
		expect(titles(one.replica.state)).toBe('F A B C D E')
	})

	test('every page ends with the same order under random moves', () => {
		const random = seeded(20260312)
		const { room, one, two } = roomWithTwoTabs()
		for (let round = 0; round < 300; round++) {
			for (const tab of [one, two]) {
				if (random() < 0.7) moveSomething(tab, random)
				if (random() < 0.5) for (const made of tab.made.splice(0)) room.decide(made, tab.actor)
				if (random() < 0.5) tab.replica.takeEvents(room.since(tab.replica.seq))
			}
		}
		const order = meet(room, one, two)
		expect(titles(one.replica.state)).toBe(order)
		expect(titles(two.replica.state)).toBe(order)
		expect([...order.replaceAll(' ', '')].sort().join('')).toBe('ABCDEF')
	})
})

describe('slots', () => {
	test('only the youngest dead slots are kept', () => {
		const { room, one } = roomWithTwoTabs()
		for (let i = 0; i < DEAD_SLOTS_MAX + 20; i++) room.decide(one.move('A', END), 1)
		one.hear(room)
		expect(one.replica.state.slots.size).toBe(6 + DEAD_SLOTS_MAX)
		expect(titles(one.replica.state)).toBe('B C D E F A')
	})

	test('a gap names the dead slot between two rows', () => {
		const { room, one, two } = roomWithTwoTabs()
		const dead = one.slot('B')
		room.decide(one.move('B', END), 1)
		one.hear(room)
		two.hear(room)

		const place = placeOf(one.replica.state.slots, one.below('A'))
		const gap = place.where.case === 'gap' ? place.where.value : null
		const named = gap?.right
		expect(named === undefined ? '' : keyFor(named.actor, named.counter, named.k)).toBe(dead)
	})

	test('the last fallback is a slot that the server has', () => {
		const { one } = roomWithTwoTabs()
		one.insert('X', one.below('A'))
		one.insert('Y', one.below('X'))
		one.insert('Z', one.below('Y'))
		one.insert('W', one.below('Z'))

		const place = gapRightOf(one.replica.state.slots, one.replica.state.slots.get(one.slot('W'))!)
		const fallbacks = place.where.case === 'gap' ? place.where.value.fallbacks : []
		expect(fallbacks).toHaveLength(3)
		expect(fallbacks.at(-1)?.actor).toBe(9)
	})
})

function moveSomething(tab: FakeTab, random: () => number): void {
	const order = titles(tab.replica.state).split(' ')
	const pick = () => order[Math.floor(random() * order.length)] ?? 'A'
	const [moved, beside] = [pick(), pick()]
	if (moved === beside) tab.move(moved, random() < 0.5 ? TOP : END)
	else tab.move(moved, { at: random() < 0.5 ? 'above' : 'below', slot: tab.slot(beside) })
}

function seeded(seed: number): () => number {
	let state = seed
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return state / 2 ** 32
	}
}
