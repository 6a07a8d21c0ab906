// Takes predictions back. While it is open, everything that changes the replica's state records how
// to undo itself; `rewind` runs that backwards and leaves exactly what the server has confirmed.
export class Journal {
	#undo: (() => void)[] = []
	#open = false

	get open(): boolean {
		return this.#open
	}

	start(): void {
		this.#open = true
	}

	record(undo: () => void): void {
		if (this.#open) this.#undo.push(undo)
	}

	rewind(): void {
		this.#open = false
		this.#rewindTo(0)
	}

	// Does something only to see what would come of it: everything it changes is taken back.
	rehearse<T>(attempt: () => T): T {
		return this.attempt(attempt, () => false)
	}

	// Keeps the changes only if `keep` says so.
	attempt<T>(attempt: () => T, keep: (made: T) => boolean): T {
		const wasOpen = this.#open
		const mark = this.#undo.length
		let kept = false
		this.#open = true
		try {
			const made = attempt()
			kept = keep(made)
			return made
		} finally {
			if (!kept) this.#rewindTo(mark)
			this.#open = wasOpen
		}
	}

	#rewindTo(mark: number): void {
		while (this.#undo.length > mark) this.#undo.pop()?.()
	}
}
