// One's own vote: the controls of the poll's kind while it is open, and afterwards what one chose, as
// long as no result says it.
import { PollKind, PollState, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { Icon } from '../parts/Icon'
import { words } from '../words/words'
import { ballotInWords } from './choices'
import { DotsVote, MultiVote, RankingVote } from './pollLater'
import type { OfPoll } from './shownPoll'
import { VoteButtons } from './VoteButtons'

export function VotePart({ shown }: OfPoll) {
	const { state, secrecy } = shown.poll
	if (state !== PollState.OPEN) return <VoteGiven shown={shown} />
	return (
		<>
			{secrecy === Secrecy.UNLINKABLE && (
				<p className="poll__secret">{words.poll.unlinkableSays}</p>
			)}
			<VoteControls shown={shown} />
		</>
	)
}

function VoteControls({ shown }: OfPoll) {
	switch (shown.poll.kind) {
		case PollKind.MULTI:
			return <MultiVote shown={shown} />
		case PollKind.DOTS:
			return <DotsVote shown={shown} />
		case PollKind.RANKING:
			return <RankingVote shown={shown} />
		default:
			return <VoteButtons shown={shown} />
	}
}

function VoteGiven({ shown: { poll, choices, own, tally } }: OfPoll) {
	const w = words.poll
	if (poll.state === PollState.VOID) return null
	if (own === undefined && poll.secrecy === Secrecy.UNLINKABLE) {
		return <p className="poll__say">{w.unlinkableGone}</p>
	}
	if (own === undefined) return tally === null ? <p className="poll__say">{w.notVoted}</p> : null
	if (own.pending) return <p className="poll__say">{w.notArrived}</p>
	// Bars say which of them are one's own; places do not.
	if (tally !== null && poll.kind !== PollKind.RANKING) return null
	return (
		<p className="poll__say poll__given">
			<Icon name="check" />
			{w.youVoted(ballotInWords(poll.kind, choices, own.choices))}
		</p>
	)
}
