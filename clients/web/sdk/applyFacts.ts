// Applies what a review and its increments say of themselves, whether people have an increment, and
// what is carried over from one review into the next.
import type { Event } from './gen/reviewd/v1/event_pb'
import type { Id } from './gen/reviewd/v1/id_pb'
import { ReleaseState } from './gen/reviewd/v1/meeting_pb'
import type { IncrementView, ReviewView } from './gen/reviewd/v1/snapshot_pb'
import { version } from './applyGoals'
import type { Cause } from './cause'
import { keyOf, NO_ID, type IdKey } from './id'
import type { Increment, Review } from './model'
import type { ProductState } from './productState'
import { textOf } from './text'

export type FactBody = Extract<
	Event['body'],
	{ case: 'reviewEdited' | 'incrementEdited' | 'releaseSet' }
>

export function applyFactBody(state: ProductState, cause: Cause, body: FactBody): void {
	const { pending } = cause
	switch (body.case) {
		case 'reviewEdited': {
			const key = keyOf(body.value.review)
			const { title, sprint, sprintGoal } = body.value
			state.reviews.change(key, {
				...{ title: textOf(title), sprint, goal: textOf(sprintGoal) },
				...factsOf(body.value),
				editedAt: version(cause, state.reviews.get(key)?.editedAt),
				pending,
			})
			return
		}
		case 'incrementEdited': {
			const key = keyOf(body.value.increment)
			const { title, summary, item, done, presenter, demoLink } = body.value
			const texts = { presenter: textOf(presenter), demoLink: textOf(demoLink) }
			state.increments.change(key, {
				...{ title: textOf(title), summary: textOf(summary), item: keyOf(item), done, ...texts },
				editedAt: version(cause, state.increments.get(key)?.editedAt),
				pending,
			})
			return
		}
		case 'releaseSet': {
			const key = keyOf(body.value.increment)
			const releaseAt = version(cause, state.increments.get(key)?.releaseAt)
			const { release } = body.value
			state.increments.change(key, { release, releaseAt, releasePending: pending })
			return
		}
	}
}

// What a review says of its Sprint, beside its number and goal.
type ReviewFacts = Pick<Review, 'starts' | 'ends' | 'itemsDone' | 'pointsDone' | 'environment'>

function factsOf(said: Pick<ReviewView, keyof ReviewFacts>): ReviewFacts {
	const { starts, ends, itemsDone, pointsDone, environment } = said
	return { starts, ends, itemsDone, pointsDone, environment: textOf(environment) }
}

// Of a review that was just planned.
export const NO_FACTS: ReviewFacts & Pick<Review, 'editedAt'> = {
	starts: '',
	ends: '',
	itemsDone: 0,
	pointsDone: 0,
	environment: '',
	editedAt: 0,
}

type OfIncrement = Pick<Increment, 'editedAt' | 'release' | 'releaseAt' | 'releasePending'>

// Of an increment that was just added.
export const NOT_RELEASED: OfIncrement = {
	editedAt: 0,
	release: ReleaseState.NOT_RELEASED,
	releaseAt: 0,
	releasePending: false,
}

/** What a snapshot has of it. */
export function reviewFactsOf(view: ReviewView): typeof NO_FACTS {
	return { ...factsOf(view), editedAt: Number(view.editedAt) }
}

/** The same of an increment; its texts come as they are by now. */
export function incrementFactsOf(view: IncrementView): OfIncrement {
	return {
		editedAt: Number(view.editedAt),
		release: releaseOf(view.release),
		releaseAt: Number(view.releaseAt),
		releasePending: false,
	}
}

function releaseOf(release: ReleaseState): ReleaseState {
	return release === ReleaseState.UNSPECIFIED ? ReleaseState.NOT_RELEASED : release
}

// Feedback of reviews before goes on in this one. Where it was said first stays with it.
export function carryOver(state: ProductState, into: IdKey, carried: readonly Id[]): void {
	for (const key of carried.map(keyOf)) {
		const feedback = state.feedback.get(key)
		if (feedback === undefined || feedback.review === into) continue
		const saidIn = feedback.saidIn === NO_ID ? feedback.review : feedback.saidIn
		state.feedback.change(key, { review: into, saidIn })
	}
}
