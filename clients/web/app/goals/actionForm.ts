// An action item while it is being typed, and how the list of them is told. Pure.
import { ActionState } from '../../sdk/gen/reviewd/v1/goal_pb'
import type { ActionText } from '../../sdk/goalDrafts'
import type { ActionItem } from '../../sdk/goalModel'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Review } from '../../sdk/model'
import { oneLine, titleProblem, type Problem } from '../parts/textCheck'

// As ActionText, but as it is typed.
export type ActionForm = ActionText

export const NO_ACTION: ActionForm = { text: '', owner: 0, due: '' }

export function actionText({ text, owner, due }: ActionForm): ActionText {
	return { text: oneLine(text), owner, due }
}

export function actionProblem(form: ActionForm, bytesMax: number): Problem | null {
	return titleProblem(oneLine(form.text), bytesMax)
}

// On its day it is not late yet.
export function isOverdue({ state, due }: ActionItem, today: string): boolean {
	return state === ActionState.OPEN && due !== '' && due < today
}

export interface ActionList {
	// What is due first comes first; without a date last.
	readonly open: readonly ActionItem[]
	// Youngest first.
	readonly ended: readonly ActionItem[]
}

export function actionList(actions: readonly ActionItem[]): ActionList {
	const open = actions.filter(({ state }) => state === ActionState.OPEN)
	const ended = actions.filter(({ state }) => state !== ActionState.OPEN).toReversed()
	const day = ({ due }: ActionItem) => (due === '' ? '~' : due)
	return {
		open: open.toSorted((one, other) =>
			day(one) < day(other) ? -1 : day(one) > day(other) ? 1 : 0,
		),
		ended,
	}
}

/** The review that it was agreed in, if that is an earlier one than `now`. */
export function carriedFrom(
	{ review, state }: ActionItem,
	now: IdKey,
	reviews: readonly Review[],
): Review | undefined {
	if (state !== ActionState.OPEN || review === NO_ID || now === NO_ID) return undefined
	const at = reviews.findIndex(({ key }) => key === review)
	return at < reviews.findIndex(({ key }) => key === now) ? reviews[at] : undefined
}
