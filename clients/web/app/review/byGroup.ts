// How results by group are called. Pure.
import type { Group, GroupResult } from '../../sdk/model'
import { laterWords } from '../words/pollLater'

type Joined = Pick<GroupResult, 'groups' | 'ungrouped'>

/** The groups whose ballots are shown together; those that are gone have no name any more. */
export function groupNames({ groups, ungrouped }: Joined, known: readonly Group[]): string {
	const names = groups.flatMap((key) => known.find((one) => one.key === key)?.name ?? [])
	return laterWords.byGroup.together(names, groups.length - names.length, ungrouped)
}

/** Whether one of them stands for several, so that it has to be said why. */
export function areJoined(results: readonly Joined[]): boolean {
	return results.some(({ groups, ungrouped }) => groups.length + (ungrouped ? 1 : 0) > 1)
}
