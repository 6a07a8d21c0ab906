// What one event has in common for all its parts, whatever it changes.
import type { Event } from './gen/reviewd/v1/event_pb'
import { textOf } from './text'

export interface Cause {
	// Sequence number; for predictions above every committed one, in the order they were made.
	readonly seq: number
	readonly actor: number
	readonly counter: number
	readonly author: number
	readonly timeMs: number
	readonly reason: string
	readonly pending: boolean
}

export function causeOf(event: Event): Cause {
	return {
		seq: Number(event.seq),
		actor: event.actor,
		counter: event.counter,
		author: event.author,
		timeMs: Number(event.timeMs),
		reason: textOf(event.reason),
		pending: false,
	}
}
