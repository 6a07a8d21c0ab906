// The groups of stakeholders, for those who lead: adding, renaming and removing them.
import { useState } from 'react'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Group } from '../../sdk/model'
import { setGroups } from '../../sdk/peopleDrafts'
import { useClient } from '../meeting/seat'
import { Confirm } from '../parts/Confirm'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { GroupNameForm } from './GroupNameForm'
import { GROUPS_MAX, withGroup, withName, withoutGroup } from './groupList'
import type { Act } from './useAct'

// What is being done, to one of the groups or (NO_ID) to none of them yet.
type Doing = { readonly what: 'add' | 'rename' | 'remove'; readonly group: IdKey } | null

export function GroupsPart({ act }: { readonly act: Act }) {
	const { views } = useClient()
	const groups = useSignal(views.groups)
	const [doing, setDoing] = useState<Doing>(null)
	const w = groupWords
	const done = () => {
		setDoing(null)
	}
	const run = (next: readonly Group[], says: string) => {
		done()
		act.run(setGroups(next), says)
	}
	return (
		<section className="peoplepart" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
			</div>
			<p className="quiet">{groups.length === 0 ? w.says : w.howTo}</p>
			{groups.length > 0 && (
				<ul className="groups">
					{groups.map((group) => (
						<GroupRow
							key={group.key}
							group={group}
							doing={doing?.group === group.key ? doing.what : null}
							onDo={setDoing}
							run={run}
						/>
					))}
				</ul>
			)}
			{/* Where the focus comes back to. */}
			<div>
				{doing?.what === 'add' ? (
					<GroupNameForm
						groups={groups}
						group={NO_ID}
						name=""
						label={w.new}
						action={w.add}
						onName={(name) => {
							run(withGroup(groups, name), w.isAdded(name))
						}}
						onCancel={done}
					/>
				) : groups.length >= GROUPS_MAX ? (
					<p className="quiet">{w.full(GROUPS_MAX)}</p>
				) : (
					<div className="buttons">
						<button
							type="button"
							className="btn"
							onClick={() => {
								setDoing({ what: 'add', group: NO_ID })
							}}
						>
							{w.new}
						</button>
					</div>
				)}
			</div>
		</section>
	)
}

interface GroupRowProps {
	readonly group: Group
	readonly doing: 'add' | 'rename' | 'remove' | null
	readonly onDo: (doing: Doing) => void
	readonly run: (next: readonly Group[], says: string) => void
}

function GroupRow({ group: { key, name }, doing, onDo, run }: GroupRowProps) {
	const { views } = useClient()
	const groups = useSignal(views.groups)
	const inIt = useSignal(views.people).filter((one) => one.group === key && !one.removed).length
	const w = groupWords
	const cancel = () => {
		onDo(null)
	}
	return (
		<li className="groups__one">
			<p>
				<b>{name}</b> <span className="meta">{w.people(inIt)}</span>
			</p>
			{doing === 'rename' ? (
				<GroupNameForm
					groups={groups}
					group={key}
					name={name}
					label={w.renameOf(name)}
					action={w.save}
					onName={(next) => {
						run(withName(groups, key, next), w.isRenamed(name, next))
					}}
					onCancel={cancel}
				/>
			) : doing === 'remove' ? (
				<Confirm
					says={w.removeFollows(name, inIt)}
					action={w.remove}
					danger
					onConfirm={() => {
						run(withoutGroup(groups, key), w.isRemoved(name))
					}}
					onCancel={cancel}
				/>
			) : (
				(['rename', 'remove'] as const).map((what) => (
					<button
						key={what}
						type="button"
						className="btn btn--s"
						aria-label={what === 'rename' ? w.renameOf(name) : w.removeOf(name)}
						onClick={() => {
							onDo({ what, group: key })
						}}
					>
						{w[what]}
					</button>
				))
			)}
		</li>
	)
}
