// Whether this page is about a rehearsal.
import { useEffect, useSyncExternalStore } from 'react'
import { readSession } from '../../sdk/session'
import { noteRehearsal, standings, type Standing } from './standing'

export function useRehearsal(product: string): Standing {
	return useSyncExternalStore(standings.subscribe, () => standings.get(product))
}

/** Asks the server once it can be asked, and only where it is not known yet. */
export function useRehearsalAsked(product: string, handle: string, live: boolean): Standing {
	const standing = useRehearsal(product)
	useEffect(() => {
		if (!live || standing !== 'no') return
		readSession(product, handle).then(
			({ rehearsal }) => {
				if (rehearsal) noteRehearsal(product)
			},
			// Asked again by the next page.
			() => undefined,
		)
	}, [product, handle, live, standing])
	return standing
}
