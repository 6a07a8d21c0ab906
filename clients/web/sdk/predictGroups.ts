// What an operation on the groups of stakeholders will probably become. What would be refused shows
// nothing. As server/domain/group.cc has it.
import { create } from '@bufbuild/protobuf'
import { GroupAssignedSchema, GroupsSetSchema } from './gen/reviewd/v1/event_pb'
import type { AssignGroup, Operation, SetGroups } from './gen/reviewd/v1/operation_pb'
import { NOTHING, type Foreseen, type Foresight } from './foresight'
import { idOf, keyFor, keyOf, NO_ID, type IdKey } from './id'
import type { ProductState } from './productState'
import { plain } from './text'

/** Undefined: it is about something else. */
export function foreseenForGroups(
	state: ProductState,
	{ me }: Foresight,
	operation: Operation,
): Foreseen | undefined {
	const { body } = operation
	switch (body.case) {
		case 'setGroups':
			return foreseenList(state, operation, body.value)
		case 'assignGroup':
			return foreseenAssignment(state, body.value)
		case 'chooseGroup': {
			const { group } = body.value
			const now = state.people.get(me)?.group ?? NO_ID
			if (now !== NO_ID) return now === keyOf(group) ? NOTHING : null
			return foreseenAssignment(state, { participants: [me], group })
		}
		default:
			return undefined
	}
}

function foreseenList(
	state: ProductState,
	{ actor, counter }: Operation,
	{ groups, ifVersion }: SetGroups,
): Foreseen {
	const next = groups.map(({ group, name }, k) => {
		return { key: group === undefined ? keyFor(actor, counter, k) : keyOf(group), name }
	})
	const known = groups.every(({ group }) => group === undefined || isGroup(state, keyOf(group)))
	// Somebody set it since: nothing is overwritten unseen.
	if (Number(ifVersion) !== state.groupsAt) return null
	if (!known || new Set(next.map(({ name }) => name)).size < next.length) return null
	const same = next.every(({ key, name }, i) => {
		const before = state.groups[i]
		return before?.key === key && before.name === name
	})
	if (same && next.length === state.groups.length) return NOTHING
	const value = create(GroupsSetSchema, {
		groups: next.map(({ key, name }) => ({ group: idOf(key), name: plain(name) })),
	})
	return [{ case: 'groupsSet', value }]
}

function foreseenAssignment(
	state: ProductState,
	{ participants, group }: Pick<AssignGroup, 'participants' | 'group'>,
): Foreseen {
	const to = keyOf(group)
	if (to !== NO_ID && !isGroup(state, to)) return null
	const moved = participants.filter((one) => state.people.get(one)?.group !== to)
	if (moved.length === 0) return NOTHING
	const fields = { participants: moved, ...(group === undefined ? {} : { group }) }
	return [{ case: 'groupAssigned', value: create(GroupAssignedSchema, fields) }]
}

function isGroup({ groups }: ProductState, key: IdKey): boolean {
	return groups.some((one) => one.key === key)
}
