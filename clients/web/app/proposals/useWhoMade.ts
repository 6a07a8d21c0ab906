// Who made an event, and when. What this page has not seen is asked for; until the answer is there,
// nobody is said.
import { useEffect } from 'react'
import type { Told } from '../../sdk/replica'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'

export interface Whose extends Told {
	// Empty: not known, or not any more.
	readonly name: string
}

const NOT_TOLD: Told = { author: 0, timeMs: 0 }

export function useWhoMade(seq: number, known = NOT_TOLD): Whose {
	const client = useClient()
	const phase = useSignal(client.views.phase)
	const people = useSignal(client.views.people)
	useSignal(client.views.told)
	const told = known.author === 0 ? (client.replica.toldBy(seq) ?? NOT_TOLD) : known
	const asks = told.author === 0 && phase === 'live'
	useEffect(() => {
		if (asks) client.askWho(seq)
	}, [client, seq, asks])
	const name = people.find(({ participant }) => participant === told.author)?.name ?? ''
	return { ...told, name }
}
