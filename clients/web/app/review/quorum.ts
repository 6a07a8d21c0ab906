// Whether as many have voted as it takes for a poll to mean something. Pure.
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll, Tally } from '../../sdk/model'
import { words } from '../words/words'

export type Quorum =
	| { readonly is: 'none' }
	| { readonly is: 'reached' | 'wanted'; readonly of: number }
	| { readonly is: 'missing' | 'notReached'; readonly of: number; readonly got: number }

/** `told`: how many have voted, as far as that was said while results are hidden. */
export function quorumOf(
	poll: Pick<Poll, 'quorum' | 'state'>,
	tally: Pick<Tally, 'ballots'> | null,
	told: number | undefined,
): Quorum {
	const of = poll.quorum
	if (of === 0 || poll.state === PollState.VOID) return { is: 'none' }
	const got = Math.max(tally?.ballots ?? 0, told ?? 0)
	if (got >= of) return { is: 'reached', of }
	if (poll.state === PollState.OPEN) return { is: 'missing', of, got }
	// The last count of a hidden poll may lack somebody who voted at the end.
	return tally === null ? { is: 'wanted', of } : { is: 'notReached', of, got }
}

/** In words; null where any number of votes means something. */
export function tellQuorum(quorum: Quorum): string | null {
	const w = words.poll.quorum
	switch (quorum.is) {
		case 'none':
			return null
		case 'reached':
			return w.reached(quorum.of)
		case 'wanted':
			return w.wanted(quorum.of)
		case 'missing':
			return w.missing(quorum.of, quorum.of - quorum.got)
		case 'notReached':
			return w.notReached(quorum.of, quorum.got)
	}
}
