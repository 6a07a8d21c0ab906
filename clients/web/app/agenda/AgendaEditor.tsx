// Writes the agenda of a review. Nothing is overwritten unseen: whoever set it meanwhile is shown first.
import { useRef, useState, type SubmitEvent } from 'react'
import { setAgenda } from '../../sdk/flowDrafts'
import type { AgendaEntry, Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { tellHere } from '../notice/tellHere'
import { focusFirstProblem } from '../parts/TextField'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { AgendaRowFields } from './AgendaRowFields'
import {
	ENTRIES_MAX,
	entriesFrom,
	isFine,
	moved,
	problemsOf,
	rowsOf,
	withNew,
	type AgendaRow,
} from './agendaForm'
import { entryName } from './entryName'

export interface AgendaEditorProps {
	readonly review: Review
	readonly current: AgendaEntry | null
	readonly onDone: () => void
}

export function AgendaEditor({ review, current, onDone }: AgendaEditorProps) {
	const form = useAgendaForm(review, onDone)
	const { rows, list, said, saving, tooMany } = form
	const w = words.agenda
	return (
		<form className="form" noValidate onSubmit={form.submit}>
			<p className="meta">{w.editSays}</p>
			{saving === 'conflict' && (
				<Conflict standing={review.agenda} onTheirs={form.takeTheirs} onMine={form.saveMine} />
			)}
			<ol className="agendaform" ref={list}>
				{rows.map((row, i) => (
					<AgendaRowFields
						key={row.id}
						row={row}
						n={i + 1}
						last={i === rows.length - 1}
						isCurrent={current !== null && row.key === current.key}
						problems={form.problems(row)}
						onChange={(next) => {
							form.change(i, next)
						}}
						onMove={(by) => {
							form.move(i, by)
						}}
						onRemove={() => {
							form.remove(i, row)
						}}
					/>
				))}
			</ol>
			<span className="sr" role="status">
				{said}
			</span>
			<button type="button" className="btn btn--s agendaform__add" data-do="add" onClick={form.add}>
				{w.add}
			</button>
			{tooMany && (
				<p className="problem" role="alert">
					{w.tooMany(ENTRIES_MAX)}
				</p>
			)}
			<p className={saving === 'refused' ? 'problem' : 'quiet said'} role="status">
				{saving === 'saving' && words.saving}
				{saving === 'refused' && w.notSaved}
			</p>
			<div className="buttons">
				<button className="btn btn--main" type="submit" aria-disabled={saving === 'saving'}>
					{w.save}
				</button>
				<button className="btn btn--quiet" type="button" onClick={form.cancel}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}

// What is typed, checked once somebody asked to save it, and how it is saved.
function useAgendaForm(review: Review, onDone: () => void) {
	const limits = useSignal(useClient().views.limits)
	const { base, rows, restart, forget, ...edit } = useRows(review)
	const [asked, setAsked] = useState(false)
	const saving = useSaving(review, onDone)

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (
			rows.length <= ENTRIES_MAX &&
			rows.every((row) => isFine(problemsOf(row, limits.titleBytes)))
		)
			saving.save(rows, base, forget)
		else {
			setAsked(true)
			focusFirstProblem(event.currentTarget)
		}
	}
	const takeTheirs = () => {
		restart(rowsOf(review.agenda))
		saving.forget()
	}
	const saveMine = () => {
		restart(rows)
		saving.save(rows, review.agendaAt, forget)
	}
	const cancel = () => {
		forget()
		onDone()
	}
	return {
		...edit,
		rows,
		problems: (row: AgendaRow) => (asked ? problemsOf(row, limits.titleBytes) : null),
		tooMany: asked && rows.length > ENTRIES_MAX,
		saving: saving.state,
		submit,
		takeTheirs,
		saveMine,
		cancel,
	}
}

// The rows, and what changes them: the change is said, and the focus goes along.
function useRows(review: Review) {
	const typed = useTyped(`agenda/${review.key}`, {
		base: review.agendaAt,
		rows: rowsOf(review.agenda),
	})
	const { base, rows } = typed.value
	const [said, setSaid] = useState('')
	const list = useRef<HTMLOListElement>(null)
	const w = words.agenda

	const setRows = (next: readonly AgendaRow[], says = '') => {
		typed.set({ base, rows: next })
		setSaid(says)
	}
	const change = (i: number, row: AgendaRow) => {
		setRows(rows.with(i, row))
	}
	const move = (i: number, by: -1 | 1) => {
		const next = moved(rows, i, by)
		const row = rows[i]
		if (next === null || row === undefined) return
		setRows(next, w.moved(entryName(row), i + by + 1))
		focusIn(list.current, i + by, by < 0 ? 'up' : 'down')
	}
	const remove = (i: number, row: AgendaRow) => {
		setRows(rows.toSpliced(i, 1), w.removed(entryName(row)))
		focusIn(list.current, Math.max(0, i - 1), 'remove')
	}
	const add = () => {
		setRows(withNew(rows), w.added(rows.length + 1))
		focusIn(list.current, rows.length, 'kind')
	}
	// On the agenda as it stands now, which has been seen.
	const restart = (from: readonly AgendaRow[]) => {
		typed.set({ base: review.agendaAt, rows: from })
	}
	return { base, rows, said, list, change, move, remove, add, restart, forget: typed.forget }
}

type SavingState = 'nothing' | 'saving' | 'conflict' | 'refused'

// The form stays until the server has answered; what it refuses is told here and nowhere else.
function useSaving(review: Review, onDone: () => void) {
	const client = useClient()
	const [state, setState] = useState<SavingState>('nothing')
	const save = (rows: readonly AgendaRow[], base: number, saved: () => void) => {
		if (state === 'saving') return
		setState('saving')
		const entries = entriesFrom(rows, review.agenda)
		const pending = client.submit(setAgenda({ ...review, agendaAt: base }, entries))
		void client.answered(pending).then((accepted) => {
			if (accepted) {
				saved()
				onDone()
				return
			}
			tellHere(client, pending)
			const standing = client.replica.state.reviews.get(review.key)?.agendaAt
			setState(standing === base ? 'refused' : 'conflict')
		})
	}
	return {
		state,
		save,
		forget: () => {
			setState('nothing')
		},
	}
}

interface ConflictProps {
	readonly standing: readonly AgendaEntry[]
	readonly onTheirs: () => void
	readonly onMine: () => void
}

function Conflict({ standing, onTheirs, onMine }: ConflictProps) {
	const w = words.agenda
	return (
		<div className="confirm" role="alert">
			<p>{w.conflict}</p>
			<ol className="agendaform__standing">
				{standing.map((entry) => (
					<li key={entry.key}>{entryName(entry)}</li>
				))}
			</ol>
			<div className="buttons">
				<button type="button" className="btn btn--s" onClick={onTheirs}>
					{w.takeTheirs}
				</button>
				<button type="button" className="btn btn--s" onClick={onMine}>
					{w.saveAnyway}
				</button>
			</div>
		</div>
	)
}

// After the rows have changed places: a row that is moved in the page loses the focus.
function focusIn(list: HTMLElement | null, i: number, what: 'up' | 'down' | 'remove' | 'kind') {
	requestAnimationFrame(() => {
		const row = list?.children[i]
		const control = row?.querySelector<HTMLElement>(`[data-do=${what}]`)
		// Without a row there is a button that makes one.
		;(control ?? list?.parentElement?.querySelector<HTMLElement>('[data-do=add]'))?.focus()
	})
}
