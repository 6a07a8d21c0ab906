// Edits one field in its row: Enter or leaving keeps the text, Escape puts the old one back.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'

export interface RowEditorProps {
	readonly label: string
	readonly text: string
	readonly numeric?: boolean
	// Null: nothing is to change.
	readonly onDone: (text: string | null) => void
}

export function RowEditor({ label, text, numeric = false, onDone }: RowEditorProps) {
	const [value, setValue] = useState(text)
	const field = useRef<HTMLInputElement>(null)
	const done = useRef(false)
	useEffect(() => {
		field.current?.select()
	}, [])

	const finish = (kept: string | null) => {
		if (done.current) return
		done.current = true
		onDone(kept === text ? null : kept)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		event.stopPropagation()
		if (event.key === 'Enter') finish(value)
		if (event.key === 'Escape') finish(null)
	}
	return (
		<input
			ref={field}
			className="input row__edit"
			aria-label={label}
			value={value}
			inputMode={numeric ? 'numeric' : 'text'}
			maxLength={numeric ? 4 : 500}
			onChange={(event) => {
				setValue(numeric ? event.target.value.replaceAll(/\D/g, '') : event.target.value)
			}}
			onKeyDown={onKeyDown}
			onPointerDown={(event) => {
				event.stopPropagation()
			}}
			onBlur={() => {
				finish(value)
			}}
		/>
	)
}
