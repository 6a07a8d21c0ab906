// One seat in one product: opens the connection and shows what this tab looks at.
import { useEffect, useMemo, useState } from 'react'
import type { Client } from '../../sdk/client'
import { BacklogScreen } from '../backlog/BacklogScreen'
import { ReviewScreen } from '../review/ReviewScreen'
import { useView } from '../view'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { Header } from './Header'
import { openClient } from './openClient'
import { PhoneTabs } from './PhoneTabs'
import { SeatContext } from './seat'

export interface ProductPageProps {
	readonly product: string
	readonly handle: string
}

export function ProductPage({ product, handle }: ProductPageProps) {
	const [client, setClient] = useState<Client | null>(null)

	useEffect(() => {
		let gone = false
		let opened: Client | null = null
		void openClient(product, handle).then((made) => {
			opened = made
			if (gone) made.stop()
			else setClient(made)
		})
		return () => {
			gone = true
			opened?.stop()
		}
	}, [product, handle])

	const seat = useMemo(
		() => (client === null ? null : { client, product, handle }),
		[client, product, handle],
	)
	if (seat === null) return <p className="alone alone__text">{words.state.connecting}</p>
	return (
		<SeatContext value={seat}>
			<Meeting client={seat.client} />
		</SeatContext>
	)
}

function Meeting({ client }: { readonly client: Client }) {
	const ready = useSignal(client.views.ready)
	const phase = useSignal(client.views.phase)
	const productName = useSignal(client.views.productName)
	const view = useView()

	useEffect(() => {
		document.title = words.pageTitle(words.views[view], productName)
	}, [view, productName])

	if (!ready) {
		const text =
			phase === 'ended' ? words.ended : words.notYet[phase === 'offline' ? 'away' : 'soon']
		return (
			<main className="alone">
				<h1 className="alone__title" role="status">
					{text.title}
				</h1>
				<p className="alone__text">{text.text}</p>
			</main>
		)
	}
	return (
		<div className={`meeting meeting--${view}`}>
			<Header view={view} />
			{view === 'backlog' ? <BacklogScreen /> : <ReviewScreen view={view} />}
			<PhoneTabs view={view} />
		</div>
	)
}
