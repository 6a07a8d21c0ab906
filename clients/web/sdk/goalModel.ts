// Where the product is going, and what people have agreed to do, as values that are replaced, never
// changed (model.ts). Versions are sequence numbers of the server's events: a prediction leaves them as
// they were, so that no change names an event which does not exist yet.
import type { ActionState, GoalState } from './gen/reviewd/v1/goal_pb'
import type { FeedbackKind, FeedbackState } from './gen/reviewd/v1/meeting_pb'
import type { IdKey } from './id'

export interface Vision {
	// Empty: there is none.
	readonly text: string
	// The event that last set it; 0: none has.
	readonly at: number
	readonly pending: boolean
}

export interface Goal {
	readonly key: IdKey
	readonly statement: string
	// What progress is measured in. Empty: it is not measured, and has no numbers.
	readonly metric: string
	readonly baseline: number
	readonly target: number
	readonly current: number
	readonly state: GoalState
	// The events that last set what it says, recorded progress (0: none has) and ended it.
	readonly setAt: number
	readonly progressAt: number
	readonly endedAt: number
	// Why it ended.
	readonly reason: string
	readonly pending: boolean
}

export interface ActionItem {
	readonly key: IdKey
	// NO_ID: agreed outside of a review.
	readonly review: IdKey
	readonly text: string
	// 0: nobody yet.
	readonly owner: number
	// YYYY-MM-DD; empty: no date.
	readonly due: string
	readonly state: ActionState
	// The event that last changed it, or added it.
	readonly editedAt: number
	readonly pending: boolean
}

// Something that this person said in a review that is closed, and what became of it.
export interface Said {
	readonly key: IdKey
	readonly review: IdKey
	readonly kind: FeedbackKind
	readonly text: string
	readonly state: FeedbackState
	// Why it was declined.
	readonly reason: string
	readonly answer: string
	// NO_ID, or the item that it, or what it was merged into, became.
	readonly item: IdKey
}
