// The stage of those entries of an agenda that are neither increments nor the backlog: calm, with what
// there is to show for them, and polls on the review as a whole and feedback beside it.
import { useState } from 'react'
import { AgendaKind, FeedbackKind, ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { AgendaEntry, Review } from '../../sdk/model'
import { Notices } from '../notice/Notices'
import { useClient } from '../meeting/seat'
import { mayFacilitate } from '../parts/roles'
import { useWasTyped } from '../parts/useTyped'
import { FeedbackPane } from '../review/FeedbackPane'
import { onReview } from '../review/pollOrder'
import { placeOfPoll } from '../review/pollPlace'
import { Polls } from '../review/Polls'
import type { View } from '../view'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { entryName, minutesOf } from './entryName'
import { Accomplished, Decisions, Environment, Forecast, Goal } from './entryParts'

export interface EntryStageProps {
	readonly review: Review
	readonly entry: AgendaEntry
	readonly view: View
}

export function EntryStage({ review, entry, view }: EntryStageProps) {
	const { views } = useClient()
	const { role } = useSignal(views.me)
	const polls = onReview(useSignal(views.polls), review.key)
	const [opening, setOpening] = useState(useWasTyped(placeOfPoll({ review: review.key })))
	const reviewIsOpen = review.state === ReviewState.OPEN
	const mayOpen = reviewIsOpen && mayFacilitate(role)
	const polled = polls.length > 0 || (mayOpen && opening)
	const suggested =
		entry.kind === AgendaKind.ENVIRONMENT ? FeedbackKind.ENVIRONMENT : FeedbackKind.IDEA
	const close = () => {
		setOpening(false)
	}
	return (
		<>
			<section className="notices" aria-label={words.notice.label}>
				<Notices />
			</section>
			<main
				className={`stage stage--entry ${polled ? 'stage--polled' : ''} ${view === 'feedback' ? 'stage--feedback' : ''}`}
			>
				<section className="entry" aria-labelledby="entry-title">
					<p className="label">
						{words.agenda.kinds[entry.kind]}
						{entry.timeboxMs > 0 && `, ${words.stage.timebox(minutesOf(entry.timeboxMs))}`}
					</p>
					<h2 className="inc__title" id="entry-title">
						{titleOf(entry)}
					</h2>
					<Inside review={review} kind={entry.kind} />
					{mayOpen && !polled && (
						<button
							className="btn btn--s openagain"
							onClick={() => {
								setOpening(true)
							}}
						>
							{words.poll.openOnReview}
						</button>
					)}
				</section>
				{polled && (
					<section className="pollpane" aria-label={words.poll.label}>
						{polls.length === 0 && <p className="label">{words.poll.wholeReview}</p>}
						<Polls
							subject={{ review: review.key }}
							polls={polls}
							reviewIsOpen={reviewIsOpen}
							opening={opening}
							onOpened={close}
							onCancel={close}
						/>
					</section>
				)}
				<FeedbackPane review={review} increment={undefined} suggested={suggested} />
			</main>
		</>
	)
}

function Inside({ review, kind }: { readonly review: Review; readonly kind: AgendaKind }) {
	switch (kind) {
		case AgendaKind.GOAL:
			return <Goal review={review} />
		case AgendaKind.ACCOMPLISHED:
			return <Accomplished review={review} />
		case AgendaKind.ENVIRONMENT:
			return <Environment review={review} />
		case AgendaKind.FORECAST:
			return <Forecast />
		case AgendaKind.DECISIONS:
			return <Decisions review={review} />
		default:
			return null
	}
}

// Its own words where somebody wrote some.
function titleOf(entry: AgendaEntry): string {
	const w = words.stage
	if (entry.subject !== '') return entry.subject
	switch (entry.kind) {
		case AgendaKind.GOAL:
			return w.goal
		case AgendaKind.ACCOMPLISHED:
			return w.accomplished
		case AgendaKind.ENVIRONMENT:
			return w.environment
		case AgendaKind.FORECAST:
			return w.forecast
		case AgendaKind.DECISIONS:
			return w.decisions
		default:
			return entryName(entry)
	}
}
