// The session is over: why, what became of unsent changes, and the way back in.
import { useEffect } from 'react'
import type { Client } from '../../sdk/client'
import { joinPath } from '../address'
import { leaveDevice } from '../meeting/leaveDevice'
import { useSeat } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useRehearsal } from '../rehearsal/useRehearsal'
import { forgetTyped } from '../parts/typed'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { forgetSeat } from './seats'

export function EndedScreen({ client }: { readonly client: Client }) {
	const { product, handle } = useSeat()
	const { views } = client
	const told = useSignal(views.ending)
	const waited = useSignal(views.inWaitingRoom)
	const unsent = useSignal(views.waiting)
	const productName = useSignal(views.productName)
	const ending = told === 'over' && waited ? 'refused' : told
	const rehearsalOver = useRehearsal(product) === 'over'
	const w = words.ended
	const { title, text } = rehearsalOver ? words.rehearsal.over : w[ending]

	useEffect(() => {
		forgetSeat({ product, handle })
		// Whoever may come back finds what they were typing.
		if (ending !== 'over' || rehearsalOver) {
			forgetTyped(window.sessionStorage)
			void leaveDevice(client)
		}
		document.title = title
	}, [client, product, handle, ending, rehearsalOver, title])

	return (
		<main className="alone">
			<p className="brand">
				<Icon name="mark" size="l" />
				<b>{productName === '' ? words.program : productName}</b>
			</p>
			<h1 className="alone__title">{title}</h1>
			<p className="alone__text" role="status">
				{text}
			</p>
			{unsent > 0 && !rehearsalOver && <p className="quiet">{w.unsent(unsent)}</p>}
			{!rehearsalOver && (
				<a className="btn btn--main btn--hit" href={joinPath(product)}>
					{w.joinAgain}
				</a>
			)}
		</main>
	)
}
