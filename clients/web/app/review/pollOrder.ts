// Which polls are shown first: the open one, then the newest. Pure.
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Poll } from '../../sdk/model'

export interface InSight {
	readonly now: readonly Poll[]
	readonly earlier: readonly Poll[]
}

/** Those that are open, else the one that was opened last; and the others. The newest first. */
export function inSight(polls: readonly Poll[]): InSight {
	const newest = polls.toSorted((one, other) => other.openedAt - one.openedAt)
	const open = newest.filter(({ state }) => state === PollState.OPEN)
	const over = newest.filter(({ state }) => state !== PollState.OPEN)
	return open.length > 0
		? { now: open, earlier: over }
		: { now: over.slice(0, 1), earlier: over.slice(1) }
}

/** Those on the review as a whole. */
export function onReview(polls: readonly Poll[], review: IdKey): readonly Poll[] {
	return polls.filter((poll) => poll.increment === NO_ID && poll.review === review)
}
