// What may be shown of a poll: what the server has said, else how the ballots that everybody may see
// stand now. Null while results are hidden; nothing is ever guessed. Pure.
import { PollState, Results } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll, Tally } from '../../sdk/model'
import { tallyOf, type Backlog } from '../../sdk/tally'

/** `own`: how a poll stands whose results come after one's own vote, as this person was told. */
export function shownTally(poll: Poll, own: Tally | undefined, backlog: Backlog): Tally | null {
	if (poll.state === PollState.VOID) return null
	if (poll.state !== PollState.OPEN && poll.tally !== null) return poll.tally
	if (poll.state === PollState.REVEALED || poll.results === Results.LIVE) {
		return tallyOf(backlog, poll)
	}
	return poll.results === Results.AFTER_OWN_VOTE ? (own ?? null) : null
}
