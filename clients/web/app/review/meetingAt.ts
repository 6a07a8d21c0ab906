// Which of a review's increments the meeting is about: the one with the poll that is open, else the one
// that was asked about last, so that nobody is taken away from a result. Pure.
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment, Poll } from '../../sdk/model'

export interface MeetingAt {
	// With an open poll.
	readonly open: Increment | undefined
	// Asked about last.
	readonly last: Increment | undefined
	// Sequence number at which that was.
	readonly lastAt: number
}

/** `polls` in the order in which they were opened; those that are about something else are passed over. */
export function meetingAt(polls: readonly Poll[], increments: readonly Increment[]): MeetingAt {
	const of = (poll: Poll | undefined) => increments.find((one) => one.key === poll?.increment)
	const here = polls.filter((poll) => of(poll) !== undefined)
	const last = here.at(-1)
	return {
		open: of(here.findLast((poll) => poll.state === PollState.OPEN)),
		last: of(last),
		lastAt: last?.openedAt ?? 0,
	}
}
