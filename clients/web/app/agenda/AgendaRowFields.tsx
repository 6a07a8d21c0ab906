// One entry of an agenda that is being written. Alt and an arrow move it, from any of its fields.
import { useId, type KeyboardEvent } from 'react'
import { AgendaKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { Icon, type IconName } from '../parts/Icon'
import { tellProblem } from '../parts/TextField'
import { words } from '../words/words'
import type { AgendaRow, RowProblems } from './agendaForm'
import { entryName } from './entryName'

const KINDS = [
	AgendaKind.GOAL,
	AgendaKind.ACCOMPLISHED,
	AgendaKind.INCREMENT,
	AgendaKind.ENVIRONMENT,
	AgendaKind.FORECAST,
	AgendaKind.BACKLOG,
	AgendaKind.DECISIONS,
	AgendaKind.FREE,
] as const

export interface AgendaRowFieldsProps {
	readonly row: AgendaRow
	readonly n: number
	readonly last: boolean
	readonly isCurrent: boolean
	readonly problems: RowProblems | null
	readonly onChange: (row: AgendaRow) => void
	readonly onMove: (by: -1 | 1) => void
	readonly onRemove: () => void
}

export function AgendaRowFields(props: AgendaRowFieldsProps) {
	const { row, n, last, isCurrent, problems, onChange, onMove, onRemove } = props
	const id = useId()
	const w = words.agenda
	const name = entryName(row)
	const subjectProblem = problems?.subject ?? null
	const minutesWrong = problems?.minutes === true
	const onKeyDown = (event: KeyboardEvent) => {
		if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
		event.preventDefault()
		onMove(event.key === 'ArrowUp' ? -1 : 1)
	}
	return (
		<li className="agendarow" onKeyDown={onKeyDown}>
			<fieldset className="agendarow__fields">
				<legend className="agendarow__n">
					{w.entry(n)}
					{isCurrent && <span className="chip chip--accent">{w.states.now}</span>}
				</legend>
				<Kind row={row} onChange={onChange} />
				<Subject
					row={row}
					problemId={subjectProblem === null ? undefined : `${id}-subject`}
					onChange={onChange}
				/>
				<Minutes
					row={row}
					problemId={minutesWrong ? `${id}-minutes` : undefined}
					onChange={onChange}
				/>
			</fieldset>
			<span className="agendarow__do">
				<Do what="up" name={w.moveUp(name)} off={n === 1} onDo={() => onMove(-1)} />
				<Do what="down" name={w.moveDown(name)} off={last} onDo={() => onMove(1)} />
				<Do
					what="remove"
					name={isCurrent ? w.currentStays : w.remove(name)}
					off={isCurrent}
					onDo={onRemove}
				/>
			</span>
			{subjectProblem !== null && (
				<p className="problem" id={`${id}-subject`}>
					{subjectProblem.kind === 'empty' ? w.subjectNeeded : tellProblem(subjectProblem)}
				</p>
			)}
			{minutesWrong && (
				<p className="problem" id={`${id}-minutes`}>
					{w.timeboxWrong}
				</p>
			)}
		</li>
	)
}

type OfRow = Pick<AgendaRowFieldsProps, 'row' | 'onChange'>

function Kind({ row, onChange }: OfRow) {
	return (
		<select
			className="input agendarow__kind"
			aria-label={words.agenda.kind}
			data-do="kind"
			value={row.kind}
			onChange={(event) => {
				const kind = KINDS.find((one) => String(one) === event.target.value)
				if (kind !== undefined) onChange({ ...row, kind })
			}}
		>
			{KINDS.map((kind) => (
				<option key={kind} value={kind}>
					{words.agenda.kinds[kind]}
				</option>
			))}
		</select>
	)
}

interface TypedProps extends OfRow {
	// Of the sentence that says what is wrong with it; none where nothing is.
	readonly problemId: string | undefined
}

function Subject({ row, problemId, onChange }: TypedProps) {
	const w = words.agenda
	return (
		<input
			className="input agendarow__subject"
			aria-label={w.subject}
			placeholder={w.subject}
			autoComplete="off"
			value={row.subject}
			aria-invalid={problemId !== undefined || undefined}
			aria-describedby={problemId}
			onChange={(event) => {
				onChange({ ...row, subject: event.target.value })
			}}
		/>
	)
}

function Minutes({ row, problemId, onChange }: TypedProps) {
	const w = words.agenda
	return (
		<input
			className="input agendarow__minutes"
			aria-label={w.timebox}
			placeholder={w.timebox}
			inputMode="numeric"
			autoComplete="off"
			maxLength={3}
			value={row.minutes}
			aria-invalid={problemId !== undefined || undefined}
			aria-describedby={problemId}
			onChange={(event) => {
				onChange({ ...row, minutes: event.target.value.replaceAll(/\D/g, '') })
			}}
		/>
	)
}

interface DoProps {
	readonly what: 'up' | 'down' | 'remove'
	readonly name: string
	readonly off: boolean
	readonly onDo: () => void
}

const ICONS: Readonly<Record<DoProps['what'], IconName>> = { up: 'up', down: 'down', remove: 'x' }

function Do({ what, name, off, onDo }: DoProps) {
	return (
		<button
			type="button"
			className="btn btn--icon btn--s btn--quiet"
			aria-label={name}
			title={name}
			aria-disabled={off || undefined}
			data-do={what}
			onClick={() => {
				if (!off) onDo()
			}}
		>
			<Icon name={ICONS[what]} size="s" />
		</button>
	)
}
