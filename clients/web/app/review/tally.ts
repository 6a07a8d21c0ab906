// What may be shown of a poll: the server's own count where it has said one, else the ballots that
// everybody may see. Null while results are hidden; nothing is ever guessed.
import { PollState, Results } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll, Tally } from '../../sdk/model'

export function shownTally(poll: Poll): Tally | null {
	if (poll.state !== PollState.OPEN && poll.tally !== null) return poll.tally
	if (poll.results === Results.ON_REVEAL && poll.state !== PollState.REVEALED) return null
	const counts = new Map<number, number>()
	for (const selection of poll.ballots.values()) {
		counts.set(selection, (counts.get(selection) ?? 0) + 1)
	}
	return { counts, ballots: poll.ballots.size }
}
