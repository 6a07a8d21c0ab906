// Works a trace out once more, from the text of docs/SPEC.md alone (place rule P, gone and unknown,
// slot window): one array, linear searches, nothing of the server's code. Compares the end with
// what reviewd came to.
//
//   node check_order.mjs TRACE ORDER_FILE
import { readFileSync } from 'node:fs'
import { byAuthor, readTrace } from './trace.mjs'

const HEAD = 'HEAD'
const END = 'END'
const DEAD_SLOTS_MAX = 10_000
const FALLBACKS_MAX = 3

class PlainList {
	slots = [] // { id, seq, k, anchor, item }, top to bottom, dead ones included
	known = new Map() // id to slot
	where = new Map() // item to the slot it is in
	dead = new Set()
	seq = 1

	static of(items) {
		const list = new PlainList()
		for (let item = 1; item <= items; item++) {
			const slot = { id: `first.${item}`, seq: 1, k: item, anchor: HEAD, item }
			list.slots.push(slot)
			list.known.set(slot.id, slot)
			list.where.set(item, slot)
		}
		return list
	}

	copy() {
		const copy = new PlainList()
		copy.slots = [...this.slots]
		copy.known = new Map(this.known)
		copy.where = new Map(this.where)
		copy.dead = new Set(this.dead)
		copy.seq = this.seq
		return copy
	}

	// The gap directly below an item, as somebody says it who sees this list and whose operations
	// after `base` are in flight.
	gapBelow(item, base) {
		const left = this.slots.indexOf(this.where.get(item))
		const fallbacks = []
		let at = left - 1
		while (at >= 0 && fallbacks.length < FALLBACKS_MAX - 1) fallbacks.push(this.slots[at--].id)
		while (at >= 0 && this.slots[at].seq > base) at--
		fallbacks.push(at < 0 ? HEAD : this.slots[at].id)
		return { left: this.slots[left].id, right: this.slots[left + 1]?.id ?? END, fallbacks }
	}

	move(id, item, gap) {
		const { at, anchor } = this.#place(gap)
		const slot = { id, seq: ++this.seq, k: 0, anchor, item }
		this.slots.splice(at, 0, slot)
		this.known.set(id, slot)
		this.dead.add(this.where.get(item))
		this.where.set(item, slot)
		if (this.dead.size > DEAD_SLOTS_MAX) this.#forgetTheOldest()
	}

	items() {
		return this.slots.filter((slot) => this.where.get(slot.item) === slot).map((slot) => slot.item)
	}

	#place({ left, right, fallbacks }) {
		const leftSlot = this.known.get(left)
		const rightSlot = this.known.get(right)
		const end = this.slots.length
		if (leftSlot === undefined && right === END) return { at: end, anchor: HEAD }
		if (leftSlot === undefined && rightSlot === undefined) return this.#fallback(fallbacks)
		if (leftSlot === undefined) {
			return { at: this.slots.indexOf(rightSlot), anchor: rightSlot.anchor }
		}
		const l = this.slots.indexOf(leftSlot)
		if (rightSlot === undefined && right !== END) return { at: l + 1, anchor: left }
		const r = right === END ? end : this.slots.indexOf(rightSlot)
		if (r > l && r < end && younger(rightSlot, leftSlot)) return { at: r, anchor: rightSlot.anchor }
		const skipped = new Set([left])
		let at = l + 1
		while (at < end && at !== r && skipped.has(this.slots[at].anchor)) {
			skipped.add(this.slots[at++].id)
		}
		return { at, anchor: left }
	}

	#fallback(fallbacks) {
		for (const id of fallbacks) {
			if (id === HEAD) return { at: 0, anchor: HEAD }
			const slot = this.known.get(id)
			if (slot !== undefined) return { at: this.slots.indexOf(slot) + 1, anchor: id }
		}
		return { at: this.slots.length, anchor: HEAD }
	}

	#forgetTheOldest() {
		let oldest
		for (const slot of this.dead) {
			if (oldest === undefined || younger(oldest, slot)) oldest = slot
		}
		this.dead.delete(oldest)
		this.known.delete(oldest.id)
		this.slots.splice(this.slots.indexOf(oldest), 1)
	}
}

const younger = (a, b) => (a.seq === b.seq ? a.k > b.k : a.seq > b.seq)

function workOut(trace) {
	const list = PlainList.of(trace.items)
	let made = 0
	for (const round of trace.rounds) {
		const said = []
		for (const { moves } of byAuthor(round)) {
			const own = moves.length === 1 ? list : list.copy()
			for (const { item, below, arrival } of moves) {
				const id = `move.${++made}`
				said[arrival] = { id, item, gap: own.gapBelow(below, list.seq) }
				if (own !== list) own.move(id, item, said[arrival].gap)
			}
		}
		for (const { id, item, gap } of said) list.move(id, item, gap)
	}
	return list.items()
}

const [tracePath, orderPath] = process.argv.slice(2)
const trace = readTrace(tracePath)
const expected = workOut(trace)
const got = readFileSync(orderPath, 'utf8').trim().split('\n').map(Number)
const differs = expected.findIndex((item, row) => item !== got[row])
if (expected.length !== got.length || differs >= 0) {
	console.error(`FAILED: ${trace.name}: row ${differs + 1} is another one than the rules give`)
	process.exit(1)
}
console.error(`${trace.name}: reviewd's order is the one that the rules give, ${got.length} rows`)
