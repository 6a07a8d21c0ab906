// Applies what happens to vision, Product Goals and action items.
import type { Event } from './gen/reviewd/v1/event_pb'
import {
	ActionState,
	GoalState,
	type ActionAdded,
	type ActionView,
	type GoalView,
	type ProductGoalSet,
} from './gen/reviewd/v1/goal_pb'
import type { Meeting } from './gen/reviewd/v1/snapshot_pb'
import type { Cause } from './cause'
import type { ActionItem, Goal } from './goalModel'
import { keyOf } from './id'
import type { ProductState } from './productState'
import { textOf } from './text'

export type GoalBody = Extract<
	Event['body'],
	{
		case:
			| 'visionSet'
			| 'productGoalSet'
			| 'progressRecorded'
			| 'productGoalEnded'
			| 'actionAdded'
			| 'actionEdited'
	}
>

export function applyGoalBody(state: ProductState, cause: Cause, body: GoalBody): void {
	const { pending } = cause
	switch (body.case) {
		case 'visionSet': {
			const at = version(cause, state.vision.at)
			state.setVision({ text: textOf(body.value.text), at, pending })
			return
		}
		case 'productGoalSet':
			applyGoalSet(state, cause, body.value)
			return
		case 'progressRecorded': {
			const key = keyOf(body.value.goal)
			const progressAt = version(cause, state.goals.get(key)?.progressAt)
			state.goals.change(key, { current: body.value.current, progressAt, pending })
			return
		}
		case 'productGoalEnded': {
			const key = keyOf(body.value.goal)
			const endedAt = version(cause, state.goals.get(key)?.endedAt)
			const ended = { state: body.value.state, endedAt, reason: cause.reason }
			state.goals.change(key, { ...ended, pending })
			return
		}
		case 'actionAdded':
			state.actions.set(keyOf(body.value.action), actionOf(body.value, cause))
			return
		case 'actionEdited': {
			const key = keyOf(body.value.action)
			const { text, owner, due, state: to } = body.value
			const editedAt = version(cause, state.actions.get(key)?.editedAt)
			const says = { text: textOf(text), owner, due, state: to }
			state.actions.change(key, { ...says, editedAt, pending })
			return
		}
	}
}

// A prediction is no event that a later change could name.
export function version({ pending, seq }: Cause, before = 0): number {
	return pending ? before : seq
}

// It keeps where it stands, unless it was not measured before.
function applyGoalSet(state: ProductState, cause: Cause, body: ProductGoalSet): void {
	const key = keyOf(body.goal)
	const before = state.goals.get(key)
	const fresh = goalOf(body, cause)
	if (before === undefined) {
		state.goals.set(key, fresh)
		return
	}
	const current = before.metric === '' || fresh.metric === '' ? fresh.current : before.current
	const { progressAt, endedAt, reason } = before
	const setAt = version(cause, before.setAt)
	state.goals.set(key, { ...fresh, current, setAt, progressAt, endedAt, reason })
}

function goalOf(body: ProductGoalSet, cause: Cause): Goal {
	const { baseline, target } = body
	return {
		key: keyOf(body.goal),
		statement: textOf(body.statement),
		metric: textOf(body.metric),
		...{ baseline, target, current: baseline },
		state: GoalState.ACTIVE,
		setAt: version(cause),
		progressAt: 0,
		endedAt: 0,
		reason: '',
		pending: cause.pending,
	}
}

function actionOf(added: ActionAdded, cause: Cause): ActionItem {
	return {
		key: keyOf(added.action),
		review: keyOf(added.review),
		text: textOf(added.text),
		owner: added.owner,
		due: added.due,
		state: ActionState.OPEN,
		editedAt: version(cause),
		pending: cause.pending,
	}
}

const OF_SNAPSHOT: Cause = {
	seq: 0,
	actor: 0,
	counter: 0,
	author: 0,
	timeMs: 0,
	reason: '',
	pending: false,
}

/** What a snapshot has of all this. */
export function takeGoals(state: ProductState, meeting: Meeting): void {
	const { vision, visionAt, goals, actions } = meeting
	state.setVision({ text: textOf(vision), at: Number(visionAt), pending: false })
	for (const view of goals) takeGoal(state, view)
	for (const view of actions) takeAction(state, view)
}

function takeGoal(state: ProductState, view: GoalView): void {
	if (view.set === undefined) return
	const goal = goalOf(view.set, OF_SNAPSHOT)
	state.goals.set(goal.key, {
		...goal,
		state: view.state,
		current: view.current,
		setAt: Number(view.setAt),
		progressAt: Number(view.progressAt),
		endedAt: Number(view.endedAt),
		reason: textOf(view.reason),
	})
}

function takeAction(state: ProductState, view: ActionView): void {
	if (view.added === undefined) return
	const action = actionOf(view.added, OF_SNAPSHOT)
	const editedAt = Number(view.editedAt)
	state.actions.set(action.key, { ...action, state: view.state, editedAt })
}
