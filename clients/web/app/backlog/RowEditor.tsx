// Edits one field in its row: Enter or leaving keeps the text, Escape puts the old one back.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTyped } from '../parts/useTyped'

export interface RowEditorProps {
	readonly label: string
	// Where it is kept while it is typed.
	readonly place: string
	readonly text: string
	readonly numeric?: boolean
	// Null: nothing is to change.
	readonly onDone: (text: string | null) => void
}

export function RowEditor({ label, place, text, numeric = false, onDone }: RowEditorProps) {
	const typed = useTyped(place, { from: text, now: text })
	// Given back only where it was typed over the same text.
	const [from] = useState(text)
	const value = typed.value.from === from ? typed.value.now : from
	const field = useRef<HTMLInputElement>(null)
	const done = useRef(false)
	useEffect(() => {
		field.current?.select()
	}, [])

	const finish = (kept: string | null) => {
		if (done.current) return
		done.current = true
		typed.forget()
		onDone(kept === text ? null : kept)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		event.stopPropagation()
		// Keys that choose what an input method suggests.
		if (event.nativeEvent.isComposing) return
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
				const now = numeric ? event.target.value.replaceAll(/\D/g, '') : event.target.value
				typed.set({ from, now })
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
