// Who of those who are here is ready to go on; one's own word as it was tapped here.
import { useMemo } from 'react'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'

export interface ReadyNow {
	readonly own: boolean
	readonly ready: ReadonlySet<number>
	// How many are here at all.
	readonly present: number
}

export function useReady(): ReadyNow {
	const { views } = useClient()
	const { participant } = useSignal(views.me)
	const said = useSignal(views.whoIsReady)
	const own = useSignal(views.ownReady)
	const here = useSignal(views.here)
	const ready = useMemo(() => {
		const all = new Set(said)
		if (own) all.add(participant)
		else all.delete(participant)
		return all
	}, [said, own, participant])
	return { own, ready, present: Math.max(here.size, ready.size) }
}
