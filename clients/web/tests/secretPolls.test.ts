// Unlinkable polls as a page knows them, and ballots that are entered for people in the room.
import { create, toBinary } from '@bufbuild/protobuf'
import { describe, expect, test, vi } from 'vitest'
import {
	BallotEnteredSchema,
	PollClosedSchema,
	PollOpenedSchema,
	PollRevealedSchema,
	PollVoidedSchema,
} from '../sdk/gen/reviewd/v1/event_meeting_pb'
import type { Event } from '../sdk/gen/reviewd/v1/event_pb'
import { MineSchema, ParticipationSchema } from '../sdk/gen/reviewd/v1/live_pb'
import {
	Consent,
	PollKind,
	PollState,
	Results,
	Role,
	Secrecy,
} from '../sdk/gen/reviewd/v1/meeting_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import { MemoryStore } from '../sdk/deviceStore'
import { idOf, keyFor } from '../sdk/id'
import { Outbox } from '../sdk/outbox'
import { takeMine, takeParticipation } from '../sdk/ownViews'
import { castBallot, enterBallot, withdrawBallot } from '../sdk/pollDrafts'
import { stillCast } from '../sdk/pollKind'
import { Replica } from '../sdk/replica'
import { stateFromChunks } from '../sdk/snapshot'
import { tallyOf } from '../sdk/tally'
import { Views } from '../sdk/views'
import { FakeTab } from './fakeRoom'
import { ballots, happen, INCREMENT, POLL, pollWith } from './polled'
import { ProductState } from '../sdk/productState'

vi.stubGlobal('navigator', { languages: ['en'] })
const { emptyForm, formFrom, planOf } = await import('../app/review/pollForm')
const { powersOf } = await import('../app/parts/powers')

const ROSA = keyFor(8, 1, 0)

const opened = (secrecy: Secrecy, results: Results, kind = PollKind.CONSENT) => {
	const fields = { poll: idOf(POLL), increment: idOf(INCREMENT), kind, secrecy, results }
	const value = create(PollOpenedSchema, { ...fields, electorate: [1, 2, 3] })
	return { case: 'pollOpened', value } as const satisfies Event['body']
}
const entered = (name: string, selection: number, key = ROSA, withdrawn = false) => {
	const ballot = { entry: idOf(key), name: { plain: name }, selection, by: 3 }
	const value = create(BallotEnteredSchema, { poll: idOf(POLL), ballot, withdrawn })
	return { case: 'ballotEntered', value } as const satisfies Event['body']
}

