// The consent poll beside an increment: vote in one tap, bars, and what the facilitator may do.
import { PollState, Results, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment, Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { mayFacilitate, maySpeak } from '../parts/roles'
import { clockTime } from '../parts/times'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { OpenPollForm } from './OpenPollForm'
import { PollBars } from './PollBars'
import { PollControls } from './PollControls'
import { shownTally } from './tally'
import { WhoVoted } from './WhoVoted'
import { VoteButtons } from './VoteButtons'

export interface PollPaneProps {
	readonly increment: Increment
	readonly increments: readonly Increment[]
	readonly poll: Poll | undefined
	readonly reviewIsOpen: boolean
}

export function PollPane({ increment, increments, poll, reviewIsOpen }: PollPaneProps) {
	const client = useClient()
	const me = useSignal(client.views.me)
	const leads = mayFacilitate(me.role)
	const w = words.poll

	if (poll === undefined) {
		return (
			<section className="pollpane" aria-label={w.label}>
				<About increment={increment} increments={increments} />
				<p className="quiet">{reviewIsOpen ? w.none : w.noneYet}</p>
				{leads && reviewIsOpen && <OpenPollForm increment={increment} />}
			</section>
		)
	}
	const mayVote = poll.electorate.includes(me.participant)
	return (
		<section className="pollpane" aria-labelledby="poll-question">
			<About increment={increment} increments={increments} />
			<div>
				<p className="label">{stateLabel(poll)}</p>
				<h2 className="poll__q" id="poll-question">
					{poll.question}
				</h2>
				<PollFacts poll={poll} />
			</div>
			{mayVote && <VoteButtons poll={poll} />}
			{!mayVote && poll.state === PollState.OPEN && !poll.pending && (
				<p className="quiet">{maySpeak(me.role) ? w.notAsked : w.watching}</p>
			)}
			<PollBars poll={poll} />
			<WhoVoted poll={poll} />
			{leads && <PollControls poll={poll} />}
			{leads && reviewIsOpen && poll.state !== PollState.OPEN && (
				<OpenPollForm increment={increment} again />
			)}
		</section>
	)
}

// What is voted on. Only where the increment itself is not in sight beside the poll.
function About({ increment, increments }: Pick<PollPaneProps, 'increment' | 'increments'>) {
	return (
		<div className="pollpane__about">
			<p className="label">
				{words.increment.place(increments.indexOf(increment) + 1, increments.length)}
			</p>
			<p className="pollpane__on">{increment.title}</p>
		</div>
	)
}

function stateLabel(poll: Poll): string {
	const w = words.poll
	const at = poll.sinceMs > 0 ? clockTime(poll.sinceMs) : ''
	switch (poll.state) {
		case PollState.OPEN:
			return poll.pending ? w.opening : w.open
		case PollState.CLOSED:
			return w.closed(at)
		case PollState.REVEALED:
			return w.revealed(at)
		case PollState.UNSPECIFIED:
			return w.label
	}
}

function PollFacts({ poll }: { readonly poll: Poll }) {
	const voted = useSignal(useClient().views.voted)
	const w = words.poll
	const count = shownTally(poll)?.ballots ?? voted.get(poll.key) ?? 0
	const hidden = poll.results === Results.ON_REVEAL && poll.state !== PollState.REVEALED
	return (
		<p className="poll__facts">
			<span role="status">
				<b className="num">{w.count(count, poll.electorate.length)}</b> {w.voted}
			</span>
			<span>
				<Icon name={poll.secrecy === Secrecy.MASKED ? 'hide' : 'users'} size="s" />
				{poll.secrecy === Secrecy.MASKED ? w.masked : w.named}
			</span>
			{hidden && (
				<span>
					<Icon name={poll.state === PollState.CLOSED ? 'lock' : 'hide'} size="s" />
					{w.hidden}
				</span>
			)}
		</p>
	)
}
