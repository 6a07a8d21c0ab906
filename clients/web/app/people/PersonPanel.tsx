// What Product Owner and Scrum Masters can do about one person. Each says what follows first.
import { useEffect, useRef, useState } from 'react'
import { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Person } from '../../sdk/model'
import { changeRole, handOver, muteParticipant, removeParticipant } from '../../sdk/peopleDrafts'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Confirm } from '../parts/Confirm'
import { Icon } from '../parts/Icon'
import { roleName } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import type { Act } from './useAct'

const GIVEN = [Role.SCRUM_MASTER, Role.DEVELOPER, Role.STAKEHOLDER, Role.OBSERVER]

type Asked = 'nothing' | 'role' | 'mute' | 'handOver' | 'remove'

export interface PersonPanelProps {
	readonly person: Person
	readonly act: Act
	readonly onBack: () => void
}

export function PersonPanel({ person, act, onBack }: PersonPanelProps) {
	const me = useSignal(useClient().views.me)
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
				{muted && <span className="chip">{w.muted}</span>}
			</p>
			{role === Role.PRODUCT_OWNER ? (
				<p className="quiet">{w.ownerStays}</p>
			) : (
				<>
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

interface AskProps {
	readonly kind: Asked
	readonly asked: Asked
	readonly onAsk: (kind: Asked) => void
	readonly onCancel: () => void
	readonly label: string
	readonly says: string
	readonly danger?: boolean
	readonly onConfirm: () => void
}

function Ask({ kind, asked, onAsk, onCancel, label, says, danger = false, onConfirm }: AskProps) {
	if (asked === kind) {
		return <Confirm {...{ says, danger, onConfirm, onCancel }} action={label} />
	}
	return (
		<Offer
			label={label}
			danger={danger}
			onAsk={() => {
				onAsk(kind)
			}}
		/>
	)
}

interface TakeRoleProps extends Omit<AskProps, 'onConfirm'> {
	readonly roles: readonly Role[]
	readonly follows: (role: Role) => string
	readonly action: (role: Role) => string
	readonly onRole: (role: Role) => void
}

// First which role, then what follows from it.
function TakeRole(props: TakeRoleProps) {
	const { kind, asked, onAsk, onCancel, label, says, roles, follows, action, onRole } = props
	const [role, setRole] = useState<Role>()
	if (asked !== kind) {
		return (
			<Offer
				label={label}
				onAsk={() => {
					setRole(undefined)
					onAsk(kind)
				}}
			/>
		)
	}
	return (
		<div className="confirm">
			<p>{says}</p>
			<Choice
				label={label}
				className="kinds"
				optionClass={() => 'kind'}
				options={roles}
				chosen={role}
				onChoose={setRole}
				chooseByArrow={false}
				render={(one) => words.roles[roleName(one)]}
			/>
			{role === undefined ? (
				<div className="buttons">
					<button type="button" className="btn" onClick={onCancel}>
						{words.cancel}
					</button>
				</div>
			) : (
				<Confirm
					key={role}
					says={follows(role)}
					action={action(role)}
					onConfirm={() => {
						onRole(role)
					}}
					onCancel={onCancel}
				/>
			)}
		</div>
	)
}

interface OfferProps {
	readonly label: string
	readonly danger?: boolean
	readonly onAsk: () => void
}

function Offer({ label, danger = false, onAsk }: OfferProps) {
	return (
		<button type="button" className={danger ? 'offer offer--danger' : 'offer'} onClick={onAsk}>
			{label}
			<Icon name="right" />
		</button>
	)
}
