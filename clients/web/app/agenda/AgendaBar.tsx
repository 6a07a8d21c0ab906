// The agenda, for everybody in the same place on every screen: what is done, where the meeting is, what
// is to come. A tap on a step looks there; only "Next" and its kin move the meeting.
import { useState } from 'react'
import { AgendaKind, ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { AgendaEntry, Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { later } from '../parts/later'
import { mayFacilitate } from '../parts/roles'
import { onReview } from '../review/pollOrder'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { addressOf, stepState, wholeEntry, type Course } from './course'
import { entryName } from './entryName'
import { LeadControls } from './LeadControls'
import type { Following } from './useSight'

const AgendaList = later(() => import('./AgendaList').then((m) => m.AgendaList))

export interface AgendaBarProps {
	readonly review: Review | undefined
	readonly following: Following
}

export function AgendaBar({ review, following }: AgendaBarProps) {
	return (
		<nav className="flow" aria-label={words.agenda.label}>
			<Steps review={review} following={following} />
			<ShortAgenda review={review} following={following} />
			<LeadControls review={review} following={following} />
		</nav>
	)
}

export function Steps({ review, following }: AgendaBarProps) {
	const { course, sight } = following
	const agenda = review?.agenda ?? []
	return (
		<ol className="steps" tabIndex={-1}>
			{agenda.map((entry, i) => (
				<Step
					key={entry.key}
					entry={entry}
					n={i + 1}
					course={course}
					looked={sight.entry?.key === entry.key}
				/>
			))}
			<WithoutEntry agenda={agenda} following={following} />
			{review !== undefined && <WholeReview review={review} following={following} />}
		</ol>
	)
}

interface StepProps {
	readonly entry: AgendaEntry
	readonly n: number
	readonly course: Course
	readonly looked: boolean
}

function Step({ entry, n, course, looked }: StepProps) {
	const state = stepState(course, n - 1)
	const w = words.agenda
	const begun = course.at >= 0
	return (
		<li>
			<a
				className={`step step--${state}${looked ? ' step--looked' : ''}`}
				href={addressOf(entry, course.current)}
				aria-current={state === 'now' ? 'step' : undefined}
			>
				{state === 'done' ? <Icon name="check" size="s" /> : <span className="step__n">{n}</span>}
				{entryName(entry)}
				{begun && <span className="sr"> {w.states[state]}</span>}
				{looked && state !== 'now' && <span className="sr"> {w.youAreHere}</span>}
			</a>
		</li>
	)
}

// What there is to look at in every review, also where the agenda has no entry for it.
function WithoutEntry({
	agenda,
	following: { looking, sight },
}: {
	readonly agenda: readonly AgendaEntry[]
	readonly following: Following
}) {
	const without = [
		{ kind: AgendaKind.INCREMENT, view: 'increments', screen: 'stage' },
		{ kind: AgendaKind.BACKLOG, view: 'backlog', screen: 'backlog' },
	] as const
	return without
		.filter(({ kind }) => !agenda.some((entry) => entry.kind === kind))
		.map(({ view, screen }) => {
			const here = sight.screen === screen && (looking.view === view || agenda.length === 0)
			return (
				<li key={view}>
					<a
						className={here ? 'step step--looked' : 'step'}
						href={`#${view}`}
						aria-current={here ? 'page' : undefined}
					>
						{words.views[view]}
					</a>
				</li>
			)
		})
}

// Where polls on the review as a whole are, if there is no entry of the agenda beside which they are shown.
function WholeReview({ review, following }: { review: Review; following: Following }) {
	if (!useHasWhole(review)) return null
	const here = following.looking.view === 'whole'
	return (
		<li>
			<a
				className={here ? 'step step--looked' : 'step'}
				href="#whole"
				aria-current={here ? 'page' : undefined}
			>
				{words.views.whole}
			</a>
		</li>
	)
}

// Whether that is a place of its own: the agenda has none for it, and there is something there to see or
// to do.
function useHasWhole(review: Review): boolean {
	const { views } = useClient()
	const polled = onReview(useSignal(views.polls), review.key).length > 0
	const mayOpen = mayFacilitate(useSignal(views.me).role) && review.state === ReviewState.OPEN
	return wholeEntry(review.agenda) === undefined && (polled || mayOpen)
}

// On a phone: where the meeting is, and the way to the whole list.
function ShortAgenda({ review, following }: AgendaBarProps) {
	return review === undefined ? null : <Short review={review} following={following} />
}

function Short({ review, following }: { review: Review; following: Following }) {
	const [open, setOpen] = useState(false)
	const hasWhole = useHasWhole(review)
	const isEmpty = review.agenda.length === 0
	if (isEmpty && !hasWhole) return null
	const { course } = following
	const w = words.agenda
	const says = isEmpty
		? w.none
		: course.current !== null
			? w.stepOf(course.at + 1, review.agenda.length, entryName(course.current))
			: course.through
				? w.isThrough
				: w.notBegun
	return (
		<>
			<button
				className="btn btn--quiet btn--s flow__short"
				onClick={() => {
					setOpen(true)
				}}
			>
				{says}
				<span className="sr"> {w.show}</span>
				<Icon name="down" size="s" />
			</button>
			{open && (
				<AgendaList
					review={review}
					following={following}
					onClose={() => {
						setOpen(false)
					}}
				/>
			)}
		</>
	)
}
