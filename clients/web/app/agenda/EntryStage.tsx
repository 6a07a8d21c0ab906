// The stage of those entries of an agenda that are neither increments nor the backlog: calm, with what
// there is to show for them, and polls on the review as a whole and feedback beside it.
import { useState } from 'react'
import { AgendaKind, FeedbackKind, ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { AgendaEntry, Review } from '../../sdk/model'
import { Notices } from '../notice/Notices'
import { useClient } from '../meeting/seat'
import { laterPart } from '../parts/laterPart'
import { mayFacilitate } from '../parts/roles'
import { useWasTyped } from '../parts/useTyped'
import { IncrementPollNotice } from '../review/IncrementPollNotice'
import { FeedbackPane } from '../review/FeedbackPane'
import { opensWhat } from '../review/pollFocus'
import { onReview } from '../review/pollOrder'
import { placeOfPoll } from '../review/pollPlace'
import { Polls } from '../review/Polls'
import type { View } from '../view'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { entryName, minutesOf } from './entryName'

const EntryInside = laterPart(() => import('./entryParts').then((m) => m.EntryInside))

export interface EntryStageProps {
	readonly review: Review
	// Undefined: what is about the review as a whole, where the agenda has no entry for it.
	readonly entry: AgendaEntry | undefined
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
		entry?.kind === AgendaKind.ENVIRONMENT ? FeedbackKind.ENVIRONMENT : FeedbackKind.IDEA
	const close = () => {
		setOpening(false)
	}
	return (
		<>
			<section className="notices" aria-label={words.notice.label}>
				<Notices />
				<IncrementPollNotice review={review} />
			</section>
			<main
				className={`stage stage--entry ${polled ? 'stage--polled' : ''} ${view === 'feedback' ? 'stage--feedback' : ''}`}
			>
				<section className="entry" aria-labelledby="entry-title">
					<p className="label">
						{entry === undefined ? words.views.whole : labelOf(entry, reviewIsOpen)}
					</p>
					<h2 className="inc__title" id="entry-title">
						{entry === undefined ? words.stage.whole : titleOf(entry)}
					</h2>
					{entry === undefined ? (
						<p className="inc__text">{words.stage.wholeSays}</p>
					) : (
						<EntryInside review={review} kind={entry.kind} />
					)}
					{mayOpen && !polled && (
						<button
							className="btn btn--s openagain"
							data-opens={opensWhat()}
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

// What kind it is, where that says something, and how long it may take.
function labelOf({ kind, subject, timeboxMs }: AgendaEntry, withTime: boolean): string {
	const says = kind === AgendaKind.FREE && subject !== '' ? [] : [words.agenda.kinds[kind]]
	if (withTime && timeboxMs > 0) says.push(words.stage.timebox(minutesOf(timeboxMs)))
	return says.join(', ')
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
