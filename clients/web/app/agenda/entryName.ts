import type { AgendaEntry } from '../../sdk/model'
import { words } from '../words/words'

export function entryName({ kind, subject }: Pick<AgendaEntry, 'kind' | 'subject'>): string {
	return subject === '' ? words.agenda.kinds[kind] : subject
}

export function minutesOf(ms: number): string {
	return words.agenda.minutes(Math.max(1, Math.round(ms / 60_000)))
}
