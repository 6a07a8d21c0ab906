// Moves random items to random places at a steady pace, as a second tab of the Product Owner.
//
// Keeps the list of slots, dead ones included, so that every gap it names is a real one. Right for as
// long as nobody else makes slots; somebody who does only makes its gaps a little stale.
export class SteadyMover {
	sent = 0
	#program
	#items
	#slots
	#timer
	#answers = []

	// `backlog` as exported: items and slots of a product in which nothing was moved yet share ids.
	constructor(program, backlog) {
		this.#program = program
		this.#items = backlog.map(({ id }) => idOf(id))
		this.#slots = [...this.#items]
	}

	// Resolves when the first moves are out.
	start(perSecond) {
		const since = performance.now()
		return new Promise((resolve) => {
			this.#timer = setInterval(() => {
				const due = ((performance.now() - since) / 1_000) * perSecond
				while (this.sent < due) this.#moveOne()
				if (this.sent >= 2) resolve()
			}, 5)
		})
	}

	stop() {
		clearInterval(this.#timer)
	}

	allAnswered() {
		return Promise.all(this.#answers)
	}

	#moveOne() {
		const item = anyOf(this.#items)
		const at = Math.floor(Math.random() * (this.#slots.length - 1))
		const gap = { left: this.#slots[at], right: this.#slots[at + 1] }
		const { id, answered } = this.#program.send({ moveItems: { items: [item], place: { gap } } })
		this.#slots.splice(at + 1, 0, id)
		this.#answers.push(answered)
		this.sent += 1
	}
}

function idOf(text) {
	const [actor, counter, k] = text.split('.').map(Number)
	return { actor, counter, k }
}

function anyOf(list) {
	return list[Math.floor(Math.random() * list.length)]
}
