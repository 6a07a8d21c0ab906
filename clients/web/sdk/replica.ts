// One product as this page sees it: what the server has confirmed, and this page's own pending
// operations predicted on top.
//
// Confirmed events never meet a prediction: before a batch goes in, predictions are taken back, and
// afterwards they are made again on the new state (rebase). Pure: no clock, no socket, no React.
import type { Event, ItemsMoved } from './gen/reviewd/v1/event_pb'
import type { Id } from './gen/reviewd/v1/id_pb'
import type { ActorLease, Events } from './gen/reviewd/v1/live_pb'
import { applyBody } from './apply'
import { causeOf } from './cause'
import { Diverged } from './diverged'
import type { Foresight } from './foresight'
import { keyOf, type IdKey } from './id'
import type { PendingOperation } from './pending'
import { stillCast } from './pollKind'
import { predict } from './predict'
import { IN_FLIGHT_SEQ } from './slots'
import { ProductState } from './productState'
import { stateFromChunks } from './snapshot'

// How many of this page's own committed operations are remembered, to tell when one is superseded.
const OWN_COMMITTED_MAX = 1024
// How many events are remembered by who made them and when, to say who it was that stands.
const CAUSES_MAX = 4096

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
	// In whose place; 0: by their own power.
	readonly onBehalfOf: number
}

// Who made an event, and when.
export interface Told {
	readonly author: number
	readonly timeMs: number
	// In whose place; absent: by their own power.
	readonly onBehalfOf?: number
}

export function toldOf({ author, timeMs, onBehalfOf }: Event): Told {
	return { author, timeMs: Number(timeMs), ...(onBehalfOf === 0 ? {} : { onBehalfOf }) }
}

export class Replica {
	state = new ProductState()
	seq = 0
	me = 0
	// Open actors of this tab: the present one and those that it succeeds.
	readonly ownActors = new Set<number>()
	readonly #pending: PendingOperation[] = []
	readonly #causes = new Map<number, Told>()
	readonly #ownCommitted = new Map<number, PendingOperation>()

	get pending(): readonly PendingOperation[] {
		return this.#pending
	}

	// Who made that event; undefined when this page has not seen it, or long ago.
	toldBy(seq: number): Told | undefined {
		return this.#causes.get(seq)
	}

	// An operation of this page's that was committed, if it is still remembered.
	ownMade(actor: number, counter: number): PendingOperation | undefined {
		for (const own of this.#ownCommitted.values()) {
			if (own.actor === actor && own.counter === counter) return own
		}
		return undefined
	}

