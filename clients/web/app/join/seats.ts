// Which seats this browser has taken in a product, so that a second link can ask "continue as ...".
// Only names and public handles; what authenticates is a cookie that scripts cannot read.
import { Refusal } from '../../sdk/http'
import { isFinal, readSession } from '../../sdk/session'

export interface KnownSeat {
	readonly product: string
	readonly handle: string
	readonly name: string
	readonly role: string
}

export interface LiveSeat extends KnownSeat {
	readonly waiting: boolean
}

const KEY = 'reviewd-seats'
const SEATS_MAX = 20

export function rememberSeat(seat: KnownSeat): void {
	const others = readSeats().filter((one) => !isSame(one, seat))
	keep([seat, ...others].slice(0, SEATS_MAX))
}

export function forgetSeat(seat: Pick<KnownSeat, 'product' | 'handle'>): void {
	const kept = readSeats()
	const others = kept.filter((one) => !isSame(one, seat))
	if (others.length < kept.length) keep(others)
}

// Those whose session is still good, asked of the server; those that it refuses are forgotten.
export async function liveSeats(product: string): Promise<LiveSeat[]> {
	const known = readSeats().filter((seat) => seat.product === product)
	const asked = await Promise.all(known.map(askFor))
	return asked.filter((seat) => seat !== null)
}

async function askFor(seat: KnownSeat): Promise<LiveSeat | null> {
	try {
		const { name, role, waiting } = await readSession(seat.product, seat.handle)
		return { ...seat, name, role, waiting }
	} catch (error) {
		if (error instanceof Refusal && isFinal(error)) forgetSeat(seat)
		return null
	}
}

function isSame(one: KnownSeat, other: Pick<KnownSeat, 'product' | 'handle'>): boolean {
	return one.product === other.product && one.handle === other.handle
}

function keep(seats: readonly KnownSeat[]): void {
	try {
		localStorage.setItem(KEY, JSON.stringify(seats))
	} catch {
		// Blocked storage: the question is not asked next time, nothing else is lost.
	}
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
