// What the order does beyond moves (docs/SPEC.md, C23 to C46), through two replicas that predict their
// own operations and a room that sequences them. What a page predicts alone is what comes.
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { addIncrement, archiveItem, editText, moveItems } from '../sdk/drafts'
import { placeOf } from '../sdk/gap'
import {
	GapSchema,
	ItemField,
	PlaceSchema,
	ProposalState,
	StalePolicy,
	Zone,
	type Place,
} from '../sdk/gen/reviewd/v1/backlog_pb'
import type { MoveItems } from '../sdk/gen/reviewd/v1/operation_pb'
import { keyFor } from '../sdk/id'
import {
	applyProposal,
	mergeItem,
	proposeOrder,
	redo,
	rejectProposal,
	setStalePolicy,
	splitItem,
	undo,
} from '../sdk/itemDrafts'
import { meet, roomWithTwoTabs, titles, type FakeRoom, type FakeTab } from './fakeRoom'

const TOP = { at: 'top' } as const
const END = { at: 'end' } as const
const part = (title: string) => ({ title, description: '', estimate: 0 })
const shown = (tab: FakeTab) => titles(tab.replica.state)

// Decides what a tab has made; it hears nothing yet.
function decide(room: FakeRoom, ...tabs: readonly FakeTab[]): void {
	for (const tab of tabs) for (const one of tab.made.splice(0)) room.decideAll(one, tab.actor)
}

// What the tab shows of its own operation is what the room makes of it.
function agree(room: FakeRoom, tab: FakeTab, order: string): void {
	expect(shown(tab)).toBe(order)
	decide(room, tab)
	tab.hear(room)
	expect(titles(room.state)).toBe(order)
	expect(shown(tab)).toBe(order)
}

describe('split and merge', () => {
	test('C23 the second part goes directly below the first, also when that is archived', () => {
		const { room, one } = roomWithTwoTabs()
		one.do(archiveItem(one.item('C')))
		one.do(splitItem(one.item('C'), part('X')))
		agree(room, one, 'A B X D E F')
		expect(one.replica.state.items.get(one.item('X'))?.slot).toBe(keyFor(1, 2, 0))
	})

	test('C24 a merged item leaves the list, and increments that named it name the other', () => {
		const { room, one, two } = roomWithTwoTabs()
		const fields = {
			title: 'I',
			summary: '',
			done: true,
			presenter: '',
			demoLink: '',
			criteria: [],
		}
		one.do(addIncrement('7.1.0', { ...fields, item: one.item('A') }))
		const [a, b, c] = ['A', 'B', 'C'].map((title) => one.item(title))
		one.do(mergeItem(a!, b!))
		one.do(mergeItem(b!, c!))
		agree(room, one, 'C D E F')
		two.hear(room)
		for (const { state } of [one.replica, two.replica]) {
			expect(state.aliases.get(a!)).toMatchObject({ into: c })
			expect(state.increments.list()).toMatchObject([{ item: c }])
		}
	})

	test('C24 aliases are left out of blocks, and changes of an alias show nothing', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.do(mergeItem(one.item('B'), one.item('F')))
		decide(room, one)
		two.hear(room)
		two.move('ABC', END)
		two.do(editText(two.item('B'), ItemField.TITLE, 'b'))
		two.do(archiveItem(two.item('B')))
		agree(room, two, 'D E F A C')
		expect(two.replica.state.items.get(two.item('B'))?.archivedAt).toBe(0)
	})

	test('C25 C26 a merge in a circle and a split of an alias predict nothing', () => {
		const { one } = roomWithTwoTabs()
		const [a, b] = [one.item('A'), one.item('B')]
		one.do(mergeItem(a, b))
		one.do(mergeItem(b, a))
		one.do(splitItem(a, part('X')))
		expect(shown(one)).toBe('B C D E F')
	})
})

describe('sort', () => {
	test('S19/C39 an insert during a sort keeps its gap', () => {
		for (const sortFirst of [true, false]) {
			const { room, one, two } = roomWithTwoTabs()
			one.sort('FEDCBA')
			two.insert('X', two.below('B'))
			const order = sortFirst ? meet(room, one, two) : meet(room, two, one)
			expect(order).toBe('F E X D C B A')
			expect([shown(one), shown(two)]).toEqual([order, order])
		}
	})

	test('C38 without concurrency a sort is exactly the requested order', () => {
		const { room, one } = roomWithTwoTabs()
		one.sort('CAFBED')
		agree(room, one, 'C A F B E D')
	})

	test('C38 rows that are not listed keep their places', () => {
		const { room, one } = roomWithTwoTabs()
		one.sort('ECA')
		agree(room, one, 'E B C D A F')
	})

	test('C38 a row that was moved meanwhile is kept, and the page knows before it is told', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.move('A', END)
		two.sort('FEDCBA')
		decide(room, one)
		two.replica.takeEvents(room.since(two.replica.seq))
		agree(room, two, 'F E D C B A')
		const kept = room.log.at(-1)?.body
		expect(kept?.case === 'itemsSorted' && kept.value.kept).toHaveLength(1)
		expect(two.slot('A').split('.')[0]).toBe('1')
		expect(two.slot('B')).toBe(keyFor(2, 1, 4))
	})

	test('C38 an own earlier move is not concurrent', () => {
		const { room, one } = roomWithTwoTabs()
		one.move('A', END)
		one.sort('ABCDEF')
		agree(room, one, 'A B C D E F')
	})

	test('C38 what an actor did that this one succeeds is not concurrent either', () => {
		for (const succeeds of [false, true]) {
			const { room, one, two } = roomWithTwoTabs()
			if (succeeds) two.replica.ownActors.add(1)
			one.move('A', END)
			two.sort('ABCDEF')
			decide(room, one)
			two.replica.takeEvents(room.since(two.replica.seq))
			expect(shown(two)).toBe(succeeds ? 'A B C D E F' : 'B C D E F A')
		}
	})

	test('C40 the later of two sorts is the order', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.sort('FEDCBA')
		two.sort('BADCFE')
		expect(meet(room, one, two)).toBe('B A D C F E')
		expect([shown(one), shown(two)]).toEqual(['B A D C F E', 'B A D C F E'])
	})
})

