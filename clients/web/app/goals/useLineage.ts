// What this page's person may read of where increments came from.
import type { IdKey } from '../../sdk/id'
import type { Feedback } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { isMine } from '../review/merged'
import { useSignal } from '../watch'
import { lineageOf, type Lineage } from './lineage'

export function useLineage(): (item: IdKey) => Lineage | null {
	const { views, replica } = useClient()
	useSignal(views.order)
	const feedback = useSignal(views.feedback)
	const said = useSignal(views.said)
	const mine = useIsMine()
	const { items, aliases } = replica.state
	return (item) => lineageOf(item, { items, aliases, feedback, said, isMine: mine })
}

export function useIsMine(): (feedback: Feedback) => boolean {
	const { views } = useClient()
	const me = useSignal(views.me).participant
	const ownAnonymous = useSignal(views.ownAnonymous)
	return (feedback) => isMine(feedback, me, ownAnonymous)
}
