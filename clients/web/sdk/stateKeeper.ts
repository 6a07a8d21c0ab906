// Keeps a seat's last confirmed state on the device while the server is heard, in the background: now
// and then all of it, and in between the frames of events as they came.
//
// Of several tabs of a seat one keeps; when it goes, the next one does. What cannot be written is not
// kept, and nothing else comes of it.
import { freeze, rowsOf, thaw } from './freeze'
import { Secrecy } from './gen/reviewd/v1/meeting_pb'
import { randomName, type IdKey } from './id'
import type { KeptState, KeptViews, SeatFacts, StateRecord } from './keptState'
import { eventsIn } from './keptState'
import type { OwnBallot } from './model'
import { stillCast } from './pollKind'
import type { Replica } from './replica'
import type { StateStore } from './stateStore'
import type { Views } from './views'

// A session is over after as long without a sign of life: what could not be worked on is not shown.
export const KEPT_FOR_MS = 12 * 60 * 60 * 1000
// Seats of which one browser keeps the state: those heard of last.
export const SEATS_KEPT_MAX = 8
// All rows of a product together. One that has more is not kept.
export const KEPT_ROWS_MAX = 150_000
// Beyond one of these all of it is written anew, and the tail begins again.
export const TAIL_EVENTS_MAX = 2_000
export const TAIL_BYTES_MAX = 1 << 20
// Nothing happens, but the server is there.
const HEARD_EVERY_MS = 5 * 60 * 1000

export interface KeeperSettings {
	readonly states: StateStore
	// Names the page that runs: the state that another one has kept is thrown away.
	readonly version: string
	// Tells when this tab is the one that keeps. Returns what lets another one do it.
	readonly claim: (name: string, mine: () => void) => () => void
}

export interface KeeperSource {
	readonly replica: Replica
	readonly views: Views
	// Null while what is here is not what the server has confirmed up to some number.
	readonly facts: () => SeatFacts | null
	readonly heardAtMs: () => number
}

