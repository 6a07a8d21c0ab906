// Says what follows before it is done. Stands where the button stood that asked for it.
import { useEffect, useId, useRef } from 'react'
import { words } from '../words/words'

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
	// On the harmless one: a second Enter does nothing. Afterwards to where the question stood.
	useEffect(() => {
		const around = ancestorsOf(cancel.current)
		cancel.current?.focus()
		return () => {
			requestAnimationFrame(() => {
				if (document.activeElement !== document.body) return
				const there = around.find((one) => one.isConnected && one.querySelector('button') !== null)
				there?.querySelector('button')?.focus()
			})
		}
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

function ancestorsOf(element: Element | null): Element[] {
	const found: Element[] = []
	for (let one = element?.parentElement; one; one = one.parentElement) found.push(one)
	return found
}
