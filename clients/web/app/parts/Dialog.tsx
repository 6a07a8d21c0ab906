// A modal dialog on the browser's own element: it keeps the focus inside, closes with Escape and
// gives the focus back.
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { words } from '../words/words'
import { Icon } from './Icon'

export interface DialogProps {
	readonly title: string
	// For what stands side by side.
	readonly wide?: boolean
	readonly onClose: () => void
	readonly children: ReactNode
}

export function Dialog({ title, wide = false, onClose, children }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null)
	const titleId = useId()
	// Closed while it is still in the page: only then does the browser give the focus back.
	useLayoutEffect(() => {
		const shown = dialog.current
		if (shown !== null && !shown.open) {
			shown.showModal()
			// The browser would choose the button that closes it.
			shown.querySelector<HTMLElement>('form .input')?.focus()
		}
		return () => {
			shown?.close()
		}
	}, [])

	return (
		<dialog
			ref={dialog}
			className={wide ? 'dialog dialog--wide' : 'dialog'}
			aria-labelledby={titleId}
			onCancel={(event) => {
				event.preventDefault()
				onClose()
			}}
			onKeyDown={(event) => {
				// It closes this dialog, not what the dialog was opened from.
				if (event.key === 'Escape') event.stopPropagation()
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
