// In the waiting room: who you are, what happens next, and a way to leave. Opens by itself.
import { useEffect, useState } from 'react'
import type { Client } from '../../sdk/client'
import { endSession, readSession, type SessionFacts } from '../../sdk/session'
import { joinPath } from '../address'
import { leaveDevice } from '../meeting/leaveDevice'
import { useSeat } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { StateLine } from '../parts/StateLine'
import { RehearsalBand } from '../rehearsal/RehearsalBand'
import { useRehearsal } from '../rehearsal/useRehearsal'
import { words } from '../words/words'
import { forgetSeat } from './seats'

export function WaitingRoom({ client }: { readonly client: Client }) {
	const { product, handle } = useSeat()
	const [who, setWho] = useState<SessionFacts | null>(null)
	const { leaving, leave } = useLeaving(client)
	const rehearsal = useRehearsal(product) === 'on'
	const w = words.waitingRoom

	useEffect(() => {
		readSession(product, handle).then(setWho, () => undefined)
	}, [product, handle])
	useEffect(() => {
		document.title = rehearsal ? words.rehearsal.tab(w.title) : w.title
	}, [rehearsal, w])

	return (
		<div className="waitroom">
			{rehearsal && <RehearsalBand />}
			<header className="top waitroom__top">
				<p className="brand">
					<Icon name="mark" size="l" />
					<b>{who?.productName ?? words.program}</b>
				</p>
				<StateLine client={client} />
			</header>
			<main className="alone">
				<p className="label">{w.label}</p>
				<h1 className="alone__title">{w.title}</h1>
				<p className="alone__text" role="status">
					{w.text}
				</p>
				{who !== null && (
					<p className="rolebox">
						<Icon name="user" size="l" />
						<b>{who.name}</b>
						<small>{w.asStakeholder}</small>
					</p>
				)}
				{leaving === 'failed' && (
					<p className="problem" role="alert">
						{words.join.away.text}
					</p>
				)}
				<button className="btn btn--hit" aria-disabled={leaving === 'yes'} onClick={leave}>
					{w.leave}
				</button>
			</main>
		</div>
	)
}

// Ends the session of this seat and goes to where one may join.
function useLeaving(client: Client) {
	const { product, handle } = useSeat()
	const [leaving, setLeaving] = useState<'no' | 'yes' | 'failed'>('no')
	const leave = () => {
		if (leaving === 'yes') return
		setLeaving('yes')
		client.connection.stop()
		endSession(product, handle, false).then(
			() => {
				client.stop()
				forgetSeat({ product, handle })
				void leaveDevice(client).then(() => {
					window.location.replace(joinPath(product))
				})
			},
			() => {
				setLeaving('failed')
				client.connection.start()
			},
		)
	}
	return { leaving, leave }
}
