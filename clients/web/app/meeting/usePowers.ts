// What this page's person may do now; another set as soon as power is lent, ends, or changes hands.
import { useMemo } from 'react'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { powersOf, type Powers } from '../parts/powers'
import { useSignal } from '../watch'
import { useClient } from './seat'

export function usePowers(): Powers {
	const { views } = useClient()
	const { participant, role } = useSignal(views.me)
	const facilitator = useSignal(views.facilitator)
	const delegations = useSignal(views.delegations)
	return useMemo(
		() => powersOf({ participant, role }, facilitator, delegations),
		[participant, role, facilitator, delegations],
	)
}

// In whose place a delegate acts.
export function useOwnerName(): string {
	const people = useSignal(useClient().views.people)
	return people.find(({ role, removed }) => role === Role.PRODUCT_OWNER && !removed)?.name ?? ''
}
