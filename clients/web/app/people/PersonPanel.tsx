// What those who lead can do about one person. Each says what follows first.
import { useEffect, useRef, useState } from 'react'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Person } from '../../sdk/model'
import { changeRole, handOver, muteParticipant, removeParticipant } from '../../sdk/peopleDrafts'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Icon } from '../parts/Icon'
import { mayFacilitate, roleName } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { GroupOffer } from './GroupOffer'
import { Ask, TakeRole, type Asked } from './offers'
import { LeadOffer, LendOffer } from './PowerOffers'
import type { Act } from './useAct'

const GIVEN = [Role.SCRUM_MASTER, Role.DEVELOPER, Role.STAKEHOLDER, Role.OBSERVER]

export interface PersonPanelProps {
	readonly person: Person
	readonly act: Act
	readonly onBack: () => void
}

export function PersonPanel({ person, act, onBack }: PersonPanelProps) {
	const me = useSignal(useClient().views.me)
	const powers = usePowers()
	const group = useSignal(useClient().views.groups).find(({ key }) => key === person.group)
	const [asked, setAsked] = useState<Asked>('nothing')
	const { participant, name, role, muted } = person
	const first = useRef<HTMLButtonElement>(null)
	useEffect(() => {
		first.current?.focus()
	}, [])
	const w = words.people
	const common = {
		asked,
		onAsk: setAsked,
		onCancel: () => {
			setAsked('nothing')
		},
	}
	const run = (...args: Parameters<Act['run']>) => {
		setAsked('nothing')
		act.run(...args)
	}
	return (
		<div className="personpanel">
			<p className="personpanel__now">
				<button ref={first} className="btn btn--s" onClick={onBack}>
					<Icon name="left" size="s" />
					{w.back}
				</button>
				<span className="meta">{words.roles[roleName(role)]}</span>
				{group !== undefined && <span className="chip chip--group">{group.name}</span>}
				{muted && <span className="chip">{w.muted}</span>}
			</p>
			<GroupOffer {...common} person={person} run={run} />
			<LeadOffer {...common} person={person} run={run} />
			{powers.lend && <LendOffer {...common} person={person} act={act} />}
			{role === Role.PRODUCT_OWNER ? (
				<p className="quiet">{w.ownerStays}</p>
			) : (
				<>
					{mayFacilitate(me.role) && (
						<TakeRole
							{...common}
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
					)}
					<Ask
						{...common}
						kind="mute"
						label={muted ? w.unmute : w.mute}
						says={muted ? w.unmuteFollows(name) : w.muteFollows(name)}
						onConfirm={() => {
							const done = muted ? w.isUnmuted(name) : w.isMuted(name)
							run(muteParticipant(participant, !muted), done)
						}}
					/>
					{me.role === Role.PRODUCT_OWNER && (
						<TakeRole
							{...common}
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
					)}
					<Ask
						{...common}
						kind="remove"
						label={w.remove}
						says={w.removeFollows(name)}
						danger
						onConfirm={() => {
							run(removeParticipant(participant), w.isRemoved(name))
							onBack()
						}}
					/>
				</>
			)}
		</div>
	)
}
