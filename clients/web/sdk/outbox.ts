// Numbers this tab's operations, keeps them until they are answered, and sends them in order.
//
// What was sent is never changed and no counter is skipped (docs/PROTOCOL.md, "Operations"). Every
// operation is written to the device before it can be lost, and comes back after a reload.
import { create } from '@bufbuild/protobuf'
import type { ActorLease, Limits } from './gen/reviewd/v1/live_pb'
import { NoopSchema, OperationSchema, type Operation } from './gen/reviewd/v1/operation_pb'
import type { DeviceStore } from './deviceStore'
import { pendingFrom, pendingFromBytes, type PendingOperation } from './pending'
import type { Replica } from './replica'

export interface Actors {
	readonly open: number
	readonly sealed: number
}

export interface Draft {
	readonly body: Operation['body']
	readonly reason?: string
}

export class Outbox {
	readonly #store: DeviceStore
	readonly #lease: string
	readonly #replica: Replica
	readonly #sent = new Set<PendingOperation>()
	readonly #nextCounter = new Map<number, number>()
	#actors: Actors = { open: 0, sealed: 0 }
	#made = 0
	#inFlightMax = 1
	#perSubmitMax = 1

	constructor(store: DeviceStore, lease: string, replica: Replica) {
		this.#store = store
		this.#lease = lease
		this.#replica = replica
	}

	get actors(): Actors {
		return this.#actors
	}

	// What an earlier page load did not get an answer for.
	async restore(): Promise<void> {
		for (const record of await this.#store.pending(this.#lease)) {
			this.#replica.add(pendingFromBytes(record.bytes, record.sealed))
			this.#made = Math.max(this.#made, record.made)
		}
	}

	welcome(open: ActorLease, sealed: ActorLease, limits: Limits | undefined): void {
		this.#actors = { open: open.actor, sealed: sealed.actor }
		this.#inFlightMax = Math.max(1, limits?.inFlight ?? 1)
		this.#perSubmitMax = Math.max(1, limits?.operationsPerSubmit ?? 1)
		for (const { actor, lastCounter } of [open, sealed]) {
			this.#fillHoles(actor, lastCounter, actor === sealed.actor)
			const own = this.#replica.pending.filter((p) => p.actor === actor)
			const last = Math.max(lastCounter, this.#nextCounter.get(actor) ?? 0)
			const next = Math.max(last, ...own.map((p) => p.counter + 1), lastCounter + 1)
			this.#nextCounter.set(actor, next)
		}
	}

	// Ballots, upvotes and whatever is done to anonymous feedback are numbered by the sealed actor, so that gaps in visible
	// counters give nobody away.
	make(draft: Draft, base: number, queuedOffline: boolean): PendingOperation {
		const sealed = isSealed(draft.body)
		const actor = sealed ? this.#actors.sealed : this.#actors.open
		if (actor === 0) throw new Error('this connection may only watch')
		const counter = this.#nextCounter.get(actor) ?? 1
		this.#nextCounter.set(actor, counter + 1)
		const { body, reason = '' } = draft
		const fields = { actor, counter, base: BigInt(base), queuedOffline, reason }
		const pending = pendingFrom(create(OperationSchema, { ...fields, body }), sealed)
		this.#replica.add(pending)
		this.#keep(pending)
		return pending
	}

	// A connection remembers nothing of the one before: everything unanswered goes out again.
	forgetSent(): void {
		this.#sent.clear()
	}

	// The next operations that may be sent now, in order. Call again until there are none.
	takeUnsent(): Operation[] {
		const room = this.#inFlightMax - this.#sent.size
		const next = this.#replica.pending
			.filter((pending) => !this.#sent.has(pending))
			.slice(0, Math.max(0, Math.min(room, this.#perSubmitMax)))
		for (const pending of next) this.#sent.add(pending)
		return next.map(({ operation }) => operation)
	}

	settle(actor: number, counter: number): PendingOperation | undefined {
		const settled = this.#replica.settle(actor, counter)
		if (settled !== undefined) this.#forget(settled)
		return settled
	}

	settleThrough(actor: number, counter: number): PendingOperation[] {
		const settled = this.#replica.settleThrough(actor, counter)
		for (const one of settled) this.#forget(one)
		return settled
	}

	find(actor: number, counter: number): PendingOperation | undefined {
		return this.#replica.pending.find((p) => p.actor === actor && p.counter === counter)
	}

	// The server refused it without using up its counter and always will: the number is taken up by
	// an operation that does nothing, and what was queued behind it can go on.
	giveUp(refused: PendingOperation): void {
		const { actor, counter, operation, sealed } = refused
		const noop = noopUnder(actor, counter, operation.base, sealed)
		this.#sent.delete(refused)
		this.#replica.replace(refused, noop)
		this.#keep(noop)
	}

	// Gives an operation of an ended actor to this tab's present one.
	reissue(old: PendingOperation, operation: Operation): PendingOperation {
		const actor = old.sealed ? this.#actors.sealed : this.#actors.open
		const counter = this.#nextCounter.get(actor) ?? 1
		this.#nextCounter.set(actor, counter + 1)
		const again = pendingFrom(create(OperationSchema, { ...operation, actor, counter }), old.sealed)
		this.#replica.replace(old, again)
		this.#forget(old)
		this.#keep(again)
		return again
	}

	// The device lost some of what was made: their numbers are taken up by operations that do nothing,
	// or nothing after them would ever be accepted.
	#fillHoles(actor: number, lastCounter: number, sealed: boolean): void {
		let expected = lastCounter + 1
		for (const pending of this.#replica.pending.filter((p) => p.actor === actor)) {
			for (; expected < pending.counter; expected++) {
				const noop = noopUnder(actor, expected, pending.operation.base, sealed)
				this.#replica.addBefore(pending, noop)
				this.#keep(noop)
			}
			expected = Math.max(expected, pending.counter + 1)
		}
	}

	#keep({ actor, counter, sealed, bytes }: PendingOperation): void {
		this.#made += 1
		const record = { lease: this.#lease, actor, counter, sealed, bytes, made: this.#made }
		// A device that cannot write loses the change on reload only; it is still sent.
		this.#store.putPending(record).catch(() => undefined)
	}

	#forget(settled: PendingOperation): void {
		this.#sent.delete(settled)
		const { actor, counter } = settled
		this.#store.dropPending(this.#lease, actor, counter).catch(() => undefined)
	}
}

function noopUnder(
	actor: number,
	counter: number,
	base: bigint,
	sealed: boolean,
): PendingOperation {
	const body = { case: 'noop', value: create(NoopSchema) } as const
	return pendingFrom(create(OperationSchema, { actor, counter, base, body }), sealed)
}

function isSealed(body: Operation['body']): boolean {
	switch (body.case) {
		case 'castBallot':
		case 'upvoteFeedback':
			return true
		case 'giveFeedback':
		case 'retractFeedback':
			return body.value.anonymous
		default:
			return false
	}
}
