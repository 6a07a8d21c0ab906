// One group of the list: its name, how many are in it, its place, and what is being done to it.
import { type IdKey } from '../../sdk/id'
import type { Group } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Confirm } from '../parts/Confirm'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { GroupNameForm } from './GroupNameForm'
import { withName, withoutGroup } from './groupList'

// What is being done, to one of the groups or (NO_ID) to none of them yet.
export interface Doing {
	readonly what: 'add' | 'rename' | 'remove'
	readonly group: IdKey
	// The event that had set the list when it was begun.
	readonly base: number
	readonly typed: string
}

export interface GroupRowProps {
	readonly group: Group
	readonly first: boolean
	readonly last: boolean
	// Null: nothing is being done to it.
	readonly doing: Doing | null
	readonly saving: boolean
	readonly onStart: (what: Doing['what'], group: Group) => void
	readonly onType: (typed: string) => void
	readonly onMove: (group: Group, by: -1 | 1) => void
	readonly onDone: () => void
	readonly run: (next: readonly Group[], says: string) => void
}

export function GroupRow(props: GroupRowProps) {
	const { group, doing, saving, onStart, onType, onDone, run } = props
	const { key, name } = group
	const { views } = useClient()
	const groups = useSignal(views.groups)
	const inIt = useSignal(views.people).filter((one) => one.group === key && !one.removed).length
	const w = groupWords
	return (
		<li className="groups__one" data-group={key}>
			<p>
				<b>{name}</b> <span className="meta">{w.people(inIt)}</span>
			</p>
			{doing?.what === 'rename' ? (
				<GroupNameForm
					groups={groups}
					group={key}
					typed={doing.typed}
					label={w.renameOf(name)}
					action={w.save}
					saving={saving}
					onType={onType}
					onName={(next) => {
						run(withName(groups, key, next), w.isRenamed(name, next))
					}}
					onCancel={onDone}
				/>
			) : doing?.what === 'remove' ? (
				<Confirm
					says={w.removeFollows(name, inIt)}
					action={w.remove}
					danger
					onConfirm={() => {
						run(withoutGroup(groups, key), w.isRemoved(name))
					}}
					onCancel={onDone}
				/>
			) : (
				<>
					{(['rename', 'remove'] as const).map((what) => (
						<button
							key={what}
							type="button"
							className="btn btn--s"
							aria-label={what === 'rename' ? w.renameOf(name) : w.removeOf(name)}
							aria-disabled={saving || undefined}
							onClick={() => {
								if (!saving) onStart(what, group)
							}}
						>
							{w[what]}
						</button>
					))}
					{!(props.first && props.last) && <Places {...props} />}
				</>
			)}
		</li>
	)
}

function Places({ group, first, last, saving, onMove }: GroupRowProps) {
	const w = groupWords
	return (
		<span className="groups__order">
			{(['up', 'down'] as const).map((what) => {
				const off = saving || (what === 'up' ? first : last)
				const says = what === 'up' ? w.moveUp(group.name) : w.moveDown(group.name)
				return (
					<button
						key={what}
						type="button"
						className="btn btn--s btn--icon"
						aria-label={says}
						title={says}
						aria-disabled={off || undefined}
						data-do={what}
						onClick={() => {
							if (!off) onMove(group, what === 'up' ? -1 : 1)
						}}
					>
						<Icon name={what} size="s" />
					</button>
				)
			})}
		</span>
	)
}
