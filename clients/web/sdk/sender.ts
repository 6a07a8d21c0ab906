// Sends what is not answered yet, in order.
//
// What was said anonymously while there was no connection does not go out in one go with the rest: next
// to it in the stream, and at the same moment, it would have a name. Each goes by itself, some time
// after what else was waiting.
import type { Operation } from './gen/reviewd/v1/operation_pb'
import type { Outbox } from './outbox'

const APART_MS_MIN = 1_000
const APART_MS_MAX = 5_000

export interface SenderEvents {
	maySend(): boolean
	// False: there is no connection any more.
	send(operations: Operation[]): boolean
}

export class Sender {
	readonly #outbox: Outbox
	readonly #events: SenderEvents
	#again: ReturnType<typeof setTimeout> | undefined
	#apart: ReturnType<typeof setTimeout> | undefined
	// Nothing sealed goes out as yet.
	#keepsApart = false

	constructor(outbox: Outbox, events: SenderEvents) {
		this.#outbox = outbox
		this.#events = events
	}

	// Connected again: others see that, too.
	live(): void {
		if (this.#outbox.saidOffline) this.#keepApart()
	}

	sendUnsent(): void {
		if (!this.#events.maySend()) return
		for (;;) {
			const apart = this.#outbox.saidOffline
			const next = this.#outbox.takeUnsent(!this.#keepsApart)
			if (next.length === 0) return
			if (apart && !this.#keepsApart) this.#keepApart()
			if (!this.#events.send(next)) return
		}
	}

	// One timer for all refusals: whatever is unanswered by then goes out again, in order.
	sendAgainIn(ms: number): void {
		clearTimeout(this.#again)
		this.#again = setTimeout(() => {
			this.#outbox.forgetSent()
			this.sendUnsent()
		}, ms)
	}

	#keepApart(): void {
		const pause = APART_MS_MIN + Math.random() * (APART_MS_MAX - APART_MS_MIN)
		this.#keepsApart = true
		clearTimeout(this.#apart)
		this.#apart = setTimeout(() => {
			this.#keepsApart = false
			this.sendUnsent()
		}, pause)
	}
}
