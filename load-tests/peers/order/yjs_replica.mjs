// Yjs: a Y.Array of numbers. It has no move; a row is dragged by delete and insert in one transaction.
import * as Y from 'yjs'

export class YjsReplica {
	static title = 'Yjs'
	static package = 'yjs'
	static how = 'Y.Array, delete + insert'

	#doc = new Y.Doc()
	#array = this.#doc.getArray('items')

	static withItems(items) {
		const replica = new YjsReplica()
		replica.#doc.clientID = 0
		replica.#array.push(items)
		return replica
	}

	static open(bytes, author) {
		const replica = new YjsReplica()
		replica.take(bytes)
		replica.#doc.clientID = author // after that: Yjs takes another id when it sees its own come in
		return replica
	}

	save() {
		return Y.encodeStateAsUpdate(this.#doc)
	}

	// Moves the row at `from` so that it is row `to` afterwards; gives the update that says so.
	move(item, from, to) {
		let made
		this.#doc.once('update', (update) => (made = update))
		this.#doc.transact(() => {
			this.#array.delete(from, 1)
			this.#array.insert(to, [item])
		})
		return made
	}

	take(update) {
		Y.applyUpdate(this.#doc, update)
	}

	takeAll(updates) {
		this.#doc.transact(() => {
			for (const update of updates) this.take(update)
		})
	}

	catchUp(other) {
		this.take(Y.encodeStateAsUpdate(other.#doc, Y.encodeStateVector(this.#doc)))
	}

	list() {
		return this.#array.toArray()
	}

	free() {
		this.#doc.destroy()
	}
}
