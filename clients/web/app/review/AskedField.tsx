// Who is asked in a poll that is being written: roles, and of those some groups only.
import type { Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { roleName } from '../parts/roles'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { isMeant, VOTING_ROLES } from './asked'
import { thereOf, type PollProblems } from './pollForm'

export interface AskedFieldProps {
	readonly roles: readonly Role[]
	// Some may be gone by now.
	readonly groups: readonly IdKey[]
	// Null: not looked for yet.
	readonly wrong: Pick<PollProblems, 'roles' | 'groups'> | null
	readonly onChange: (fields: {
		readonly roles?: readonly Role[]
		readonly groups?: readonly IdKey[]
	}) => void
}

/** The ticks, and how many people they mean now. */
export function AskedField({ roles, groups, wrong, onChange }: AskedFieldProps) {
	const known = useSignal(useClient().views.groups)
	const there = thereOf(groups, known)
	const w = laterWords
	return (
		<fieldset className="criteria">
			<legend>{w.rolesLabel}</legend>
			<div className="ticks">
				{VOTING_ROLES.map((role) => (
					<Tick
						key={role}
						name={words.poll.askable[roleName(role)]}
						wrong={wrong?.roles === true}
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
								on={there.includes(key)}
								onChange={(on) => {
									onChange({ groups: ticked(there, key, on) })
								}}
							/>
						))}
					</div>
				</div>
			)}
			{there.length < groups.length && (
				<GroupsGone
					all={there.length === 0}
					wrong={wrong?.groups === true}
					onAnyGroup={() => {
						onChange({ groups: [] })
					}}
				/>
			)}
			{wrong?.roles === true ? (
				<p className="problem" role="alert">
					{w.rolesNeeded}
				</p>
			) : (
				<AskedNow roles={roles} groups={groups} />
			)}
		</fieldset>
	)
}

interface GroupsGoneProps {
	readonly all: boolean
	readonly wrong: boolean
	readonly onAnyGroup: () => void
}

// With the last group, nobody would be left to ask; everybody is not who was meant.
function GroupsGone({ all, wrong, onAnyGroup }: GroupsGoneProps) {
	const w = laterWords
	if (!all) return <p className="meta">{w.groupsGone}</p>
	return (
		<>
			<p className={wrong ? 'problem' : 'meta'} role="alert">
				{w.allGroupsGone}
			</p>
			<div className="buttons">
				<button
					type="button"
					className="btn btn--s"
					aria-invalid={wrong || undefined}
					onClick={onAnyGroup}
				>
					{w.anyGroup}
				</button>
			</div>
		</>
	)
}

// How many people the ticks mean now.
function AskedNow(naming: Pick<AskedFieldProps, 'roles' | 'groups'>) {
	const people = useSignal(useClient().views.people)
	const asked = people.filter(
		(one) => !one.removed && naming.roles.includes(one.role) && isMeant(naming, one),
	).length
	return (
		<p className="meta" role="status">
			{laterWords.askedNow(asked)}
		</p>
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
