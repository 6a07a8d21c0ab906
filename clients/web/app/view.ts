// Which part of the meeting this tab looks at: the address's fragment, so that Back works.
import { useSyncExternalStore } from 'react'

export type View = 'now' | 'feedback' | 'backlog' | 'increments'

const VIEWS: readonly View[] = ['now', 'feedback', 'backlog', 'increments']

export function useView(): View {
	return useSyncExternalStore(subscribe, currentView)
}

export function goTo(view: View): void {
	window.location.hash = view
}

function currentView(): View {
	const asked = window.location.hash.slice(1)
	return VIEWS.find((view) => view === asked) ?? 'now'
}

function subscribe(listener: () => void): () => void {
	window.addEventListener('hashchange', listener)
	return () => {
		window.removeEventListener('hashchange', listener)
	}
}
