// The flow of a review as a page shows it before, while and after the server decides: agenda, timer,
// breaks, who leads, lent power.
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import { beforeEach, describe, expect, test } from 'vitest'
import { applyBody } from '../sdk/apply'
import { NO_TIMER } from '../sdk/applyAgenda'
import { closeReview } from '../sdk/drafts'
import {
	advanceAgenda,
	pauseReview,
	reopenReview,
	resumeReview,
	setAgenda,
	setTimer,
} from '../sdk/flowDrafts'
import {
	DelegationEndedSchema,
	DelegationGrantedSchema,
	FacilitatorSetSchema,
	ParticipantRemovedSchema,
	type Event,
} from '../sdk/gen/reviewd/v1/event_pb'
import {
	AgendaAdvancedSchema,
	AgendaSetSchema,
	ReviewClosedSchema,
	ReviewPlannedSchema,
	TimerSetSchema,
} from '../sdk/gen/reviewd/v1/event_meeting_pb'
import {
	AgendaKind,
	DelegationScope,
	ReviewState,
	TimerChange,
	TimerState,
} from '../sdk/gen/reviewd/v1/meeting_pb'
import { idOf, keyFor, NO_ID } from '../sdk/id'
import type { Review } from '../sdk/model'
import type { ProductState } from '../sdk/productState'
import { FakeRoom, FakeTab } from './fakeRoom'

const REVIEW = keyFor(9, 1, 0)
const entry = (k: number) => keyFor(9, 1, k)
const [GOAL, DONE, BACKLOG] = [entry(0), entry(1), entry(2)]
const KINDS = [AgendaKind.GOAL, AgendaKind.ACCOMPLISHED, AgendaKind.BACKLOG]

// An event of the server's, or of somebody who is not one of the two tabs.
function tell(room: FakeRoom, body: Event['body']): void {
	room.commit(new FakeTab(9).do({ body: { case: 'noop', value: {} as never } }), 9, body)
}

function timerSet(timer: MessageInitShape<typeof TimerSetSchema>['timer']): Event['body'] {
	const value = create(TimerSetSchema, { review: idOf(REVIEW), ...(timer ? { timer } : {}) })
	return { case: 'timerSet', value }
}

