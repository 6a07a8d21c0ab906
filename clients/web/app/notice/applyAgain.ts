// "Apply mine again", "apply anyway": the same intent on the order as it is now. A move that named a gap
// goes back beside a slot that it made, which is still in the list; nothing is taken from an index.
import type { Client } from '../../sdk/client'
import { moveItems } from '../../sdk/drafts'
import { gapRightOf, placeOf } from '../../sdk/gap'
import type { Place } from '../../sdk/gen/reviewd/v1/backlog_pb'
import type { Id } from '../../sdk/gen/reviewd/v1/id_pb'
import type { SortItems } from '../../sdk/gen/reviewd/v1/operation_pb'
import { OutcomeReason } from '../../sdk/gen/reviewd/v1/outcome_pb'
import { keyFor, keyOf, type IdKey } from '../../sdk/id'
import { applyProposal, sortItems } from '../../sdk/itemDrafts'
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
		if (body.case === 'applyProposal') {
			const proposal = keyOf(body.value.proposal)
			return { anyway: true, apply: () => void client.submit(applyProposal(proposal, true)) }
		}
		// The same operation anew, without the mark of having been made offline.
		return { anyway: true, apply: () => void client.submit({ body, reason }) }
	}
	if (notice.reason !== OutcomeReason.UNSPECIFIED) return null
	if (body.case === 'editItem') {
		return { anyway: false, apply: () => void client.submit({ body, reason }) }
	}
	if (body.case === 'sortItems' && notice.more > 0) {
		return { anyway: false, apply: () => sortAgain(client, body.value) }
	}
	if (body.case !== 'moveItems' && body.case !== 'sortItems') return null
	const asked = body.case === 'moveItems' ? body.value.place : undefined
	const { items } = body.value
	return { anyway: false, apply: () => moveAgain(client, notice, items, asked, [notice.item]) }
}

// Members of a block, and rows of a sort, that stayed where others had put them.
function leftOutAgain(client: Client, notice: Extract<Notice, { kind: 'modified' }>): Again | null {
	const { body, queuedOffline } = notice.mine.operation
	const { aliases } = client.replica.state
	const left = notice.leftOut.map(({ item }) => item).filter((item) => !aliases.get(item))
	if (left.length === 0) return null
	if (body.case === 'sortItems') {
		return { anyway: queuedOffline, apply: () => sortAgain(client, body.value) }
	}
	if (!queuedOffline || body.case !== 'moveItems') return null
	const { items, place } = body.value
	return { anyway: true, apply: () => moveAgain(client, notice, items, place, left) }
}

function moveAgain(
	client: Client,
	{ mine: { actor, counter } }: Notice,
	items: readonly Id[],
	asked: Place | undefined,
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

// Its author has seen by now what kept those rows where they are.
function sortAgain(client: Client, { zone, items }: SortItems): void {
	const { aliases } = client.replica.state
	const left = items.map(keyOf).filter((item) => aliases.get(item) === undefined)
	client.submit(sortItems(zone, left))
}
