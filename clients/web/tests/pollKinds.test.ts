// Every kind of poll as a page knows it: what is sent, what shows before the server decides, what its
// events and its snapshot change.
import { create, toBinary } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { PollOpenedSchema } from '../sdk/gen/reviewd/v1/event_meeting_pb'
import { EventSchema } from '../sdk/gen/reviewd/v1/event_pb'
import { MineSchema } from '../sdk/gen/reviewd/v1/live_pb'
import {
	Consent,
	PollKind,
	PollState,
	Results,
	Role,
	Secrecy,
} from '../sdk/gen/reviewd/v1/meeting_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import { freeze, thaw } from '../sdk/freeze'
import { idOf, keyFor, NO_ID } from '../sdk/id'
import type { Poll, Selection } from '../sdk/model'
import { takeMine } from '../sdk/ownViews'
import {
	castBallot,
	closePoll,
	openPoll,
	setDots,
	voidPoll,
	type PollPlan,
} from '../sdk/pollDrafts'
import { isBallot } from '../sdk/pollKind'
import { Replica } from '../sdk/replica'
import { Views } from '../sdk/views'
import { roomWithTwoTabs } from './fakeRoom'
import { happen, INCREMENT, POLL, pollWith, REVIEW, texts } from './polled'

const PLAN: PollPlan = {
	question: 'Which?',
	kind: PollKind.DOTS,
	secrecy: Secrecy.NAMED,
	results: Results.LIVE,
	openForMs: 0,
	options: texts('A', 'B', 'C'),
	dots: 6,
}

const openedAs = (kind: PollKind, fields: object = {}) =>
	create(PollOpenedSchema, {
		poll: idOf(POLL),
		review: idOf(REVIEW),
		question: { plain: 'Which?' },
		kind,
		secrecy: Secrecy.NAMED,
		results: Results.LIVE,
		electorate: [1, 2, 3],
		...fields,
	})
const opened = (kind: PollKind, fields: object = {}) =>
	create(EventSchema, { body: { case: 'pollOpened', value: openedAs(kind, fields) } }).body

const OPTIONS = { options: ['A', 'B', 'C'].map((text) => ({ text: { plain: text } })) }
const DOTS = { ...OPTIONS, dots: 6, dotsPerOption: 4 }

// A page of participant 1 with that poll open.
function polled(kind: PollKind, fields: object = {}): Replica {
	const replica = new Replica()
	replica.me = 1
	happen(replica, opened(kind, fields))
	return replica
}

const poll = (replica: Replica) => replica.state.polls.get(POLL)!
const cast = (voter: number, says: object) =>
	create(EventSchema, {
		body: { case: 'ballotCast', value: { poll: idOf(POLL), voter, ...says } },
	}).body
const voided = create(EventSchema, {
	body: { case: 'pollVoided', value: { poll: idOf(POLL) } },
}).body
const dotsSet = (dots: number, dotsPerOption: number) =>
	create(EventSchema, {
		body: { case: 'dotsSet', value: { poll: idOf(POLL), dots, dotsPerOption } },
	}).body

describe('what is sent', () => {
	test('a poll on a review, with everything that its kind needs', () => {
		const more = { roles: [Role.DEVELOPER], quorum: 4, again: POLL, dotsPerOption: 2 }
		const options = [...texts('A'), { text: '', item: '1.5.0' }]
		const { body } = openPoll({ review: REVIEW }, { ...PLAN, ...more, options })
		expect(body.value).toMatchObject({
			review: idOf(REVIEW),
			question: 'Which?',
			kind: PollKind.DOTS,
			options: [{ text: 'A' }, { item: idOf('1.5.0') }],
			dots: 6,
			dotsPerOption: 2,
			roles: [Role.DEVELOPER],
			quorum: 4,
			again: idOf(POLL),
		})
		expect(body.value).not.toHaveProperty('increment')
	})

	test('a poll on an increment that asks for nothing special', () => {
		const { body } = openPoll({ increment: INCREMENT }, { ...PLAN, kind: PollKind.CONSENT })
		expect(body.value).toMatchObject({ increment: idOf(INCREMENT), roles: [], quorum: 0 })
		expect(body.value).not.toHaveProperty('review')
		expect(body.value).not.toHaveProperty('again')
	})

	test.each<[PollKind, Selection, object]>([
		[PollKind.CONSENT, [Consent.NO], { consent: Consent.NO }],
		[PollKind.FIST_OF_FIVE, [0], { fingers: 0 }],
		[PollKind.SCALE, [5], { selection: 5 }],
		[PollKind.CONFIDENCE, [1], { selection: 1 }],
		[PollKind.ROTI, [3], { selection: 3 }],
		[PollKind.SINGLE, [0], { selection: 0 }],
		[PollKind.MULTI, [2, 0], { choices: [0, 2] }],
		[PollKind.MULTI, [], { choices: [] }],
		[PollKind.DOTS, [0, 4, 2], { choices: [0, 4, 2] }],
		[PollKind.RANKING, [2, 0], { choices: [2, 0] }],
	])('C28 a ballot of kind %i that says %j', (kind, says, sent) => {
		expect(castBallot(POLL, kind, says).body.value).toMatchObject(sent)
	})

	test('declaring void has its reason, other dots their limit', () => {
		expect(voidPoll(POLL, 'Wrong question')).toMatchObject({ reason: 'Wrong question' })
		expect(setDots(POLL, 3, 0).body.value).toMatchObject({ dots: 3, dotsPerOption: 0 })
	})
})

