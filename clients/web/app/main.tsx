// Entry: takes the secret out of the address before anything is drawn, then opens the screen.
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { takeAddress } from './address'
import { JoinScreen } from './join/JoinScreen'
import { NowhereScreen } from './join/NowhereScreen'
import { ProductPage } from './meeting/ProductPage'
import { IconSheet } from './parts/IconSheet'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/voices.css'
import './styles/meeting.css'
import './styles/review.css'
import './styles/poll.css'
import './styles/feedback.css'
import './styles/agenda.css'
import './styles/agendaForm.css'
import './styles/pollKinds.css'
import './styles/groups.css'
import './styles/goals.css'
import './styles/plan.css'
import './styles/item.css'
import './styles/backlog.css'
import './styles/order.css'
import './styles/join.css'
import './styles/people.css'
import './styles/secrecy.css'

const opened = takeAddress()

function Screen() {
	const [address, setAddress] = useState(opened)

	// Another link of the same product, opened in this tab, changes the fragment only: no page load.
	useEffect(() => {
		const look = () => {
			const now = takeAddress()
			if (now.screen === 'join' && now.brought.kind !== 'nothing') setAddress(now)
		}
		window.addEventListener('hashchange', look)
		return () => {
			window.removeEventListener('hashchange', look)
		}
	}, [])

	switch (address.screen) {
		case 'join':
			return <JoinScreen product={address.product} brought={address.brought} />
		case 'product':
			return <ProductPage product={address.product} handle={address.handle} />
		case 'nowhere':
			return <NowhereScreen />
	}
}

const page = document.getElementById('page')
if (page === null) throw new Error('the page has no place to draw on')
createRoot(page).render(
	<StrictMode>
		<IconSheet />
		<Screen />
	</StrictMode>,
)