describe('undo and redo', () => {
	test('C41 a stack of own undos works, in flight too', () => {
		const { room, one } = roomWithTwoTabs()
		const moves = [one.move('A', END), one.move('A', one.below('C')), one.move('A', TOP)]
		const orders = ['B C A D E F', 'B C D E F A', 'A B C D E F']
		for (const [i, move] of moves.reverse().entries()) {
			one.do(undo(move))
			expect(shown(one)).toBe(orders[i])
		}
		agree(room, one, 'A B C D E F')
		expect(one.slot('A')).toBe(keyFor(9, 1, 0))
	})

	test('C41 never takes away what somebody else did since, and shows that at once', () => {
		const { room, one, two } = roomWithTwoTabs()
		const mine = one.move('A', END)
		decide(room, one)
		two.hear(room)
		two.move('A', two.below('C'))
		decide(room, two)
		one.hear(room)
		one.do(undo(mine))
		agree(room, one, 'B C A D E F')
	})

	test('C42 goes back to the old slot, not the old index', () => {
		const { room, one, two } = roomWithTwoTabs()
		const mine = one.move('C', END)
		decide(room, one)
		two.hear(room)
		two.move('AB', END)
		decide(room, two)
		one.hear(room)
		one.do(undo(mine))
		agree(room, one, 'C D E F A B')
	})

	test('C43 of a block each member that nobody placed since goes back, and of a sort all', () => {
		const { room, one, two } = roomWithTwoTabs()
		const block = one.move('ABC', END)
		decide(room, one)
		two.hear(room)
		two.move('B', TOP)
		decide(room, two)
		one.hear(room)
		one.do(undo(block))
		agree(room, one, 'B A C D E F')
		one.do(undo(one.sort('FEDCBA')))
		agree(room, one, 'B A C D E F')
	})

	test('C43 undo of an insert and of a split archives what it added', () => {
		const { room, one } = roomWithTwoTabs()
		one.do(undo(one.insertBlock(['X', 'Y'], TOP)))
		one.do(undo(one.do(splitItem(one.item('A'), part('Z')))))
		agree(room, one, 'A B C D E F')
		const archived = ['X', 'Y', 'Z'].map((title) => one.replica.state.items.get(one.item(title)))
		expect(archived.every((item) => item?.archivedAt !== 0)).toBe(true)
	})

	test('C43 what of an insert is archived already is left as it is', () => {
		const { room, one } = roomWithTwoTabs()
		const insert = one.insertBlock(['X', 'Y'], TOP)
		one.do(archiveItem(one.item('X')))
		decide(room, one)
		one.hear(room)
		const archivedAt = one.replica.state.items.get(one.item('X'))?.archivedAt
		one.do(undo(insert))
		agree(room, one, 'A B C D E F')
		expect(one.replica.state.items.get(one.item('X'))?.archivedAt).toBe(archivedAt)
	})

	test('C44 redo is the move again in its own slot, and only while it was not moved since', () => {
		const { room, one, two } = roomWithTwoTabs()
		const move = one.move('AC', END)
		const slot = one.slot('A')
		one.do(undo(move))
		one.do(redo(move))
		agree(room, one, 'B D E F A C')
		expect(one.slot('A')).toBe(slot)
		one.do(undo(move))
		decide(room, one)
		one.hear(room)
		two.hear(room)
		two.move('A', two.below('D'))
		decide(room, two)
		one.hear(room)
		one.do(redo(move))
		agree(room, one, 'B D A E F C')
	})
})

