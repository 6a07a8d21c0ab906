// An agenda while it is being written, and what is sent of it. Pure.
import { AgendaKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { AgendaEntry } from '../../sdk/model'
import { lengthProblem, oneLine, titleProblem, type Problem } from '../parts/textCheck'
import { minutesFrom } from './minutes'

// docs/LIMITS.md, "What a product holds".
export const ENTRIES_MAX = 64

export interface AgendaRow {
	// Of this form alone, so that a row stays itself while it is moved.
	readonly id: number
	// NO_ID: it is new.
	readonly key: IdKey
	readonly kind: AgendaKind
	readonly subject: string
	// Digits, or nothing.
	readonly minutes: string
}

export interface RowProblems {
	readonly subject: Problem | null
	readonly minutes: boolean
}

export function rowsOf(agenda: readonly AgendaEntry[]): readonly AgendaRow[] {
	return agenda.map(({ key, kind, subject, timeboxMs }, id) => {
		const minutes = timeboxMs === 0 ? '' : String(Math.max(1, Math.round(timeboxMs / 60_000)))
		return { id, key, kind, subject, minutes }
	})
}

export function withNew(rows: readonly AgendaRow[]): readonly AgendaRow[] {
	const id = Math.max(-1, ...rows.map((row) => row.id)) + 1
	return [...rows, { id, key: NO_ID, kind: AgendaKind.FREE, subject: '', minutes: '' }]
}

export function moved(
	rows: readonly AgendaRow[],
	from: number,
	by: -1 | 1,
): readonly AgendaRow[] | null {
	const row = rows[from]
	const to = from + by
	if (row === undefined || rows[to] === undefined) return null
	return rows.toSpliced(from, 1).toSpliced(to, 0, row)
}

export function problemsOf(row: AgendaRow, titleBytes: number): RowProblems {
	const subject = oneLine(row.subject)
	return {
		subject:
			row.kind === AgendaKind.FREE
				? titleProblem(subject, titleBytes)
				: lengthProblem(subject, titleBytes),
		minutes: row.minutes !== '' && minutesFrom(row.minutes) === null,
	}
}

export function isFine({ subject, minutes }: RowProblems): boolean {
	return subject === null && !minutes
}

// `standing` is the agenda that the server has: an entry that is gone from it becomes a new one. A time
// box that was not touched keeps its seconds.
export function entriesFrom(
	rows: readonly AgendaRow[],
	standing: readonly AgendaEntry[],
): readonly AgendaEntry[] {
	return rows.map(({ key, kind, subject, minutes }) => {
		const known = standing.find((entry) => entry.key === key)
		const same = known !== undefined && rowsOf([known])[0]?.minutes === minutes
		const timeboxMs = same ? known.timeboxMs : (minutesFrom(minutes) ?? 0) * 60_000
		return { key: known?.key ?? NO_ID, kind, subject: oneLine(subject), timeboxMs }
	})
}
