// A labelled field that says in words what is wrong with what was typed, and tells it to whoever
// listens instead of looking.
import { useId, type ReactNode } from 'react'
import { words } from '../words/words'
import type { Problem } from './textCheck'

export interface TextFieldProps {
	readonly label: string
	readonly value: string
	readonly onChange: (value: string) => void
	readonly problem?: Problem | null | undefined
	readonly optional?: boolean
	// What it is for, where the label alone does not say it.
	readonly hint?: string
	// In the place of what is said everywhere of a field left empty.
	readonly emptySays?: string
	// More than one line of room; 0 is an input.
	readonly rows?: number
	readonly inputMode?: 'numeric' | 'url'
	readonly short?: boolean
	// It takes the place of what was pressed.
	readonly autoFocus?: boolean
}

export function TextField(props: TextFieldProps) {
	const { value, onChange, problem = null, rows = 0, inputMode, hint, autoFocus } = props
	const id = useId()
	const described = [
		problem === null ? '' : `${id}-problem`,
		hint === undefined ? '' : `${id}-hint`,
	]
	const field = {
		id,
		className: 'input',
		value,
		inputMode,
		autoFocus,
		'aria-invalid': problem !== null || undefined,
		'aria-describedby': described.join(' ').trim() || undefined,
	}
	return (
		<FieldFrame {...props} id={id}>
			{rows === 0 ? (
				<input
					{...field}
					autoComplete="off"
					onChange={(event) => {
						onChange(event.target.value)
					}}
				/>
			) : (
				<textarea
					{...field}
					rows={rows}
					onChange={(event) => {
						onChange(event.target.value)
					}}
				/>
			)}
		</FieldFrame>
	)
}

export interface FieldFrameProps {
	readonly id: string
	readonly label: string
	readonly problem?: Problem | null | undefined
	readonly optional?: boolean
	readonly hint?: string
	readonly emptySays?: string
	readonly short?: boolean
	readonly children: ReactNode
}

export function FieldFrame(props: FieldFrameProps) {
	const { id, label, problem = null, optional = false, short = false, children } = props
	const { hint, emptySays } = props
	return (
		<div className={short ? 'field field--short' : 'field'}>
			<label htmlFor={id}>
				{label} {optional && <span className="field__opt">{words.form.optional}</span>}
			</label>
			{children}
			{problem !== null && (
				<p className="problem" id={`${id}-problem`}>
					{problem.kind === 'empty' && emptySays !== undefined ? emptySays : tellProblem(problem)}
				</p>
			)}
			{hint !== undefined && (
				<p className="meta" id={`${id}-hint`}>
					{hint}
				</p>
			)}
		</div>
	)
}

export function tellProblem(problem: Problem): string {
	return problem.kind === 'tooLong'
		? words.form.tooLong(problem.by)
		: words.form.problems[problem.kind]
}

// After a refused submit: to the first field that has something to be put right.
export function focusFirstProblem(form: HTMLFormElement): void {
	requestAnimationFrame(() => {
		form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
	})
}
