// Taking back and doing again, by button and by keys.
import { useCallback, useState } from 'react'
import type { Client } from '../../sdk/client'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useStepKeys, type Direction } from './stepKeys'

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
	useStepKeys(go)
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