describe('an unlinkable poll', () => {
	const mine = create(MineSchema, { ballots: [{ poll: idOf(POLL), selection: Consent.YES }] })
	const closed = {
		case: 'pollClosed',
		value: create(PollClosedSchema, { poll: idOf(POLL) }),
	} as const

	test('shows one’s own vote while it is open, and to nobody any more once it is closed', () => {
		const replica = new Replica()
		happen(replica, opened(Secrecy.UNLINKABLE, Results.ON_REVEAL))
		takeMine(replica, new Views(), mine)
		expect(replica.state.ownBallots.get(POLL)?.choices).toEqual([Consent.YES])
		happen(replica, closed)
		expect(replica.state.ownBallots.get(POLL)).toBeUndefined()
		const tally = { counts: [{ selection: 1, ballots: 3 }], ballots: 3, electorate: 3 }
		const value = create(PollRevealedSchema, { poll: idOf(POLL), tally })
		happen(replica, { case: 'pollRevealed', value })
		expect(replica.state.polls.get(POLL)?.ballots.size).toBe(0)
		expect(replica.state.polls.get(POLL)?.tally?.ballots).toBe(3)
	})

	test('of another kind keeps it, as before', () => {
		const replica = new Replica()
		happen(replica, opened(Secrecy.MASKED, Results.ON_REVEAL))
		takeMine(replica, new Views(), mine)
		happen(replica, closed)
		expect(replica.state.ownBallots.get(POLL)).toBeDefined()
	})

	test('that closed does not bring back a ballot that was known before', () => {
		const own = { choices: [1], pending: false }
		const poll = pollWith({ secrecy: Secrecy.UNLINKABLE, state: PollState.CLOSED })
		expect(stillCast(poll, own)).toBeUndefined()
		expect(stillCast(pollWith({ secrecy: Secrecy.UNLINKABLE }), own)).toEqual(own)
		// It did not arrive: that has to be said.
		expect(stillCast(poll, { ...own, pending: true })).toBeDefined()
	})

	test('is void without anybody’s word when its key is lost', () => {
		const replica = new Replica()
		happen(replica, opened(Secrecy.UNLINKABLE, Results.ON_REVEAL))
		const value = create(PollVoidedSchema, { poll: idOf(POLL), keyLost: true })
		happen(replica, { case: 'pollVoided', value })
		expect(replica.state.polls.get(POLL)).toMatchObject({ state: PollState.VOID, keyLost: true })
		const polls = [{ opened: opened(Secrecy.UNLINKABLE, Results.ON_REVEAL).value, keyLost: true }]
		const chunk = toBinary(RowChunkSchema, create(RowChunkSchema, { meeting: { polls } }))
		expect(stateFromChunks([chunk]).polls.get(POLL)?.keyLost).toBe(true)
	})

	test('counts on for those who lead, who wait for no names', () => {
		const views = new Views()
		views.me.set({ ...views.me.get(), role: Role.SCRUM_MASTER })
		views.polls.set([pollWith({ secrecy: Secrecy.UNLINKABLE })])
		for (const voted of [0, 1, 2]) {
			takeParticipation(
				views,
				create(ParticipationSchema, { polls: [{ poll: idOf(POLL), voted }] }),
			)
			expect(views.voted.get().get(POLL)).toEqual({ voted, voters: [], entered: [] })
		}
	})

	test('shows its results on reveal only, whatever was typed before', () => {
		const plan = planOf({ ...emptyForm(), sight: 'unlinkable' }, [], '')
		expect(plan).toMatchObject({ secrecy: Secrecy.UNLINKABLE, results: Results.ON_REVEAL })
		const poll = pollWith({ secrecy: Secrecy.UNLINKABLE, results: Results.ON_REVEAL })
		expect(formFrom(poll, new ProductState()).sight).toBe('unlinkable')
	})
})