	// What was asked for because this page has not seen it.
	remember(told: ReadonlyMap<number, Told>): void {
		for (const [seq, one] of told) remember(this.#causes, CAUSES_MAX, seq, one)
	}

	// Throws away everything but this page's own pending operations.
	takeSnapshot(chunks: readonly Uint8Array[], seq: number): void {
		const { ownBallots: ballots, ownUpvotes: upvotes, held, ownHeld } = this.state
		this.state.journal.rewind()
		this.state = stateFromChunks(chunks)
		for (const poll of this.state.polls.list()) {
			const own = ballots.get(poll.key)
			const still = own === undefined ? undefined : stillCast(poll, own)
			if (still !== undefined) this.state.ownBallots.set(poll.key, still)
		}
		for (const [key, own] of upvotes.entries()) this.state.ownUpvotes.set(key, own)
		for (const [key, one] of held.entries()) this.state.held.set(key, one)
		for (const [key, own] of ownHeld.entries()) this.state.ownHeld.set(key, own)
		this.seq = seq
		this.#predictAll()
	}

	// A snapshot shows what was decided before it; predicting that again would double it. `leases` say
	// how far each actor's operations were decided.
	markDecided(leases: readonly (ActorLease | undefined)[]): void {
		const decided = new Map(leases.map((lease) => [lease?.actor, lease?.lastCounter]))
		for (const pending of this.#pending) {
			pending.landed = pending.counter <= (decided.get(pending.actor) ?? 0)
		}
	}

	// What this device has kept, as it was at `seq`; `landed` are actors and counters of the pending
	// operations that are in it.
	takeState(
		state: ProductState,
		seq: number,
		landed: readonly (readonly [actor: number, counter: number])[],
	): void {
		this.state.journal.rewind()
		this.state = state
		this.seq = seq
		for (const [actor, counter] of landed) {
			const own = this.#pending.find((p) => p.actor === actor && p.counter === counter)
			if (own !== undefined) own.landed = true
		}
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
		const from = this.#pending.length - 1
		if (pending.operation.atomicGroup !== 0) this.rebase()
		else this.#predictGroup(from, from + 1)
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

	// Puts other operations in the places of some that were never accepted.
	replaceAll(by: ReadonlyMap<PendingOperation, PendingOperation>): void {
		for (const [at, old] of this.#pending.entries()) this.#pending[at] = by.get(old) ?? old
		this.rebase()
	}

	// The state without predictions, until the next change.
	confirmed(): ProductState {
		this.state.journal.rewind()
		return this.state
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
		remember(this.#causes, CAUSES_MAX, cause.seq, toldOf(event))
		if (mine === undefined) {
			for (const { seq, items } of overridden(event)) {
				const own = this.#ownCommitted.get(seq)
				if (own !== undefined) superseded.push({ mine: own, by: event, items })
			}
		}
		applyBody(this.state, cause, event.body)
		if (mine !== undefined) {
			mine.landed = true
			mine.seqs.push(cause.seq)
			mine.leftOut = leftOutBy(event)
			remember(this.#ownCommitted, OWN_COMMITTED_MAX, cause.seq, mine)
		} else {
			const { author, onBehalfOf } = event
			const by = { author, onBehalfOf }
			moved.push(...placedBy(event).map(({ item }) => ({ item: keyOf(item), ...by })))
		}
	}

	#predictAll(): void {
		for (let i = 0; i < this.#pending.length;) {
			const first = this.#pending[i]
			let end = i + 1
			while (first !== undefined && isSameGroup(first, this.#pending[end])) end += 1
			this.#predictGroup(i, end)
			i = end
		}
	}

	// Operations of one atomic group follow each other and apply all or none.
	#predictGroup(from: number, end: number): void {
		this.state.journal.start()
		this.state.journal.attempt(
			() => this.#pending.slice(from, end).map((one, i) => this.#predictOne(one, from + i + 1)),
			(applied) => applied.every((one) => one),
		)
	}

	// False: it will be rejected.
	#predictOne(pending: PendingOperation, order: number): boolean {
		if (pending.landed) return true
		const { actor, counter, operation } = pending
		const seq = IN_FLIGHT_SEQ + order
		const { reason } = operation
		const cause = { seq, actor, counter, author: this.me, timeMs: 0, reason, pending: true }
		const see: Foresight = {
			me: this.me,
			ownActors: new Set([...this.ownActors, actor]),
			isOthers: (seen) => (this.toldBy(seen)?.author ?? this.me) !== this.me,
		}
		try {
			return predict(this.state, see, cause, operation)
		} catch (error) {
			// What it builds on is gone; the server's answer will say so.
			if (!(error instanceof Diverged)) throw error
			return false
		}
	}
}

function isSameGroup(one: PendingOperation, next: PendingOperation | undefined): boolean {
	const { atomicGroup } = one.operation
	if (atomicGroup === 0 || next === undefined || next.actor !== one.actor) return false
	return next.operation.atomicGroup === atomicGroup
}

// The youngest `most` entries are kept.
function remember<V>(known: Map<number, V>, most: number, seq: number, value: V): void {
	known.set(seq, value)
	if (known.size <= most) return
	for (const oldest of known.keys()) {
		known.delete(oldest)
		return
	}
}

interface Overridden {
	// The event that does not stand any more.
	readonly seq: number
	readonly items: readonly IdKey[]
}

// Of moves each member says for itself what it overrode; of anything else the event does.
function overridden(event: Event): Overridden[] {
	const { body } = event
	switch (body.case) {
		case 'itemsMoved':
			return membersOverridden([body.value])
		case 'proposalApplied':
			return membersOverridden(body.value.moves)
		case 'itemsSorted':
		case 'itemsReturned':
			return [
				{ seq: Number(event.superseded), items: placedBy(event).map(({ item }) => keyOf(item)) },
			]
		case 'itemEdited':
		case 'itemArchived':
		case 'itemRestored':
		case 'itemMerged':
			return [{ seq: Number(event.superseded), items: [keyOf(body.value.item)] }]
		default:
			return []
	}
}

function membersOverridden(moves: readonly ItemsMoved[]): Overridden[] {
	return moves
		.flatMap(({ items }) => items)
		.filter(({ superseded }) => superseded !== 0n)
		.map(({ item, superseded }) => ({ seq: Number(superseded), items: [keyOf(item)] }))
}

// The members that the event puts somewhere.
function placedBy({ body }: Event): readonly { readonly item?: Id | undefined }[] {
	switch (body.case) {
		case 'itemsMoved':
		case 'itemsSorted':
		case 'itemsReturned':
			return body.value.items
		case 'proposalApplied':
			return body.value.moves.flatMap(({ items }) => items)
		default:
			return []
	}
}

function leftOutBy({ body }: Event): IdKey[] {
	switch (body.case) {
		case 'itemsMoved':
		case 'itemsReturned':
			return body.value.skipped.map(keyOf)
		case 'itemsSorted':
			return body.value.kept.map(keyOf)
		case 'proposalApplied':
			return body.value.moves.flatMap(({ skipped }) => skipped.map(keyOf))
		default:
			return []
	}
}