describe('ballots that a poll takes', () => {
	const fits = (fields: Partial<Poll>, says: Selection) => isBallot(pollWith(fields), says)
	const three = texts('A', 'B', 'C')

	test('one number: within its kind, and one', () => {
		expect(fits({ kind: PollKind.FIST_OF_FIVE }, [0])).toBe(true)
		expect(fits({ kind: PollKind.SCALE }, [0])).toBe(false)
		expect(fits({ kind: PollKind.ROTI }, [6])).toBe(false)
		expect(fits({ kind: PollKind.CONSENT }, [])).toBe(false)
		expect(fits({ kind: PollKind.SINGLE, options: three }, [2])).toBe(true)
		expect(fits({ kind: PollKind.SINGLE, options: three }, [3])).toBe(false)
		expect(fits({ kind: PollKind.SINGLE, options: three }, [0, 1])).toBe(false)
	})

	test('several: each option once; a ranking names one at least', () => {
		expect(fits({ kind: PollKind.MULTI, options: three }, [])).toBe(true)
		expect(fits({ kind: PollKind.MULTI, options: three }, [0, 0])).toBe(false)
		expect(fits({ kind: PollKind.RANKING, options: three }, [])).toBe(false)
		expect(fits({ kind: PollKind.RANKING, options: three }, [2, 0])).toBe(true)
		expect(fits({ kind: PollKind.RANKING, options: three }, [3])).toBe(false)
	})

	test('C28 dots: one count an option, within both limits', () => {
		const dots = { kind: PollKind.DOTS, options: three, dots: 6, dotsPerOption: 4 }
		expect(fits(dots, [4, 2, 0])).toBe(true)
		expect(fits(dots, [0, 0, 0])).toBe(true)
		expect(fits(dots, [4, 2, 1])).toBe(false)
		expect(fits(dots, [5, 0, 0])).toBe(false)
		expect(fits(dots, [4, 2])).toBe(false)
	})
})

describe('prediction', () => {
	const subject = { review: REVIEW }

	test('a poll of every kind shows at once, with its options and dots, and nobody asked yet', () => {
		const { one } = roomWithTwoTabs()
		one.do(openPoll(subject, { ...PLAN, quorum: 2 }))
		expect(one.replica.state.polls.get(keyFor(1, 1, 0))).toMatchObject({
			...{ review: REVIEW, increment: NO_ID, kind: PollKind.DOTS, pending: true },
			...{ dots: 6, dotsPerOption: 6, quorum: 2, electorate: [], options: texts('A', 'B', 'C') },
		})
	})

	test('a ballot of several choices is one’s own and pending', () => {
		const { room, one } = roomWithTwoTabs()
		room.decide(one.do(openPoll(subject, { ...PLAN, kind: PollKind.RANKING })), 1)
		one.hear(room)
		one.do(castBallot(keyFor(1, 1, 0), PollKind.RANKING, [2, 0]))
		const expected = { choices: [2, 0], pending: true }
		expect(one.replica.state.ownBallots.get(keyFor(1, 1, 0))).toEqual(expected)
	})

	test('declaring void shows at once with its reason, and comes back when it is refused', () => {
		const { room, one } = roomWithTwoTabs()
		const key = keyFor(1, 1, 0)
		room.decide(one.do(openPoll(subject, PLAN)), 1)
		one.hear(room)
		const { counter } = one.do(voidPoll(key, 'Wrong question'))
		const now = () => one.replica.state.polls.get(key)
		const gone = { state: PollState.VOID, voidReason: 'Wrong question', pending: true }
		expect(now()).toMatchObject({ ...gone, voidedBy: 1 })
		one.replica.settle(1, counter)
		expect(now()).toMatchObject({ state: PollState.OPEN, voidReason: '', pending: false })
	})

	test('other dots show at once, and a vote above them shows nothing', () => {
		const { room, one } = roomWithTwoTabs()
		const key = keyFor(1, 1, 0)
		room.decide(one.do(openPoll(subject, PLAN)), 1)
		one.hear(room)
		one.do(setDots(key, 2, 0))
		expect(one.replica.state.polls.get(key)).toMatchObject({
			...{ dots: 2, dotsPerOption: 2, dotsPending: true, pending: false },
		})
		one.do(castBallot(key, PollKind.DOTS, [3, 0, 0]))
		expect(one.replica.state.ownBallots.get(key)).toBeUndefined()
		one.do(castBallot(key, PollKind.DOTS, [1, 1, 0]))
		expect(one.replica.state.ownBallots.get(key)?.choices).toEqual([1, 1, 0])
	})

	test('what the server will refuse shows nothing: asking again what is open, dots of a closed one', () => {
		const { room, one } = roomWithTwoTabs()
		const key = keyFor(1, 1, 0)
		room.decide(one.do(openPoll(subject, PLAN)), 1)
		one.hear(room)
		one.do(openPoll(subject, { ...PLAN, again: key }))
		expect(one.replica.state.polls.size).toBe(1)
		one.do(closePoll(key))
		one.do(setDots(key, 1, 0))
		expect(one.replica.state.polls.get(key)).toMatchObject({ dots: 6, state: PollState.CLOSED })
	})

	test('C30 G9 closing and declaring void guess no result', () => {
		const replica = polled(PollKind.DOTS, DOTS)
		happen(replica, cast(2, { choices: [4, 2, 0] }), '', 2n)
		const { one } = roomWithTwoTabs()
		one.do(openPoll(subject, PLAN))
		one.do(closePoll(keyFor(1, 1, 0)))
		expect(one.replica.state.polls.get(keyFor(1, 1, 0))?.tally).toBeNull()
		one.do(voidPoll(keyFor(1, 1, 0), 'No'))
		expect(one.replica.state.polls.get(keyFor(1, 1, 0))?.tally).toBeNull()
	})
})

