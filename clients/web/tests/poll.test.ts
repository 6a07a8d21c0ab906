// Polls as a page knows them: what shows before the server decides, what it is told and when.
import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { EventSchema, type Event } from '../sdk/gen/reviewd/v1/event_pb'
import { MineSchema, ParticipationSchema, PollResultsSchema } from '../sdk/gen/reviewd/v1/live_pb'
import {
	Consent,
	PollKind,
	PollState,
	Results,
	Role,
	Secrecy,
} from '../sdk/gen/reviewd/v1/meeting_pb'
import { applyBody } from '../sdk/apply'
import { causeOf } from '../sdk/cause'
import { idOf, keyFor } from '../sdk/id'
import type { Poll, Tally } from '../sdk/model'
import { takeMine, takeParticipation, takePollResults } from '../sdk/ownViews'
import { castBallot, closePoll, openPoll } from '../sdk/pollDrafts'
import { ProductState } from '../sdk/productState'
import { Replica } from '../sdk/replica'
import { Views } from '../sdk/views'
import { countdown } from '../app/parts/times'
import { lowVotes, spreadOf } from '../app/review/spread'
import { shownTally } from '../app/review/tally'
import { roomWithTwoTabs } from './fakeRoom'

const POLL = keyFor(7, 1, 0)
const PLAN = { question: 'Ship it?', kind: PollKind.FIST_OF_FIVE, openForMs: 60_000 }

function apply(replica: Replica, body: Event['body'], seq = 1n): void {
	const event = create(EventSchema, { seq, timeMs: 5_000n, author: 3, body })
	replica.withConfirmed((state) => {
		applyBody(state, causeOf(event), event.body)
	})
}

// A replica with one open poll, in which 1, 2 and 3 may vote.
function polled(secrecy: Secrecy, results: Results): Replica {
	const replica = new Replica()
	replica.me = 1
	const { body } = create(EventSchema, {
		body: {
			case: 'pollOpened',
			value: {
				poll: idOf(POLL),
				increment: idOf(keyFor(7, 2, 0)),
				question: { plain: 'Ship it?' },
				kind: PollKind.FIST_OF_FIVE,
				secrecy,
				results,
				electorate: [1, 2, 3],
				deadlineMs: 90_000n,
			},
		},
	})
	apply(replica, body)
	return replica
}

function tallyOf(...scores: number[]): Tally {
	const took = (score: number) => scores.filter((one) => one === score).length
	const counts = new Map(
		[0, 1, 2, 3, 4, 5].map((score) => [score, { ballots: took(score), dots: 0, place: 0 }]),
	)
	return { counts, ballots: scores.length, entered: 0, preferred: [] }
}

const poll = (replica: Replica) => replica.state.polls.get(POLL)!
const shown = (one: Poll, told?: Tally) => shownTally(one, told, new ProductState())

describe('prediction', () => {
	test('an opened poll shows at once, without the deadline that only the server knows', () => {
		const { one } = roomWithTwoTabs()
		const sight = { secrecy: Secrecy.NAMED, results: Results.LIVE }
		one.do(openPoll({ increment: keyFor(7, 2, 0) }, { ...PLAN, ...sight }))
		const expected = { kind: PollKind.FIST_OF_FIVE, deadlineMs: 0, pending: true, electorate: [] }
		expect(one.replica.state.polls.get(keyFor(1, 1, 0))).toMatchObject(expected)
	})

	test('a fist of zero fingers is a vote', () => {
		const { one } = roomWithTwoTabs()
		const made = one.do(castBallot(POLL, PollKind.FIST_OF_FIVE, [0]))
		expect(made.body.value).toMatchObject({ fingers: 0 })
		expect(one.replica.state.ownBallots.get(POLL)).toEqual({ choices: [0], pending: true })
	})

	test('closing a poll that shows results after one’s own vote guesses no result', () => {
		const { room, one } = roomWithTwoTabs()
		const sight = { secrecy: Secrecy.NAMED, results: Results.AFTER_OWN_VOTE }
		room.decide(one.do(openPoll({ increment: keyFor(7, 2, 0) }, { ...PLAN, ...sight })), 1)
		one.hear(room)
		one.do(closePoll(keyFor(1, 1, 0)))
		const closed = one.replica.state.polls.get(keyFor(1, 1, 0))!
		expect(closed).toMatchObject({ state: PollState.CLOSED, tally: null, pending: true })
		expect(shown(closed)).toBeNull()
		expect(shown(closed, tallyOf(4))).toEqual(tallyOf(4))
	})
})

describe('events', () => {
	test('a poll knows its kind and when the server closes it', () => {
		const replica = polled(Secrecy.NAMED, Results.LIVE)
		expect(poll(replica)).toMatchObject({ kind: PollKind.FIST_OF_FIVE, deadlineMs: 90_000 })
	})

	test('a poll closed by its deadline says so, and brings tally and ballots', () => {
		const replica = polled(Secrecy.NAMED, Results.AFTER_OWN_VOTE)
		const tally = { counts: [{ selection: 4, ballots: 1 }], ballots: 1, electorate: 3 }
		const ballots = [{ voter: 2, selection: 4 }]
		const fields = { poll: idOf(POLL), tally, byDeadline: true, ballots }
		const { body } = create(EventSchema, { body: { case: 'pollClosed', value: fields } })
		apply(replica, body, 2n)
		expect(poll(replica)).toMatchObject({ byDeadline: true, ballots: new Map([[2, [4]]]) })
		expect(shown(poll(replica))?.counts.get(4)?.ballots).toBe(1)
	})

	test('closing keeps the ballots that were shown as they came', () => {
		const replica = polled(Secrecy.NAMED, Results.LIVE)
		const cast = { poll: idOf(POLL), voter: 2, selection: 5 }
		apply(replica, create(EventSchema, { body: { case: 'ballotCast', value: cast } }).body, 2n)
		const closed = { poll: idOf(POLL) }
		apply(replica, create(EventSchema, { body: { case: 'pollClosed', value: closed } }).body, 3n)
		expect(poll(replica).ballots).toEqual(new Map([[2, [5]]]))
		expect(poll(replica).byDeadline).toBe(false)
	})
})

