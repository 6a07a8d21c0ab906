// Says what follows before it is done. Stands where the button stood that asked for it.
import { useEffect, useId, useRef } from 'react'
import { words } from '../words/words'
import { inItsPlace, useFocusBack } from './useFocusBack'

export interface ConfirmProps {
	readonly says: string
	readonly action: string
	readonly danger?: boolean
	readonly onConfirm: () => void
	readonly onCancel: () => void
}

export function Confirm({ says, action, danger = false, onConfirm, onCancel }: ConfirmProps) {
	const id = useId()
	const cancel = useRef<HTMLButtonElement>(null)
	useFocusBack(cancel, inItsPlace, action)
	// On the harmless one: a second Enter does nothing.
	useEffect(() => {
		cancel.current?.focus()
	}, [])
	return (
		<div className="confirm" role="group" aria-labelledby={id}>
			<p id={id}>{says}</p>
			<div className="buttons">
				<button
					type="button"
					className={danger ? 'btn btn--danger' : 'btn btn--main'}
					aria-describedby={id}
					onClick={onConfirm}
				>
					{action}
				</button>
				<button type="button" ref={cancel} className="btn" aria-describedby={id} onClick={onCancel}>
					{words.cancel}
				</button>
			</div>
		</div>
	)
}
