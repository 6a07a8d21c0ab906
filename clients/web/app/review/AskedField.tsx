// Who is asked in a poll that is being written: roles, and of those some groups only.
import type { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { roleName } from '../parts/roles'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { isMeant, VOTING_ROLES } from './asked'

export interface AskedFieldProps {
	readonly roles: readonly Role[]
	readonly groups: readonly IdKey[]
	// No role is ticked, and the form was sent.
	readonly wrong: boolean
	readonly onChange: (fields: {
		readonly roles?: readonly Role[]
		readonly groups?: readonly IdKey[]
	}) => void
}

/** The ticks, and how many people they mean now. */
export function AskedField({ roles, groups, wrong, onChange }: AskedFieldProps) {
	const { views } = useClient()
	const known = useSignal(views.groups)
	const people = useSignal(views.people)
	const w = laterWords
	const asked = people.filter(
		(one) => !one.removed && roles.includes(one.role) && isMeant({ roles, groups }, one),
	).length
	return (
		<fieldset className="criteria">
			<legend>{w.rolesLabel}</legend>
			<div className="ticks">
				{VOTING_ROLES.map((role) => (
					<Tick
						key={role}
						name={words.poll.askable[roleName(role)]}
						wrong={wrong}
						on={roles.includes(role)}
						onChange={(on) => {
							onChange({ roles: ticked(roles, role, on) })
						}}
					/>
				))}
			</div>
			{known.length > 0 && (
				<div className="groupticks" role="group" aria-label={w.groupsLabel}>
					<p className="meta" aria-hidden="true">
						{w.groupsLabel}
					</p>
					<div className="ticks">
						{known.map(({ key, name }) => (
							<Tick
								key={key}
								name={name}
								on={groups.includes(key)}
								onChange={(on) => {
									onChange({ groups: ticked(groups, key, on) })
								}}
							/>
						))}
					</div>
				</div>
			)}
			{wrong ? (
				<p className="problem" role="alert">
					{w.rolesNeeded}
				</p>
			) : (
				<p className="meta" role="status">
					{w.askedNow(asked)}
				</p>
			)}
		</fieldset>
	)
}

interface TickProps {
	readonly name: string
	readonly on: boolean
	readonly wrong?: boolean
	readonly onChange: (on: boolean) => void
}

function Tick({ name, on, wrong = false, onChange }: TickProps) {
	return (
		<label className="tick">
			<input
				type="checkbox"
				checked={on}
				aria-invalid={wrong || undefined}
				onChange={(event) => {
					onChange(event.target.checked)
				}}
			/>
			{name}
		</label>
	)
}

function ticked<T>(some: readonly T[], one: T, on: boolean): readonly T[] {
	const others = some.filter((other) => other !== one)
	return on ? [...others, one] : others
}
