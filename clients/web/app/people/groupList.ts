// The list of groups as somebody edits it: what is sent of it, and what would be refused. Pure.
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Group } from '../../sdk/model'
import { NAME_BYTES_MAX, oneLine, titleProblem, type Problem } from '../parts/textCheck'

// docs/LIMITS.md, "What a product holds".
export const GROUPS_MAX = 50

/** A new one comes last. */
export function withGroup(groups: readonly Group[], name: string): readonly Group[] {
	return [...groups, { key: NO_ID, name: oneLine(name) }]
}

/** It keeps its place and its people. */
export function withName(groups: readonly Group[], key: IdKey, name: string): readonly Group[] {
	return groups.map((one) => (one.key === key ? { key, name: oneLine(name) } : one))
}

/** One place up or down; null: there is none. */
export function withMoved(
	groups: readonly Group[],
	key: IdKey,
	by: -1 | 1,
): readonly Group[] | null {
	const from = groups.findIndex((one) => one.key === key)
	const group = groups[from]
	if (group === undefined || groups[from + by] === undefined) return null
	return groups.toSpliced(from, 1).toSpliced(from + by, 0, group)
}

/** The others stay as they are. */
export function withoutGroup(groups: readonly Group[], key: IdKey): readonly Group[] {
	return groups.filter((one) => one.key !== key)
}

/** What is wrong with a name; `key`: of the group that gets it, NO_ID for a new one. */
export function nameProblem(
	groups: readonly Group[],
	key: IdKey,
	typed: string,
): Problem | 'twice' | null {
	const name = oneLine(typed)
	const twice = groups.some((one) => one.key !== key && one.name === name)
	return twice ? 'twice' : titleProblem(name, NAME_BYTES_MAX)
}