describe('made offline', () => {
	test('C32 a move of what another person moved since yields, others of the block apply', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.move('B', TOP)
		decide(room, one)
		two.do({ body: { case: 'moveItems', value: blockOf(two, 'AB') } }, { queuedOffline: true })
		expect(shown(two)).toBe('C D E F A B')
		two.replica.takeEvents(room.since(two.replica.seq))
		expect(shown(two)).toBe('B C D E F A')
		agree(room, two, 'B C D E F A')
	})

	test('C32 an undo yields too, member by member', () => {
		const { room, one, two } = roomWithTwoTabs()
		const block = two.move('AB', END)
		decide(room, two)
		two.hear(room)
		one.hear(room)
		const there = one.move('B', one.below('C'))
		one.do(undo(there))
		two.do(undo(block), { queuedOffline: true })
		expect(shown(two)).toBe('A B C D E F')
		decide(room, one)
		two.replica.takeEvents(room.since(two.replica.seq))
		agree(room, two, 'A C D E F B')
	})

	test('C32 not where the product’s rule is to apply, nor for what was made on what stands', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.do(setStalePolicy(StalePolicy.APPLY))
		one.move('B', TOP)
		decide(room, one)
		two.do({ body: { case: 'moveItems', value: blockOf(two, 'B') } }, { queuedOffline: true })
		two.replica.takeEvents(room.since(two.replica.seq))
		expect(two.replica.state.stalePolicy).toBe(StalePolicy.APPLY)
		agree(room, two, 'A C D E F B')
	})
})

describe('atomic groups', () => {
	test('C46 one that will be rejected leaves nothing of its group, and others alone', () => {
		const { one } = roomWithTwoTabs()
		one.move('F', TOP)
		one.do({ body: { case: 'moveItems', value: blockOf(one, 'A') } }, { atomicGroup: 3 })
		one.do(mergeItem('77.1.0', one.item('B')), { atomicGroup: 3 })
		one.move('E', TOP)
		expect(shown(one)).toBe('E F A B C D')
	})
})

describe('proposals', () => {
	test('all moves at once, later ones beside the places of earlier ones', () => {
		const { room, one, two } = roomWithTwoTabs()
		const slots = two.replica.state.slots
		const own = keyFor(2, 1, 0)
		const below = placeOf(slots, two.below('C'))
		const gap = { left: { actor: 2, counter: 1, k: 0 }, fallbacks: [] }
		two.do(
			proposeOrder(
				[
					{ items: [two.item('A')], place: below },
					{ items: [two.item('B')], place: placeOfGap(gap) },
				],
				'First things last',
			),
		)
		decide(room, two)
		one.hear(room)
		expect(one.replica.state.proposals.get(own)).toMatchObject({
			author: 2,
			comment: 'First things last',
			state: ProposalState.OPEN,
		})
		one.do(applyProposal(own))
		agree(room, one, 'C A B D E F')
		expect(one.replica.state.proposals.get(own)?.state).toBe(ProposalState.APPLIED)
		one.do(undo({ actor: 1, counter: one.counter }))
		agree(room, one, 'A B C D E F')
	})

	test('is stale once somebody else touched an item of it, and then needs to be meant', () => {
		const { room, one, two } = roomWithTwoTabs()
		const place = placeOf(two.replica.state.slots, { at: 'end' })
		two.do(proposeOrder([{ items: [two.item('A')], place }], ''))
		decide(room, two)
		const own = keyFor(2, 1, 0)
		two.hear(room)
		two.move('B', TOP)
		two.move('A', TOP)
		decide(room, two)
		one.hear(room)
		expect(one.replica.state.proposals.get(own)?.staleBy).toBe(0)
		one.move('A', one.below('D'))
		decide(room, one)
		one.hear(room)
		two.hear(room)
		for (const tab of [one, two]) {
			expect(tab.replica.state.proposals.get(own)?.staleBy).toBe(room.seq)
		}
		one.do(undo({ actor: 1, counter: 1 }))
		decide(room, one)
		one.hear(room)
		expect(one.replica.state.proposals.get(own)?.staleBy).toBe(room.seq)
		one.do(applyProposal(own))
		expect(shown(one)).toBe('A B C D E F')
		one.do(applyProposal(own, true))
		expect(shown(one)).toBe('B C D E F A')
		one.do(rejectProposal(own, 'no'))
		expect(one.replica.state.proposals.get(own)?.state).toBe(ProposalState.APPLIED)
	})

	test('a rejected one says why', () => {
		const { room, one, two } = roomWithTwoTabs()
		const place = placeOf(two.replica.state.slots, { at: 'end' })
		two.do(proposeOrder([{ items: [two.item('A')], place }], ''))
		decide(room, two)
		one.hear(room)
		one.do(rejectProposal(keyFor(2, 1, 0), 'Not now'))
		decide(room, one)
		two.hear(room)
		const expected = { state: ProposalState.REJECTED, reason: 'Not now', moves: [] }
		expect(two.replica.state.proposals.get(keyFor(2, 1, 0))).toMatchObject(expected)
	})
})

function blockOf(tab: FakeTab, block: string): MoveItems {
	const { body } = moveItems(
		[...block].map((title) => tab.item(title)),
		placeOf(tab.replica.state.slots, END),
	)
	if (body.case !== 'moveItems') throw new Error('not a move')
	return body.value
}

function placeOfGap(gap: MessageInitShape<typeof GapSchema>): Place {
	const where = { case: 'gap', value: create(GapSchema, gap) } as const
	return create(PlaceSchema, { zone: Zone.ORDERED, where })
}
