// The dead slots by age, so that the oldest can be dropped when there are too many: a binary heap.
import type { Slot } from './slots'

export class DeadSlots {
	readonly #heap: Slot[] = []

	get size(): number {
		return this.#heap.length
	}

	add(slot: Slot): void {
		this.#heap.push(slot)
		let at = this.#heap.length - 1
		while (at > 0) {
			const parent = (at - 1) >> 1
			if (!this.#older(at, parent)) return
			this.#swap(at, parent)
			at = parent
		}
	}

	takeOldest(): Slot {
		const oldest = this.#at(0)
		const last = this.#heap.pop()
		if (last !== undefined && this.#heap.length > 0) {
			this.#heap[0] = last
			this.#sink()
		}
		return oldest
	}

	#sink(): void {
		let at = 0
		for (;;) {
			let least = at
			for (const child of [2 * at + 1, 2 * at + 2]) {
				if (child < this.#heap.length && this.#older(child, least)) least = child
			}
			if (least === at) return
			this.#swap(at, least)
			at = least
		}
	}

	#older(i: number, j: number): boolean {
		const a = this.#at(i)
		const b = this.#at(j)
		return a.seq !== b.seq ? a.seq < b.seq : a.k < b.k
	}

	#swap(i: number, j: number): void {
		const kept = this.#at(i)
		this.#heap[i] = this.#at(j)
		this.#heap[j] = kept
	}

	#at(i: number): Slot {
		const slot = this.#heap[i]
		if (slot === undefined) throw new Error('no dead slot there')
		return slot
	}
}
