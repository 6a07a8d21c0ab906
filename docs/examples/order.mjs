// The ordered list of a backlog from a snapshot and events. Nothing is decided here: events say where
// everything went. A slot that its item has left stays, dead; so does one of the other list.
const key = (id = {}) => [id.actor ?? 0, id.counter ?? 0, id.k ?? 0].join('.')

export class Order {
	#slots = [] // {id, item}, top to bottom
	#items = new Map() // id -> {ref, archived}

	refs() {
		const live = this.#slots.flatMap(({ item }) => this.#items.get(item) ?? [])
		return live.filter(({ archived }) => !archived).map(({ ref }) => ref)
	}

	idOf(wanted) {
		const found = [...this.#items].find(([, { ref }]) => ref === wanted)
		if (found === undefined) throw new Error(`no item ${wanted}`)
		const [actor, counter, k] = found[0].split('.').map(Number)
		return { actor, counter, k }
	}

	apply({ actor, counter, ...event }) {
		const own = (k = 0) => key({ actor, counter, k })
		const add = (zone, left, { ref }, k) => {
			this.#items.set(own(k), { ref: ref?.plain ?? '', archived: false })
			return this.#place(zone, left, own(k), own(k))
		}
		const move = ({ zone, left, items }) =>
			items.reduce((at, { item, k }) => this.#place(zone, at, own(k), key(item)), key(left))
		const { itemsAdded: added, itemSplit: split, itemsSorted: sorted } = event
		added?.items.reduce((left, one, k) => add(added.zone, left, one, k), key(added.left))
		if (split) add(split.zone, key(split.left), split.second, 0)
		if (event.itemsMoved) move(event.itemsMoved)
		for (const moved of event.proposalApplied?.moves ?? []) move(moved)
		for (const { item, k, seat } of sorted?.items ?? []) {
			this.#place(sorted.zone, key(seat), own(k), key(item))
		}
		for (const { item, slot } of event.itemsReturned?.items ?? []) this.#enter(key(item), key(slot))
		if (event.itemMerged) this.#enter(key(event.itemMerged.item), null)
		if (event.itemArchived) this.#items.get(key(event.itemArchived.item)).archived = true
		if (event.itemRestored) this.#items.get(key(event.itemRestored.item)).archived = false
	}

	// A new slot directly right of `left`; HEAD is in no list.
	#place(zone, left, id, item) {
		const at = this.#slots.findIndex((slot) => slot.id === left) + 1
		if (zone !== 'ZONE_NOT_YET_ORDERED') this.#slots.splice(at, 0, { id, item: null })
		this.#enter(item, id)
		return id
	}

	#enter(item, id) {
		for (const slot of this.#slots) {
			if (slot.id === id) slot.item = item
			else if (slot.item === item) slot.item = null
		}
	}

	// A serialised RowChunk. The numbers are those of proto/reviewd/v1/snapshot.proto.
	load(chunk) {
		const idIn = (bytes) => {
			const { 1: actor, 2: counter, 3: k } = fields(bytes)
			return key({ actor: actor?.[0], counter: counter?.[0], k: k?.[0] })
		}
		for (const bytes of fields(chunk)[2] ?? []) {
			const { 1: slot, 5: zone, 6: row } = fields(bytes)
			const id = idIn(slot?.[0])
			const { 1: named, 3: ref, 6: archivedAt } = fields(row?.[0])
			const item = row === undefined ? null : named === undefined ? id : idIn(named[0])
			if (zone?.[0] !== 2) this.#slots.push({ id, item })
			const text = fields(ref?.[0])[1]?.[0].toString() ?? ''
			if (item !== null) this.#items.set(item, { ref: text, archived: archivedAt !== undefined })
		}
	}
}

// A Protocol Buffers message without floating point: field number -> its values.
function fields(bytes = Buffer.alloc(0)) {
	const found = {}
	let at = 0
	const varint = () => {
		for (let value = 0, scale = 1; ; scale *= 128) {
			const byte = bytes[at++]
			value += (byte & 127) * scale
			if (byte < 128) return value
		}
	}
	while (at < bytes.length) {
		const tag = varint()
		const number = varint()
		const isBytes = (tag & 7) === 2
		const value = isBytes ? bytes.subarray(at, at + number) : number
		if (isBytes) at += number
		;(found[tag >> 3] ??= []).push(value)
	}
	return found
}
