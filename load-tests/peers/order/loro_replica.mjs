// Loro: a movable list of numbers, with its own move.
import { LoroDoc } from 'loro-crdt'

export class LoroReplica {
	static title = 'Loro'
	static package = 'loro-crdt'
	static how = 'movable list, move; WASM'

	#doc = new LoroDoc()
	#list = this.#doc.getMovableList('items')

	static withItems(items) {
		const replica = new LoroReplica()
		replica.#doc.setPeerId(0)
		for (const item of items) replica.#list.push(item)
		replica.#doc.commit()
		return replica
	}

	static open(bytes, author) {
		const replica = new LoroReplica()
		replica.#doc.setPeerId(author)
		replica.take(bytes)
		return replica
	}

	save() {
		return this.#doc.export({ mode: 'snapshot' })
	}

	// Moves the row at `from` so that it is row `to` afterwards; gives the update that says so.
	move(_item, from, to) {
		const before = this.#doc.oplogVersion()
		this.#list.move(from, to)
		this.#doc.commit()
		const made = this.#doc.export({ mode: 'update', from: before })
		before.free()
		return made
	}

	take(update) {
		this.#doc.import(update)
	}

	takeAll(updates) {
		this.#doc.importBatch(updates)
	}

	list() {
		return this.#list.toArray()
	}

	free() {
		this.#list.free()
		this.#doc.free()
	}
}
