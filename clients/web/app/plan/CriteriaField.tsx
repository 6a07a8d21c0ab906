// Acceptance criteria, one a line, each with whether it is met. Enter goes to the next line; lines
// left empty are not sent.
import { useRef, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { Criterion } from '../../sdk/model'
import { isPlainEnter } from '../parts/plainEnter'
import { tellProblem } from '../parts/TextField'
import type { Problem } from '../parts/textCheck'
import { words } from '../words/words'
import { withCriterion } from './incrementForm'

export interface CriteriaFieldProps {
	readonly criteria: readonly Criterion[]
	readonly problems: readonly (Problem | null)[]
	readonly onChange: (criteria: readonly Criterion[]) => void
}

export function CriteriaField({ criteria, problems, onChange }: CriteriaFieldProps) {
	const list = useRef<HTMLOListElement>(null)
	const w = words.plan
	const set = (at: number, criterion: Criterion) => {
		onChange(withCriterion(criteria, at, criterion))
	}
	const onKeyDown = (event: KeyboardEvent, at: number) => {
		if (!isPlainEnter(event)) return
		event.preventDefault()
		list.current?.querySelectorAll<HTMLElement>('.input')[at + 1]?.focus()
	}
	// An input would glue pasted lines together.
	const onPaste = (event: ClipboardEvent<HTMLInputElement>, at: number, met: boolean) => {
		const pasted = event.clipboardData.getData('text').trim()
		if (!pasted.includes('\n')) return
		event.preventDefault()
		const { value, selectionStart, selectionEnd } = event.currentTarget
		const before = value.slice(0, selectionStart ?? value.length)
		set(at, { text: before + pasted + value.slice(selectionEnd ?? value.length), met })
	}

	return (
		<fieldset className="criteria">
			<legend>
				{w.criteria} <span className="field__opt">{words.form.optional}</span>
			</legend>
			<p className="meta">{w.criteriaSays}</p>
			<ol ref={list}>
				{criteria.map(({ text, met }, i) => (
					<li key={i} className="criteria__line">
						<input
							className="input"
							aria-label={w.criterion(i + 1)}
							aria-invalid={(problems[i] ?? null) !== null || undefined}
							value={text}
							onChange={(event) => {
								set(i, { text: event.target.value, met })
							}}
							onKeyDown={(event) => {
								onKeyDown(event, i)
							}}
							onPaste={(event) => {
								onPaste(event, i, met)
							}}
						/>
						<label className="tick">
							<input
								type="checkbox"
								aria-label={w.criterionMet(i + 1)}
								checked={met}
								onChange={(event) => {
									set(i, { text, met: event.target.checked })
								}}
							/>
							<span aria-hidden="true">{words.increment.met}</span>
						</label>
						<LineProblem problem={problems[i] ?? null} />
					</li>
				))}
			</ol>
		</fieldset>
	)
}

function LineProblem({ problem }: { readonly problem: Problem | null }) {
	if (problem === null) return null
	return (
		<p className="problem" role="alert">
			{tellProblem(problem)}
		</p>
	)
}
