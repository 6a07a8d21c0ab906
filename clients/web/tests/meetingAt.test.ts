// Which increment the meeting is about.
import { expect, test } from 'vitest'
import { meetingAt } from '../app/review/meetingAt'
import { PollState } from '../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment } from '../sdk/model'
import { pollWith } from './polled'

const increment = (key: string) => ({ key, title: key }) as Increment
const INCREMENTS = [increment('a'), increment('b'), increment('c')]

const poll = (on: string, state: PollState, openedAt: number) =>
	pollWith({ key: `${on}${openedAt}`, increment: on, state, openedAt })

test('the one with the open poll, and without one the last that was asked about', () => {
	const first = poll('a', PollState.CLOSED, 3)
	const asked = poll('b', PollState.OPEN, 7)
	expect(meetingAt([first, asked], INCREMENTS)).toMatchObject({
		...{ open: { key: 'b' }, last: { key: 'b' }, lastAt: 7 },
	})
	for (const state of [PollState.CLOSED, PollState.REVEALED, PollState.VOID]) {
		const at = meetingAt([first, { ...asked, state }], INCREMENTS)
		expect(at.open).toBeUndefined()
		expect(at.last?.key).toBe('b')
	}
})

test('not what was asked of another review, or of the whole one', () => {
	const others = [poll('z', PollState.OPEN, 5), poll('', PollState.OPEN, 6)]
	expect(meetingAt(others, INCREMENTS)).toEqual({ open: undefined, last: undefined, lastAt: 0 })
	expect(meetingAt([], INCREMENTS).last).toBeUndefined()
})
