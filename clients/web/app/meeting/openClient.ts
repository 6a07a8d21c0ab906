// Opens this tab's client once: lease first, then whatever an earlier page load could not send.
import { Client } from '../../sdk/client'
import { openDeviceStore } from '../../sdk/deviceStore'
import { sessionAlive } from '../../sdk/session'
import { holdLease } from '../../sdk/lease'

export async function openClient(product: string, handle: string): Promise<Client> {
	const store = await openDeviceStore()
	const seat = `${product}/${handle}`
	const lease = await holdLease(store, seat)
	const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
	const url = `${scheme}://${window.location.host}/v1/products/${product}/live?as=${handle}`
	const client = new Client({
		url,
		seat,
		store,
		lease,
		sessionAlive: () => sessionAlive(product, handle),
	})
	const nudge = () => {
		if (!document.hidden) client.connection.wake()
	}
	window.addEventListener('offline', () => {
		client.connection.networkLost()
	})
	window.addEventListener('online', () => {
		client.connection.networkBack()
	})
	document.addEventListener('visibilitychange', nudge)
	await client.start()
	return client
}
