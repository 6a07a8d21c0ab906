// What can be done about a person: first offered, then asked with what follows from it.
import { useState } from 'react'
import type { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { Choice } from '../parts/Choice'
import { Confirm } from '../parts/Confirm'
import { Icon } from '../parts/Icon'
import { roleName } from '../parts/roles'
import { words } from '../words/words'

export type Asked = 'nothing' | 'role' | 'mute' | 'handOver' | 'remove' | 'lead' | 'lend' | 'group'

export interface AskProps {
	readonly kind: Asked
	readonly asked: Asked
	readonly onAsk: (kind: Asked) => void
	readonly onCancel: () => void
	readonly label: string
	readonly says: string
	readonly danger?: boolean
	readonly onConfirm: () => void
}

export function Ask({
	kind,
	asked,
	onAsk,
	onCancel,
	label,
	says,
	danger = false,
	onConfirm,
}: AskProps) {
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

/** Of the offers about one person, one is asked at a time. */
export type Asking = Pick<AskProps, 'asked' | 'onAsk' | 'onCancel'>

interface TakeRoleProps extends Omit<AskProps, 'onConfirm'> {
	readonly roles: readonly Role[]
	readonly follows: (role: Role) => string
	readonly action: (role: Role) => string
	readonly onRole: (role: Role) => void
}

// First which role, then what follows from it.
export function TakeRole(props: TakeRoleProps) {
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

export function Offer({ label, danger = false, onAsk }: OfferProps) {
	return (
		<button type="button" className={danger ? 'offer offer--danger' : 'offer'} onClick={onAsk}>
			{label}
			<Icon name="right" />
		</button>
	)
}
