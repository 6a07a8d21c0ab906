// A value that tells when it changes. Screens read one narrow signal each, so that a moved row does
// not render the feedback list. Fits React's useSyncExternalStore without knowing React.
export class Signal<T> {
	#value: T
	readonly #listeners = new Set<() => void>()

	constructor(value: T) {
		this.#value = value
	}

	readonly get = (): T => this.#value

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener)
		return () => {
			this.#listeners.delete(listener)
		}
	}

	set(value: T): void {
		if (Object.is(value, this.#value)) return
		this.#value = value
		for (const listener of this.#listeners) listener()
	}
}
