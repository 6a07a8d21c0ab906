// Which seats this browser has taken in a product, so that a second link can ask "continue as ...".
// Only names and public handles; what authenticates is a cookie that scripts cannot read.
import { readSession } from '../../sdk/http'

export interface KnownSeat {
	readonly product: string
	readonly handle: string
	readonly name: string
	readonly role: string
}

const KEY = 'reviewd-seats'
const SEATS_MAX = 20

export function rememberSeat(seat: KnownSeat): void {
	const others = readSeats().filter((one) => one.handle !== seat.handle)
	try {
		localStorage.setItem(KEY, JSON.stringify([seat, ...others].slice(0, SEATS_MAX)))
	} catch {
		// Blocked storage: the question is not asked next time, nothing else is lost.
	}
}

// Those whose session is still good, asked of the server.
export async function liveSeats(product: string): Promise<KnownSeat[]> {
	const known = readSeats().filter((seat) => seat.product === product)
	const asked = await Promise.allSettled(
		known.map(async (seat) => {
			const { name, role } = await readSession(product, seat.handle)
			return { ...seat, name, role }
		}),
	)
	return asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

function readSeats(): KnownSeat[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
		return Array.isArray(kept) ? kept.filter(isSeat) : []
	} catch {
		return []
	}
}

function isSeat(value: unknown): value is KnownSeat {
	if (typeof value !== 'object' || value === null) return false
	const seat = value as Partial<Record<keyof KnownSeat, unknown>>
	return typeof seat.product === 'string' && typeof seat.handle === 'string'
}
