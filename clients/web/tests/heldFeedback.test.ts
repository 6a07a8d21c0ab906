// Anonymous feedback that waits for its release: what its author sees, what those who lead see.
import { create } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { giveFeedback, closeReview, retractFeedback } from '../sdk/drafts'
import {
	FeedbackHoldSetSchema,
	PollClosedSchema,
	PollOpenedSchema,
	ReviewPlannedSchema,
} from '../sdk/gen/reviewd/v1/event_meeting_pb'
import type { Event } from '../sdk/gen/reviewd/v1/event_pb'
import { HeldSchema, MineSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { FeedbackKind, PollKind, ReviewState } from '../sdk/gen/reviewd/v1/meeting_pb'
import { discardFeedback, holdFeedback, releaseFeedback, takeHeld } from '../sdk/heldFeedback'
import { idOf, keyFor, NO_ID } from '../sdk/id'
import { takeMine } from '../sdk/ownViews'
import { isOwn, predictOwn } from '../sdk/predict'
import { Views } from '../sdk/views'
import { heldOf } from '../app/review/heldList'
import { FakeTab } from './fakeRoom'
import { happen, REVIEW } from './polled'

const FIRST = keyFor(0, 1, 1)
const SECOND = keyFor(0, 2, 1)
const GIVEN = { review: REVIEW, increment: NO_ID, kind: FeedbackKind.CONCERN, anonymous: true }
const waits = (key: string, text: string) => {
	const about = { feedback: idOf(key), review: idOf(REVIEW), kind: FeedbackKind.CONCERN }
	return { ...about, text: { plain: text } }
}

// A review whose anonymous feedback is held, or not.
function inReview(hold: boolean): FakeTab {
	const tab = new FakeTab(1)
	const value = create(ReviewPlannedSchema, { review: idOf(REVIEW) })
	happen(tab.replica, { case: 'reviewPlanned', value })
	if (hold) happen(tab.replica, held(true))
	return tab
}
function held(hold: boolean): Event['body'] {
	const value = create(FeedbackHoldSetSchema, { review: idOf(REVIEW), hold })
	return { case: 'feedbackHoldSet', value }
}
const own = ({ replica }: FakeTab) => replica.state.ownHeld.list()
const all = ({ replica }: FakeTab) => replica.state.held.list()

describe('the switch', () => {
	test('shows at once, is marked until the server has it, and does nothing when it is so already', () => {
		const tab = inReview(false)
		const review = () => tab.replica.state.reviews.get(REVIEW)
		tab.do(holdFeedback(REVIEW, true))
		expect(review()).toMatchObject({ feedbackHeld: true, holdPending: true })
		tab.replica.settle(1, 1)
		happen(tab.replica, held(true))
		expect(review()).toMatchObject({ feedbackHeld: true, holdPending: false })
		tab.do(holdFeedback(REVIEW, true))
		expect(review()).toMatchObject({ feedbackHeld: true, holdPending: false })
	})
})

describe('its author', () => {
	test('sees it waiting, nobody’s list has it, and the server’s name for it takes its place', () => {
		const tab = inReview(true)
		const given = tab.do(giveFeedback({ ...GIVEN, text: 'Too slow' }))
		expect(tab.replica.state.feedback.list()).toEqual([])
		expect(own(tab)).toMatchObject([{ key: keyFor(1, 1, 0), text: 'Too slow', pending: 'given' }])
		// The answer comes before the private view: it must not look lost meanwhile.
		tab.replica.settle(1, 1)
		tab.replica.withConfirmed((state) => {
			expect(isOwn(state, given)).toBe(true)
			predictOwn(state, given, false)
		})
		expect(own(tab)).toHaveLength(1)
		takeMine(
			tab.replica,
			new Views(),
			create(MineSchema, { held: [{ feedback: waits(FIRST, 'Too slow') }] }),
		)
		expect(own(tab)).toMatchObject([{ key: FIRST, pending: 'no', discarded: false }])
	})

	test('gives it at once where nothing is held, and with their name always', () => {
		const open = inReview(false)
		open.do(giveFeedback({ ...GIVEN, text: 'Too slow' }))
		const named = inReview(true)
		named.do(giveFeedback({ ...GIVEN, anonymous: false, text: 'Too slow' }))
		for (const tab of [open, named]) {
			expect(tab.replica.state.feedback.list()).toHaveLength(1)
			expect(own(tab)).toEqual([])
		}
	})

	test('reads why it was not released', () => {
		const tab = inReview(true)
		const mine = { feedback: waits(FIRST, 'Rude'), reason: { plain: 'Names a person' } }
		takeMine(tab.replica, new Views(), create(MineSchema, { held: [mine] }))
		expect(own(tab)).toMatchObject([{ discarded: true, reason: 'Names a person' }])
	})

	test('takes it back: marked at once, gone when the server has it, there again if it is refused', () => {
		const tab = inReview(true)
		takeMine(
			tab.replica,
			new Views(),
			create(MineSchema, { held: [{ feedback: waits(FIRST, 'a') }] }),
		)
		const taken = tab.do(retractFeedback(FIRST, true))
		expect(own(tab)).toMatchObject([{ pending: 'takenBack' }])
		tab.replica.settle(1, 1)
		expect(own(tab)).toMatchObject([{ pending: 'no' }])
		tab.replica.withConfirmed((state) => {
			predictOwn(state, taken, false)
		})
		expect(own(tab)).toEqual([])
	})
})

describe('those who lead', () => {
	function leading(): FakeTab {
		const tab = inReview(true)
		const feedback = [waits(FIRST, 'a'), waits(SECOND, 'b')]
		takeHeld(tab.replica, create(HeldSchema, { feedback }))
		return tab
	}

	test('release and discard: marked until the server has it, and gone then', () => {
		const tab = leading()
		const release = tab.do(releaseFeedback([FIRST]))
		tab.do(discardFeedback(SECOND, 'Names a person'))
		expect(all(tab).map(({ settling }) => settling)).toEqual(['release', 'discard'])
		tab.replica.settle(1, 1)
		tab.replica.withConfirmed((state) => {
			predictOwn(state, release, false)
		})
		tab.replica.settle(1, 2)
		expect(all(tab)).toMatchObject([{ key: SECOND, settling: 'no' }])
	})

	test('the same beat again changes nothing, another one everything', () => {
		const tab = leading()
		const before = all(tab)
		const feedback = [waits(FIRST, 'a'), waits(SECOND, 'b')]
		takeHeld(tab.replica, create(HeldSchema, { feedback }))
		expect(all(tab)).toBe(before)
		takeHeld(tab.replica, create(HeldSchema, { feedback: [] }))
		expect(all(tab)).toEqual([])
	})

	test('a review does not look closed while something of it waits', () => {
		const tab = leading()
		tab.do(closeReview(REVIEW))
		expect(tab.replica.state.reviews.get(REVIEW)?.state).toBe(ReviewState.DRAFT)
	})

	test('nor while a poll of it is open', () => {
		const tab = inReview(false)
		const poll = { poll: idOf(FIRST), review: idOf(REVIEW), kind: PollKind.CONSENT }
		happen(tab.replica, { case: 'pollOpened', value: create(PollOpenedSchema, poll) })
		tab.do(closeReview(REVIEW))
		const state = () => tab.replica.state.reviews.get(REVIEW)?.state
		expect(state()).toBe(ReviewState.DRAFT)
		const closed = create(PollClosedSchema, { poll: idOf(FIRST) })
		happen(tab.replica, { case: 'pollClosed', value: closed })
		tab.do(closeReview(REVIEW))
		expect(state()).toBe(ReviewState.CLOSED)
	})

	test('what was given meanwhile is listed once, and one’s own too', () => {
		const tab = leading()
		const mine = [{ ...all(tab)[0]!, discarded: false, reason: '', pending: 'no' as const }]
		const sources = { leads: true, held: all(tab), own: mine, feedback: [] }
		const keys = (some: readonly { key: string }[]) => some.map(({ key }) => key)
		const both = heldOf(REVIEW, sources)
		expect([keys(both.all), keys(both.own)]).toEqual([[FIRST, SECOND], []])
		const alone = heldOf(REVIEW, { ...sources, leads: false })
		expect([keys(alone.all), keys(alone.own)]).toEqual([[], [FIRST]])
		const given = [{ key: FIRST }] as unknown as Parameters<typeof heldOf>[1]['feedback']
		expect(keys(heldOf(REVIEW, { ...sources, feedback: given }).all)).toEqual([SECOND])
		expect(keys(heldOf('7.7.0', sources).all)).toEqual([])
	})
})
