// The authors of a trace. In each round they begin with what there was at the last sync, and see of
// that round only what they did themselves.
import { byAuthor } from './trace.mjs'

// Replicas that stay open from round to round, where the library catches up faster than it opens.
const OPEN_MAX = 100

export class Authors {
	#Replica
	#open = new Map()

	constructor(Replica) {
		this.#Replica = Replica
	}

	// What is sent in a round, in the order of arrival. `hub` is a replica as of the last sync. An
	// author's moves are made when the first of them is asked for.
	*updates(hub, round) {
		let bytes
		const saved = () => (bytes ??= hub.save())
		const movesOf = new Map(byAuthor(round).map(({ author, moves }) => [author, moves]))
		const updates = new Array(round.length)
		for (const [arrival, { author }] of round.entries()) {
			if (updates[arrival] === undefined) {
				const replica = this.#arrive(author, hub, saved)
				const rows = replica.list()
				for (const move of movesOf.get(author))
					updates[move.arrival] = makeMove(replica, rows, move)
				this.#leave(author, replica)
			}
			yield updates[arrival]
		}
	}

	#arrive(author, hub, saved) {
		const replica = this.#open.get(author)
		if (replica === undefined) return this.#Replica.open(saved(), author)
		replica.catchUp(hub)
		return replica
	}

	#leave(author, replica) {
		const stays = 'catchUp' in replica && (this.#open.has(author) || this.#open.size < OPEN_MAX)
		if (stays) this.#open.set(author, replica)
		else replica.free()
	}
}

// `rows` is what the author sees; it is changed along. Where an item is there twice, people take
// hold of the upper one.
function makeMove(replica, rows, { item, below }) {
	const from = rows.indexOf(item)
	rows.splice(from, 1)
	const to = rows.indexOf(below) + 1
	rows.splice(to, 0, item)
	return replica.move(item, from, to)
}
