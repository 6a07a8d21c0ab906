// "Apply mine again", "apply anyway": the same intent on the order as it is now. A move that named a gap
// goes back beside a slot that it made, which is still in the list; nothing is taken from an index.
import type { Client } from '../../sdk/client'
import { moveItems } from '../../sdk/drafts'
import { gapRightOf, placeOf } from '../../sdk/gap'
import type { MoveItems } from '../../sdk/gen/reviewd/v1/operation_pb'
import { OutcomeReason } from '../../sdk/gen/reviewd/v1/outcome_pb'
import { keyFor, keyOf, type IdKey } from '../../sdk/id'
import type { Notice } from '../../sdk/notice'

export interface Again {
	// It yielded to what others did while this person was offline.
	readonly anyway: boolean
	readonly apply: () => void
}

export function applyAgain(client: Client, notice: Notice): Again | null {
	const { body, reason } = notice.mine.operation
	if (notice.kind === 'modified') return leftOutAgain(client, notice)
	if (notice.kind !== 'superseded') return null
	if (notice.reason === OutcomeReason.STALE) {
		// The same operation anew, without the mark of having been made offline.
		return { anyway: true, apply: () => void client.submit({ body, reason }) }
	}
	if (notice.reason !== OutcomeReason.UNSPECIFIED) return null
	if (body.case === 'editItem') {
		return { anyway: false, apply: () => void client.submit({ body, reason }) }
	}
	if (body.case !== 'moveItems') return null
	return { anyway: false, apply: () => moveAgain(client, notice, body.value, [notice.item]) }
}

// Members of a block that stayed where others had put them.
function leftOutAgain(client: Client, notice: Extract<Notice, { kind: 'modified' }>): Again | null {
	const { body, queuedOffline } = notice.mine.operation
	const { aliases } = client.replica.state
	const left = notice.leftOut.map(({ item }) => item).filter((item) => !aliases.get(item))
	if (!queuedOffline || body.case !== 'moveItems' || left.length === 0) return null
	return { anyway: true, apply: () => moveAgain(client, notice, body.value, left) }
}

function moveAgain(
	client: Client,
	{ mine: { actor, counter } }: Notice,
	{ items, place: asked }: MoveItems,
	again: readonly IdKey[],
): void {
	const { slots } = client.replica.state
	const first = items.findIndex((id) => keyOf(id) === again[0])
	const where = asked?.where
	const made = [...items.keys()]
		.filter((k) => k <= first)
		.reverse()
		.map((k) => slots.get(keyFor(actor, counter, k)))
		.find((slot) => slot !== undefined)
	const place =
		where?.case === 'top' || where?.case === 'end'
			? placeOf(slots, { at: where.case }, asked?.zone)
			: made === undefined
				? asked
				: gapRightOf(slots, made)
	if (place !== undefined) client.submit(moveItems(again, place))
}
