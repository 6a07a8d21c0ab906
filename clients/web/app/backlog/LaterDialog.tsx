// A dialog whose code comes after the page: loaded once the meeting is on the screen, so that it is
// there when it is asked for, also without a connection.
import { useEffect, useState, type ReactNode } from 'react'
import { Dialog } from '../parts/Dialog'
import { words } from '../words/words'
import type * as dialogs from './orderDialogs'

type OrderDialogs = typeof dialogs

let loaded: OrderDialogs | undefined

export async function loadOrderDialogs(): Promise<OrderDialogs> {
	loaded ??= await import('./orderDialogs')
	return loaded
}

export interface LaterDialogProps {
	readonly onClose: () => void
	readonly children: (dialogs: OrderDialogs) => ReactNode
}

export function LaterDialog({ onClose, children }: LaterDialogProps) {
	const [here, setHere] = useState(loaded)
	const [away, setAway] = useState(false)
	useEffect(() => {
		let gone = false
		loadOrderDialogs().then(
			(found) => {
				if (!gone) setHere(found)
			},
			() => {
				if (!gone) setAway(true)
			},
		)
		return () => {
			gone = true
		}
	}, [])
	if (here !== undefined) return children(here)
	return (
		<Dialog title={words.order.loading} onClose={onClose}>
			<p className="quiet" role="status">
				{away ? words.order.notLoaded : words.order.loading}
			</p>
		</Dialog>
	)
}
