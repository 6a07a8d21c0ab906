// Whoever signs out leaves nothing of this seat on the device; with the last seat the page itself goes
// too.
import type { Client } from '../../sdk/client'
import { forgetPage } from './shellWorker'

export async function leaveDevice(client: Client): Promise<void> {
	await client.forgetSeat()
	if (!(await client.keepsAny())) await forgetPage()
}
