// One product as this page sees it: what the server has confirmed, and this page's own pending
// operations predicted on top.
//
// Confirmed events never meet a prediction: before a batch goes in, predictions are taken back, and
// afterwards they are made again on the new state (rebase). Pure: no clock, no socket, no React.
import type { Event, ItemsMoved } from './gen/reviewd/v1/event_pb'
import type { Events } from './gen/reviewd/v1/live_pb'
import { applyBody, Diverged } from './apply'
import { causeOf } from './cause'
import { keyOf, type IdKey } from './id'
import type { PendingOperation } from './pending'
import { predict } from './predict'
import { IN_FLIGHT_SEQ } from './slots'
import { ProductState } from './productState'
import { stateFromChunks } from './snapshot'

// How many of this page's own committed operations are remembered, to tell when one is superseded.
const OWN_COMMITTED_MAX = 1024

// An event of somebody else overrode a change of this page's.
export interface Superseded {
	readonly mine: PendingOperation
	readonly by: Event
	readonly items: readonly IdKey[]
}

// What a batch of events did, beyond the state itself.
export interface Applied {
	readonly superseded: readonly Superseded[]
	// Items that somebody else moved, for rows to travel.
	readonly moved: readonly MovedByOthers[]
}

export interface MovedByOthers {
	readonly item: IdKey
	readonly author: number
}

export class Replica {
	state = new ProductState()
	seq = 0
	me = 0
	readonly #pending: PendingOperation[] = []
	readonly #ownCommitted = new Map<number, PendingOperation>()

	get pending(): readonly PendingOperation[] {
		return this.#pending
	}

	// Throws away everything but this page's own pending operations.
	takeSnapshot(chunks: readonly Uint8Array[], seq: number): void {
		const { ownBallots: ballots, ownUpvotes: upvotes } = this.state
		this.state.journal.rewind()
		this.state = stateFromChunks(chunks)
		for (const poll of this.state.polls.list()) {
			const own = ballots.get(poll.key)
			if (own !== undefined) this.state.ownBallots.set(poll.key, own)
		}
		for (const [key, own] of upvotes.entries()) this.state.ownUpvotes.set(key, own)
		this.seq = seq
		this.#predictAll()
	}

	// What this page may see has changed: nothing of it stays but its own pending operations, which
	// are predicted again once the snapshot is there.
	forget(): void {
		this.state = new ProductState()
		this.seq = 0
		this.#ownCommitted.clear()
	}

	// Applies whole batches. Throws `Diverged` when they do not fit what is here.
	takeEvents(batches: readonly Events[]): Applied {
		const superseded: Superseded[] = []
		const moved: MovedByOthers[] = []
		this.state.journal.rewind()
		try {
			for (const batch of batches) {
				if (Number(batch.from) !== this.seq + 1) throw new Diverged('events are missing')
				for (const { body } of batch.entries) {
					if (body.case === 'event') this.#takeEvent(body.value, superseded, moved)
				}
				this.seq = Number(batch.to)
			}
		} finally {
			this.#predictAll()
		}
		return { superseded, moved }
	}

	add(pending: PendingOperation): void {
		this.#pending.push(pending)
		this.#predictOne(pending, this.#pending.length)
	}

	addBefore(later: PendingOperation, pending: PendingOperation): void {
		this.#pending.splice(Math.max(0, this.#pending.indexOf(later)), 0, pending)
		this.rebase()
	}

	// The operation has its answer. Returns it, or undefined for one that is not pending here.
	settle(actor: number, counter: number): PendingOperation | undefined {
		const at = this.#pending.findIndex((p) => p.actor === actor && p.counter === counter)
		if (at < 0) return undefined
		const [settled] = this.#pending.splice(at, 1)
		this.rebase()
		return settled
	}

	// Everything of `actor` up to `counter` is applied.
	settleThrough(actor: number, counter: number): PendingOperation[] {
		const settled = this.#pending.filter((p) => p.actor === actor && p.counter <= counter)
		if (settled.length === 0) return settled
		for (const one of settled) this.#pending.splice(this.#pending.indexOf(one), 1)
		this.rebase()
		return settled
	}

	// Puts another operation in the place of one that was never accepted.
	replace(old: PendingOperation, by: PendingOperation): void {
		const at = this.#pending.indexOf(old)
		if (at >= 0) this.#pending[at] = by
		this.rebase()
	}

	rebase(): void {
		this.state.journal.rewind()
		this.#predictAll()
	}

	// Outside of predictions: private views of the server.
	withConfirmed(change: (state: ProductState) => void): void {
		this.state.journal.rewind()
		change(this.state)
		this.#predictAll()
	}

	#takeEvent(event: Event, superseded: Superseded[], moved: MovedByOthers[]): void {
		const cause = causeOf(event)
		const mine = this.#pending.find((p) => p.actor === event.actor && p.counter === event.counter)
		const overrides = this.#ownCommitted.get(Number(event.superseded))
		if (overrides !== undefined && mine === undefined) {
			superseded.push({ mine: overrides, by: event, items: itemsOf(event) })
		}
		applyBody(this.state, cause, event.body)
		if (mine !== undefined) {
			mine.landed = true
			this.#rememberOwn(cause.seq, mine)
		} else if (event.body.case === 'itemsMoved') {
			moved.push(...itemsOf(event).map((item) => ({ item, author: event.author })))
		}
	}

	#rememberOwn(seq: number, own: PendingOperation): void {
		this.#ownCommitted.set(seq, own)
		if (this.#ownCommitted.size <= OWN_COMMITTED_MAX) return
		for (const oldest of this.#ownCommitted.keys()) {
			this.#ownCommitted.delete(oldest)
			return
		}
	}

	#predictAll(): void {
		for (const [i, pending] of this.#pending.entries()) this.#predictOne(pending, i + 1)
	}

	#predictOne(pending: PendingOperation, order: number): void {
		if (pending.landed) return
		const { actor, counter, operation } = pending
		const seq = IN_FLIGHT_SEQ + order
		const { reason } = operation
		const cause = { seq, actor, counter, author: this.me, timeMs: 0, reason, pending: true }
		this.state.journal.start()
		try {
			predict(this.state, cause, operation)
		} catch (error) {
			// What it builds on is gone; the server's answer will say so.
			if (!(error instanceof Diverged)) throw error
		}
	}
}

function itemsOf(event: Event): IdKey[] {
	switch (event.body.case) {
		case 'itemsMoved':
			return movedItems(event.body.value)
		case 'itemEdited':
		case 'itemArchived':
		case 'itemRestored':
			return [keyOf(event.body.value.item)]
		default:
			return []
	}
}

function movedItems(moved: ItemsMoved): IdKey[] {
	return moved.items.map(({ item }) => keyOf(item))
}
