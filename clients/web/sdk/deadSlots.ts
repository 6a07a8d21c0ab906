// The dead slots by age, so that the oldest can be dropped when there are too many: a binary heap that
// knows where each of them stands, because an undo takes any of them out again.
import type { Slot } from './slots'

export class DeadSlots {
	readonly #heap: Slot[] = []
	readonly #places = new Map<Slot, number>()

	get size(): number {
		return this.#heap.length
	}

	add(slot: Slot): void {
		this.#heap.push(slot)
		this.#places.set(slot, this.#heap.length - 1)
		this.#rise(this.#heap.length - 1)
	}

	// It lives again.
	remove(slot: Slot): void {
		const at = this.#places.get(slot)
		if (at === undefined) throw new Error('no such dead slot')
		this.#places.delete(slot)
		const last = this.#heap.pop()
		if (last === undefined || last === slot) return
		this.#put(at, last)
		this.#rise(at)
		this.#sink(this.#places.get(last) ?? at)
	}

	takeOldest(): Slot {
		const oldest = this.#at(0)
		this.remove(oldest)
		return oldest
	}

	#rise(from: number): void {
		let at = from
		while (at > 0) {
			const parent = (at - 1) >> 1
			if (!this.#older(at, parent)) return
			this.#swap(at, parent)
			at = parent
		}
	}

	#sink(from: number): void {
		let at = from
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
		this.#put(i, this.#at(j))
		this.#put(j, kept)
	}

	#put(at: number, slot: Slot): void {
		this.#heap[at] = slot
		this.#places.set(slot, at)
	}

	#at(i: number): Slot {
		const slot = this.#heap[i]
		if (slot === undefined) throw new Error('no dead slot there')
		return slot
	}
}
