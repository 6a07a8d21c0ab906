// The stage of those entries of an agenda that are neither increments nor the backlog: calm, with what
// there is to show for them, and feedback beside it.
import { AgendaKind, FeedbackKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { AgendaEntry, Review } from '../../sdk/model'
import { Notices } from '../notice/Notices'
import { FeedbackPane } from '../review/FeedbackPane'
import type { View } from '../view'
import { words } from '../words/words'
import { entryName, minutesOf } from './entryName'
import { Accomplished, Decisions, Environment, Forecast, Goal } from './entryParts'

export interface EntryStageProps {
	readonly review: Review
	readonly entry: AgendaEntry
	readonly view: View
}

export function EntryStage({ review, entry, view }: EntryStageProps) {
	const suggested =
		entry.kind === AgendaKind.ENVIRONMENT ? FeedbackKind.ENVIRONMENT : FeedbackKind.IDEA
	return (
		<>
			<section className="notices" aria-label={words.notice.label}>
				<Notices />
			</section>
			<main className={`stage stage--entry ${view === 'feedback' ? 'stage--feedback' : ''}`}>
				<section className="entry" aria-labelledby="entry-title">
					<p className="label">
						{words.agenda.kinds[entry.kind]}
						{entry.timeboxMs > 0 && `, ${words.stage.timebox(minutesOf(entry.timeboxMs))}`}
					</p>
					<h2 className="inc__title" id="entry-title">
						{titleOf(entry)}
					</h2>
					<Inside review={review} kind={entry.kind} />
				</section>
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
