// What was said anonymously without a connection: never beside what has a name.
import { create } from '@bufbuild/protobuf'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MemoryStore } from '../sdk/deviceStore'
import { editText, giveFeedback } from '../sdk/drafts'
import { ItemField } from '../sdk/gen/reviewd/v1/backlog_pb'
import { ActorLeaseSchema, LimitsSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { Consent, FeedbackKind, PollKind } from '../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../sdk/id'
import { Outbox, type Draft } from '../sdk/outbox'
import { castBallot } from '../sdk/pollDrafts'
import { Replica } from '../sdk/replica'
import { Sender } from '../sdk/sender'

const edit = () => editText('1.1.0', ItemField.TITLE, 'x')
const vote = () => castBallot('1.1.0', PollKind.CONSENT, [Consent.NO])
const say = (anonymous: boolean) =>
	giveFeedback({ review: '1.9.0', increment: NO_ID, kind: FeedbackKind.IDEA, anonymous, text: 'A' })

beforeEach(() => {
	vi.useFakeTimers()
})
afterEach(() => {
	vi.useRealTimers()
})

// What went out: the operations of each Submit, and when.
function sending(offline: readonly Draft[]) {
	const box = new Outbox(new MemoryStore(), 'lease', new Replica())
	const lease = (actor: number) => create(ActorLeaseSchema, { actor })
	box.welcome(lease(5), lease(6), create(LimitsSchema, { inFlight: 10, operationsPerSubmit: 10 }))
	for (const draft of offline) box.make(draft, 7, true)
	const went: { at: number; actors: number[] }[] = []
	const began = Date.now()
	const sender = new Sender(box, {
		maySend: () => true,
		send: (operations) => {
			went.push({ at: Date.now() - began, actors: operations.map(({ actor }) => actor) })
			return true
		},
	})
	return { box, sender, went }
}

describe('said anonymously without a connection', () => {
	test('G9 goes by itself, some time after what has a name and after who said it is seen to be back', () => {
		const { sender, went } = sending([say(false), say(true), edit(), say(true), vote()])
		sender.live()
		sender.sendUnsent()
		vi.advanceTimersByTime(60_000)
		expect(went.map(({ actors }) => actors)).toEqual([[5, 5], [6], [6], [6]])
		for (const [i, { at }] of went.entries()) {
			expect(at - (went[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(i === 0 ? 0 : 1_000)
			expect(at).toBeLessThanOrEqual(5_000 * i)
		}
	})

	test('G9 also where nobody saw them come back', () => {
		const { sender, went } = sending([say(true), edit()])
		sender.sendUnsent()
		expect(went).toEqual([{ at: 0, actors: [5] }])
		vi.advanceTimersByTime(60_000)
		expect(went.map(({ actors }) => actors)).toEqual([[5], [6]])
		expect(went[1]?.at).toBeGreaterThanOrEqual(1_000)
	})

	test('does not hold up what is done meanwhile', () => {
		const { box, sender, went } = sending([say(true)])
		sender.live()
		sender.sendUnsent()
		box.make(edit(), 7, false)
		sender.sendUnsent()
		expect(went).toEqual([{ at: 0, actors: [5] }])
	})
})

test('what is said with a connection goes at once, and so do ballots', () => {
	const { box, sender, went } = sending([edit(), vote()])
	sender.live()
	sender.sendUnsent()
	box.make(say(true), 7, false)
	sender.sendUnsent()
	expect(went.map(({ at, actors }) => [at, ...actors])).toEqual([
		[0, 5, 6],
		[0, 6],
	])
})
