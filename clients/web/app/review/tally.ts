// What may be shown of a poll: the server's own count where it has said one, else the ballots that
// everybody may see. Null while results are hidden; nothing is ever guessed.
import { PollState, Results } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll, Tally } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'

// `own`: how a poll stands whose results come after one's own vote, as the server told this person.
export function shownTally(poll: Poll, own: Tally | undefined): Tally | null {
	if (poll.state !== PollState.OPEN && poll.tally !== null) return poll.tally
	if (poll.state === PollState.REVEALED || poll.results === Results.LIVE) return counted(poll)
	return poll.results === Results.AFTER_OWN_VOTE ? (own ?? null) : null
}

export function useTally(poll: Poll): Tally | null {
	return shownTally(poll, useSignal(useClient().views.ownResults).get(poll.key))
}

function counted(poll: Poll): Tally {
	const counts = new Map<number, number>()
	for (const selection of poll.ballots.values()) {
		counts.set(selection, (counts.get(selection) ?? 0) + 1)
	}
	return { counts, ballots: poll.ballots.size }
}
