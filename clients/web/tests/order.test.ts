// The worked examples S1 to S18 of the order (docs/SPEC.md, "The order"), through two replicas that
// predict their own moves and a room that sequences user 1 first. S19 is in conflict.test.ts.
import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { archiveItem, editText, restoreItem } from '../sdk/drafts'
import { GapSchema, ItemField, PlaceSchema } from '../sdk/gen/reviewd/v1/backlog_pb'
import { idOf } from '../sdk/id'
import { spotOf } from '../sdk/place'
import { meet, roomWithTwoTabs, titles, type FakeRoom, type FakeTab } from './fakeRoom'

const TOP = { at: 'top' } as const
const END = { at: 'end' } as const

interface Example {
	readonly name: string
	readonly one: (tab: FakeTab) => void
	readonly two: (tab: FakeTab) => void
	readonly result: string
}

const examples: readonly Example[] = [
	{
		name: 'S1 below a row that left means its gap, not the row',
		one: (tab) => tab.move('A', END),
		two: (tab) => tab.move('A', tab.below('B')),
		result: 'B A C D E F',
	},
	{
		name: 'S2 two moves to the end end in arrival order',
		one: (tab) => tab.move('A', END),
		two: (tab) => tab.move('B', END),
		result: 'C D E F A B',
	},
	{
		name: 'S3 two blocks to the end stay whole',
		one: (tab) => tab.move('AB', END),
		two: (tab) => tab.move('CD', END),
		result: 'E F A B C D',
	},
	{
		name: 'S4 archiving the anchor does not move what hangs on it',
		one: (tab) => tab.move('A', tab.below('D')),
		two: (tab) => tab.do(archiveItem(tab.item('D'))),
		result: 'B C A E F',
	},
	{
		name: 'S6 an edit and a move of one item both hold',
		one: (tab) => tab.move('A', END),
		two: (tab) => tab.do(editText(tab.item('A'), ItemField.TITLE, 'a')),
		result: 'B C D E F a',
	},
	{
		name: 'S7 gap is where the author saw it',
		one: (tab) => tab.move('A', tab.below('C')),
		two: (tab) => tab.move('C', END),
		result: 'B A D E F C',
	},
	{
		name: 'S8 gap beside a dead slot is still a gap',
		one: (tab) => tab.move('C', END),
		two: (tab) => tab.move('A', tab.below('C')),
		result: 'B A D E F C',
	},
	{
		name: 'S10 runs written downwards from one row stay together',
		one: (tab) => {
			tab.insert('X1', tab.below('A'))
			tab.insert('X2', tab.below('A'))
		},
		two: (tab) => {
			tab.insert('Y1', tab.below('A'))
			tab.insert('Y2', tab.below('A'))
		},
		result: 'A X2 X1 Y2 Y1 B C D E F',
	},
	{
		name: 'S11 the last to say top is on top',
		one: (tab) => {
			for (const title of 'BCDEF') tab.move(title, TOP)
		},
		two: (tab) => tab.move('F', TOP),
		result: 'F E D C B A',
	},
	{
		name: 'S12 the later move takes a member out of a block',
		one: (tab) => tab.move('BCD', TOP),
		two: (tab) => tab.move('C', END),
		result: 'B D A E F C',
	},
	{
		name: 'S13 an item inserted between members stays in its gap',
		one: (tab) => tab.move('BC', END),
		two: (tab) => tab.insert('X', tab.below('B')),
		result: 'A X D E F B C',
	},
	{
		name: 'S14 moves of one person build on each other in flight',
		one: (tab) => {
			tab.move('A', END)
			tab.move('B', tab.below('A'))
			tab.move('A', TOP)
		},
		two: (tab) => tab.move('C', TOP),
		result: 'C A D E F B',
	},
	{
		name: 'S15 below a row that goes to the top stays in the gap',
		one: (tab) => tab.move('A', tab.below('B')),
		two: (tab) => tab.move('B', TOP),
		result: 'B A C D E F',
	},
	{
		name: 'S16 two moves into one gap are in arrival order',
		one: (tab) => tab.move('E', tab.below('B')),
		two: (tab) => tab.move('F', tab.below('B')),
		result: 'A B E F C D',
	},
	{
		name: 'S17 inserts on both sides of an archived row keep their gaps',
		one: (tab) => tab.insert('X', tab.below('B')),
		two: (tab) => {
			tab.do(archiveItem(tab.item('B')))
			tab.insert('Y', tab.below('A'))
		},
		result: 'A Y X C D E F',
	},
]

const SEEDS = ['one by one at the end', 'one by one at the top', 'as one block'] as const

