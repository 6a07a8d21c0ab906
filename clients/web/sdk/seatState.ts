// How much of a seat's state is here, from which history, whether it may be shown, and its copy on the
// device.
//
// What the device has kept is there at once, but it is shown only when the server has said that the
// session goes on, or cannot be reached to say so: it may be somebody else who opens the page.
import { create } from '@bufbuild/protobuf'
import {
	ResumeMode,
	ResumeSchema,
	VisibilityClass,
	type Resume,
	type Welcome,
} from './gen/reviewd/v1/live_pb'
import { Role } from './gen/reviewd/v1/meeting_pb'
import type { QueuedFrame } from './frameQueue'
import type { KeptLimits, SeatFacts } from './keptState'
import { NO_LOBBY } from './lobby'
import type { MovedByOthers, Replica } from './replica'
import { StateKeeper, takeKept, type KeeperSettings } from './stateKeeper'
import type { Views } from './views'

// A server that says nothing for as long is not waited for: what the device has is shown.
const SHOW_KEPT_MS = 2_000

export class SeatState {
	history: Uint8Array | null = null
	visibility = VisibilityClass.UNSPECIFIED
	// The replica is all that `history` and `visibility` had at its number; else only a snapshot helps.
	whole = false
	readonly #replica: Replica
	readonly #views: Views
	readonly #keeper: StateKeeper | null
	#limits: KeptLimits = { titleBytes: 0, textBytes: 0, inFlight: 1, operationsPerSubmit: 1 }
	// When this page load last heard the server, with everything it had; 0: never.
	#heardAtMs = 0
	#live = false
	#showKept: ReturnType<typeof setTimeout> | undefined

	constructor(
		seat: string,
		keeping: KeeperSettings | undefined,
		{ replica, views }: { readonly replica: Replica; readonly views: Views },
	) {
		this.#replica = replica
		this.#views = views
		const heardAtMs = () => this.#heardAtMs
		const source = { replica, views, heardAtMs, facts: () => this.#facts() }
		this.#keeper = keeping === undefined ? null : new StateKeeper(keeping, seat, source)
	}

	// The server is heard, and everything it had is here.
	get live(): boolean {
		return this.#live
	}

	set live(live: boolean) {
		this.#live = live
		if (live) this.#heardAtMs = Date.now()
	}

	// What an earlier page load knew last. Undefined: nothing is kept.
	async recall(): Promise<KeptLimits | undefined> {
		this.#keeper?.start()
		const kept = (await this.#keeper?.read()) ?? null
		if (kept === null) return undefined
		if (!takeKept(this.#replica, this.#views, kept)) {
			await this.#keeper?.drop()
			return undefined
		}
		const { history, visibility, limits } = kept.record.facts
		this.history = history
		this.visibility = visibility
		this.#limits = limits
		this.whole = true
		this.#showKept = setTimeout(() => {
			this.show()
		}, SHOW_KEPT_MS)
		return limits
	}

	stop(): void {
		clearTimeout(this.#showKept)
		this.#keeper?.stop()
	}

	resume(): Resume | undefined {
		const { history, visibility, whole } = this
		if (history === null || !whole) return undefined
		return create(ResumeSchema, { history, visibility, seq: BigInt(this.#replica.seq) })
	}

	show(): void {
		clearTimeout(this.#showKept)
		if (!this.whole || this.#views.ready.get()) return
		this.#views.ready.set(true)
		this.publish([])
	}

	// Between a reset and its snapshot there is nothing to show: what is typed into stays.
	publish(moved: readonly MovedByOthers[]): void {
		if (this.whole && this.#views.ready.get()) this.#views.publish(this.#replica, moved)
	}

	welcome({ history, visibility, mode, participant, role, limits }: Welcome): void {
		const views = this.#views
		this.history = history
		this.visibility = visibility
		if (mode === ResumeMode.SNAPSHOT) this.whole = false
		views.inWaitingRoom.set(false)
		if (role !== Role.PRODUCT_OWNER && role !== Role.SCRUM_MASTER) views.lobby.set(NO_LOBBY)
		this.#replica.me = participant
		const { name = '', muted = false } = this.#replica.state.people.get(participant) ?? {}
		views.me.set({ participant, role, name, muted })
		if (limits === undefined) return
		const { titleBytes, textBytes, inFlight, operationsPerSubmit } = limits
		this.#limits = { titleBytes, textBytes, inFlight, operationsPerSubmit }
		views.limits.set(this.#limits)
	}

	took(queued: readonly QueuedFrame[]): void {
		for (const { frame, bytes } of queued) {
			if (frame.body.case !== 'events') continue
			const { from, to } = frame.body.value
			this.#keeper?.took(bytes, Number(from), Number(to))
		}
	}

	tookSnapshot(): void {
		this.#keeper?.replaced()
		this.whole = true
		this.show()
	}

	// What this person may see has changed.
	reset(visibility: VisibilityClass): void {
		this.whole = false
		this.visibility = visibility
		this.#replica.forget()
		void this.#keeper?.drop()
	}

	// It is not what the server has, and what is kept may be as wrong.
	lost(): void {
		this.history = null
		this.#live = false
		void this.#keeper?.drop()
	}

	keep(): void {
		if (this.#live) this.#heardAtMs = Date.now()
		void this.#keeper?.keep()
	}

	// The session is over for good.
	async end(): Promise<void> {
		clearTimeout(this.#showKept)
		await this.#keeper?.end()
	}

	#facts(): SeatFacts | null {
		const { history, visibility, whole } = this
		if (this.#heardAtMs === 0 || !whole || history === null) return null
		const { participant, role } = this.#views.me.get()
		return { history, visibility, participant, role, limits: this.#limits }
	}
}
