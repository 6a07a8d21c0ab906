// The session is over: why, what became of unsent changes, and the way back in.
import { useEffect } from 'react'
import type { Client } from '../../sdk/client'
import { joinPath } from '../address'
import { leaveDevice } from '../meeting/leaveDevice'
import { useSeat } from '../meeting/seat'
import { Icon } from '../parts/Icon'
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
	const w = words.ended

	useEffect(() => {
		forgetSeat({ product, handle })
		// Whoever may come back finds what they were typing.
		if (ending !== 'over') {
			forgetTyped(window.sessionStorage)
			void leaveDevice(client)
		}
		document.title = w[ending].title
	}, [client, product, handle, ending, w])

	return (
		<main className="alone">
			<p className="brand">
				<Icon name="mark" size="l" />
				<b>{productName === '' ? words.program : productName}</b>
			</p>
			<h1 className="alone__title">{w[ending].title}</h1>
			<p className="alone__text" role="status">
				{w[ending].text}
			</p>
			{unsent > 0 && <p className="quiet">{w.unsent(unsent)}</p>}
			<a className="btn btn--main btn--hit" href={joinPath(product)}>
				{w.joinAgain}
			</a>
		</main>
	)
}
