// The tab's lease of actors over its connections: what a hello says of it, and how the operations of a
// lease that ended go on under the one that succeeds it. docs/PROTOCOL.md, "Succession".
//
// Nothing is sent under a lease before the device has it, together with what is pending under it: a
// tab that dies at any moment comes back either with the old names, of which the server then tells
// again which were decided, or with the new ones.
//
// A page that was opened without a server numbers what is done in it provisionally. That is never sent:
// the first Welcome makes it again under the actors it gives.
import { create } from '@bufbuild/protobuf'
import {
	ActorTokenSchema,
	SucceedsSchema,
	type ActorToken,
	type Predecessor,
	type Succeeds,
	type Welcome,
} from './gen/reviewd/v1/live_pb'
import type { DeviceStore, LeaseRecord } from './deviceStore'
import type { HeldLease } from './lease'
import type { Outbox } from './outbox'
import type { PendingOperation } from './pending'
import type { KeptLimits } from './keptState'
import { isThere, isUnsure } from './reissue'
import type { Replica } from './replica'

// One after another without having been live between: something else takes the lease each time.
const FENCED_IN_A_ROW_MAX = 3
const PREDECESSORS_MAX = 16
const COUNTER_MAX = 0xffff_ffff
// Servers number actors from 1 on and do not come this far.
const PROVISIONAL_FROM = 0x8000_0000

export interface SuccessionSettings {
	readonly seat: string
	readonly store: DeviceStore
	readonly lease: HeldLease
}

export interface SuccessionEffects {
	// Whether the operation was done is not known, and doing it twice would say it twice.
	unsure(pending: PendingOperation): void
	// It was decided; how is not kept any more.
	decided(pending: PendingOperation): void
	// The device has everything: operations may go out.
	maySend(): void
}

export class Succession {
	readonly #settings: SuccessionSettings
	readonly #replica: Replica
	readonly #outbox: Outbox
	readonly #effects: SuccessionEffects
	#record: LeaseRecord | null
	#kept = false
	#storing = false
	#mustSucceed = false
	#fenced = 0
	// The server does not know the lease that this one follows.
	#unknown = false

	constructor(
		settings: SuccessionSettings,
		replica: Replica,
		outbox: Outbox,
		effects: SuccessionEffects,
	) {
		this.#settings = settings
		this.#replica = replica
		this.#outbox = outbox
		this.#effects = effects
		this.#record = settings.lease.record
	}

	get maySend(): boolean {
		return this.#kept
	}

	// No server has been heard yet. Numbers are drawn, so that no two page loads give the same.
	beginAlone(limits: KeptLimits): void {
		const drawn = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
		const open = (PROVISIONAL_FROM | drawn) >>> 0
		const actors = { open, sealed: (open ^ 1) >>> 0 }
		this.#outbox.numberBy(actors, limits)
		this.#know([...this.#predecessors(), ...this.#provisionalPending(), open])
	}

