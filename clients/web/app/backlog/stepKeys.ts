// The keys for taking back and doing again: Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, with Cmd on a Mac. A text
// field that has the focus keeps them for its text.
import { useEffect, useRef } from 'react'

export type Direction = 'undo' | 'redo'

export function useStepKeys(go: (direction: Direction) => void): void {
	const latest = useRef(go)
	useEffect(() => {
		latest.current = go
	})
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			const direction = directionOf(event)
			if (direction === null || isTakenElsewhere(event.target)) return
			event.preventDefault()
			latest.current(direction)
		}
		window.addEventListener('keydown', onKeyDown)
		return () => {
			window.removeEventListener('keydown', onKeyDown)
		}
	}, [])
}

function directionOf(event: KeyboardEvent): Direction | null {
	if (event.altKey || !(event.ctrlKey || event.metaKey)) return null
	const key = event.key.toLowerCase()
	if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
	return key === 'y' && event.ctrlKey && !event.shiftKey ? 'redo' : null
}

function isTakenElsewhere(target: EventTarget | null): boolean {
	if (!(target instanceof Element)) return false
	return target.closest('input, textarea, select, dialog, [contenteditable]') !== null
}
