// Taking back and doing again, by button and by keys: Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, with Cmd on a Mac.
// A text field that has the focus keeps these keys for its text.
import { useCallback, useEffect, useState } from 'react'
import type { Client } from '../../sdk/client'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'

type Direction = 'undo' | 'redo'

const KEYS = { undo: 'Ctrl+Z', redo: 'Ctrl+Shift+Z' }

export function UndoButtons() {
	const client = useClient()
	const steps = useSignal(client.undoStack.steps)
	const [said, setSaid] = useState('')
	const go = useCallback(
		(direction: Direction) => {
			setSaid(takeStep(client, direction))
		},
		[client],
	)
	useUndoKeys(go)
	const w = words.backlog

	return (
		<div className="undo">
			{(['undo', 'redo'] as const).map((direction) => {
				const step = steps[direction]
				const label = w[direction](step === null ? '' : words.notice.changes[step]).trim()
				return (
					<button
						key={direction}
						className="btn btn--quiet btn--icon"
						aria-label={label}
						aria-keyshortcuts={direction === 'undo' ? 'Control+Z' : 'Control+Shift+Z'}
						aria-disabled={step === null}
						title={`${label} (${KEYS[direction]})`}
						onClick={() => {
							go(direction)
						}}
					>
						<Icon name={direction} />
					</button>
				)
			})}
			<span role="status" className="sr">
				{said}
			</span>
		</div>
	)
}

// What was done, in words.
function takeStep({ undoStack }: Client, direction: Direction): string {
	const step = undoStack.steps.get()[direction]
	if (step === null) return ''
	undoStack[direction]()
	const what = words.notice.changes[step]
	return direction === 'undo' ? words.backlog.undone(what) : words.backlog.redone(what)
}

function useUndoKeys(go: (direction: Direction) => void): void {
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			const direction = directionOf(event)
			if (direction === null || isTakenElsewhere(event.target)) return
			event.preventDefault()
			go(direction)
		}
		window.addEventListener('keydown', onKeyDown)
		return () => {
			window.removeEventListener('keydown', onKeyDown)
		}
	}, [go])
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
