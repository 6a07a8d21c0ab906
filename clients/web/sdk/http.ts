// What is not live: joining, and one item's long text; session.ts has the session.
// docs/PROTOCOL.md, "Coming in".
import type { IdKey } from './id'

export interface InviteFacts {
	readonly productName: string
	readonly reviewTitle: string
	readonly role: string
	readonly nameNeeded: boolean
	readonly rehearsal: boolean
}

export interface Seat {
	readonly product: string
	readonly handle: string
	readonly role: string
}

// A refusal with its number; `away` when no answer came at all.
export class Refusal extends Error {
	readonly code: number
	constructor(code: number, text: string) {
		super(text)
		this.code = code
	}
}

export const AWAY = 0

// What somebody comes in with: a link's secret, or a join code.
export type Key = { readonly secret: string } | { readonly code: string }

export async function readInvite(product: string, key: Key): Promise<InviteFacts> {
	const answer = await post('/v1/invite', { product, ...key })
	return {
		productName: text(answer, 'product_name'),
		reviewTitle: text(answer, 'review_title'),
		role: text(answer, 'role'),
		nameNeeded: answer['name_needed'] !== false,
		rehearsal: answer['rehearsal'] === true,
	}
}

export async function join(product: string, key: Key, name: string): Promise<Seat> {
	const answer = await post('/v1/join', { product, ...key, name })
	return { product, handle: text(answer, 'handle'), role: text(answer, 'role') }
}

export interface LongText {
	readonly description: string
	// Sequence number of its last writer; what an edit of it must name.
	readonly descriptionBy: number
	readonly asOfSeq: number
}

export async function readLongText(
	product: string,
	handle: string,
	item: IdKey,
): Promise<LongText> {
	const answer = await get(`/v1/products/${product}/items/${item}?as=${handle}`)
	return {
		description: text(answer, 'description'),
		descriptionBy: Number(answer['description_by'] ?? 0),
		asOfSeq: Number(answer['as_of_seq'] ?? 0),
	}
}

export type Answer = Record<string, unknown>

export function text(answer: Answer, name: string): string {
	const value = answer[name]
	return typeof value === 'string' ? value : ''
}

export function get(path: string): Promise<Answer> {
	return ask(path, { headers: { Accept: 'application/json' } })
}

export function post(path: string, body: unknown): Promise<Answer> {
	const headers = { 'Content-Type': 'application/json', Accept: 'application/json' }
	return ask(path, { method: 'POST', headers, body: JSON.stringify(body) })
}

export function remove(path: string): Promise<Answer> {
	return ask(path, { method: 'DELETE', headers: { Accept: 'application/json' } })
}

// A connection over which nothing comes for so long is none: other tabs may be waiting for this one.
const ANSWER_WAIT_MS = 20_000

async function ask(path: string, init: RequestInit): Promise<Answer> {
	const { ok, body } = await fetched(path, init)
	const answer = objectIn(body)
	if (ok) return answer
	// A proxy's 502 has no number: the server is away, not against it.
	const code = typeof answer['code'] === 'number' ? answer['code'] : 0
	throw new Refusal(code, text(answer, 'text'))
}

// An answer that was cut off is none.
async function fetched(path: string, init: RequestInit): Promise<{ ok: boolean; body: string }> {
	try {
		const signal = AbortSignal.timeout(ANSWER_WAIT_MS)
		const response = await fetch(path, { ...init, credentials: 'same-origin', signal })
		return { ok: response.ok, body: await response.text() }
	} catch {
		throw new Refusal(AWAY, '')
	}
}

function objectIn(body: string): Answer {
	try {
		const value: unknown = JSON.parse(body)
		return typeof value === 'object' && value !== null ? (value as Answer) : {}
	} catch {
		return {}
	}
}