describe('ballots for people in the room', () => {
	test('count like any other, say that they were entered, and are replaced and taken back', () => {
		const replica = new Replica()
		happen(replica, opened(Secrecy.NAMED, Results.LIVE))
		happen(replica, entered('Rosa', Consent.YES))
		happen(replica, entered('Ben', Consent.NO, keyFor(8, 2, 0)))
		const poll = () => replica.state.polls.get(POLL)!
		const counted = () => tallyOf(replica.state, { ...poll(), ballots: ballots([Consent.YES]) })
		expect(counted()).toMatchObject({ ballots: 3, entered: 2 })
		expect(counted().counts.get(Consent.YES)?.ballots).toBe(2)
		expect(poll().entered.get(ROSA)).toMatchObject({ name: 'Rosa', by: 3, pending: false })
		happen(replica, entered('Rosa', Consent.NO))
		expect(counted().counts.get(Consent.NO)?.ballots).toBe(2)
		happen(replica, entered('', 0, ROSA, true))
		expect([...poll().entered.values()].map(({ name }) => name)).toEqual(['Ben'])
	})

	test('that were hidden come with the result, and a tally says how many they are', () => {
		const replica = new Replica()
		happen(replica, opened(Secrecy.NAMED, Results.ON_REVEAL))
		const tally = { counts: [{ selection: 1, ballots: 2 }], ballots: 2, electorate: 4, entered: 1 }
		const rosa = { entry: idOf(ROSA), name: { plain: 'Rosa' }, selection: 1, by: 3 }
		const value = create(PollRevealedSchema, { poll: idOf(POLL), tally, entered: [rosa] })
		happen(replica, { case: 'pollRevealed', value })
		expect(replica.state.polls.get(POLL)).toMatchObject({ tally: { ballots: 2, entered: 1 } })
		expect(replica.state.polls.get(POLL)?.entered.get(ROSA)?.choices).toEqual([1])
		const view = { opened: opened(Secrecy.NAMED, Results.LIVE).value, entered: [rosa] }
		const meeting = { polls: [view] }
		const chunk = toBinary(RowChunkSchema, create(RowChunkSchema, { meeting }))
		expect(stateFromChunks([chunk]).polls.get(POLL)?.entered.get(ROSA)?.name).toBe('Rosa')
	})

	test('show at once where ballots do, by whom, and the same name replaces', () => {
		const one = new FakeTab(1)
		happen(one.replica, opened(Secrecy.NAMED, Results.LIVE))
		const rows = () => [...(one.replica.state.polls.get(POLL)?.entered.values() ?? [])]
		one.do(enterBallot(POLL, PollKind.CONSENT, 'Rosa', [Consent.YES]))
		one.do(enterBallot(POLL, PollKind.CONSENT, 'Rosa', [Consent.NO]))
		expect(rows()).toMatchObject([
			{ key: keyFor(1, 1, 0), name: 'Rosa', choices: [Consent.NO], by: 1, pending: true },
		])
		one.do(withdrawBallot(POLL, 'Rosa'))
		expect(rows()).toEqual([])
	})

	test('where results are hidden nothing shows before the server tells their names', () => {
		const one = new FakeTab(1)
		happen(one.replica, opened(Secrecy.NAMED, Results.ON_REVEAL))
		one.do(enterBallot(POLL, PollKind.CONSENT, 'Rosa', [Consent.YES]))
		expect(one.replica.state.polls.get(POLL)?.entered.size).toBe(0)
		const views = new Views()
		const row = { poll: idOf(POLL), voted: 2, voters: [1], entered: [{ plain: 'Rosa' }] }
		takeParticipation(views, create(ParticipationSchema, { polls: [row] }))
		expect(views.voted.get().get(POLL)).toEqual({ voted: 2, voters: [1], entered: ['Rosa'] })
		const unnamed = { ...row, voters: [], entered: [] }
		takeParticipation(views, create(ParticipationSchema, { polls: [unnamed] }))
		expect(views.voted.get().get(POLL)?.entered).toEqual(['Rosa'])
	})

	test('come from the open actor: who entered them is known; votes do not', () => {
		const outbox = new Outbox(new MemoryStore(), 'lease', new Replica())
		const lease = (actor: number) => ({ $typeName: 'reviewd.v1.ActorLease' as const, actor })
		outbox.welcome({ ...lease(5), lastCounter: 0 }, { ...lease(6), lastCounter: 0 }, undefined)
		const draft = enterBallot(POLL, PollKind.CONSENT, 'Rosa', [1])
		expect(outbox.make(draft, 0, false).actor).toBe(5)
		expect(outbox.make(castBallot(POLL, PollKind.CONSENT, [1]), 0, false).actor).toBe(6)
	})

	test('are for Scrum Masters and a Developer who facilitates, not for the Product Owner', () => {
		const may = (role: Role, facilitator: number) =>
			powersOf({ participant: 1, role }, facilitator, []).enterBallots
		expect(may(Role.SCRUM_MASTER, 0)).toBe(true)
		expect(may(Role.DEVELOPER, 1)).toBe(true)
		expect(may(Role.DEVELOPER, 2)).toBe(false)
		expect(may(Role.PRODUCT_OWNER, 1)).toBe(false)
		expect(may(Role.STAKEHOLDER, 0)).toBe(false)
	})
})