describe('events', () => {
	test('a poll knows its options, dots, quorum, and what it asks again', () => {
		const item = { options: [{ text: { plain: 'A' } }, { item: idOf('1.5.0') }] }
		const replica = polled(PollKind.DOTS, { ...DOTS, ...item, quorum: 3, again: idOf('7.8.0') })
		expect(poll(replica)).toMatchObject({
			...{ review: REVIEW, increment: NO_ID, quorum: 3, again: '7.8.0', dots: 6, dotsPerOption: 4 },
			options: [
				{ text: 'A', item: NO_ID },
				{ text: '', item: '1.5.0' },
			],
		})
	})

	test('a poll on an increment is one of the increment’s review', () => {
		const replica = new Replica()
		const increment = { increment: idOf(INCREMENT), review: idOf(REVIEW) }
		const added = { body: { case: 'incrementAdded', value: increment } } as const
		happen(replica, create(EventSchema, added).body)
		const on = { increment: idOf(INCREMENT) }
		happen(replica, opened(PollKind.SCALE, { ...on, review: undefined }), '', 2n)
		expect(poll(replica)).toMatchObject({ review: REVIEW, increment: INCREMENT })
	})

	test('C28 a later ballot replaces the earlier, of whichever kind', () => {
		const dots = polled(PollKind.DOTS, DOTS)
		happen(dots, cast(2, { choices: [4, 0, 0] }), '', 2n)
		happen(dots, cast(2, { choices: [0, 1, 0] }), '', 3n)
		expect(poll(dots).ballots).toEqual(new Map([[2, [0, 1, 0]]]))
		const several = polled(PollKind.MULTI, OPTIONS)
		happen(several, cast(2, { choices: [0, 1] }), '', 2n)
		happen(several, cast(2, { choices: [] }), '', 3n)
		expect(poll(several).ballots).toEqual(new Map([[2, []]]))
		const single = polled(PollKind.SINGLE, OPTIONS)
		happen(single, cast(2, { selection: 0 }), '', 2n)
		expect(poll(single).ballots).toEqual(new Map([[2, [0]]]))
	})

	test('fewer dots take some from those who gave more, one’s own hidden ballot included', () => {
		const replica = polled(PollKind.DOTS, DOTS)
		happen(replica, cast(2, { choices: [4, 1, 1] }), '', 2n)
		const ballots = [{ poll: idOf(POLL), choices: [0, 2, 4] }]
		takeMine(replica, new Views(), create(MineSchema, { ballots }))
		happen(replica, dotsSet(5, 3), '', 3n)
		expect(poll(replica)).toMatchObject({ dots: 5, dotsPerOption: 3, dotsPending: false })
		expect(poll(replica).ballots).toEqual(new Map([[2, [3, 1, 1]]]))
		const own = { choices: [0, 2, 3], pending: false }
		expect(replica.state.ownBallots.get(POLL)).toEqual(own)
	})

	test('a result that was said has places and pairs', () => {
		const replica = polled(PollKind.RANKING, OPTIONS)
		const counts = [
			{ selection: 0, ballots: 2, place: 1 },
			{ selection: 2, ballots: 1, place: 2 },
		]
		const tally = { counts, ballots: 3, electorate: 3, preferred: [0, 2, 1, 0] }
		const closed = { poll: idOf(POLL), tally }
		happen(replica, create(EventSchema, { body: { case: 'pollClosed', value: closed } }).body)
		expect(poll(replica).tally).toEqual({
			counts: new Map([
				[0, { ballots: 2, dots: 0, place: 1 }],
				[2, { ballots: 1, dots: 0, place: 2 }],
			]),
			ballots: 3,
			entered: 0,
			preferred: [0, 2, 1, 0],
		})
	})

	test('G9 a poll that was declared void says why and by whom, and keeps no vote and no result', () => {
		const replica = polled(PollKind.SINGLE, OPTIONS)
		happen(replica, cast(2, { selection: 1 }), '', 2n)
		takeMine(replica, new Views(), create(MineSchema, { ballots: [{ poll: idOf(POLL) }] }))
		happen(replica, voided, 'Wrong question', 3n)
		expect(poll(replica)).toMatchObject({
			...{ state: PollState.VOID, voidReason: 'Wrong question', voidedBy: 3, tally: null },
			...{ sinceMs: 5_000, pending: false },
		})
		expect(poll(replica).ballots.size).toBe(0)
		expect(replica.state.ownBallots.get(POLL)).toBeUndefined()
	})

	test('events on a poll that is not known change nothing', () => {
		const replica = new Replica()
		for (const body of [voided, dotsSet(2, 2), cast(1, { selection: 1 })]) happen(replica, body)
		expect(replica.state.polls.size).toBe(0)
	})
})

