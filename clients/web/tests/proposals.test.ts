// Trying an order, and looking at one beside today's: what is sent of a draft is what came of it.
import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { compare, LINES_MAX, movedBetween, type Line } from '../app/sort/comparison'
import { sorted, withSorted } from '../app/sort/sorting'
import {
	countMoves,
	movedRows,
	movesFrom,
	suggestedMoves,
	withMoves,
	type DraftMove,
} from '../app/proposals/orderDraft'
import type { RowTarget } from '../app/backlog/held'
import { applyBody } from '../sdk/apply'
import { PROPOSALS_MAX } from '../sdk/applyProposal'
import {
	OrderProposedSchema,
	ProposalRejectedSchema,
	type Event,
} from '../sdk/gen/reviewd/v1/event_pb'
import { ProductState } from '../sdk/productState'
import { applyProposal, mergeItem, proposeOrder, splitItem } from '../sdk/itemDrafts'
import { ProposalState, Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { idOf, keyFor } from '../sdk/id'
import type { Item, Proposal } from '../sdk/model'
import { listed, standingOf } from '../app/proposals/proposalState'
import { whyStale } from '../app/proposals/whyStale'
import { decidedByOthers } from '../sdk/proposalNews'
import { orderWith } from '../sdk/predictProposal'
import { archiveItem } from '../sdk/drafts'
import { roomWithTwoTabs, titles, type FakeRoom, type FakeTab } from './fakeRoom'

const rows = (keys: string) => [...keys].map((key) => ({ key, title: key, ref: '' }) as Item)
const text = (items: readonly Item[]) => items.map(({ title }) => title).join('')
const move = (items: string, target: RowTarget): DraftMove => ({ items: [...items], target })
const below = (item: string): RowTarget => ({ at: 'below', item })

function drafted(today: readonly Item[], ...moves: readonly DraftMove[]) {
	const draft = withMoves(today, moves)
	const moved = movedRows(today, draft, moves)
	return { draft, moved, order: text(draft), keys: [...moved].sort().join('') }
}

describe('a draft', () => {
	test('is moves over the list as it is, one after another', () => {
		const first = move('E', { at: 'top' })
		const second = move('AB', below('D'))
		expect(drafted(rows('ABCDEF'), first, second)).toMatchObject({ order: 'ECDABF', keys: 'ABE' })
	})

	test('stays right while others move rows, and leaves out what is gone', () => {
		const moves = [move('E', { at: 'top' }), move('A', below('D')), move('X', { at: 'top' })]
		expect(drafted(rows('ADCBEF'), ...moves).order).toBe('EDACBF')
		expect(drafted(rows('ABCEF'), ...moves).order).toBe('EABCF')
	})

	test('what was put back is not moved', () => {
		const there = move('B', { at: 'end' })
		expect(drafted(rows('ABCD'), there, move('B', below('A')))).toMatchObject({
			order: 'ABCD',
			keys: '',
		})
	})

	test('what its author took is what is moved, also of two neighbours', () => {
		expect(drafted(rows('ABCD'), move('B', { at: 'top' })).keys).toBe('B')
		expect(drafted(rows('ABCD'), move('A', below('B'))).keys).toBe('A')
	})

	test('rows that stand together are one move', () => {
		const { draft, moved } = drafted(
			rows('ABCDEF'),
			move('A', { at: 'end' }),
			move('B', below('A')),
		)
		expect(countMoves(draft, moved)).toBe(1)
	})

	test('is read back as it was kept, and nothing else is', () => {
		const moves = [move('AB', below('C')), move('D', { at: 'top' })]
		expect(movesFrom(JSON.stringify(moves))).toEqual(moves)
		for (const wrong of [
			'',
			'{}',
			'[{}]',
			'[{"items":["A"],"target":{"at":"below"}}]',
			'nonsense',
		]) {
			expect(movesFrom(wrong)).toEqual([])
		}
	})
})

function decide(room: FakeRoom, ...tabs: readonly FakeTab[]): void {
	for (const tab of tabs) for (const one of tab.made.splice(0)) room.decideAll(one, tab.actor)
	for (const tab of tabs) tab.hear(room)
}

// What `tab` proposes by those moves of rows by their titles.
function propose(tab: FakeTab, ...moves: readonly DraftMove[]): void {
	const named = moves.map(({ items, target }) => ({
		items: items.map((title) => tab.item(title)),
		target: 'item' in target ? { ...target, item: tab.item(target.item) } : target,
	}))
	const today = tab.replica.state.itemsInOrder(Zone.ORDERED, [])
	const draft = withMoves(today, named)
	const moved = movedRows(today, draft, named)
	tab.do(proposeOrder(suggestedMoves(tab.replica.state.slots, draft, moved), ''))
}

describe('sent as a proposal', () => {
	test.each([
		['E C D A B F', [move('E', { at: 'top' }), move('AB', below('D'))]],
		['B C D E F A', [move('A', { at: 'end' })]],
		['C B A D E F', [move('A', below('C')), move('B', below('C'))]],
		['F E D C B A', [...'BCDEF'].map((one) => move(one, { at: 'top' }))],
	])('applied at once, it makes the draft: %s', (order, moves) => {
		const { room, one, two } = roomWithTwoTabs()
		propose(two, ...moves)
		decide(room, two, one)
		one.hear(room)
		expect(titles(room.state)).toBe('A B C D E F')
		const proposal = one.replica.state.proposals.get(keyFor(2, 1, 0))!
		const with_ = orderWith(one.replica.state, proposal)
		expect(text(with_!.ordered)).toBe(order.replaceAll(' ', ''))
		expect(titles(one.replica.state), 'looking changes nothing').toBe('A B C D E F')
		one.do(applyProposal(proposal.key))
		decide(room, one)
		expect(titles(room.state)).toBe(order)
	})

	test('a row below which something is put keeps hidden ones behind both', () => {
		const { room, one, two } = roomWithTwoTabs()
		two.do(archiveItem(two.item('B')))
		propose(two, move('F', below('A')))
		decide(room, two, one)
		one.hear(room)
		one.do(applyProposal(keyFor(2, 2, 0)))
		decide(room, one)
		expect(titles(room.state)).toBe('A F C D E')
	})

	test('the preview knows what was put in since', () => {
		const { room, one, two } = roomWithTwoTabs()
		propose(two, move('F', { at: 'top' }))
		decide(room, two, one)
		one.do(splitItem(one.item('A'), { title: 'X', description: '', estimate: 0 }))
		decide(room, one)
		const proposal = one.replica.state.proposals.get(keyFor(2, 1, 0))!
		expect(text(orderWith(one.replica.state, proposal)!.ordered)).toBe('FAXBCDE')
	})
})

describe('a sort', () => {
	const item = (title: string, estimate: number, ref: string) =>
		({ key: title, title, estimate, ref }) as Item
	const list = [
		item('pear', 3, 'HB-10'),
		item('Apple', 0, 'HB-9'),
		item('fig', 8, ''),
		item('apple', 3, 'HB-100'),
	]

	test('by points, title or reference; what has none comes last, equals keep their order', () => {
		const by = (...how: readonly [Parameters<typeof sorted>[1], 'up' | 'down']) =>
			sorted(list, ...how)
				.map(({ title }) => title)
				.join(' ')
		expect(by('estimate', 'up')).toBe('pear apple fig Apple')
		expect(by('estimate', 'down')).toBe('fig pear apple Apple')
		expect(by('title', 'up')).toBe('Apple apple fig pear')
		expect(by('ref', 'up')).toBe('Apple pear apple fig')
		expect(by('ref', 'down')).toBe('apple pear Apple fig')
	})

	test('rows that are not sorted keep their places', () => {
		const all = rows('ABCDEF')
		expect(text(withSorted(all, rows('ECA')))).toBe('EBCDAF')
	})
})

describe('two orders beside each other', () => {
	const told = (lines: readonly Line[]) =>
		lines.map((line) => (line.kind === 'fold' ? `(${line.count})` : line.item.title)).join('')

	test('rows that go nowhere are folded, their neighbours are not', () => {
		const today = rows('ABCDEFGHIJ')
		const found = compare(today, rows('JABCDEFGHI'), new Set('J'))
		expect(told(found.proposed)).toBe('JA(8)')
		expect(told(found.today)).toBe('(8)IJ')
		expect(found).toMatchObject({ moved: 1, changed: 10 })
		expect(found.proposed[0]).toMatchObject({ place: 1, other: 10, moved: true })
	})

	test('a single row is shown, not folded', () => {
		const found = compare(rows('ABCDEFG'), rows('CABDGEF'), new Set('CG'))
		expect(told(found.proposed)).toBe('CABDGEF')
	})

	test('thousands are folded at the end', () => {
		const keys = Array.from({ length: 5_000 }, (_, i) => String.fromCodePoint(0x4e00 + i))
		const today = rows(keys.join(''))
		const proposed = [...today].reverse()
		const found = compare(today, proposed, movedBetween(today, proposed))
		expect(found.proposed).toHaveLength(LINES_MAX + 1)
		expect(found.proposed.at(-1)).toEqual({ kind: 'fold', first: 81, count: 4_920 })
	})

	test.each([
		['ABCDEF', 'ABCDEF', ''],
		['ABCDEF', 'FABCDE', 'F'],
		['ABCDEF', 'BCADEF', 'A'],
		['ABCDEF', 'AEBCFD', 'DE'],
	])('the fewest rows are moved: %s to %s', (today, proposed, moved) => {
		expect([...movedBetween(rows(today), rows(proposed))].sort().join('')).toHaveLength(
			moved.length,
		)
	})
})

describe('decided proposals', () => {
	test('G4 are kept up to the limit, and the one that was decided first goes', () => {
		const state = new ProductState()
		let seq = 0
		const apply = (body: Event['body']) => {
			seq += 1
			const cause = { seq, actor: 0, counter: 0, author: 1, timeMs: 0, reason: '' }
			applyBody(state, { ...cause, pending: false }, body)
		}
		const id = (counter: number) => ({ proposal: idOf(keyFor(2, counter, 0)) })
		const propose = (counter: number) => {
			apply({ case: 'orderProposed', value: create(OrderProposedSchema, id(counter)) })
		}
		const takeBack = (counter: number) => {
			apply({ case: 'proposalRejected', value: create(ProposalRejectedSchema, id(counter)) })
		}
		const kept = (counter: number) => state.proposals.get(keyFor(2, counter, 0)) !== undefined
		for (const counter of [1, 2, 3]) propose(counter)
		for (const counter of [3, 2]) takeBack(counter)
		for (let counter = 4; counter <= PROPOSALS_MAX; counter += 1) {
			propose(counter)
			takeBack(counter)
		}
		expect(state.proposals.size).toBe(PROPOSALS_MAX)
		expect(kept(3)).toBe(true)

		propose(PROPOSALS_MAX + 1)

		expect(state.proposals.size).toBe(PROPOSALS_MAX)
		expect([1, 2, 3, PROPOSALS_MAX + 1].map(kept)).toEqual([true, true, false, true])
	})
})

describe('proposals, listed', () => {
	const proposal = {
		key: '2.1.0',
		author: 2,
		items: new Set(),
		state: ProposalState.OPEN,
	} as Partial<Proposal> as Proposal
	const base = { ...proposal, staleBy: 0, decider: 0, reason: '', decidedBy: 0 }

	test('stand as people call it, and the last decided comes first', () => {
		const decided = (key: string, fields: Partial<Proposal>) => ({ ...base, key, ...fields })
		const all = [
			base,
			decided('a', { state: ProposalState.APPLIED, decidedBy: 5, decider: 1 }),
			decided('b', { state: ProposalState.REJECTED, decidedBy: 9, decider: 1, reason: 'no' }),
			decided('c', { state: ProposalState.REJECTED, decidedBy: 7, decider: 2 }),
			decided('d', { staleBy: 4 }),
		]
		const { open, decided: past } = listed(all)
		expect(open.map(standingOf)).toEqual(['stale', 'open'])
		expect(past.map(standingOf)).toEqual(['rejected', 'takenBack', 'applied'])
	})

	test('their author hears what others decided, and not what they did themselves', () => {
		const now = (fields: Partial<Proposal>) => [{ ...base, ...fields }]
		const applied = now({ state: ProposalState.APPLIED, decider: 1 })
		expect(decidedByOthers([base], applied, 2)).toEqual(['2.1.0'])
		expect(decidedByOthers([base], applied, 3)).toEqual([])
		expect(decidedByOthers(applied, [...applied], 2)).toEqual([])
		expect(decidedByOthers([base], now({ state: ProposalState.REJECTED, decider: 2 }), 2)).toEqual(
			[],
		)
	})

	test('stale ones say what was done to which item', () => {
		const { room, one, two } = roomWithTwoTabs()
		const { state } = one.replica
		const hear = () => {
			decide(room, two)
			one.hear(room)
		}
		const of = (title: string) => ({
			...base,
			staleBy: room.seq,
			items: new Set([one.item(title)]),
		})
		two.move('A', two.below('C'))
		hear()
		expect(whyStale(state, of('A'))).toMatchObject({ did: 'moved', item: { title: 'A' } })
		two.do(archiveItem(two.item('B')))
		hear()
		expect(whyStale(state, of('B'))).toMatchObject({ did: 'archived', item: { title: 'B' } })
		two.do(mergeItem(two.item('C'), two.item('D')))
		hear()
		expect(whyStale(state, of('C'))).toMatchObject({ did: 'merged', item: { title: 'C' } })
		expect(whyStale(state, of('F'))).toMatchObject({ did: 'touched', item: undefined })
	})
})
