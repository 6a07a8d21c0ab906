// A seat's session over HTTP: who am I, go on under a new secret, end it, sign in elsewhere. The
// secret itself is in a cookie that no script can read. docs/PROTOCOL.md, "Coming in".
import { ErrorCode } from './gen/reviewd/v1/error_pb'
import { get, post, Refusal, remove, text } from './http'

export interface SessionFacts {
	readonly name: string
	readonly role: string
	readonly productName: string
	// Not let in yet.
	readonly waiting: boolean
	// The role has changed since: nothing but renewing works with this session.
	readonly renew: boolean
	// A product of which nothing is kept.
	readonly rehearsal: boolean
}

// Waits for a renewal that is under way in another tab.
export function readSession(product: string, handle: string): Promise<SessionFacts> {
	return oneTabAtATime(product, handle, () => read(product, handle))
}

async function read(product: string, handle: string): Promise<SessionFacts> {
	const answer = await get(`/v1/session?product=${product}&as=${handle}`)
	return {
		name: text(answer, 'name'),
		role: text(answer, 'role'),
		productName: text(answer, 'product_name'),
		waiting: answer['waiting'] === true,
		renew: answer['renew'] === true,
		rehearsal: answer['rehearsal'] === true,
	}
}

export function endSession(product: string, handle: string, everywhere: boolean): Promise<unknown> {
	const whole = everywhere ? '&everywhere=true' : ''
	return remove(`/v1/session?product=${product}&as=${handle}${whole}`)
}

export interface DeviceLink {
	readonly url: string
	readonly expiresMs: number
}

export async function makeDeviceLink(product: string, handle: string): Promise<DeviceLink> {
	const answer = await post(`/v1/session/link?product=${product}&as=${handle}`, {})
	return { url: text(answer, 'url'), expiresMs: Number(answer['expires_ms'] ?? 0) }
}

export type Life = 'alive' | 'over' | 'gone' | 'away'

// Whether the session is good to connect with, after renewing it if that is due.
//
// Tabs of one seat share the cookie, and the first use of a new one makes the old one worthless: only
// one tab asks at a time, so that no other asks with a cookie that is just being replaced. Where
// there are no locks (plain HTTP), a refusal is believed when it is the same a moment later.
// 'gone': the server does not know the product.
export function sessionAlive(product: string, handle: string): Promise<Life> {
	return oneTabAtATime(product, handle, async () => {
		const first = await settle(product, handle)
		if (first !== 'over' || 'locks' in navigator) return first
		await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
		return settle(product, handle)
	})
}

const ASK_AGAIN_MS = 500
const RENEWALS_MAX = 3

async function settle(product: string, handle: string): Promise<Life> {
	try {
		// Asking after the renewal is the first use of the new cookie. When the answer with it is lost
		// the old one asks again. A second renewal is due when the role has changed once more.
		for (let renewals = 0; renewals <= RENEWALS_MAX; renewals++) {
			const session = await read(product, handle)
			if (!session.renew) return 'alive'
			await post(`/v1/session/renew?product=${product}&as=${handle}`, {})
		}
		return 'away'
	} catch (error) {
		if (!(error instanceof Refusal) || !isFinal(error)) return 'away'
		return error.code === (ErrorCode.UNKNOWN_PRODUCT as number) ? 'gone' : 'over'
	}
}

const BUSY_FROM: number = ErrorCode.RATE_LIMITED

// Anything else is a server that is away, or too busy to say.
export function isFinal({ code }: Refusal): boolean {
	return code > 0 && code < BUSY_FROM
}

async function oneTabAtATime<T>(
	product: string,
	handle: string,
	ask: () => Promise<T>,
): Promise<T> {
	if (!('locks' in navigator)) return ask()
	return navigator.locks.request(`reviewd-session-${product}/${handle}`, ask)
}
