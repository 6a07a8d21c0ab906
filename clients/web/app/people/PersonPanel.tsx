// What those who lead can do about one person. Each says what follows first.
import { useEffect, useRef, useState } from 'react'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Person } from '../../sdk/model'
import { muteParticipant, removeParticipant } from '../../sdk/peopleDrafts'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Icon } from '../parts/Icon'
import { mayFacilitate, roleName } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { GroupOffer } from './GroupOffer'
import { Ask, type Asked, type Asking } from './offers'
import { LeadOffer, LendOffer } from './PowerOffers'
import { HandOverOffer, RoleOffer } from './RoleOffers'
import type { Act } from './useAct'

export interface PersonPanelProps {
	readonly person: Person
	readonly act: Act
	readonly onBack: () => void
}

export function PersonPanel({ person, act, onBack }: PersonPanelProps) {
	const me = useSignal(useClient().views.me)
	const powers = usePowers()
	const [asked, setAsked] = useState<Asked>('nothing')
	const { participant, name, role, muted } = person
	const w = words.people
	const asking: Asking = {
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
			<PersonNow person={person} onBack={onBack} />
			<GroupOffer {...asking} person={person} run={run} />
			<LeadOffer {...asking} person={person} run={run} />
			{powers.lend && <LendOffer {...asking} person={person} act={act} />}
			{role === Role.PRODUCT_OWNER ? (
				<p className="quiet">{w.ownerStays}</p>
			) : (
				<>
					{mayFacilitate(me.role) && <RoleOffer {...asking} person={person} run={run} />}
					<Ask
						{...asking}
						kind="mute"
						label={muted ? w.unmute : w.mute}
						says={muted ? w.unmuteFollows(name) : w.muteFollows(name)}
						onConfirm={() => {
							const done = muted ? w.isUnmuted(name) : w.isMuted(name)
							run(muteParticipant(participant, !muted), done)
						}}
					/>
					{me.role === Role.PRODUCT_OWNER && (
						<HandOverOffer {...asking} person={person} run={run} />
					)}
					<Ask
						{...asking}
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

// The way back, and what they are now.
function PersonNow({ person, onBack }: Pick<PersonPanelProps, 'person' | 'onBack'>) {
	const group = useSignal(useClient().views.groups).find(({ key }) => key === person.group)
	const first = useRef<HTMLButtonElement>(null)
	useEffect(() => {
		first.current?.focus()
	}, [])
	const w = words.people
	return (
		<p className="personpanel__now">
			<button ref={first} className="btn btn--s" onClick={onBack}>
				<Icon name="left" size="s" />
				{w.back}
			</button>
			<span className="meta">{words.roles[roleName(person.role)]}</span>
			{group !== undefined && <span className="chip chip--group">{group.name}</span>}
			{person.muted && <span className="chip">{w.muted}</span>}
		</p>
	)
}
