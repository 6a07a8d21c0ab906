// "Apply mine again": the same intent on the order as it is now. A move that named a gap goes back
// beside the slot it made, which is still in the list; nothing is taken from an index.
import type { Client } from '../../sdk/client'
import { moveItems } from '../../sdk/drafts'
import { gapRightOf, placeOf } from '../../sdk/gap'
import { keyFor, keyOf } from '../../sdk/id'
import type { Notice } from '../../sdk/notice'

export function applyAgain(client: Client, notice: Notice): (() => void) | null {
	if (notice.kind !== 'superseded') return null
	const { actor, counter, operation } = notice.mine
	const { body } = operation
	if (body.case === 'editItem') {
		return () => {
			client.submit({ body, reason: operation.reason })
		}
	}
	if (body.case !== 'moveItems') return null

	return () => {
		const { slots } = client.replica.state
		const k = body.value.items.findIndex((id) => keyOf(id) === notice.item)
		const where = body.value.place?.where
		const own = slots.get(keyFor(actor, counter, k))
		const place =
			where?.case === 'top' || where?.case === 'end'
				? placeOf(slots, { at: where.case }, body.value.place?.zone)
				: own === undefined
					? body.value.place
					: gapRightOf(slots, own)
		if (place !== undefined) client.submit(moveItems([notice.item], place))
	}
}
