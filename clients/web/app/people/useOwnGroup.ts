// The group of stakeholders that this page's person is in; NO_ID: in none.
import { NO_ID, type IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'

export function useOwnGroup(): IdKey {
	const { views } = useClient()
	const { participant } = useSignal(views.me)
	return useSignal(views.people).find((one) => one.participant === participant)?.group ?? NO_ID
}
