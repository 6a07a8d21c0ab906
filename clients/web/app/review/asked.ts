// Who is asked in a poll: the roles and groups that whoever opened it named. Pure.
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Group, Person, Poll } from '../../sdk/model'
import { roleName } from '../parts/roles'
import { words } from '../words/words'

/** The roles that vote, as they are listed. */
export const VOTING_ROLES = [
	Role.PRODUCT_OWNER,
	Role.SCRUM_MASTER,
	Role.DEVELOPER,
	Role.STAKEHOLDER,
] as const satisfies readonly Role[]

type Naming = Pick<Poll, 'roles' | 'groups'>

/** Whether somebody is of those who are asked; whether they may vote hangs on when they came, too. */
export function isMeant(
	{ roles, groups }: Naming,
	{ role, group }: Pick<Person, 'role' | 'group'>,
) {
	const byRole = roles.length === 0 || roles.includes(role)
	return byRole && (groups.length === 0 || groups.includes(group))
}

/** The same as a sentence lists it; empty: everybody is asked. */
export function askedInWords({ roles, groups }: Naming, known: readonly Group[]): string {
	const w = words.poll
	const ofRoles = VOTING_ROLES.filter((role) => roles.includes(role))
		.map((role) => w.askable[roleName(role)])
		.join(', ')
	if (groups.length === 0) return ofRoles
	const named = known.filter(({ key }) => groups.includes(key)).map(({ name }) => name)
	const gone = groups.length - named.length
	return w.inGroups(ofRoles, [...named, ...(gone > 0 ? [w.goneGroups(gone)] : [])])
}
