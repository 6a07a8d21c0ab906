// Operations on vision, Product Goals and action items, on what a review and its increments say of
// themselves, and on releases, as drafts: the outbox gives them actor, counter and base.
//
// `ifVersion` is the event that the author saw and means to replace; 0: none.
import { create } from '@bufbuild/protobuf'
import type { IncrementText } from './drafts'
import {
	AddActionSchema,
	EditActionSchema,
	EndProductGoalSchema,
	GoalState,
	RecordProgressSchema,
	SetProductGoalSchema,
	SetVisionSchema,
} from './gen/reviewd/v1/goal_pb'
import type { ReleaseState } from './gen/reviewd/v1/meeting_pb'
import {
	EditIncrementSchema,
	EditReviewSchema,
	SetReleaseSchema,
} from './gen/reviewd/v1/operation_meeting_pb'
import type { ActionItem } from './goalModel'
import { idOf, NO_ID, type IdKey } from './id'
import type { Draft } from './outbox'

// Empty: there is none any more.
export function setVision(text: string, ifVersion: number): Draft {
	const value = create(SetVisionSchema, { text, ifVersion: BigInt(ifVersion) })
	return { body: { case: 'setVision', value } }
}

export interface GoalText {
	readonly statement: string
	// Empty: it is not measured, and both numbers are 0.
	readonly metric: string
	readonly baseline: number
	readonly target: number
}

// NO_ID: a new one.
export function setProductGoal(goal: IdKey, text: GoalText, ifVersion: number): Draft {
	const named = goal === NO_ID ? {} : { goal: idOf(goal) }
	const value = create(SetProductGoalSchema, { ...named, ...text, ifVersion: BigInt(ifVersion) })
	return { body: { case: 'setProductGoal', value } }
}

export function recordProgress(goal: IdKey, current: number): Draft {
	const value = create(RecordProgressSchema, { goal: idOf(goal), current })
	return { body: { case: 'recordProgress', value } }
}

export function achieveGoal(goal: IdKey): Draft {
	const value = create(EndProductGoalSchema, { goal: idOf(goal), state: GoalState.ACHIEVED })
	return { body: { case: 'endProductGoal', value } }
}

export function abandonGoal(goal: IdKey, reason: string): Draft {
	const value = create(EndProductGoalSchema, { goal: idOf(goal), state: GoalState.ABANDONED })
	return { body: { case: 'endProductGoal', value }, reason }
}

export type ActionText = Pick<ActionItem, 'text' | 'owner' | 'due'>

// NO_ID: agreed outside of a review.
export function addAction(review: IdKey, { text, owner, due }: ActionText): Draft {
	const where = review === NO_ID ? {} : { review: idOf(review) }
	const value = create(AddActionSchema, { ...where, text, owner, due })
	return { body: { case: 'addAction', value } }
}

export function editAction(
	action: IdKey,
	{ text, owner, due, state }: ActionText & Pick<ActionItem, 'state'>,
	ifVersion: number,
): Draft {
	const fields = { action: idOf(action), text, owner, due, state, ifVersion: BigInt(ifVersion) }
	return { body: { case: 'editAction', value: create(EditActionSchema, fields) } }
}

export interface ReviewFacts {
	readonly title: string
	// 0: none was said.
	readonly sprint: number
	readonly goal: string
	// YYYY-MM-DD; empty: not said.
	readonly starts: string
	readonly ends: string
	readonly itemsDone: number
	readonly pointsDone: number
	readonly environment: string
}

export function editReview(review: IdKey, facts: ReviewFacts, ifVersion: number): Draft {
	const { goal: sprintGoal, ...rest } = facts
	const fields = { review: idOf(review), ...rest, sprintGoal, ifVersion: BigInt(ifVersion) }
	return { body: { case: 'editReview', value: create(EditReviewSchema, fields) } }
}

export function editIncrement(
	increment: IdKey,
	text: Omit<IncrementText, 'criteria'>,
	ifVersion: number,
): Draft {
	const { title, summary, item, done, presenter, demoLink } = text
	const value = create(EditIncrementSchema, {
		increment: idOf(increment),
		...(item === NO_ID ? {} : { item: idOf(item) }),
		...{ title, summary, done, presenter, demoLink },
		ifVersion: BigInt(ifVersion),
	})
	return { body: { case: 'editIncrement', value } }
}

export function setRelease(increment: IdKey, release: ReleaseState, ifVersion: number): Draft {
	const fields = { increment: idOf(increment), release, ifVersion: BigInt(ifVersion) }
	return { body: { case: 'setRelease', value: create(SetReleaseSchema, fields) } }
}
