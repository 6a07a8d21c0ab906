// The groups of stakeholders, for those who lead: adding, renaming, removing them, and their order.
import { useRef, useState, type RefObject } from 'react'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Group } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'
import { groupWords } from '../words/groups'
import { GroupNameForm } from './GroupNameForm'
import { GROUPS_MAX, withGroup, withMoved } from './groupList'
import { GroupRow, type Doing } from './GroupRow'
import { useGroupsEdit } from './useGroupsEdit'

export function GroupsPart() {
	const list = useRef<HTMLUListElement>(null)
	const { groups, edit, doing, start, type, run, add, move, done } = useGroupsPart(list)
	const w = groupWords
	// Somebody removed what is being renamed: what was typed can still become a new one.
	const lost = doing?.what === 'rename' && !groups.some(({ key }) => key === doing.group)
	return (
		<section className="peoplepart" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
			</div>
			<p className="quiet">{groups.length === 0 ? w.says : w.howTo}</p>
			{groups.length > 0 && (
				<ul className="groups" ref={list}>
					{groups.map((group, i) => (
						<GroupRow
							key={group.key}
							group={group}
							first={i === 0}
							last={i === groups.length - 1}
							doing={doing?.group === group.key ? doing : null}
							saving={edit.saving}
							onStart={start}
							onType={type}
							onMove={move}
							onDone={done}
							run={run}
						/>
					))}
				</ul>
			)}
			<p className={edit.refused ? 'problem' : 'quiet said'} role="status">
				{edit.said}
			</p>
			<NewGroup
				groups={groups}
				doing={doing !== null && (doing.what === 'add' || lost) ? doing : null}
				saving={edit.saving}
				onStart={() => {
					start('add', null)
				}}
				onType={type}
				onName={add}
				onDone={done}
			/>
		</section>
	)
}

// What is being done to the groups here, one thing at a time, and what does it.
function useGroupsPart(list: RefObject<HTMLUListElement | null>) {
	const { views } = useClient()
	const groups = useSignal(views.groups)
	const at = useSignal(views.groupsAt)
	const edit = useGroupsEdit()
	const [doing, setDoing] = useState<Doing | null>(null)
	const w = groupWords
	const done = () => {
		setDoing(null)
	}
	const start = (what: Doing['what'], group: Group | null) => {
		edit.forget()
		setDoing({ what, group: group?.key ?? NO_ID, base: at, typed: group?.name ?? '' })
	}
	const type = (typed: string) => {
		if (doing !== null) setDoing({ ...doing, typed })
	}
	// After a conflict the list that stands is in sight: the next try is made on it.
	const run = (next: readonly Group[], says: string) => {
		const seen = edit.refused ? at : (doing?.base ?? at)
		edit.run(next, seen, says, done)
	}
	// A new one overwrites nothing of what others did.
	const add = (name: string) => {
		edit.run(withGroup(groups, name), at, w.isAdded(name), done)
	}
	const move = (group: Group, by: -1 | 1) => {
		const next = withMoved(groups, group.key, by)
		if (next === null) return
		const place = next.findIndex(({ key }) => key === group.key) + 1
		edit.run(next, at, w.isMoved(group.name, place), done)
		focusIn(list.current, group.key, by < 0 ? 'up' : 'down')
	}
	return { groups, edit, doing, start, type, run, add, move, done }
}

interface NewGroupProps {
	readonly groups: readonly Group[]
	// Null: nobody adds one now.
	readonly doing: Doing | null
	readonly saving: boolean
	readonly onStart: () => void
	readonly onType: (typed: string) => void
	readonly onName: (name: string) => void
	readonly onDone: () => void
}

function NewGroup(props: NewGroupProps) {
	const { groups, doing, saving, onStart, onType, onName, onDone } = props
	const w = groupWords
	if (doing === null && groups.length >= GROUPS_MAX) {
		return <p className="quiet">{w.full(GROUPS_MAX)}</p>
	}
	// The frame is where the focus comes back to.
	return (
		<div>
			{doing !== null ? (
				<GroupNameForm
					groups={groups}
					group={NO_ID}
					typed={doing.typed}
					label={w.new}
					action={w.add}
					saving={saving}
					onType={onType}
					onName={onName}
					onCancel={onDone}
				/>
			) : (
				<div className="buttons">
					<button
						type="button"
						className="btn"
						aria-disabled={saving || undefined}
						onClick={() => {
							if (!saving) onStart()
						}}
					>
						{w.new}
					</button>
				</div>
			)}
		</div>
	)
}

// After the rows have changed places: a row that is moved in the page loses the focus.
function focusIn(list: HTMLElement | null, key: IdKey, what: 'up' | 'down'): void {
	requestAnimationFrame(() => {
		list?.querySelector<HTMLElement>(`[data-group="${key}"] [data-do=${what}]`)?.focus()
	})
}
