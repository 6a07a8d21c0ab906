// One seat in one product: opens the connection and shows what this tab looks at.
import { useEffect, useMemo, useState } from 'react'
import type { Client } from '../../sdk/client'
import { EntryStage } from '../agenda/EntryStage'
import { useSight } from '../agenda/useSight'
import { loadOrderDialogs } from '../backlog/LaterDialog'
import { lookedAt } from '../backlog/lookedAt'
import { ReviewScreen } from '../review/ReviewScreen'
import { EndedScreen } from '../join/EndedScreen'
import { rememberSeat } from '../join/seats'
import { WaitingRoom } from '../join/WaitingRoom'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { laterPart } from '../parts/laterPart'
import { forgetOthers } from '../parts/typed'
import { RehearsalBand } from '../rehearsal/RehearsalBand'
import { useRehearsalAsked } from '../rehearsal/useRehearsal'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useCurrentReview } from './currentReview'
import { Header } from './Header'
import { openClient } from './openClient'
import { PhoneTabs } from './PhoneTabs'
import { SeatContext, useSeat } from './seat'
import { keepPage } from './shellWorker'

const BacklogScreen = laterPart(() =>
	import('../backlog/BacklogScreen').then((m) => m.BacklogScreen),
)

const GoalScreen = laterPart(() => import('../goals/GoalScreen').then((m) => m.GoalScreen))

export interface ProductPageProps {
	readonly product: string
	readonly handle: string
}

export function ProductPage({ product, handle }: ProductPageProps) {
	const [client, setClient] = useState<Client | null>(null)

	useEffect(() => {
		forgetOthers(window.sessionStorage, `${product}/${handle}`)
		lookedAt.set(null)
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
	const waits = useSignal(client.views.inWaitingRoom)
	const { product, handle } = useSeat()
	const rehearsal = useRehearsalAsked(product, handle, phase === 'live' || waits) === 'on'
	const review = useCurrentReview()
	const following = useSight(review)
	const { looking, sight } = following
	const { view } = looking
	useRemembered(client)
	// In, or in again: the server may have a newer page by now.
	useEffect(() => {
		if (phase === 'live') keepPage()
	}, [phase])

	useEffect(() => {
		const title = words.pageTitle(words.views[view], productName)
		document.title = rehearsal ? words.rehearsal.tab(title) : title
	}, [view, productName, rehearsal])

	useEffect(() => {
		// Asked for again by whoever opens one of them.
		if (ready) loadOrderDialogs().catch(() => undefined)
	}, [ready])

	// Somebody else may sit at this screen by now: nothing of the meeting stays on it.
	if (phase === 'ended') return <EndedScreen client={client} />
	if (waits) return <WaitingRoom client={client} />
	if (!ready) {
		const text = words.notYet[phase === 'offline' ? 'away' : 'soon']
		return (
			<>
				{rehearsal && <RehearsalBand />}
				<main className="alone">
					<h1 className="alone__title" role="status">
						{text.title}
					</h1>
					<p className="alone__text">{text.text}</p>
				</main>
			</>
		)
	}
	return (
		<div className={`meeting meeting--${sight.screen === 'backlog' ? 'backlog' : view}`}>
			<Header review={review} following={following} rehearsal={rehearsal} />
			{sight.screen === 'backlog' && <BacklogScreen opened={looking.item} />}
			{sight.screen === 'product' && <GoalScreen review={review} />}
			{sight.screen === 'stage' && <ReviewScreen view={view} entry={sight.entry} />}
			{sight.screen === 'entry' && review !== undefined && (
				<EntryStage review={review} entry={sight.entry} view={view} />
			)}
			<PhoneTabs view={view} />
		</div>
	)
}

// So that the next link of this product can ask whether to go on as this person.
function useRemembered({ views }: Client): void {
	const { product, handle } = useSeat()
	const { name, role } = useSignal(views.me)
	useEffect(() => {
		if (name !== '') rememberSeat({ product, handle, name, role: Role[role] })
	}, [product, handle, name, role])
}
