// A modal dialog on the browser's own element: it keeps the focus inside, closes with Escape and
// gives the focus back.
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { words } from '../words/words'
import { Icon } from './Icon'

export interface DialogProps {
	readonly title: string
	readonly onClose: () => void
	readonly children: ReactNode
}

export function Dialog({ title, onClose, children }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null)
	const titleId = useId()
	useEffect(() => {
		const shown = dialog.current
		if (shown !== null && !shown.open) shown.showModal()
		return () => {
			shown?.close()
		}
	}, [])

	return (
		<dialog
			ref={dialog}
			className="dialog"
			aria-labelledby={titleId}
			onCancel={(event) => {
				event.preventDefault()
				onClose()
			}}
			onClick={(event) => {
				if (event.target === dialog.current) onClose()
			}}
		>
			<div className="dialog__body">
				<div className="dialog__head">
					<h2 id={titleId}>{title}</h2>
					<button className="btn btn--quiet btn--icon" aria-label={words.close} onClick={onClose}>
						<Icon name="x" />
					</button>
				</div>
				{children}
			</div>
		</dialog>
	)
}
