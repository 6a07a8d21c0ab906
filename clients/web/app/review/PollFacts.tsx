// Above a poll: how many have voted, who is asked, whether that is enough, who sees what, and what is
// hidden and why.
import { PollState, Results, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll, Tally } from '../../sdk/model'
import type { Participation } from '../../sdk/views'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { askedInWords } from './asked'
import { Countdown } from './Countdown'
import { quorumOf, tellQuorum } from './quorum'
import type { OfPoll } from './shownPoll'

const SECRECY = {
	[Secrecy.NAMED]: { icon: 'users', says: 'named' },
	[Secrecy.MASKED]: { icon: 'hide', says: 'masked' },
	[Secrecy.UNLINKABLE]: { icon: 'lock', says: 'unlinkable' },
} as const

export interface PollFactsProps extends OfPoll {
	readonly mayVote: boolean
}

export function PollFacts({ shown: { poll, tally }, mayVote }: PollFactsProps) {
	const { views } = useClient()
	const groups = useSignal(views.groups)
	const participation = useSignal(views.voted).get(poll.key)
	const w = words.poll
	if (poll.state === PollState.VOID) return null
	const hidden = whatIsHidden(poll, tally !== null, mayVote)
	const count = howMany(poll, tally, participation)
	const entered = enteredCount(tally, participation)
	const quorum = tellQuorum(quorumOf(poll, tally, participation?.voted))
	const secrecy = SECRECY[poll.secrecy === Secrecy.UNSPECIFIED ? Secrecy.NAMED : poll.secrecy]
	const asked = askedInWords(poll, groups)
	return (
		<p className="poll__facts">
			{count !== null && (
				<span role="status">
					<b className="num">{count}</b> {w.voted}
				</span>
			)}
			{entered > 0 && <span>{w.entered(entered)}</span>}
			{quorum !== null && <span role="status">{quorum}</span>}
			<Countdown poll={poll} />
			{asked !== '' && <span>{w.asked(asked)}</span>}
			<span>
				<Icon name={secrecy.icon} size="s" />
				{w[secrecy.says]}
			</span>
			{hidden !== null && (
				<span>
					<Icon name={poll.state === PollState.CLOSED ? 'lock' : 'hide'} size="s" />
					{hidden}
				</span>
			)}
		</p>
	)
}

// Counts of hidden polls come once a second while the poll is open: the last one before it closed
// may lack somebody who voted at the end. Null where nothing is known.
function howMany(
	poll: Poll,
	tally: Tally | null,
	participation: Participation | undefined,
): string | null {
	const w = words.poll
	const told = participation?.voted
	// Those in the room come on top of those who were asked. How many they are is told with the result,
	// and before that to those who lead alone.
	const asked = poll.electorate.length + enteredCount(tally, participation)
	const of = tally === null ? Math.max(asked, told ?? 0) : asked
	if (tally !== null) return w.count(Math.max(tally.ballots, told ?? 0), of)
	if (poll.state === PollState.OPEN) return w.count(told ?? 0, of)
	if (told === undefined || told === 0) return null
	return told === of ? w.count(told, of) : w.atLeast(told, of)
}

function enteredCount(tally: Tally | null, told: Participation | undefined): number {
	return tally?.entered ?? told?.entered.length ?? 0
}

function whatIsHidden(poll: Poll, shown: boolean, mayVote: boolean): string | null {
	const w = words.poll.hidden
	if (poll.state === PollState.REVEALED || poll.results === Results.LIVE) return null
	if (poll.results === Results.ON_REVEAL) {
		return poll.state === PollState.OPEN ? w.untilReveal : w.closedUntilReveal
	}
	if (poll.state !== PollState.OPEN) return null
	if (shown) return w.namesUntilClosed
	return mayVote ? w.untilOwnVote : w.untilClosed
}
