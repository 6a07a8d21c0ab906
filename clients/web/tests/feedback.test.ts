// Upvotes, taking back, checks: what shows at once, what the server's answers and beats make of it.
import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import {
	addIncrement,
	checkIncrement,
	giveFeedback,
	retractFeedback,
	setDefinitionOfDone,
	upvoteFeedback,
} from '../sdk/drafts'
import { MineSchema, UpvotesSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { CheckList, FeedbackKind, FeedbackState } from '../sdk/gen/reviewd/v1/meeting_pb'
import { MemoryStore } from '../sdk/deviceStore'
import { idOf, keyFor, NO_ID } from '../sdk/id'
import { Outbox } from '../sdk/outbox'
import { takeMine, takeUpvotes } from '../sdk/ownViews'
import { Replica } from '../sdk/replica'
import { Views } from '../sdk/views'
import { withoutArrived } from '../app/review/arrived'
import type { Feedback } from '../sdk/model'
import { shownUpvotes, sortedFeedback } from '../app/review/upvotes'
import { roomWithTwoTabs } from './fakeRoom'

const SAID = keyFor(2, 9, 0)
const GIVEN = { review: keyFor(7, 1, 0), increment: NO_ID, kind: FeedbackKind.IDEA }
const TEXT = {
	...{ title: 'Map', summary: '', item: NO_ID, done: true, presenter: '', demoLink: '' },
	criteria: [{ text: 'Works offline', met: false }],
}

function upvoted(replica: Replica, views: Views, ...keys: string[]): void {
	takeMine(replica, views, create(MineSchema, { upvoted: keys.map(idOf) }))
}

function beat(replica: Replica, views: Views, count: number, full = false): void {
	const feedback = [{ feedback: idOf(SAID), count }]
	takeUpvotes(replica, views, create(UpvotesSchema, { full, feedback }))
}

describe('upvotes', () => {
	test('one’s own counts at once, and not twice when the beat has it', () => {
		const { one } = roomWithTwoTabs()
		const views = new Views()
		const { replica } = one
		const shown = () =>
			shownUpvotes(views.upvotes.get().get(SAID), replica.state.ownUpvotes.get(SAID))
		beat(replica, views, 3, true)
		one.do(upvoteFeedback(SAID, true))
		expect(shown()).toEqual({ count: 4, up: true, pending: true })
		replica.settle(1, 1)
		upvoted(replica, views, SAID)
		expect(shown()).toEqual({ count: 4, up: true, pending: false })
		beat(replica, views, 4)
		expect(shown()).toEqual({ count: 4, up: true, pending: false })
		one.do(upvoteFeedback(SAID, false))
		expect(shown()).toEqual({ count: 3, up: false, pending: true })
	})

	test('a refused one is taken off again', () => {
		const { one } = roomWithTwoTabs()
		one.do(upvoteFeedback(SAID, true))
		one.replica.settle(1, 1)
		expect(shownUpvotes(undefined, one.replica.state.ownUpvotes.get(SAID)).count).toBe(0)
	})

	test('one taken back in another tab is taken back here', () => {
		const { one } = roomWithTwoTabs()
		const views = new Views()
		upvoted(one.replica, views, SAID)
		upvoted(one.replica, views)
		expect(one.replica.state.ownUpvotes.get(SAID)).toEqual({ up: false, pending: false })
	})

	test('the order is by counts, the newer first among equals, and what was taken back last', () => {
		const { room, one } = roomWithTwoTabs()
		for (const text of ['a', 'b', 'c']) {
			room.decide(one.do(giveFeedback({ ...GIVEN, text, anonymous: false })), 1)
		}
		room.decide(one.do(retractFeedback(keyFor(1, 3, 0), false)), 1)
		one.hear(room)
		const all = one.replica.state.feedback.list()
		const counts = new Map([[keyFor(1, 1, 0), { count: 2, withOwn: false }]])
		const order = sortedFeedback(all, 'upvoted', counts).map(({ text }) => text)
		expect(order).toEqual(['a', 'b', ''])
		expect(sortedFeedback(all, 'newest', counts).map(({ text }) => text)).toEqual(['', 'b', 'a'])
	})
})

describe('taking back', () => {
	test('shows at once, without the text, and is pending until the server has it', () => {
		const { room, one } = roomWithTwoTabs()
		room.decide(one.do(giveFeedback({ ...GIVEN, text: 'Oops', anonymous: false })), 1)
		one.hear(room)
		const retract = one.do(retractFeedback(keyFor(1, 1, 0), false))
		expect(one.replica.state.feedback.list()).toMatchObject([
			{ text: '', retracted: true, pending: true },
		])
		room.decide(retract, 1)
		one.hear(room)
		expect(one.replica.state.feedback.list()).toMatchObject([{ retracted: true, pending: false }])
	})

	test('a refused one brings the text back', () => {
		const { room, one } = roomWithTwoTabs()
		room.decide(one.do(giveFeedback({ ...GIVEN, text: 'Stays', anonymous: false })), 1)
		one.hear(room)
		one.do(retractFeedback(keyFor(1, 1, 0), false))
		one.replica.settle(1, 2)
		expect(one.replica.state.feedback.list()).toMatchObject([{ text: 'Stays', retracted: false }])
	})

	test('upvotes and whatever is anonymous come from the sealed actor', () => {
		const outbox = new Outbox(new MemoryStore(), 'lease', new Replica())
		const lease = (actor: number) => ({ $typeName: 'reviewd.v1.ActorLease' as const, actor })
		outbox.welcome({ ...lease(5), lastCounter: 0 }, { ...lease(6), lastCounter: 0 }, undefined)
		const actorOf = (draft: Parameters<Outbox['make']>[0]) => outbox.make(draft, 0, false).actor
		expect(actorOf(upvoteFeedback(SAID, true))).toBe(6)
		expect(actorOf(retractFeedback(SAID, true))).toBe(6)
		expect(actorOf(retractFeedback(SAID, false))).toBe(5)
	})

	test('which anonymous feedback is one’s own is known from the server alone', () => {
		const views = new Views()
		const mine = create(MineSchema, { anonymousFeedback: [idOf(SAID)] })
		takeMine(new Replica(), views, mine)
		expect(views.ownAnonymous.get()).toEqual(new Set([SAID]))
	})
})

describe('increments', () => {
	test('get the Definition of Done of the moment, also one that is still on its way', () => {
		const { room, one } = roomWithTwoTabs()
		one.do(setDefinitionOfDone(['Reviewed']))
		expect(one.replica.state.definitionOfDone).toEqual({ checks: ['Reviewed'], pending: true })
		one.do(addIncrement(keyFor(7, 1, 0), TEXT))
		for (const operation of one.made) room.decide(operation, 1)
		one.hear(room)
		expect(one.replica.state.definitionOfDone).toEqual({ checks: ['Reviewed'], pending: false })
		const expected = [{ text: 'Reviewed', met: false, pending: false }]
		expect(one.replica.state.increments.list()[0]?.definitionOfDone).toEqual(expected)
	})

	test('a refused Definition of Done leaves the one before', () => {
		const { one } = roomWithTwoTabs()
		one.do(setDefinitionOfDone(['Reviewed']))
		one.replica.settle(1, 1)
		expect(one.replica.state.definitionOfDone).toEqual({ checks: [], pending: false })
	})

	test('a tick shows at once and is marked on its own line, of its own list', () => {
		const { room, one } = roomWithTwoTabs()
		room.decide(one.do(setDefinitionOfDone(['Reviewed', 'Staged'])), 1)
		room.decide(one.do(addIncrement(keyFor(7, 1, 0), TEXT)), 1)
		one.hear(room)
		const increment = () => one.replica.state.increments.list()[0]!
		const tick = one.do(checkIncrement(increment().key, CheckList.DEFINITION_OF_DONE, 1, true))
		expect(increment().definitionOfDone).toMatchObject([
			{ met: false, pending: false },
			{ met: true, pending: true },
		])
		expect(increment().criteria).toMatchObject([{ met: false, pending: false }])
		room.decide(tick, 1)
		one.hear(room)
		expect(increment().definitionOfDone[1]).toMatchObject({ met: true, pending: false })
		room.decide(one.do(checkIncrement(increment().key, CheckList.CRITERIA, 0, true)), 1)
		one.hear(room)
		expect(increment().criteria[0]).toMatchObject({ met: true })
	})
})

describe('anonymous feedback on its way', () => {
	const said = (key: string, fields: Partial<Feedback> = {}): Feedback => ({
		...{ key, ...GIVEN, text: 'Too slow', anonymous: true, author: 0, timeMs: 0 },
		...{ retracted: false, pending: false, fatePending: false },
		...{ state: FeedbackState.NEW, stateBefore: FeedbackState.NEW, reason: '' },
		...{ answer: '', answeredBy: 0, mergedInto: '', item: '', saidIn: '' },
		...fields,
	})
	const keys = (feedback: readonly Feedback[], own: readonly string[] = []) =>
		withoutArrived(feedback, new Set(own)).map(({ key }) => key)

	test('gives way to itself once it has arrived', () => {
		const mine = said('mine', { pending: true })
		expect(keys([mine])).toEqual(['mine'])
		expect(keys([said('arrived'), mine])).toEqual(['arrived'])
	})

	test('stays beside another text, another kind and what has a name', () => {
		const mine = said('mine', { pending: true })
		const others = [
			said('text', { text: 'Too fast' }),
			said('kind', { kind: FeedbackKind.RISK }),
			said('named', { anonymous: false, author: 3 }),
		]
		expect(keys([...others, mine])).toEqual(['text', 'kind', 'named', 'mine'])
	})

	test('said twice, the second stays until it has arrived too', () => {
		const again = said('again', { pending: true })
		expect(keys([said('first'), again], ['first'])).toEqual(['first', 'again'])
		const twice = [said('first', { pending: true }), again]
		expect(keys([said('arrived'), ...twice])).toEqual(['arrived', 'again'])
	})

	test('what is being taken back stays', () => {
		const back = said('back', { pending: true, retracted: true, text: '' })
		expect(keys([said('other', { retracted: true, text: '' }), back])).toEqual(['other', 'back'])
	})
})
