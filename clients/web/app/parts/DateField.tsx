// A labelled field for a day, with the browser's own way to choose it.
import { useId } from 'react'
import { FieldFrame } from './TextField'
import type { Problem } from './textCheck'

export interface DateFieldProps {
	readonly label: string
	// YYYY-MM-DD, or empty.
	readonly value: string
	readonly problem?: Problem | null | undefined
	readonly optional?: boolean
	readonly onChange: (day: string) => void
}

export function DateField({ label, value, problem, optional = false, onChange }: DateFieldProps) {
	const id = useId()
	const wrong = problem !== null && problem !== undefined
	return (
		<FieldFrame id={id} label={label} problem={problem} optional={optional} short>
			<input
				id={id}
				className="input"
				type="date"
				// Years of more digits are no days to the server.
				max="9999-12-31"
				value={value}
				aria-invalid={wrong || undefined}
				aria-describedby={wrong ? `${id}-problem` : undefined}
				onChange={(event) => {
					onChange(event.target.value)
				}}
			/>
		</FieldFrame>
	)
}
