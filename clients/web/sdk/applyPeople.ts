// What events do to people: coming, leaving, being muted, taking another role.
import { Role } from './gen/reviewd/v1/meeting_pb'
import type { Event } from './gen/reviewd/v1/event_pb'
import { textOf } from './text'
import type { ProductState } from './productState'

export type PeopleBody = Extract<
	Event['body'],
	{
		case:
			| 'participantJoined'
			| 'participantRemoved'
			| 'participantMuted'
			| 'roleChanged'
			| 'productOwnerChanged'
			| 'accessRestored'
	}
>

export function applyPeopleBody({ people }: ProductState, body: PeopleBody): void {
	switch (body.case) {
		case 'participantJoined': {
			const { participant, name, role, guest } = body.value
			const fresh = { participant, name: textOf(name), role, guest }
			people.set(participant, { ...fresh, removed: false, muted: false })
			return
		}
		case 'participantRemoved':
			people.change(body.value.participant, { removed: true })
			return
		case 'participantMuted':
			people.change(body.value.participant, { muted: body.value.muted })
			return
		case 'roleChanged':
			people.change(body.value.participant, { role: body.value.role })
			return
		case 'productOwnerChanged':
			people.change(body.value.from, { role: body.value.fromRole })
			people.change(body.value.to, { role: Role.PRODUCT_OWNER })
			return
		// For the record: somebody may come back who was locked out. Nothing here looks different.
		case 'accessRestored':
			return
	}
}
