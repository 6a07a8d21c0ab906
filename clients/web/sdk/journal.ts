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
		for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) undo()
	}
}
