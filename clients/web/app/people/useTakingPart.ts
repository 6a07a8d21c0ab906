// Everybody who takes part, those who are connected first, each group by role.
import type { Person } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'

export interface TakingPart {
	// The server has said who is connected; oneself is, always.
	readonly known: boolean
	readonly present: readonly Person[]
	readonly absent: readonly Person[]
}

export function useTakingPart(): TakingPart {
	const { views } = useClient()
	const here = useSignal(views.here)
	const people = useSignal(views.people)
	const sorted = people
		.filter((person) => !person.removed)
		.sort((a, b) => a.role - b.role || a.participant - b.participant)
	return {
		known: here.size > 0,
		present: sorted.filter((person) => here.has(person.participant)),
		absent: sorted.filter((person) => !here.has(person.participant)),
	}
}
