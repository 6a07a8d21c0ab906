// Giving somebody another role, and handing the product over to them.
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Person } from '../../sdk/model'
import { changeRole, handOver } from '../../sdk/peopleDrafts'
import { roleName } from '../parts/roles'
import { words } from '../words/words'
import { TakeRole, type Asking } from './offers'
import type { Act } from './useAct'

const GIVEN = [Role.SCRUM_MASTER, Role.DEVELOPER, Role.STAKEHOLDER, Role.OBSERVER]

interface RoleOfferProps extends Asking {
	readonly person: Person
	readonly run: Act['run']
}

export function RoleOffer({ person, run, ...asking }: RoleOfferProps) {
	const { participant, name, role } = person
	const w = words.people
	return (
		<TakeRole
			{...asking}
			kind="role"
			label={w.changeRole}
			says={w.changeRoleSays(name)}
			roles={GIVEN.filter((one) => one !== role)}
			follows={(to) => w.roleFollows(name, roleName(to))}
			action={(to) => w.makeThem(words.roles[roleName(to)])}
			onRole={(to) => {
				run(changeRole(participant, to), w.hasRole(name, words.roles[roleName(to)]))
			}}
		/>
	)
}

/** The role to take is the one that the Product Owner has from then on. */
export function HandOverOffer({ person, run, ...asking }: RoleOfferProps) {
	const { participant, name } = person
	const w = words.people
	return (
		<TakeRole
			{...asking}
			kind="handOver"
			label={w.handOver}
			says={w.handOverSays(name)}
			roles={GIVEN}
			follows={(mine) => w.handOverFollows(name, words.roles[roleName(mine)])}
			action={() => w.handOverTo(name)}
			onRole={(mine) => {
				run(handOver(participant, mine), w.isOwner(name))
			}}
		/>
	)
}
