// What people have agreed to do: who, until when, and what became of it. For everybody to read, for the
// team to keep.
import { useRef, useState } from 'react'
import { ActionState } from '../../sdk/gen/reviewd/v1/goal_pb'
import { editAction } from '../../sdk/goalDrafts'
import type { ActionItem } from '../../sdk/goalModel'
import { NO_ID } from '../../sdk/id'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Review } from '../../sdk/model'
import { reviewName } from '../meeting/reviewName'
import { useClient } from '../meeting/seat'
import { dayOf, dayText } from '../parts/days'
import { Icon } from '../parts/Icon'
import { mayAddIncrements } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import { ActionDialog } from './ActionDialog'
import { actionList, carriedFrom, isOverdue } from './actionForm'

export interface ActionsPartProps {
	// That is under way or looked at; undefined: none.
	readonly review: Review | undefined
}

export function ActionsPart({ review }: ActionsPartProps) {
	const client = useClient()
	const { open, ended } = actionList(useSignal(client.views.actions))
	const team = mayAddIncrements(useSignal(client.views.me).role)
	const [asked, setAsked] = useState<'nothing' | 'add' | ActionItem>('nothing')
	const today = dayOf(client.now())
	const overdue = open.filter((one) => isOverdue(one, today)).length
	const w = goalWords.actions
	const row = (action: ActionItem) => (
		<ActionRow key={action.key} {...{ action, review, team, today }} onEdit={setAsked} />
	)
	return (
		<section className="actions" aria-label={w.title} tabIndex={-1}>
			<div className="sec">
				<h3>{w.title}</h3>
				{open.length > 0 && <span className="meta">{w.counts(open.length, overdue)}</span>}
			</div>
			{open.length === 0 && <p className="quiet">{ended.length === 0 ? w.none : w.noneOpen}</p>}
			<ul className="actions__list">{open.map(row)}</ul>
			{team && (
				<button
					className="btn btn--s actions__add"
					onClick={() => {
						setAsked('add')
					}}
				>
					<Icon name="plus" size="s" />
					{w.add}
				</button>
			)}
			{ended.length > 0 && (
				<details className="actions__ended">
					<summary>{w.ended(ended.length)}</summary>
					<ul className="actions__list">{ended.map(row)}</ul>
				</details>
			)}
			{asked !== 'nothing' && (
				<ActionDialog
					review={review === undefined || review.state === ReviewState.CLOSED ? NO_ID : review.key}
					action={asked === 'add' ? undefined : asked}
					onClose={() => {
						setAsked('nothing')
					}}
				/>
			)}
		</section>
	)
}

interface ActionRowProps extends ActionsPartProps {
	readonly action: ActionItem
	readonly team: boolean
	readonly today: string
	readonly onEdit: (action: ActionItem) => void
}

function ActionRow(props: ActionRowProps) {
	const { action, review, team, today } = props
	const { views } = useClient()
	const people = useSignal(views.people)
	const reviews = useSignal(views.reviews)
	const { text, state, due, owner, pending } = action
	const w = goalWords.actions
	const carried = carriedFrom(action, review?.key ?? NO_ID, reviews)
	const overdue = isOverdue(action, today)
	return (
		<li className={state === ActionState.OPEN ? 'action' : 'action action--ended'}>
			<p className="action__text">{text}</p>
			<p className="action__facts">
				{state === ActionState.DONE && (
					<span className="chip chip--accent">
						<Icon name="check" size="s" />
						{w.isDone}
					</span>
				)}
				{state === ActionState.DROPPED && <span className="chip">{w.isDropped}</span>}
				<span>
					{owner === 0 ? w.nobody : people.find((one) => one.participant === owner)?.name}
				</span>
				{due !== '' && <span>{w.dueOn(dayText(due))}</span>}
				{overdue && (
					<span className="chip chip--warn">
						<Icon name="clock" size="s" />
						{w.overdue}
					</span>
				)}
				{carried !== undefined && (
					<span className="chip chip--line">{w.carried(reviewName(carried))}</span>
				)}
				{pending && <Saving text={words.saving} />}
			</p>
			{team && <ActionButtons {...props} />}
		</li>
	)
}

function ActionButtons({ action, onEdit }: ActionRowProps) {
	const client = useClient()
	const w = goalWords.actions
	const { key, text, state, editedAt, pending } = action
	const open = state === ActionState.OPEN
	const row = useRef<HTMLDivElement>(null)
	const to = (next: ActionState) => () => {
		const list = row.current?.closest('section') ?? null
		client.submit(editAction(key, { ...action, state: next }, editedAt))
		// The row goes to the other list, and what was pressed with it.
		requestAnimationFrame(() => {
			if (document.activeElement === document.body) list?.focus()
		})
	}
	const button = (label: string, name: string, onDo: () => void) => (
		<button
			className="btn btn--s btn--quiet"
			aria-label={name}
			aria-disabled={pending || undefined}
			onClick={() => {
				if (!pending) onDo()
			}}
		>
			{label}
		</button>
	)
	return (
		<div className="action__do" ref={row}>
			{open && button(w.done, w.doneOf(text), to(ActionState.DONE))}
			{open && button(w.drop, w.dropOf(text), to(ActionState.DROPPED))}
			{!open && button(w.reopen, w.reopenOf(text), to(ActionState.OPEN))}
			{button(w.edit, w.editOf(text), () => onEdit(action))}
		</div>
	)
}
