// Every outcome with a reason, in words that say what happened, by whom and when, and what can be done.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Client } from '../sdk/client'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { ErrorCode } from '../sdk/gen/reviewd/v1/error_pb'
import { FeedbackKind, FeedbackState, Role } from '../sdk/gen/reviewd/v1/meeting_pb'
import { OutcomeReason } from '../sdk/gen/reviewd/v1/outcome_pb'
import { addItems, editText, giveFeedback, moveItems } from '../sdk/drafts'
import {
	applyProposal,
	mergeItem,
	rejectProposal,
	sortItems,
	splitItem,
	undo,
} from '../sdk/itemDrafts'
import { triageFeedback } from '../sdk/flowDrafts'
import { placeOf } from '../sdk/gap'
import { ItemField } from '../sdk/gen/reviewd/v1/backlog_pb'
import { addAction } from '../sdk/goalDrafts'
import { NO_ID } from '../sdk/id'
import type { Notice, Standing } from '../sdk/notice'
import type { Draft } from '../sdk/outbox'
import { pendingFrom } from '../sdk/pending'
import { Views } from '../sdk/views'
import { roomWithTwoTabs, type FakeRoom, type FakeTab } from './fakeRoom'

// The catalogue chooses its language when it is loaded.
vi.stubGlobal('navigator', { languages: ['en'] })
const { tellNotice } = await import('../app/notice/tellNotice')
const { applyAgain } = await import('../app/notice/applyAgain')
const { wroteIn } = await import('../app/notice/wrote')

let room: FakeRoom
let one: FakeTab
let two: FakeTab
let client: Client
let sent: Draft[]

beforeEach(() => {
	;({ room, one, two } = roomWithTwoTabs())
	sent = []
	const views = new Views()
	const is = { guest: false, removed: false, muted: false, group: '' }
	const person = { ...is, role: Role.PRODUCT_OWNER }
	views.people.set([
		{ ...person, participant: 1, name: 'Ada' },
		{ ...person, participant: 2, name: 'Bob' },
	])
	views.me.set({ participant: 1, role: Role.PRODUCT_OWNER, name: 'Ada', muted: false })
	const submit = (draft: Draft) => sent.push(draft)
	client = { views, replica: one.replica, submit } as unknown as Client
})

const bob: Standing = { seq: 7, author: 2, timeMs: 1_000 }
const nobody: Standing = { seq: 0, author: 0, timeMs: 0 }
const part = { title: 'X', description: '', estimate: 0 }

function mine(draft: Draft, more: { queuedOffline?: boolean } = {}) {
	return pendingFrom(one.do(draft, more), false)
}

function superseded(draft: Draft, reason: OutcomeReason, by = bob, item = one.item('A')): Notice {
	return { id: 1, kind: 'superseded', mine: mine(draft), item, more: 0, reason, by }
}

function told(notice: Notice): string {
	const { what, more } = tellNotice(client, notice)
	return `${what} ${more}`.replaceAll(/\d\d:\d\d:\d\d( [AP]M)?/g, 'T')
}

const move = () => moveItems([one.item('A')], placeOf(one.replica.state.slots, { at: 'end' }))
const sort = () =>
	sortItems(
		Zone.ORDERED,
		[...'FEDCBA'].map((title) => one.item(title)),
	)
const edit = () => editText(one.item('A'), ItemField.TITLE, 'A')

describe('superseded', () => {
	test.each([
		[
			edit,
			OutcomeReason.STALE,
			'edit of A',
			'You made it offline. Meanwhile Bob changed the same thing at T.',
		],
		[
			() => mergeItem(one.item('A'), one.item('B')),
			OutcomeReason.STALE,
			'merge of A',
			'You made it offline. Meanwhile Bob changed the item that would go, at T.',
		],
		[
			sort,
			OutcomeReason.CHANGED_SINCE,
			'sort of A',
			'Bob moved every row of it meanwhile, last at T.',
		],
		[
			() => applyProposal('2.1.0'),
			OutcomeReason.STALE,
			'applying of the proposal',
			'It is stale: Bob moved, archived or merged an item of it at T.',
		],
		[
			() => applyProposal('2.1.0'),
			OutcomeReason.CHANGED_SINCE,
			'applying of the proposal',
			'Bob decided about it first, at T.',
		],
		[
			() => rejectProposal('2.1.0', 'no'),
			OutcomeReason.CHANGED_SINCE,
			'rejection of the proposal',
			'Bob decided about it first, at T.',
		],
		[
			() => undo({ actor: 1, counter: 1 }),
			OutcomeReason.CHANGED_SINCE,
			'undo of A',
			'Bob changed it since, at T.',
		],
	] as const)('%#: says who, when and what (C32, C41)', (draft, reason, what, why) => {
		const item = what.endsWith('proposal') ? NO_ID : one.item('A')
		expect(told(superseded(draft(), reason, bob, item))).toBe(
			`Your ${what} was not applied. ${why}`,
		)
	})

	test('C41 what is not kept any more is said without a name', () => {
		const notice = superseded(undo({ actor: 1, counter: 1 }), OutcomeReason.TOO_OLD, nobody)
		expect(told(notice)).toBe(
			'Your undo of A was not applied. Too much has happened since: the place it came from is not kept any more.',
		)
	})

	test('C24 a merged item is said with the item that stands, and leads there', () => {
		two.do(mergeItem(two.item('A'), two.item('D')))
		hear()
		const notice = superseded(edit(), OutcomeReason.MERGED_INTO)
		expect(told(notice)).toBe('Your edit of A was not applied. Bob merged the item into D at T.')
		expect(tellNotice(client, notice).into?.title).toBe('D')
	})

	test('C40 a sort over a sort is one notice, and mine can be done again', () => {
		const notice: Notice = {
			...{ id: 1, kind: 'superseded', mine: mine(sort()), item: one.item('F'), more: 5 },
			...{ reason: OutcomeReason.UNSPECIFIED, by: bob },
		}
		expect(told(notice)).toBe(
			'Your sort of F and 5 more was superseded. Bob changed it at T, just after yours.',
		)
		applyAgain(client, notice)?.apply()
		expect(sent[0]?.body).toMatchObject({ case: 'sortItems', value: { items: { length: 6 } } })
	})

	test('a stale proposal is applied anyway as one that is known to be stale', () => {
		const again = applyAgain(client, superseded(applyProposal('2.1.0'), OutcomeReason.STALE))
		expect(again?.anyway).toBe(true)
		again?.apply()
		expect(sent[0]?.body).toMatchObject({ case: 'applyProposal', value: { evenIfStale: true } })
	})
})

