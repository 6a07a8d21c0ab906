// Where a meeting is in its agenda, and what a page looks at in it. Pure.
import { AgendaKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { AgendaEntry, Review } from '../../sdk/model'
import type { Looking } from '../view'

export interface Course {
	// Number of the current entry; -1 before the first, as many as there are after the last.
	readonly at: number
	readonly current: AgendaEntry | null
	readonly next: AgendaEntry | null
	readonly back: AgendaEntry | null
	readonly through: boolean
}

export type StepState = 'done' | 'now' | 'toCome'

export function courseOf({ agenda, current, currentAt }: Pick<Review, CourseFields>): Course {
	const found = agenda.findIndex((entry) => entry.key === current)
	const through = found < 0 && currentAt > 0
	const at = through ? agenda.length : found
	return {
		at,
		current: agenda[found] ?? null,
		next: agenda[at + 1] ?? null,
		back: agenda[at - 1] ?? null,
		through,
	}
}

type CourseFields = 'agenda' | 'current' | 'currentAt'

export function stepState({ at }: Course, i: number): StepState {
	return i < at ? 'done' : i === at ? 'now' : 'toCome'
}

// The part of the page that belongs to an entry.
export type Screen = 'stage' | 'backlog' | 'entry' | 'product'

export interface Sight {
	readonly screen: Screen
	// Undefined where the agenda has none for what is looked at.
	readonly entry: AgendaEntry | undefined
	// The meeting is at another entry.
	readonly elsewhere: boolean
}

export function screenOf(kind: AgendaKind): Screen {
	switch (kind) {
		case AgendaKind.INCREMENT:
			return 'stage'
		case AgendaKind.BACKLOG:
			return 'backlog'
		default:
			return 'entry'
	}
}

// `current` is where the meeting is; `isOver`: it is through
// or closed, and what came of it is what there is to see.
export function sightOf(
	{ view, entry }: Pick<Looking, 'view' | 'entry'>,
	agenda: readonly AgendaEntry[],
	current: AgendaEntry | null,
	isOver = false,
): Sight {
	const asked = view === 'entry' ? agenda.find((one) => one.key === entry) : undefined
	if (asked !== undefined) return sightAt(screenOf(asked.kind), asked, current)
	switch (view) {
		case 'backlog':
			return sightOn('backlog', AgendaKind.BACKLOG, agenda, current)
		case 'increments':
			return sightOn('stage', AgendaKind.INCREMENT, agenda, current)
		case 'product':
			return { screen: 'product', entry: undefined, elsewhere: current !== null }
		case 'whole': {
			// Entries that are about no increment have it beside them.
			const there = current !== null && screenOf(current.kind) === 'entry'
			return sightAt('entry', there ? current : wholeEntry(agenda), current)
		}
		case 'feedback': {
			// Stands beside whatever the meeting is at, but for the backlog.
			const screen = current === null ? 'stage' : screenOf(current.kind)
			const beside = screen === 'backlog' ? 'stage' : screen
			return { screen: beside, entry: current ?? undefined, elsewhere: false }
		}
		case 'now':
		case 'entry': {
			const came = agenda.find(({ kind }) => kind === AgendaKind.DECISIONS)
			if (isOver && came !== undefined) return sightAt(screenOf(came.kind), came, current)
			if (current === null) return sightOn('stage', AgendaKind.INCREMENT, agenda, null)
			return sightAt(screenOf(current.kind), current, current)
		}
	}
}

/** The entry beside which polls on the review as a whole are shown; undefined: the agenda has none. */
export function wholeEntry(agenda: readonly AgendaEntry[]): AgendaEntry | undefined {
	return agenda.find(({ kind }) => screenOf(kind) === 'entry')
}

function sightOn(
	screen: Screen,
	kind: AgendaKind,
	agenda: readonly AgendaEntry[],
	current: AgendaEntry | null,
): Sight {
	if (current?.kind === kind) return sightAt(screen, current, current)
	return sightAt(
		screen,
		agenda.find((one) => one.kind === kind),
		current,
	)
}

function sightAt(
	screen: Screen,
	entry: AgendaEntry | undefined,
	current: AgendaEntry | null,
): Sight {
	return { screen, entry, elsewhere: current !== null && entry?.key !== current.key }
}

// The fragment under which an entry is looked at; the current one by following the meeting.
export function addressOf(entry: AgendaEntry, current: AgendaEntry | null): string {
	return entry.key === current?.key ? '#now' : `#entry/${entry.key}`
}
