// A keyed collection whose changes can be taken back through the journal. Keeps the order in which
// keys were first put in, and hands out one array until something changes.
import type { Journal } from './journal'

export class Table<K, V> {
	readonly #rows = new Map<K, V>()
	readonly #journal: Journal
	#listed: readonly V[] | null = null
	#version = 0

	constructor(journal: Journal) {
		this.#journal = journal
	}

	get(key: K): V | undefined {
		return this.#rows.get(key)
	}

	// Rises with every change, taken back ones included.
	get version(): number {
		return this.#version
	}

	get size(): number {
		return this.#rows.size
	}

	set(key: K, value: V): void {
		const had = this.#rows.has(key)
		const before = this.#rows.get(key)
		this.#rows.set(key, value)
		this.#changed()
		this.#journal.record(() => {
			if (had) this.#rows.set(key, before as V)
			else this.#rows.delete(key)
			this.#changed()
		})
	}

	// Changes what is there; a key that is not there (redacted, or unknown) is left alone.
	change(key: K, fields: Partial<V>): void {
		const before = this.#rows.get(key)
		if (before !== undefined) this.set(key, { ...before, ...fields })
	}

	// Taking it back puts the row at the end of the list.
	delete(key: K): void {
		const before = this.#rows.get(key)
		if (before === undefined) return
		this.#rows.delete(key)
		this.#changed()
		this.#journal.record(() => {
			this.#rows.set(key, before)
			this.#changed()
		})
	}

	entries(): Iterable<[K, V]> {
		return this.#rows.entries()
	}

	list(): readonly V[] {
		this.#listed ??= [...this.#rows.values()]
		return this.#listed
	}

	#changed(): void {
		this.#listed = null
		this.#version += 1
	}
}
