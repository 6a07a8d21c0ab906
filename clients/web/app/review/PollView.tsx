// One poll: the question, who sees what, one's own vote, how it stands, and for those who lead what
// they can do with it.
import { useId } from 'react'
import { PollKind, PollState, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../../sdk/id'
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { mayFacilitate, maySpeak } from '../parts/roles'
import { clockTime } from '../parts/times'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { askedInWords, isMeant } from './asked'
import { PollBars } from './PollBars'
import { PollFacts } from './PollFacts'
import {
	GroupResults,
	PollControls,
	RankingResult,
	RoomBallots,
	VoidSaid,
	WhoVoted,
} from './pollLater'
import { useShownPoll } from './shownPoll'
import { VotePart } from './VotePart'

export interface PollViewProps {
	readonly poll: Poll
	// What those who lead can do with it beyond the poll itself, where they can.
	readonly onAskAgain?: (() => void) | undefined
	readonly onOpenAnother?: (() => void) | undefined
}

export function PollView({ poll, onAskAgain, onOpenAnother }: PollViewProps) {
	const { views } = useClient()
	const me = useSignal(views.me)
	const { enterBallots } = usePowers()
	const shown = useShownPoll(poll)
	const id = useId()
	const mayVote = poll.electorate.includes(me.participant)
	const isOpen = poll.state === PollState.OPEN
	return (
		// It takes the focus of what goes in it.
		<article className={isOpen ? 'poll poll--open' : 'poll'} aria-labelledby={id} tabIndex={-1}>
			<div>
				<p className="label" role="status">
					{stateLabel(poll)}
				</p>
				<h2 className="poll__q" id={id}>
					{poll.question}
				</h2>
				{poll.increment === NO_ID && <p className="meta">{words.poll.wholeReview}</p>}
				{poll.again !== NO_ID && <p className="meta">{words.poll.askedAgain}</p>}
				<PollFacts shown={shown} mayVote={mayVote} />
			</div>
			{poll.state === PollState.VOID && <VoidSaid poll={poll} />}
			{mayVote && <VotePart shown={shown} />}
			{!mayVote && isOpen && !poll.pending && <NotAsked poll={poll} />}
			{poll.kind === PollKind.RANKING ? (
				shown.tally !== null && <RankingResult shown={shown} />
			) : (
				<PollBars shown={shown} />
			)}
			{poll.byGroup.length > 0 && shown.tally !== null && <GroupResults shown={shown} />}
			<WhoVoted shown={shown} />
			{isOpen && !poll.pending && enterBallots && poll.secrecy === Secrecy.NAMED && (
				<RoomBallots shown={shown} />
			)}
			{mayFacilitate(me.role) && (
				<PollControls poll={poll} onAskAgain={onAskAgain} onOpenAnother={onOpenAnother} />
			)}
		</article>
	)
}

function NotAsked({ poll }: { readonly poll: Poll }) {
	const { views } = useClient()
	const { participant, role } = useSignal(views.me)
	const group = useSignal(views.people).find((one) => one.participant === participant)?.group
	const groups = useSignal(views.groups)
	const w = words.poll
	if (!maySpeak(role)) return <p className="quiet">{w.watching}</p>
	if (!isMeant(poll, { role, group: group ?? NO_ID })) {
		return <p className="quiet">{w.asksOthers(askedInWords(poll, groups))}</p>
	}
	// Whoever was put into the group since was here before.
	return <p className="quiet">{poll.groups.length > 0 ? w.notAskedThen : w.notAsked}</p>
}

function stateLabel(poll: Poll): string {
	const w = words.poll
	const at = poll.sinceMs > 0 ? clockTime(poll.sinceMs) : ''
	switch (poll.state) {
		case PollState.OPEN:
			return poll.pending ? w.opening : w.open
		case PollState.CLOSED:
			return poll.byDeadline ? w.closedByDeadline(at) : w.closed(at)
		case PollState.REVEALED:
			return w.revealed(at)
		case PollState.VOID:
			return poll.pending ? w.voiding : poll.keyLost ? w.keyLost(at) : w.voided(at)
		case PollState.UNSPECIFIED:
			return w.label
	}
}
