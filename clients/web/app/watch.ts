// Reads one signal of the replica; renders again only when that value is another one.
import { useSyncExternalStore } from 'react'
import type { Signal } from '../sdk/signal'

export function useSignal<T>(signal: Signal<T>): T {
	return useSyncExternalStore(signal.subscribe, signal.get)
}
