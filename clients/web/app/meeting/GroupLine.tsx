// Whether a stakeholder is asked for their group: while the review is under way, until they are in one or
// say that they do not want to be asked.
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../../sdk/id'
import type { Review } from '../../sdk/model'
import { laterPart } from '../parts/laterPart'
import { useTyped } from '../parts/useTyped'
import { useOwnGroup } from '../people/useOwnGroup'
import { useSignal } from '../watch'
import { isUnderWay } from './currentReview'
import { useClient } from './seat'

const GroupAsk = laterPart(() => import('../people/GroupAsk').then((m) => m.GroupAsk), true)

export function GroupLine({ review }: { readonly review: Review }) {
	const { views } = useClient()
	const { role } = useSignal(views.me)
	const groups = useSignal(views.groups)
	const group = useOwnGroup()
	// Once in a meeting: kept in this tab like what is typed.
	const notNow = useTyped(`group/${review.key}`, false)
	if (role !== Role.STAKEHOLDER || group !== NO_ID || groups.length === 0) return null
	if (!isUnderWay(review) || notNow.value) return null
	return (
		<GroupAsk
			onNotNow={() => {
				notNow.set(true)
			}}
		/>
	)
}
