// Automerge: a list of numbers. It has no move; a row is dragged by delete and insert in one change.
import * as Automerge from '@automerge/automerge'

const actorOf = (author) => author.toString(16).padStart(32, '0')

export class AutomergeReplica {
	static title = 'Automerge'
	static package = '@automerge/automerge'
	static how = 'list, delete + insert; WASM'

	#doc

	constructor(doc) {
		this.#doc = doc
	}

	static withItems(items) {
		return new this(Automerge.from({ items }, actorOf(0)))
	}

	static open(bytes, author) {
		return new this(Automerge.load(bytes, actorOf(author)))
	}

	save() {
		return Automerge.save(this.#doc)
	}

	// Moves the row at `from` so that it is row `to` afterwards; gives the change that says so.
	move(item, from, to) {
		this.#doc = Automerge.change(this.#doc, { time: 0 }, (doc) => {
			doc.items.deleteAt(from, 1)
			doc.items.insertAt(to, item)
		})
		return Automerge.getLastLocalChange(this.#doc)
	}

	take(change) {
		this.takeAll([change])
	}

	takeAll(changes) {
		;[this.#doc] = Automerge.applyChanges(this.#doc, changes)
	}

	list() {
		return [...this.#doc.items]
	}

	free() {
		Automerge.free(this.#doc)
	}
}