describe('applied with a difference', () => {
	const modified = (
		draft: Draft,
		reason: OutcomeReason,
		leftOut: readonly string[] = [],
	): Notice => ({
		...{ id: 1, kind: 'modified', mine: mine(draft), reason },
		leftOut: leftOut.map((title) => ({ item: one.item(title), by: bob })),
	})

	test.each([
		[() => splitItem(one.item('A'), part), OutcomeReason.ARCHIVED, /the new part is in the list/],
		[edit, OutcomeReason.ARCHIVED, /has your change when it is restored/],
		[move, OutcomeReason.ARCHIVED, /takes its new place when it is restored/],
		[move, OutcomeReason.DEGRADED, /put as near as possible/],
		[move, OutcomeReason.MEMBERS, /were left out/],
		[sort, OutcomeReason.KEPT, /stay where they put them/],
		[() => undo({ actor: 1, counter: 1 }), OutcomeReason.SKIPPED, /stay where they are/],
	] as const)('%#: says what is different (C10, C23, C38, C43)', (draft, reason, says) => {
		expect(told(modified(draft(), reason))).toMatch(says)
	})

	test('C38 rows that were kept are named with who put them there, and can be sorted too', () => {
		const notice = modified(sort(), OutcomeReason.KEPT, ['C', 'A'])
		expect(told(notice)).toBe(
			'Your sort was applied, with a difference. C stays where Bob put it at T; A stays where Bob put it at T.',
		)
		const again = applyAgain(client, notice)
		expect(again?.anyway).toBe(false)
		again?.apply()
		expect(sent).toHaveLength(1)
	})

	test('C24 what was merged is named with the item that stands', () => {
		two.do(mergeItem(two.item('C'), two.item('D')))
		hear()
		expect(told(modified(sort(), OutcomeReason.MEMBERS, ['C']))).toMatch(/C was merged into D\.$/)
	})
})

test('C25 a merge in a circle says who merged the other way round', () => {
	const [a, b] = [one.item('A'), one.item('B')]
	const rejected = { id: 1, kind: 'rejected', mine: mine(mergeItem(a, b)), text: '' } as const
	const code = ErrorCode.CYCLE
	expect(told({ ...rejected, code, by: bob })).toMatch(/Bob merged the other item into this one/)
	expect(told({ ...rejected, code, by: nobody })).toMatch(/another name of this one/)
})

describe('what somebody wrote', () => {
	const written = (kind: Notice['kind'], draft: Draft) =>
		wroteIn({ kind, mine: mine(draft) }, false)
	const declined = () => triageFeedback('1.9.0', FeedbackState.DECLINED, 'Not now')
	const feedback = () =>
		giveFeedback({
			...{ review: '1.9.0', increment: NO_ID, kind: FeedbackKind.IDEA },
			...{ text: 'The stairs', anonymous: true },
		})

	test('is given back when it was not taken, or nobody knows', () => {
		const a = one.item('A')
		for (const kind of ['rejected', 'unsure'] as const) {
			expect(written(kind, feedback())).toBe('The stairs')
			expect(written(kind, editText(a, ItemField.TITLE, 'B'))).toBe('B')
			const item = { title: 'Quay', description: 'Long', estimate: 3 }
			expect(written(kind, addItems([item], placeOf(one.replica.state.slots, { at: 'top' })))).toBe(
				'Quay\nLong',
			)
			expect(written(kind, undo({ actor: 1, counter: 1 }))).toBe('')
		}
		expect(written('modified', feedback())).toBe('')
	})

	test('is not asked for where there is another way back', () => {
		const edit = editText(one.item('A'), ItemField.TITLE, 'B')
		expect(wroteIn({ kind: 'superseded', mine: mine(edit) }, true)).toBe('')
		expect(written('rejected', addAction(NO_ID, { text: 'Call', owner: 0, due: '' }))).toBe('')
		expect(written('superseded', declined())).toBe('Not now')
	})
})

// The room hears what the other tab made, and both hear the room.
function hear(): void {
	for (const made of two.made.splice(0)) room.decideAll(made, two.actor)
	one.hear(room)
	two.hear(room)
}