describe.each(SEEDS)('the worked examples on a list made %s', (seed) => {
	test.each(examples)('$name', ({ one, two, result }) => {
		const { room, one: first, two: second } = roomWithTwoTabs(seed)
		one(first)
		two(second)

		expect(meet(room, first, second)).toBe(result)
		expect(titles(first.replica.state)).toBe(result)
		expect(titles(second.replica.state)).toBe(result)
	})

	test('S5 a move of an archived item is where it comes back', () => {
		for (const archiveFirst of [false, true]) {
			const { room, one, two } = roomWithTwoTabs(seed)
			one.move('A', END)
			two.do(archiveItem(two.item('A')))
			const archived = archiveFirst ? meet(room, two, one) : meet(room, one, two)
			expect(archived).toBe('B C D E F')

			const { archivedAt } = two.replica.state.items.get(two.item('A'))!
			two.do(restoreItem(two.item('A'), archivedAt))
			expect(meet(room, two, one)).toBe('B C D E F A')
			expect(titles(one.replica.state)).toBe('B C D E F A')
		}
	})

	test('S9 an edit of an archived item is kept', () => {
		const { room, one, two } = roomWithTwoTabs(seed)
		one.do(editText(one.item('A'), ItemField.TITLE, 'a'))
		two.do(archiveItem(two.item('A')))

		expect(meet(room, one, two)).toBe('B C D E F')
		expect(one.replica.state.items.get(one.item('a'))?.archivedAt).toBe(room.seq)
	})

	test('S18 two runs into one gap stay together in every sequencing', () => {
		for (const schedule of ['1122', '1212', '1221', '2112', '2121', '2211']) {
			const { room, one, two } = roomWithTwoTabs(seed)
			one.insert('X1', one.below('A'))
			one.insert('X2', one.below('X1'))
			two.insert('Y1', two.below('A'))
			two.insert('Y2', two.below('Y1'))
			sequence(room, one, two, schedule)

			const order = titles(room.state)
			expect(order).toContain('X1 X2')
			expect(order).toContain('Y1 Y2')
			expect(titles(one.replica.state)).toBe(order)
			expect(titles(two.replica.state)).toBe(order)
			if (schedule === '1212') expect(order).toBe('A X1 X2 Y1 Y2 B C D E F')
		}
	})
})

test('a right neighbour that is not right of the left one is ignored', () => {
	const { one } = roomWithTwoTabs('one by one at the top')
	const { slots } = one.replica.state
	const spot = spotOf(slots, gapOf(one.slot('D'), one.slot('B')))
	expect(spot.left.key).toBe(one.slot('D'))
	expect(spot.anchor).toBe(one.slot('D'))
})

test('a new slot hangs where its younger neighbour hangs', () => {
	const { one } = roomWithTwoTabs('one by one at the end')
	const { slots } = one.replica.state
	one.insert('X', one.below('A'))
	const [a, x] = [one.slot('A'), one.slot('X')]
	const rightIsYounger = spotOf(slots, gapOf(a, x))
	const leftIsYounger = spotOf(slots, gapOf(x, one.slot('B')))

	expect(rightIsYounger).toMatchObject({ left: { key: a }, anchor: '' })
	expect(leftIsYounger).toMatchObject({ left: { key: x }, anchor: x })
})

test('with one neighbour gone the other decides, with both gone the first known fallback', () => {
	const { one } = roomWithTwoTabs()
	const { slots } = one.replica.state
	const [b, d] = [one.slot('B'), one.slot('D')]
	expect(spotOf(slots, gapOf('77.1.0', d)).left.key).toBe(one.slot('C'))
	expect(spotOf(slots, gapOf(b, '77.1.0')).left.key).toBe(b)
	expect(spotOf(slots, gapOf('77.1.0', '77.2.0', ['77.3.0', b])).left.key).toBe(b)
	expect(spotOf(slots, gapOf('77.1.0', '77.2.0')).left.key).toBe(one.slot('F'))
})

function gapOf(left: string, right: string, fallbacks: readonly string[] = []) {
	const gap = { left: idOf(left), right: idOf(right), fallbacks: fallbacks.map(idOf) }
	return create(PlaceSchema, { where: { case: 'gap', value: create(GapSchema, gap) } })
}

function sequence(room: FakeRoom, one: FakeTab, two: FakeTab, schedule: string): void {
	for (const who of schedule) {
		const tab = who === '1' ? one : two
		room.decide(tab.made.shift()!, tab.actor)
	}
	one.hear(room)
	two.hear(room)
}
