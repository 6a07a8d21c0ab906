// What this tab looks at: the address's fragment, so that Back works. `#entry/ID` is an entry of the
// agenda, `#backlog/ID` the backlog with an item open, `#whole` what is about the review as a whole.
import { useMemo, useSyncExternalStore } from 'react'
import { NO_ID, type IdKey } from '../sdk/id'

export type View = 'now' | 'feedback' | 'backlog' | 'increments' | 'entry' | 'whole' | 'product'

export interface Looking {
	readonly view: View
	// NO_ID, but for `entry`.
	readonly entry: IdKey
	// NO_ID, or the item of the backlog that is to be open.
	readonly item: IdKey
}

const VIEWS: readonly View[] = [
	'now',
	'feedback',
	'backlog',
	'increments',
	'entry',
	'whole',
	'product',
]

export function useLooking(): Looking {
	const fragment = useSyncExternalStore(subscribe, currentFragment)
	return useMemo(() => lookingAt(fragment), [fragment])
}

export function lookingAt(fragment: string): Looking {
	const [named = '', id = NO_ID] = fragment.split('/')
	const view = VIEWS.find((one) => one === named) ?? 'now'
	if (view === 'entry' && id === NO_ID) return { view: 'now', entry: NO_ID, item: NO_ID }
	return { view, entry: view === 'entry' ? id : NO_ID, item: view === 'backlog' ? id : NO_ID }
}

export function goTo(view: View): void {
	window.location.hash = view
}

function currentFragment(): string {
	return window.location.hash.slice(1)
}

function subscribe(listener: () => void): () => void {
	window.addEventListener('hashchange', listener)
	return () => {
		window.removeEventListener('hashchange', listener)
	}
}
