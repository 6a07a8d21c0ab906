// Opens this tab's client once: lease first, then whatever an earlier page load could not send.
import { Client } from '../../sdk/client'
import { openDeviceStore } from '../../sdk/deviceStore'
import { sessionAlive } from '../../sdk/session'
import { claim, holdLease } from '../../sdk/lease'
import { noteGone } from '../rehearsal/standing'
import { worksOffline } from './shellWorker'

export async function openClient(product: string, handle: string): Promise<Client> {
	const store = await openDeviceStore()
	const seat = `${product}/${handle}`
	const lease = await holdLease(store, seat)
	const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
	const url = `${scheme}://${window.location.host}/v1/products/${product}/live?as=${handle}`
	// What is kept is for a page that comes up without a server; its own address names the page.
	const states = worksOffline() ? store.states : null
	const keeping = states === null ? {} : { keeping: { states, version: import.meta.url, claim } }
	const client = new Client({
		url,
		seat,
		store,
		lease,
		...keeping,
		sessionAlive: async () => {
			const life = await sessionAlive(product, handle)
			if (life !== 'gone') return life
			noteGone(product)
			return 'over'
		},
	})
	const nudge = () => {
		if (document.hidden) client.keepNow()
		else client.connection.wake()
	}
	window.addEventListener('offline', () => {
		client.connection.networkLost()
	})
	window.addEventListener('online', () => {
		client.connection.networkBack()
	})
	document.addEventListener('visibilitychange', nudge)
	window.addEventListener('pagehide', () => {
		client.keepNow()
	})
	await client.start()
	return client
}
