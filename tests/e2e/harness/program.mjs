// A participant without a page, over the protocol's JSON sub-protocol (docs/PROTOCOL.md): does what
// the page cannot do yet, and moves items at a steady pace.
import { TextSocket } from './socket.mjs'

const ANSWER_MS_MAX = 10_000

export class Program {
	#socket
	#actor = 0
	#counter = 0
	#head = '0'
	#waiting = new Map() // counter -> {resolve, reject}
	#caughtUp

	static async connect(origin, product, { handle, token }) {
		const url = `${origin}/v1/products/${product}/live?as=${handle}`
		const headers = { Authorization: `Bearer ${token}` }
		const program = new Program(
			await TextSocket.open(url, { protocol: 'reviewd.v1.json', headers }),
		)
		await program.#hello()
		return program
	}

	constructor(socket) {
		this.#socket = socket
		socket.on('text', (text) => this.#receive(JSON.parse(text)))
		socket.on('close', () => {
			for (const { reject } of this.#waiting.values()) reject(new Error('connection closed'))
		})
	}

	#hello() {
		return new Promise((resolve) => {
			this.#caughtUp = resolve
			this.#send({ hello: { versionMin: 1, versionMax: 1 } })
		})
	}

	// Sends one operation; its id once the server has made it durable. Anything but `applied` throws.
	async submit(body) {
		const { id, answered } = this.send(body)
		await answered
		return id
	}

	// The same without waiting: what the operation makes is named already.
	send(body) {
		const operation = { actor: this.#actor, counter: ++this.#counter, base: this.#head, ...body }
		this.#send({ submit: { operations: [operation] } })
		const { actor, counter } = operation
		return { id: { actor, counter }, answered: this.#answer(counter, Object.keys(body)[0]) }
	}

	#answer(counter, what) {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				reject(new Error(`${what} was not answered`))
			}, ANSWER_MS_MAX)
			const settle = (end) => (value) => {
				clearTimeout(timer)
				end(value)
			}
			this.#waiting.set(counter, { resolve: settle(resolve), reject: settle(reject) })
		})
	}

	close() {
		this.#socket.close()
	}

	#send(frame) {
		this.#socket.send(JSON.stringify(frame))
	}

	#receive({ welcome, events, snapshotEnd, caughtUp, acked, reply }) {
		if (welcome !== undefined) {
			this.#actor = welcome.openActor.actor
			this.#counter = welcome.openActor.lastCounter ?? 0
		}
		if (snapshotEnd !== undefined) this.#head = snapshotEnd.seq ?? '0'
		if (caughtUp !== undefined) this.#caughtUp()
		if (events !== undefined) {
			this.#head = events.to
			this.#send({ applied: { seq: this.#head } })
		}
		if (reply !== undefined && reply.actor === this.#actor) {
			this.#end(reply.counter, (one) => one.reject(new Error(JSON.stringify(reply.outcome))))
		}
		if (acked !== undefined && acked.actor === this.#actor) {
			for (const counter of [...this.#waiting.keys()]) {
				if (counter <= acked.counter) this.#end(counter, (one) => one.resolve())
			}
		}
	}

	#end(counter, answer) {
		const one = this.#waiting.get(counter)
		this.#waiting.delete(counter)
		if (one !== undefined) answer(one)
	}
}

// A review with its increments, not opened yet. Returns the review's id.
export async function planReview(program, { title, goal, increments }) {
	const review = await program.submit({ planReview: { title, sprint: 18, sprintGoal: goal } })
	for (const increment of increments) {
		await program.submit({ addIncrement: { review, ...increment } })
	}
	return review
}