describe('the flow of a review', () => {
	let room: FakeRoom
	let one: FakeTab
	let two: FakeTab
	const reviewOf = ({ state }: { readonly state: ProductState }): Review => {
		const found = state.reviews.get(REVIEW)
		if (found === undefined) throw new Error('no review')
		return found
	}
	const shown = (tab: FakeTab) => reviewOf(tab.replica)

	beforeEach(() => {
		room = new FakeRoom()
		one = new FakeTab(1)
		two = new FakeTab(2)
		const agenda = KINDS.map((kind, k) => ({ entry: idOf(entry(k)), kind }))
		const value = create(ReviewPlannedSchema, { review: idOf(REVIEW), agenda })
		tell(room, { case: 'reviewPlanned', value })
		one.hear(room)
		two.hear(room)
	})

	test('C37 going on shows at once, and is pending until the server has it', () => {
		const operation = one.do(advanceAgenda(shown(one), GOAL))
		expect(shown(one)).toMatchObject({ current: GOAL, pending: true })

		room.decide(operation, 1)
		one.hear(room)

		expect(shown(one)).toMatchObject({ current: GOAL, pending: false })
		expect(shown(one).currentAt).toBe(room.seq)
	})

	test('C37 who is slower sees where the other went, and not their own step on top of it', () => {
		room.decide(one.do(advanceAgenda(shown(one), GOAL)), 1)
		one.hear(room)
		two.hear(room)
		const first = one.do(advanceAgenda(shown(one), DONE))
		two.do(advanceAgenda(shown(two), BACKLOG))
		expect(shown(two).current).toBe(BACKLOG)
		room.decide(first, 1)

		two.replica.takeEvents(room.since(two.replica.seq))

		expect(two.replica.pending).toHaveLength(1)
		expect(shown(two)).toMatchObject({ current: DONE, pending: false })
	})

	test('C37 two who go on to the same entry go on once', () => {
		const both = [one.do(advanceAgenda(shown(one), GOAL)), two.do(advanceAgenda(shown(two), GOAL))]
		const events = both.map((operation, i) => room.decide(operation, i + 1))
		one.hear(room)
		two.hear(room)

		expect(events.filter((event) => event !== null)).toHaveLength(1)
		expect([shown(one).current, shown(two).current]).toEqual([GOAL, GOAL])
	})

	test('after the last entry there is no current one, and the agenda has been begun', () => {
		for (const to of [GOAL, BACKLOG, NO_ID]) {
			room.decide(one.do(advanceAgenda(shown(one), to)), 1)
			one.hear(room)
		}
		expect(shown(one).current).toBe(NO_ID)
		expect(shown(one).currentAt).toBeGreaterThan(0)
	})

	test('a new agenda keeps the entries that it names, and says which event set it', () => {
		const added = { key: NO_ID, kind: AgendaKind.FREE, subject: 'Thanks', timeboxMs: 60_000 }
		const draft = setAgenda(shown(one), [...shown(one).agenda.slice(1), added])
		expect(draft.body).toMatchObject({
			value: { entries: [{ entry: { k: 1 } }, { entry: { k: 2 } }, { subject: 'Thanks' }] },
		})
		const named = { entry: idOf(keyFor(1, 1, 2)), subject: { plain: 'Thanks' } }
		const entries = [{ entry: idOf(DONE), kind: AgendaKind.ACCOMPLISHED }, named]
		const value = create(AgendaSetSchema, { review: idOf(REVIEW), entries })

		tell(room, { case: 'agendaSet', value })
		one.hear(room)

		expect(shown(one).agenda.map(({ key }) => key)).toEqual([DONE, keyFor(1, 1, 2)])
		expect(shown(one).agendaAt).toBe(room.seq)
	})

	test('C35 a timer is the server’s: nothing is guessed, and a change names what it was meant for', () => {
		const draft = setTimer(shown(one), TimerChange.START, 60_000)
		one.do(draft)
		expect(shown(one).timer.state).toBe(TimerState.UNSPECIFIED)

		const state = TimerState.RUNNING
		tell(room, timerSet({ rev: 1, state, deadlineMs: 61_000n, totalMs: 60_000 }))
		one.hear(room)

		expect(shown(one).timer).toMatchObject({ rev: 1, state, deadlineMs: 61_000, totalMs: 60_000 })
		const next = setTimer(shown(one), TimerChange.PAUSE)
		expect(next.body).toMatchObject({ value: { ifTimerRev: 1 } })
	})

	test('C36 the time is up by an event, and the next entry begins with its own time', () => {
		tell(room, timerSet({ rev: 2, state: TimerState.EXPIRED, totalMs: 60_000 }))
		one.hear(room)
		expect(shown(one).timer.state).toBe(TimerState.EXPIRED)
		const timer = { rev: 3, state: TimerState.RUNNING, deadlineMs: 9_000n, totalMs: 8_000 }
		const ends = { review: idOf(REVIEW), to: idOf(GOAL), timer }

		tell(room, { case: 'agendaAdvanced', value: create(AgendaAdvancedSchema, ends) })
		one.hear(room)

		expect(shown(one).timer).toMatchObject({ rev: 3, deadlineMs: 9_000 })
	})

	test('C35 the end of a review is a change of its timer, also where there was none', () => {
		const close = () => {
			const value = create(ReviewClosedSchema, { review: idOf(REVIEW) })
			tell(room, { case: 'reviewClosed', value })
			one.hear(room)
		}
		close()
		expect(shown(one).timer).toEqual({ ...NO_TIMER, rev: 1 })

		const state = TimerState.RUNNING
		tell(room, timerSet({ rev: 7, state, deadlineMs: 61_000n, totalMs: 60_000 }))
		close()
		expect(shown(one).timer).toEqual({ ...NO_TIMER, rev: 8 })
	})

	test('C35 the end of a review that is not decided yet leaves its timer as it is', () => {
		tell(room, timerSet({ rev: 7, state: TimerState.PAUSED, remainingMs: 5_000 }))
		one.hear(room)
		one.do(closeReview(REVIEW))
		expect(shown(one)).toMatchObject({ state: ReviewState.CLOSED, pending: true })
		expect(shown(one).timer).toMatchObject({ rev: 7, remainingMs: 5_000 })
	})

	test('a break and its end show at once; so does a review that goes on after its end', () => {
		one.do(pauseReview(REVIEW))
		expect(shown(one).state).toBe(ReviewState.PAUSED)
		one.do(resumeReview(REVIEW))
		expect(shown(one).state).toBe(ReviewState.OPEN)
		const reopening = one.do(reopenReview(REVIEW, 'Somebody came late'))
		expect(reopening.reason).toBe('Somebody came late')
		expect(shown(one)).toMatchObject({ state: ReviewState.OPEN, pending: true })
	})
})

describe('who leads, and what is lent', () => {
	const LENT = keyFor(3, 1, 0)
	const apply = (state: ProductState, body: Event['body']) => {
		const cause = { seq: 1, actor: 0, counter: 0, author: 1, timeMs: 0, reason: '' }
		applyBody(state, { ...cause, pending: false }, body)
	}

	test('power is in force from when it is lent until it ends, however it ends', () => {
		const { state } = new FakeTab(1).replica
		const granted = { delegation: idOf(LENT), to: 4, scopes: [DelegationScope.ORDER] }
		const value = create(DelegationGrantedSchema, { ...granted, expiresMs: 5_000n })
		apply(state, { case: 'delegationGranted', value })
		expect(state.delegations.list()).toMatchObject([{ key: LENT, to: 4, expiresMs: 5_000 }])

		const ended = create(DelegationEndedSchema, { delegation: idOf(LENT), expired: true })
		apply(state, { case: 'delegationEnded', value: ended })

		expect(state.delegations.size).toBe(0)
	})

	test('whoever leads and is removed leads no more', () => {
		const { state } = new FakeTab(1).replica
		apply(state, {
			case: 'facilitatorSet',
			value: create(FacilitatorSetSchema, { participant: 4 }),
		})
		expect(state.facilitator).toBe(4)

		const value = create(ParticipantRemovedSchema, { participant: 4 })
		apply(state, { case: 'participantRemoved', value })

		expect(state.facilitator).toBe(0)
	})
})
