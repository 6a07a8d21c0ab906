// Numbers this tab's operations, keeps them until they are answered, and sends them in order.
//
// What was sent is never changed and no counter is skipped (docs/PROTOCOL.md, "Operations"). Every
// operation is written to the device before it can be lost, and comes back after a reload.
import { create } from '@bufbuild/protobuf'
import type { ActorLease, Limits } from './gen/reviewd/v1/live_pb'
import { NoopSchema, OperationSchema, type Operation } from './gen/reviewd/v1/operation_pb'
import type { DeviceStore, PendingRecord } from './deviceStore'
import type { Id } from './gen/reviewd/v1/id_pb'
import { idOf, keyFor, type IdKey } from './id'
import { pendingFrom, pendingFromBytes, type PendingOperation } from './pending'
import { firstMade, renamed } from './reissue'
import type { Replica } from './replica'

export interface Actors {
	readonly open: number
	readonly sealed: number
}

export interface Draft {
	readonly body: Operation['body']
	readonly reason?: string
	// Drafts with the same one are made together and apply all or none.
	readonly atomicGroup?: number
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
		// What cannot be read is not there.
		const records = await this.#store.pending(this.#lease).catch(() => [])
		for (const record of records) {
			this.#replica.add(pendingFromBytes(record.bytes, record.sealed))
			this.#made = Math.max(this.#made, record.made)
		}
	}

	// Numbers to go by until the server gives others. Nothing is sent under them.
	numberBy(actors: Actors, limits: Pick<Limits, 'inFlight' | 'operationsPerSubmit'>): void {
		this.#actors = actors
		this.#take(limits)
		for (const actor of [actors.open, actors.sealed]) {
			const own = this.#replica.pending.filter((p) => p.actor === actor)
			this.#nextCounter.set(actor, Math.max(0, ...own.map((p) => p.counter)) + 1)
		}
	}

	#take(limits: Pick<Limits, 'inFlight' | 'operationsPerSubmit'> | undefined): void {
		this.#inFlightMax = Math.max(1, limits?.inFlight ?? 1)
		this.#perSubmitMax = Math.max(1, limits?.operationsPerSubmit ?? 1)
	}

	welcome(open: ActorLease, sealed: ActorLease, limits: Limits | undefined): void {
		this.#actors = { open: open.actor, sealed: sealed.actor }
		this.#take(limits)
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
		const { body, reason = '', atomicGroup = 0 } = draft
		const fields = { actor, counter, base: BigInt(base), queuedOffline, reason, atomicGroup }
		const pending = pendingFrom(create(OperationSchema, { ...fields, body }), sealed)
		this.#replica.add(pending)
		this.#keep(pending)
		return pending
	}

	// A connection remembers nothing of the one before: everything unanswered goes out again.
	forgetSent(): void {
		this.#sent.clear()
	}

	// The next operations that may be sent now, in order. Call again until there are none. An atomic
	// group goes out whole or not yet. While there is something that was said offline, sealed ones go one
	// by one, and not before `sealedToo`.
	takeUnsent(sealedToo = true): Operation[] {
		const room = Math.min(this.#inFlightMax - this.#sent.size, this.#perSubmitMax)
		const all = this.#unsent()
		const open = all.filter(({ sealed }) => !sealed)
		const together = sealedToo && !all.some(wasSaidOffline)
		const unsent = together ? all : open.length > 0 || !sealedToo ? open : all.slice(0, 1)
		const next = unsent.slice(0, Math.max(0, wholeGroups(unsent, room)))
		for (const pending of next) {
			this.#sent.add(pending)
			pending.wasSent = true
		}
		return next.map(({ operation }) => operation)
	}

	// Whether something that was said anonymously without a connection waits.
	get saidOffline(): boolean {
		return this.#unsent().some(wasSaidOffline)
	}

	#unsent(): PendingOperation[] {
		return this.#replica.pending.filter(
			(pending) => this.#isPresent(pending) && !this.#sent.has(pending),
		)
	}

	// How many operations a group may have.
	get groupMax(): number {
		return Math.min(this.#inFlightMax, this.#perSubmitMax)
	}

	// Pending operations of actors that this tab no longer has.
	orphans(): PendingOperation[] {
		return this.#replica.pending.filter((pending) => !this.#isPresent(pending))
	}

	// Everything that is pending, as the device keeps it.
	records(): PendingRecord[] {
		const { pending } = this.#replica
		this.#made = pending.length
		return pending.map(({ actor, counter, sealed, bytes }, i) => {
			return { lease: this.#lease, actor, counter, sealed, bytes, made: i + 1 }
		})
	}

	#isPresent({ actor }: PendingOperation): boolean {
		return actor === this.#actors.open || actor === this.#actors.sealed
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
	// an operation that does nothing, and what was queued behind it can go on. The others of its
	// atomic group were refused with it and must not go out without it. Returns them all.
	giveUp(refused: PendingOperation): PendingOperation[] {
		const all = this.#replica.pending.filter((one) => one === refused || isTogether(one, refused))
		this.#fill(all)
		return all
	}

	#fill(all: readonly PendingOperation[]): void {
		const noops = new Map<PendingOperation, PendingOperation>()
		for (const one of all) {
			const { actor, counter, operation, sealed } = one
			noops.set(one, noopUnder(actor, counter, operation.base, sealed))
			this.#sent.delete(one)
		}
		this.#replica.replaceAll(noops)
		for (const noop of noops.values()) this.#keep(noop)
	}

	// Takes back what has not left this device, in the same way. False: it may have left.
	withdraw(pending: PendingOperation): boolean {
		if (pending.wasSent || !this.#replica.pending.includes(pending)) return false
		this.#fill([pending])
		return true
	}

	// Gives operations of ended actors to this tab's present ones, and their names with them. The
	// device is told by whoever tells it of the lease.
	makeAgain(orphans: readonly PendingOperation[]): void {
		const names = new Map<IdKey, Id>()
		const numbers = orphans.map((orphan) => {
			const actor = orphan.sealed ? this.#actors.sealed : this.#actors.open
			const counter = this.#nextCounter.get(actor) ?? 1
			this.#nextCounter.set(actor, counter + 1)
			names.set(firstMade(orphan), idOf(keyFor(actor, counter, 0)))
			return { actor, counter }
		})
		const made = new Map<PendingOperation, PendingOperation>()
		for (const [i, orphan] of orphans.entries()) {
			const operation = { ...renamed(orphan.operation, names), ...numbers[i] }
			const again = pendingFrom(create(OperationSchema, operation), orphan.sealed)
			orphan.madeAgain = again
			this.#sent.delete(orphan)
			made.set(orphan, again)
		}
		this.#replica.replaceAll(made)
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

// How many of the first `most` can go without tearing a group apart.
function wholeGroups(unsent: readonly PendingOperation[], most: number): number {
	let end = Math.min(most, unsent.length)
	const group = (i: number) => unsent[i]?.operation.atomicGroup ?? 0
	while (end > 0 && group(end) !== 0 && group(end) === group(end - 1)) end -= 1
	return end
}

function isTogether(one: PendingOperation, other: PendingOperation): boolean {
	const { atomicGroup } = other.operation
	return atomicGroup !== 0 && one.actor === other.actor && one.operation.atomicGroup === atomicGroup
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

function wasSaidOffline({ sealed, operation }: PendingOperation): boolean {
	const { body, queuedOffline } = operation
	return (
		sealed && queuedOffline && (body.case === 'giveFeedback' || body.case === 'retractFeedback')
	)
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
