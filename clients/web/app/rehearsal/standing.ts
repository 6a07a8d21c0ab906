// Which products this browser knows to be rehearsals, so that their pages can say so before the server
// answers, and after it has forgotten them.
import { Signal } from '../../sdk/signal'

export type Standing = 'no' | 'on' | 'over'

const KEY = 'reviewd-rehearsals'
const KNOWN_MAX = 20

const known = new Signal<readonly string[]>(read())
const gone = new Signal<readonly string[]>([])

export const standings = {
	get: (product: string): Standing =>
		!known.get().includes(product) ? 'no' : gone.get().includes(product) ? 'over' : 'on',
	subscribe: (listener: () => void): (() => void) => {
		const stops = [known.subscribe(listener), gone.subscribe(listener)]
		return () => {
			for (const stop of stops) stop()
		}
	},
}

export function noteRehearsal(product: string): void {
	if (product === '' || known.get().includes(product)) return
	known.set([product, ...known.get()].slice(0, KNOWN_MAX))
	try {
		localStorage.setItem(KEY, JSON.stringify(known.get()))
	} catch {
		// Blocked storage: this page knows it until it is left.
	}
}

/** The server does not know the product: nothing to be said where it was no rehearsal. */
export function noteGone(product: string): void {
	if (!gone.get().includes(product)) gone.set([...gone.get(), product])
}

function read(): readonly string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
		return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
	} catch {
		return []
	}
}