	// Something was done alone, and has to be found by the next page load. Only a lease that no server
	// gave needs that: others are on the device already.
	workedAlone(): void {
		if (this.#record !== null) return
		const { open, sealed } = this.#outbox.actors
		const { seat, lease } = this.#settings
		const token = new Uint8Array()
		this.#keep({ id: lease.id, seat, openActor: open, sealedActor: sealed, token })
	}

	hello(): { actors?: ActorToken; succeeds?: Succeeds } {
		const record = given(this.#record)
		if (record === null) return {}
		const { openActor, sealedActor, token } = record
		const lease = create(ActorTokenSchema, { openActor, sealedActor, token })
		const openSettled = this.#settled(openActor)
		const sealedSettled = this.#settled(sealedActor)
		const succeeds = create(SucceedsSchema, { lease, openSettled, sealedSettled })
		return this.#mustSucceed ? { succeeds } : { actors: lease, succeeds }
	}

	// The lease was ended, or another tab has it. Whether to go on with a new one.
	fenced(): boolean {
		this.#fenced += 1
		this.#mustSucceed = true
		return this.#record !== null && this.#fenced <= FENCED_IN_A_ROW_MAX
	}

	// The number was used for something else, so this tab's operation was not decided, whatever is told
	// of the number later, nor was any after it.
	reused({ actor, counter }: PendingOperation): void {
		const record = this.#record
		if (record === null) return
		const before = record.reusedFrom?.[actor] ?? COUNTER_MAX
		const reusedFrom = { ...record.reusedFrom, [actor]: Math.min(before, counter) }
		this.#mustSucceed = true
		this.#keep({ ...record, reusedFrom })
	}

	welcome({ openActor, sealedActor, actorToken, predecessor, limits }: Welcome): void {
		if (openActor === undefined || sealedActor === undefined) return
		const before = given(this.#record)
		const { seat, lease } = this.#settings
		const open = openActor.actor
		const predecessors = before?.predecessors ?? []
		this.#outbox.welcome(openActor, sealedActor, limits)
		this.#mustSucceed = false
		const numbers = { openActor: open, sealedActor: sealedActor.actor, token: actorToken }
		if (before?.openActor === open) {
			this.#know([...predecessors, open])
			if (this.#makeAgain()) this.#succeed({ ...before, ...numbers })
			else this.#kept = !this.#storing
			return
		}
		const known = before === null ? [] : [...predecessors, before.openActor]
		const record = { id: lease.id, seat, ...numbers, predecessors: known.slice(-PREDECESSORS_MAX) }
		this.#kept = false
		this.#know([...record.predecessors, open])
		if (before === null || predecessor !== undefined) {
			this.#makeAgain(predecessor, before?.reusedFrom)
			this.#succeed(record)
			return
		}
		// Which operations were made can only be seen once everything is there.
		this.#unknown = true
		this.#record = record
	}

	// Everything that the server has is here.
	caughtUp(): void {
		this.#fenced = 0
		const orphans = this.#outbox.orphans()
		if (this.#unknown && this.#record !== null) {
			this.#unknown = false
			this.#guess(orphans)
			this.#succeed(this.#record)
			return
		}
		for (const orphan of orphans) {
			this.#outbox.settle(orphan.actor, orphan.counter)
			this.#effects.decided(orphan)
		}
	}

	#settled(actor: number): number {
		const own = this.#replica.pending.filter((pending) => pending.actor === actor)
		return own.length === 0 ? COUNTER_MAX : Math.min(...own.map(({ counter }) => counter)) - 1
	}

	#know(actors: readonly number[]): void {
		for (const actor of actors) this.#replica.ownActors.add(actor)
	}

	// Everything above what was decided was never looked at. What was decided gets its answer now. False:
	// there is nothing to make again.
	#makeAgain(told?: Predecessor, reusedFrom: Readonly<Record<number, number>> = {}): boolean {
		const last = new Map<number, number>()
		for (const lease of [told?.openActor, told?.sealedActor]) {
			if (lease === undefined) continue
			const ours = (reusedFrom[lease.actor] ?? COUNTER_MAX) - 1
			last.set(lease.actor, Math.min(lease.lastCounter, ours))
		}
		const isUndecided = ({ actor, counter }: PendingOperation) =>
			isProvisional(actor) || counter > (last.get(actor) ?? COUNTER_MAX)
		const undecided = this.#outbox.orphans().filter(isUndecided)
		this.#outbox.makeAgain(undecided)
		return undecided.length > 0
	}

	#predecessors(): readonly number[] {
		const record = given(this.#record)
		return record === null ? [] : [...(record.predecessors ?? []), record.openActor]
	}

	#provisionalPending(): number[] {
		return this.#replica.pending.map(({ actor }) => actor).filter(isProvisional)
	}

	// The server started again from a copy that does not know the lease.
	#guess(orphans: readonly PendingOperation[]): void {
		const state = this.#replica.confirmed()
		const again: PendingOperation[] = []
		const there: PendingOperation[] = []
		for (const orphan of orphans) {
			const isNew = !orphan.landed && !isThere(state, orphan) && !isUnsure(orphan)
			if (isNew || isProvisional(orphan.actor)) again.push(orphan)
			else there.push(orphan)
		}
		for (const orphan of there) {
			const unsure = !orphan.landed && isUnsure(orphan)
			this.#outbox.settle(orphan.actor, orphan.counter)
			if (unsure) this.#effects.unsure(orphan)
			else this.#effects.decided(orphan)
		}
		this.#outbox.makeAgain(again)
	}

	#succeed(record: LeaseRecord): void {
		this.#record = record
		this.#kept = false
		this.#storing = true
		const stored = this.#settings.store.succeed(record, this.#outbox.records())
		// A device that cannot write loses the changes on reload only; they are still sent.
		void stored
			.catch(() => undefined)
			.then(() => {
				if (this.#record !== record) return
				this.#storing = false
				this.#kept = true
				this.#effects.maySend()
			})
	}

	#keep(record: LeaseRecord): void {
		this.#record = record
		this.#settings.store.putLease(record).catch(() => undefined)
	}
}

function isProvisional(actor: number): boolean {
	return actor >= PROVISIONAL_FROM
}

// The lease, if a server gave it.
function given(record: LeaseRecord | null): LeaseRecord | null {
	return record === null || isProvisional(record.openActor) ? null : record
}
