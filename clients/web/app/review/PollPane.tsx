// The poll beside an increment: vote in one tap, results, and what those who lead may do.
import { useState } from 'react'
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment, Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { mayFacilitate, maySpeak } from '../parts/roles'
import { clockTime } from '../parts/times'
import { useWasTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { OpenPollForm, placeOfPoll } from './OpenPollForm'
import { PollBars } from './PollBars'
import { PollControls } from './PollControls'
import { PollFacts } from './PollFacts'
import { VoteButtons } from './VoteButtons'
import { WhoVoted } from './WhoVoted'

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
				<p className="label" role="status">
					{stateLabel(poll)}
				</p>
				<h2 className="poll__q" id="poll-question">
					{poll.question}
				</h2>
				<PollFacts poll={poll} mayVote={mayVote} />
			</div>
			{mayVote && <VoteButtons poll={poll} />}
			{!mayVote && poll.state === PollState.OPEN && !poll.pending && (
				<p className="quiet">{maySpeak(me.role) ? w.notAsked : w.watching}</p>
			)}
			<PollBars poll={poll} />
			<WhoVoted poll={poll} />
			{leads && <PollControls poll={poll} />}
			{leads && reviewIsOpen && poll.state !== PollState.OPEN && (
				<OpenAnother key={poll.key} increment={increment} />
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

// Results first; the form comes when it is asked for.
function OpenAnother({ increment }: Pick<PollPaneProps, 'increment'>) {
	const [opening, setOpening] = useState(useWasTyped(placeOfPoll(increment)))
	const close = () => {
		setOpening(false)
	}
	if (opening) return <OpenPollForm increment={increment} onOpened={close} onCancel={close} />
	return (
		<button
			className="btn btn--s openagain"
			onClick={() => {
				setOpening(true)
			}}
		>
			{words.poll.openAgain}
		</button>
	)
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
		case PollState.UNSPECIFIED:
			return w.label
	}
}
