// What an operation on goals, action items, facts of a review or of an increment will probably become.
//
// Whoever names another version than the one that stands is rejected, so nothing of it is shown.
import { create } from '@bufbuild/protobuf'
import type { Event } from './gen/reviewd/v1/event_pb'
import {
	IncrementEditedSchema,
	ReleaseSetSchema,
	ReviewEditedSchema,
} from './gen/reviewd/v1/event_meeting_pb'
import {
	ActionAddedSchema,
	ActionEditedSchema,
	GoalState,
	ProductGoalEndedSchema,
	ProductGoalSetSchema,
	ProgressRecordedSchema,
	VisionSetSchema,
	type SetProductGoal,
} from './gen/reviewd/v1/goal_pb'
import type { Operation } from './gen/reviewd/v1/operation_pb'
import type { EditIncrement, EditReview } from './gen/reviewd/v1/operation_meeting_pb'
import { NOTHING, type Foreseen } from './foresight'
import { idOf, keyFor, keyOf, named } from './id'
import type { ProductState } from './productState'
import { plain } from './text'

// Undefined: it is about something else.
export function foreseenForGoals(state: ProductState, operation: Operation): Foreseen | undefined {
	const { body } = operation
	switch (body.case) {
		case 'setVision': {
			const { text, ifVersion } = body.value
			const value = create(VisionSetSchema, said('text', text))
			return ifStands(ifVersion, state.vision.at, { case: 'visionSet', value })
		}
		case 'setProductGoal':
			return foreseenGoal(state, operation, body.value)
		case 'recordProgress': {
			const { goal, current } = body.value
			const known = state.goals.get(keyOf(goal))
			if (known?.state !== GoalState.ACTIVE || known.metric === '') return null
			if (known.current === current) return NOTHING
			const value = create(ProgressRecordedSchema, { goal: named(goal), current })
			return [{ case: 'progressRecorded', value }]
		}
		case 'endProductGoal': {
			const { goal, state: to } = body.value
			const known = state.goals.get(keyOf(goal))
			if (known?.state === to) return NOTHING
			if (known?.state !== GoalState.ACTIVE) return null
			const value = create(ProductGoalEndedSchema, { goal: named(goal), state: to })
			return [{ case: 'productGoalEnded', value }]
		}
		default:
			return foreseenForActions(state, operation) ?? foreseenForFacts(state, body)
	}
}

function foreseenForActions(state: ProductState, operation: Operation): Foreseen | undefined {
	const { body, actor, counter } = operation
	switch (body.case) {
		case 'addAction': {
			const { review, text, owner, due } = body.value
			const where = review === undefined ? {} : { review }
			const action = idOf(keyFor(actor, counter, 0))
			const fields = { action, ...where, text: plain(text), owner, due }
			return [{ case: 'actionAdded', value: create(ActionAddedSchema, fields) }]
		}
		case 'editAction': {
			const { action, text, owner, due, state: to, ifVersion } = body.value
			const fields = { action: named(action), text: plain(text), owner, due, state: to }
			const value = create(ActionEditedSchema, fields)
			const standing = state.actions.get(keyOf(action))?.editedAt
			return ifStands(ifVersion, standing, { case: 'actionEdited', value })
		}
		default:
			return undefined
	}
}

function foreseenForFacts(state: ProductState, body: Operation['body']): Foreseen | undefined {
	switch (body.case) {
		case 'editReview':
			return foreseenReview(state, body.value)
		case 'editIncrement':
			return foreseenIncrement(state, body.value)
		case 'setRelease': {
			const { increment, release, ifVersion } = body.value
			const known = state.increments.get(keyOf(increment))
			const value = create(ReleaseSetSchema, { increment: named(increment), release })
			return ifStands(ifVersion, known?.releaseAt, { case: 'releaseSet', value })
		}
		default:
			return undefined
	}
}

function foreseenReview(state: ProductState, edit: EditReview): Foreseen {
	const { title, sprintGoal, environment, sprint, starts, ends, itemsDone, pointsDone } = edit
	const value = create(ReviewEditedSchema, {
		review: named(edit.review),
		...{ title: plain(title), sprint, sprintGoal: plain(sprintGoal) },
		...{ starts, ends, itemsDone, pointsDone },
		...said('environment', environment),
	})
	const standing = state.reviews.get(keyOf(edit.review))?.editedAt
	return ifStands(edit.ifVersion, standing, { case: 'reviewEdited', value })
}

function foreseenIncrement(state: ProductState, edit: EditIncrement): Foreseen {
	const { title, summary, done, presenter, demoLink, item } = edit
	const value = create(IncrementEditedSchema, {
		increment: named(edit.increment),
		...(item === undefined ? {} : { item }),
		...{ title: plain(title), summary: plain(summary), done },
		...{ presenter: plain(presenter), demoLink: plain(demoLink) },
	})
	const standing = state.increments.get(keyOf(edit.increment))?.editedAt
	return ifStands(edit.ifVersion, standing, { case: 'incrementEdited', value })
}

function foreseenGoal(
	state: ProductState,
	{ actor, counter }: Operation,
	{ goal, statement, metric, baseline, target, ifVersion }: SetProductGoal,
): Foreseen {
	const says = { statement: plain(statement), ...said('metric', metric), baseline, target }
	if (goal === undefined) {
		// There is room for one at a time.
		if (state.goals.list().some((one) => one.state === GoalState.ACTIVE)) return null
		const fields = { goal: idOf(keyFor(actor, counter, 0)), ...says }
		return [{ case: 'productGoalSet', value: create(ProductGoalSetSchema, fields) }]
	}
	const known = state.goals.get(keyOf(goal))
	if (known?.state !== GoalState.ACTIVE) return null
	const value = create(ProductGoalSetSchema, { goal, ...says })
	return ifStands(ifVersion, known.setAt, { case: 'productGoalSet', value })
}

// `standing` is undefined for what this page does not know.
function ifStands(asked: bigint, standing: number | undefined, body: Event['body']): Foreseen {
	return standing === undefined || Number(asked) !== standing ? null : [body]
}

function said<Name extends string>(name: Name, text: string) {
	return (text === '' ? {} : { [name]: plain(text) }) as Partial<
		Record<Name, ReturnType<typeof plain>>
	>
}
