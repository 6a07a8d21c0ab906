// A participant without a page, over the protocol's JSON sub-protocol (docs/PROTOCOL.md): does what
// the page cannot do yet, and moves items at a steady pace.
import { TextSocket } from './socket.mjs'

const ANSWER_MS_MAX = 10_000

export class Program {
	// Whoever the server takes this program for.
	participant = 0
	// All that the server has sent it, as it came.
	heard = []
	#socket
	#lanes = { open: { actor: 0, counter: 0 }, sealed: { actor: 0, counter: 0 } }
	#head = '0'
	#waiting = new Map() // 'actor.counter' -> {resolve, reject}
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
		socket.on('text', (text) => {
			this.heard.push(text)
			this.#receive(JSON.parse(text))
		})
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

	// Somebody comes in by an invite link; a program of theirs that has caught up.
	static async join(origin, link, name) {
		const { pathname, hash } = new URL(link)
		const product = pathname.split('/').at(-1)
		const answer = await fetch(`${origin}/v1/join`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ product, secret: hash.slice(1), name }),
		})
		const said = await answer.json()
		if (!answer.ok) throw new Error(`${name} cannot come in: ${said.text}`)
		return Program.connect(origin, product, said)
	}

	// Sends one operation; its id once the server has made it durable. Anything but `applied` throws.
	async submit(body) {
		const { id, answered } = this.send(body)
		await answered
		return id
	}

	// The same by the sealed actor: ballots, upvotes, anonymous feedback.
	async submitSealed(body) {
		await this.send(body, 'sealed').answered
	}

	// The same without waiting: what the operation makes is named already.
	send(body, lane = 'open') {
		const counter = ++this.#lanes[lane].counter
		const { actor } = this.#lanes[lane]
		const operation = { actor, counter, base: this.#head, ...body }
		this.#send({ submit: { operations: [operation] } })
		return { id: { actor, counter }, answered: this.#answer(actor, counter, Object.keys(body)[0]) }
	}

	#answer(actor, counter, what) {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => {
				reject(new Error(`${what} was not answered`))
			}, ANSWER_MS_MAX)
			const settle = (end) => (value) => {
				clearTimeout(timer)
				end(value)
			}
			const one = { resolve: settle(resolve), reject: settle(reject) }
			this.#waiting.set(`${actor}.${counter}`, one)
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
			this.participant = welcome.participant
			const { openActor: open, sealedActor: sealed } = welcome
			this.#lanes.open = { actor: open.actor, counter: open.lastCounter ?? 0 }
			this.#lanes.sealed = { actor: sealed.actor, counter: sealed.lastCounter ?? 0 }
		}
		if (snapshotEnd !== undefined) this.#head = snapshotEnd.seq ?? '0'
		if (caughtUp !== undefined) this.#caughtUp()
		if (events !== undefined) {
			this.#head = events.to
			this.#send({ applied: { seq: this.#head } })
		}
		if (reply !== undefined) {
			const { actor, counter, outcome } = reply
			const applied = outcome.kind === 'OUTCOME_KIND_APPLIED'
			this.#end(`${actor}.${counter}`, (one) => {
				if (applied) one.resolve()
				else one.reject(new Error(JSON.stringify(outcome)))
			})
		}
		if (acked !== undefined) {
			for (const key of [...this.#waiting.keys()]) {
				const [actor, counter] = key.split('.').map(Number)
				if (actor === acked.actor && counter <= acked.counter)
					this.#end(key, (one) => one.resolve())
			}
		}
	}

	#end(key, answer) {
		const one = this.#waiting.get(key)
		this.#waiting.delete(key)
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