describe('what the server tells outside the events', () => {
	test('a hidden poll shows no result, an after-own-vote poll the one this person was told', () => {
		const views = new Views()
		const hidden = poll(polled(Secrecy.MASKED, Results.ON_REVEAL))
		const after = poll(polled(Secrecy.NAMED, Results.AFTER_OWN_VOTE))
		expect(shown(after, views.ownResults.get().get(POLL))).toBeNull()
		const row = { poll: idOf(POLL), tally: { counts: [{ selection: 3, ballots: 2 }], ballots: 2 } }
		takePollResults(views, create(PollResultsSchema, { polls: [row] }))
		expect(shown(after, views.ownResults.get().get(POLL))?.counts.get(3)?.ballots).toBe(2)
		expect(shown(hidden, views.ownResults.get().get(POLL))).toBeNull()
	})

	test('names of voters stay known when the same beat’s count without names comes after', () => {
		const views = new Views()
		const beat = (voters: number[]) => {
			const row = { poll: idOf(POLL), voted: 2, voters }
			takeParticipation(views, create(ParticipationSchema, { polls: [row] }))
		}
		beat([1, 3])
		beat([])
		expect(views.voted.get().get(POLL)).toEqual({ voted: 2, voters: [1, 3], entered: [] })
	})

	test('for those who lead a new count waits for its names, whichever frame comes first', () => {
		const views = new Views()
		views.me.set({ participant: 1, role: Role.SCRUM_MASTER, name: 'Sven', muted: false })
		const beat = (voted: number, voters: number[]) => {
			const row = { poll: idOf(POLL), voted, voters }
			takeParticipation(views, create(ParticipationSchema, { polls: [row] }))
			return views.voted.get().get(POLL)
		}
		expect(beat(1, [])).toEqual({ voted: 1, voters: [], entered: [] })
		expect(beat(1, [3])).toEqual({ voted: 1, voters: [3], entered: [] })
		expect(beat(2, [])).toEqual({ voted: 1, voters: [3], entered: [] })
		expect(beat(2, [1, 3])).toEqual({ voted: 2, voters: [1, 3], entered: [] })
		views.me.set({ participant: 1, role: Role.DEVELOPER, name: 'Sven', muted: false })
		expect(beat(3, [])).toEqual({ voted: 3, voters: [1, 3], entered: [] })
	})

	test('a beat that says what the one before said tells nobody', () => {
		const views = new Views()
		let told = 0
		views.voted.subscribe(() => {
			told += 1
		})
		for (const voters of [[1], [], [1], [], [1, 3], []]) {
			const row = { poll: idOf(POLL), voted: voters.includes(3) || told > 1 ? 2 : 1, voters }
			takeParticipation(views, create(ParticipationSchema, { polls: [row] }))
		}
		expect(told).toBe(2)
		expect(views.voted.get().get(POLL)).toEqual({ voted: 2, voters: [1, 3], entered: [] })
	})

	test('own ballots are taken as the server says, below those still on their way', () => {
		const { one } = roomWithTwoTabs()
		const views = new Views()
		one.do(castBallot(POLL, PollKind.CONSENT, [Consent.NO]))
		const ballots = [{ poll: idOf(POLL), selection: Consent.YES }]
		takeMine(one.replica, views, create(MineSchema, { ballots }))
		const own = () => one.replica.state.ownBallots.get(POLL)
		expect(own()).toEqual({ choices: [Consent.NO], pending: true })
		one.replica.settle(1, 1)
		expect(own()).toEqual({ choices: [Consent.YES], pending: false })
	})
})

describe('spread', () => {
	test('is said from three votes on', () => {
		expect(spreadOf(tallyOf(1, 5))).toBeNull()
		expect(spreadOf(tallyOf(1, 5, 5))).toEqual({ low: 1, median: 5, high: 5 })
	})

	test('names scores that were given, never one between', () => {
		expect(spreadOf(tallyOf(5, 4, 2, 4))).toEqual({ low: 2, median: 4, high: 4 })
		expect(spreadOf(tallyOf(0, 0, 5, 5))).toEqual({ low: 0, median: 0, high: 5 })
		expect(spreadOf(tallyOf(3, 3, 3, 3, 3))).toEqual({ low: 3, median: 3, high: 3 })
	})

	test('two fingers or fewer ask what is missing', () => {
		expect(lowVotes(tallyOf(5, 3, 2, 1, 0, 0))).toBe(4)
	})
})

test('a countdown has minutes and two digits of seconds', () => {
	expect([125, 60, 9, 0].map(countdown)).toEqual(['2:05', '1:00', '0:09', '0:00'])
})
