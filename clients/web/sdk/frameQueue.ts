// Frames wait here for the next animation frame, and are then taken in together, in order. A hidden tab,
// which gets no animation frames, takes them in by a timer instead.
import type { ServerFrame } from './gen/reviewd/v1/live_pb'

const HIDDEN_FLUSH_MS = 250
const OVERDUE_MS = 1_000

export interface QueuedFrame {
	readonly frame: ServerFrame
	readonly bytes: Uint8Array
}

export class FrameQueue {
	readonly #takeIn: (frames: readonly QueuedFrame[]) => void
	#queue: QueuedFrame[] = []
	#flushQueued = false
	#flushedAt = 0

	constructor(takeIn: (frames: readonly QueuedFrame[]) => void) {
		this.#takeIn = takeIn
	}

	add(queued: QueuedFrame): void {
		this.#queue.push(queued)
		const overdue = document.hidden && Date.now() - this.#flushedAt > OVERDUE_MS
		if (overdue) this.#flush()
		else this.#queueFlush()
	}

	clear(): void {
		this.#queue = []
	}

	#queueFlush(): void {
		if (this.#flushQueued) return
		this.#flushQueued = true
		const flush = () => {
			if (this.#flushQueued) this.#flush()
		}
		if (!document.hidden) requestAnimationFrame(flush)
		setTimeout(flush, HIDDEN_FLUSH_MS)
	}

	#flush(): void {
		this.#flushQueued = false
		this.#flushedAt = Date.now()
		const frames = this.#queue
		this.#queue = []
		this.#takeIn(frames)
	}
}