describe('what is not in the events', () => {
	test.each<[PollKind, object, Selection]>([
		[PollKind.SINGLE, {}, [0]],
		[PollKind.SCALE, { selection: 4 }, [4]],
		[PollKind.MULTI, {}, []],
		[PollKind.MULTI, { choices: [1] }, [1]],
		[PollKind.RANKING, { choices: [2, 1] }, [2, 1]],
	])('one’s own ballot of kind %i', (kind, says, choices) => {
		const replica = polled(kind, OPTIONS)
		const ballots = [{ poll: idOf(POLL), ...says }]
		takeMine(replica, new Views(), create(MineSchema, { ballots }))
		expect(replica.state.ownBallots.get(POLL)).toEqual({ choices, pending: false })
	})

	const chunk = (state: PollState, fields: object) => {
		const view = { opened: openedAs(PollKind.DOTS, DOTS), state, ...fields }
		const meeting = { polls: [view] }
		return toBinary(RowChunkSchema, create(RowChunkSchema, { meeting }))
	}

	test('a snapshot has a poll with its ballots, and a result only of what is over', () => {
		const counts = [{ selection: 0, ballots: 1, dots: 4 }]
		const tally = { counts, ballots: 1, electorate: 3 }
		const ballots = [{ voter: 2, choices: [4, 0, 0] }]
		for (const state of [PollState.OPEN, PollState.CLOSED]) {
			const replica = new Replica()
			replica.takeSnapshot([chunk(state, { tally, ballots })], 9)
			expect(poll(replica).ballots).toEqual(new Map([[2, [4, 0, 0]]]))
			const said = { counts: new Map([[0, { ballots: 1, dots: 4, place: 0 }]]), ballots: 1 }
			if (state === PollState.OPEN) expect(poll(replica).tally).toBeNull()
			else expect(poll(replica).tally).toMatchObject(said)
		}
	})

	test('a snapshot keeps one’s own ballot, less what it lost, and none in a void poll', () => {
		const replica = polled(PollKind.DOTS, { ...DOTS, dots: 9, dotsPerOption: 9 })
		const ballots = [{ poll: idOf(POLL), choices: [9, 0, 0] }]
		takeMine(replica, new Views(), create(MineSchema, { ballots }))
		replica.takeSnapshot([chunk(PollState.OPEN, {})], 9)
		expect(replica.state.ownBallots.get(POLL)?.choices).toEqual([4, 0, 0])
		replica.takeSnapshot([chunk(PollState.VOID, {})], 10)
		expect(replica.state.ownBallots.get(POLL)).toBeUndefined()
	})

	test('what a device keeps of a poll comes back as it was', () => {
		const replica = polled(PollKind.DOTS, DOTS)
		happen(replica, cast(2, { choices: [4, 0, 0] }), '', 2n)
		happen(replica, voided, 'Wrong question', 3n)
		const kept = structuredClone(freeze(replica.confirmed()))
		expect(thaw(kept).polls.get(POLL)).toEqual(poll(replica))
	})
})
