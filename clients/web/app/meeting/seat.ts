// What every screen of a product needs: the client, and whose seat this is.
import { createContext, useContext } from 'react'
import type { Client } from '../../sdk/client'

export interface Seat {
	readonly client: Client
	readonly product: string
	readonly handle: string
}

export const SeatContext = createContext<Seat | null>(null)

export function useSeat(): Seat {
	const seat = useContext(SeatContext)
	if (seat === null) throw new Error('no seat here')
	return seat
}

export function useClient(): Client {
	return useSeat().client
}
