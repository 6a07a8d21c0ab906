// Whether this person is ready to go on: said by this tab or by another one of theirs, over when the
// meeting goes on, and said again after a gap in the connection. Never in the log.
//
// The server's word for a moment may be older than a tap: until it has said what was tapped, the tap
// stands.
import type { Events } from './gen/reviewd/v1/live_pb'
import { ReviewState } from './gen/reviewd/v1/meeting_pb'
import type { Review } from './model'
import type { Replica } from './replica'
import type { Views } from './views'

interface Tapped {
	readonly ready: boolean
	// The event that the meeting was brought to its entry by: another one ends it.
	readonly at: number
	// The server has said the same since.
	readonly told: boolean
}

export class ReadySignal {
	readonly #replica: Replica
	readonly #views: Views
	readonly #send: (ready: boolean) => void
	#tapped: Tapped | null = null

	/** `send` sends what it is given if there is a connection, and drops it otherwise. */
	constructor(replica: Replica, views: Views, send: (ready: boolean) => void) {
		this.#replica = replica
		this.#views = views
		this.#send = send
	}

	/** What was tapped shows at once. */
	set(ready: boolean): void {
		this.#tapped = { ready, at: this.#at(), told: false }
		this.#views.ownReady.set(ready)
		this.#send(ready)
	}

	/** Connected, again or for the first time: the server may have forgotten it, or never heard of it. */
	again(): void {
		const tapped = this.#stillTapped()
		if (tapped === null) return
		this.#tapped = { ...tapped, told: false }
		if (tapped.ready || !tapped.told) this.#send(tapped.ready)
	}

	/** The server has said who is ready. */
	heard(): void {
		const tapped = this.#stillTapped()
		const { participant } = this.#views.me.get()
		const said = this.#views.whoIsReady.get().has(participant)
		if (tapped !== null && !tapped.told && tapped.ready !== said) return
		if (tapped !== null) this.#tapped = tapped.ready === said ? { ...tapped, told: true } : null
		this.#views.ownReady.set(said)
	}

	/** Where the meeting has gone on, nobody is ready any more. */
	took(batches: readonly Events[]): void {
		if (!batches.some(goesOn)) return
		this.#tapped = null
		this.#views.ownReady.set(false)
		this.#views.whoIsReady.set(new Set())
	}

	// Not any more, if the meeting went on while this tab was not connected.
	#stillTapped(): Tapped | null {
		if (this.#tapped !== null && this.#tapped.at !== this.#at()) this.#tapped = null
		return this.#tapped
	}

	#at(): number {
		return this.#replica.state.reviews.list().findLast(isUnderWay)?.currentAt ?? 0
	}
}

function isUnderWay({ state }: Review): boolean {
	return state === ReviewState.OPEN || state === ReviewState.PAUSED
}

function goesOn({ entries }: Events): boolean {
	return entries.some(
		({ body }) => body.case === 'event' && body.value.body.case === 'agendaAdvanced',
	)
}