export class StateKeeper {
	readonly #settings: KeeperSettings
	readonly #seat: string
	readonly #source: KeeperSource
	#release: (() => void) | null = null
	#keeps = false
	// What the device has from this tab. Null: all of it has to be written.
	#record: StateRecord | null = null
	#unwritten: Uint8Array[] = []
	#unwrittenFrom = 0
	#tailEvents = 0
	#tailBytes = 0
	#writing = false
	#ballots: { readonly of: unknown; readonly kept: ReadonlyMap<IdKey, OwnBallot> } = {
		of: null,
		kept: new Map(),
	}
	// Rises when what is being written is not to be kept any more.
	#epoch = 0

	constructor(settings: KeeperSettings, seat: string, source: KeeperSource) {
		this.#settings = settings
		this.#seat = seat
		this.#source = source
	}

	// What was kept, unless it is not to be used any more.
	async read(): Promise<KeptState | null> {
		const { states, version } = this.#settings
		const worthKeeping = (record: StateRecord) =>
			record.version === version && Date.now() - record.heardAtMs < KEPT_FOR_MS
		try {
			await states.sweep(worthKeeping, SEATS_KEPT_MAX)
			return await states.read(this.#seat)
		} catch {
			return null
		}
	}

	start(): void {
		this.#release = this.#settings.claim(`reviewd-state-${this.#seat}`, () => {
			this.#keeps = true
		})
	}

	stop(): void {
		this.#epoch += 1
		this.#keeps = false
		this.#release?.()
	}

	// Events from `from` on were applied.
	took(frame: Uint8Array, from: number, to: number): void {
		if (this.#record === null && !this.#writing) return
		if (this.#unwritten.length === 0) this.#unwrittenFrom = from
		this.#unwritten.push(frame)
		this.#tailEvents += to - from + 1
		this.#tailBytes += frame.length
	}

	// What is here did not come from what is kept: a snapshot took its place.
	replaced(): void {
		this.#epoch += 1
		this.#forgetTail()
		this.#record = null
	}

	// Nothing of the seat is kept any more.
	async end(): Promise<void> {
		this.#keeps = false
		await this.drop()
	}

	drop(): Promise<void> {
		this.replaced()
		return this.#settings.states.drop(this.#seat).catch(() => undefined)
	}

	// To be called about once a second, and when the page may go away.
	async keep(): Promise<void> {
		if (!this.#keeps || this.#writing) return
		const facts = this.#source.facts()
		if (facts === null) return
		this.#writing = true
		try {
			const full = this.#tailEvents > TAIL_EVENTS_MAX || this.#tailBytes > TAIL_BYTES_MAX
			if (this.#record === null || full) await this.#writeAll(facts)
			else await this.#writeTail(this.#record, facts)
		} catch {
			// No room, or a store that is gone: half of it is worth nothing.
			await this.end()
		} finally {
			this.#writing = false
		}
	}

	async #writeAll(facts: SeatFacts): Promise<void> {
		const { states } = this.#settings
		const { replica } = this.#source
		const seat = this.#seat
		const epoch = ++this.#epoch
		this.#forgetTail()
		const tooMuch = rowsOf(replica.state) > KEPT_ROWS_MAX
		const record = this.#recordOf(facts, randomName(), replica.seq)
		const { generation } = record
		const parts = tooMuch ? [] : freeze(replica.confirmed())
		replica.rebase()
		if (tooMuch) {
			await this.end()
			return
		}
		for (const [n, part] of parts.entries()) {
			await states.putPart({ seat, generation, n, part })
			if (epoch !== this.#epoch) return
		}
		await states.commit(record)
		if (epoch === this.#epoch) this.#record = record
	}

	async #writeTail(before: StateRecord, facts: SeatFacts): Promise<void> {
		const now = this.#recordOf(facts, before.generation, before.seq)
		const frames = this.#unwritten
		const isDue =
			frames.length > 0 ||
			now.heardAtMs - before.heardAtMs > HEARD_EVERY_MS ||
			differ(now.views, before.views)
		if (!isDue) return
		this.#unwritten = []
		this.#record = now
		const { seat, generation } = now
		const tail = { seat, generation, from: this.#unwrittenFrom, frames }
		await this.#settings.states.append(now, frames.length === 0 ? null : tail)
	}

	#recordOf(facts: SeatFacts, generation: string, seq: number): StateRecord {
		const { replica, views } = this.#source
		const landed = replica.pending
			.filter((pending) => pending.landed)
			.map(({ actor, counter }) => [actor, counter] as const)
		const { version } = this.#settings
		const heardAtMs = this.#source.heardAtMs()
		return {
			...{ seat: this.#seat, version, heardAtMs, generation, seq, facts, landed },
			views: viewsOf(views, this.#linkable(views)),
		}
	}

	// What nobody can find out on the server must not lie on the device either. The same map as long as
	// there is nothing new.
	#linkable({ ownBallots, polls }: Views): ReadonlyMap<IdKey, OwnBallot> {
		const all = ownBallots.get()
		const secret = polls
			.get()
			.filter(({ key, secrecy }) => secrecy === Secrecy.UNLINKABLE && all.has(key))
		if (secret.length === 0) return all
		if (this.#ballots.of !== all) {
			const kept = new Map(all)
			for (const { key } of secret) kept.delete(key)
			this.#ballots = { of: all, kept }
		}
		return this.#ballots.kept
	}

	#forgetTail(): void {
		this.#unwritten = []
		this.#tailEvents = 0
		this.#tailBytes = 0
	}
}

// Puts what was kept into a page that knows nothing yet but its own pending operations. False: it does
// not fit together.
export function takeKept(replica: Replica, views: Views, kept: KeptState): boolean {
	const { facts, landed, seq, views: seen } = kept.record
	const { participant, role, limits } = facts
	try {
		replica.me = participant
		replica.takeState(thaw(kept.parts), seq, landed)
		replica.takeEvents(eventsIn(kept))
		replica.withConfirmed(({ ownBallots, ownUpvotes, ownHeld, polls }) => {
			for (const [key, own] of seen.ownBallots) {
				const still = stillCast(polls.get(key), own)
				if (still?.pending === false) ownBallots.set(key, still)
			}
			for (const [key, own] of seen.ownUpvotes) if (!own.pending) ownUpvotes.set(key, own)
			for (const own of seen.ownHeld) if (own.pending === 'no') ownHeld.set(own.key, own)
		})
	} catch {
		replica.forget()
		return false
	}
	views.me.set({ participant, role, name: '', muted: false })
	views.limits.set(limits)
	views.ownAnonymous.set(seen.ownAnonymous)
	views.said.set(seen.said)
	views.ownResults.set(seen.ownResults)
	views.upvotes.set(seen.upvotes)
	views.voted.set(seen.voted)
	return true
}

function viewsOf(views: Views, ownBallots: ReadonlyMap<IdKey, OwnBallot>): KeptViews {
	const { ownUpvotes, ownAnonymous, ownHeld, ownResults, said, upvotes, voted } = views
	return {
		ownBallots,
		ownHeld: ownHeld.get(),
		ownUpvotes: ownUpvotes.get(),
		ownAnonymous: ownAnonymous.get(),
		said: said.get(),
		ownResults: ownResults.get(),
		upvotes: upvotes.get(),
		voted: voted.get(),
	}
}

// Each is replaced when it changes.
function differ(now: KeptViews, before: KeptViews): boolean {
	const names = Object.keys(now) as (keyof KeptViews)[]
	return names.some((name) => now[name] !== before[name])
}
