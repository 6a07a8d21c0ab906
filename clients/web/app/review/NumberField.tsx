// A field for a whole number, which says in words what is wrong with what stands in it.
import { useId } from 'react'
import { words } from '../words/words'

export interface NumberFieldProps {
	readonly label: string
	readonly value: string
	// Null: nothing is wrong.
	readonly problem: string | null
	readonly hint?: string
	readonly optional?: boolean
	readonly onChange: (value: string) => void
}

const DIGITS_MAX = 5

export function NumberField(props: NumberFieldProps) {
	const { label, value, problem, hint, optional = false, onChange } = props
	const id = useId()
	const described = [
		problem === null ? '' : `${id}-problem`,
		hint === undefined ? '' : `${id}-hint`,
	]
	return (
		<div className="field field--short">
			<label htmlFor={id}>
				{label} {optional && <span className="field__opt">{words.form.optional}</span>}
			</label>
			<input
				id={id}
				className="input"
				inputMode="numeric"
				autoComplete="off"
				maxLength={DIGITS_MAX}
				value={value}
				aria-invalid={problem !== null || undefined}
				aria-describedby={described.join(' ').trim() || undefined}
				onChange={(event) => {
					onChange(event.target.value.replaceAll(/\D/g, ''))
				}}
			/>
			{problem !== null && (
				<p className="problem" id={`${id}-problem`}>
					{problem}
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
