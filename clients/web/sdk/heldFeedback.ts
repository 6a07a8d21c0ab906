// Anonymous feedback that waits for its release: what those who lead and its author are told of it, and
// what they do with it. Nobody else sees any of this; once released it is feedback like any other.
import { create } from '@bufbuild/protobuf'
import type {
	Held,
	HeldFeedback as WireHeld,
	MyHeldFeedback as WireOwnHeld,
} from './gen/reviewd/v1/live_pb'
import {
	DiscardFeedbackSchema,
	HoldFeedbackSchema,
	ReleaseFeedbackSchema,
	type GiveFeedback,
} from './gen/reviewd/v1/operation_meeting_pb'
import type { Operation } from './gen/reviewd/v1/operation_pb'
import { idOf, keyFor, keyOf, type IdKey } from './id'
import type { HeldFeedback, OwnHeld } from './model'
import type { Draft } from './outbox'
import type { ProductState } from './productState'
import type { Replica } from './replica'
import { textOf } from './text'

/** From now on anonymous feedback waits, or does no longer. What waits already goes on waiting. */
export function holdFeedback(review: IdKey, hold: boolean): Draft {
	const value = create(HoldFeedbackSchema, { review: idOf(review), hold })
	return { body: { case: 'holdFeedback', value } }
}

/** Gives what waits, in that order. */
export function releaseFeedback(feedback: readonly IdKey[]): Draft {
	const value = create(ReleaseFeedbackSchema, { feedback: feedback.map(idOf) })
	return { body: { case: 'releaseFeedback', value } }
}

/** Does not give it. Its author is shown the reason. */
export function discardFeedback(feedback: IdKey, reason: string): Draft {
	const value = create(DiscardFeedbackSchema, { feedback: idOf(feedback) })
	return { body: { case: 'discardFeedback', value }, reason }
}

/** Everything that waits, as those who lead are told it. */
export function takeHeld(replica: Replica, { feedback }: Held): void {
	const waiting = feedback.map(pieceOf)
	replica.withConfirmed(({ held }) => {
		// It comes whole on every beat, and mostly says what the one before said.
		const before = held.list()
		if (waiting.length === before.length && waiting.every((one, i) => one.key === before[i]?.key)) {
			return
		}
		for (const { key } of before) held.delete(key)
		for (const one of waiting) held.set(one.key, { ...one, settling: 'no' })
	})
}

/** The reader's own, as a private view has it: all of it. */
export function takeOwnHeld({ ownHeld }: ProductState, all: readonly WireOwnHeld[]): void {
	for (const { key } of ownHeld.list()) ownHeld.delete(key)
	for (const { feedback, reason } of all) {
		if (feedback === undefined) continue
		const piece = pieceOf(feedback)
		const fate = { discarded: reason !== undefined, reason: textOf(reason) }
		ownHeld.set(piece.key, { ...piece, ...fate, pending: 'no' })
	}
}

function pieceOf({ feedback, review, increment, kind, text }: WireHeld) {
	const about = { review: keyOf(review), increment: keyOf(increment) }
	return { key: keyOf(feedback), ...about, kind, text: textOf(text) }
}

/** Whether it is about something that waits, so that it has no event that everybody sees. */
export function isOnHeld(state: ProductState, { body }: Operation): boolean {
	switch (body.case) {
		case 'releaseFeedback':
		case 'discardFeedback':
			return true
		case 'giveFeedback': {
			const { anonymous, review } = body.value
			return anonymous && state.reviews.get(keyOf(review))?.feedbackHeld === true
		}
		case 'retractFeedback':
			return state.ownHeld.get(keyOf(body.value.feedback)) !== undefined
		default:
			return false
	}
}

/** Shows what `isOnHeld`; `pending`: before the server has it. */
export function predictOnHeld(state: ProductState, operation: Operation, pending: boolean): void {
	const { body } = operation
	switch (body.case) {
		case 'releaseFeedback':
			for (const one of body.value.feedback) settle(state, keyOf(one), 'release', pending)
			return
		case 'discardFeedback':
			settle(state, keyOf(body.value.feedback), 'discard', pending)
			return
		case 'giveFeedback': {
			const own = ownGiven(operation, body.value)
			state.ownHeld.set(own.key, own)
			return
		}
		case 'retractFeedback': {
			const key = keyOf(body.value.feedback)
			if (pending) state.ownHeld.change(key, { pending: 'takenBack' })
			else state.ownHeld.delete(key)
			return
		}
		default:
			return
	}
}

function settle(
	{ held }: ProductState,
	key: IdKey,
	settling: HeldFeedback['settling'],
	pending: boolean,
): void {
	if (pending) held.change(key, { settling })
	else held.delete(key)
}

// The server names it anew: until the private view has it under that name, nothing can be done with it.
function ownGiven({ actor, counter }: Operation, given: GiveFeedback): OwnHeld {
	const { review, increment, kind, text } = given
	return {
		key: keyFor(actor, counter, 0),
		review: keyOf(review),
		increment: keyOf(increment),
		kind,
		text,
		discarded: false,
		reason: '',
		pending: 'given',
	}
}
