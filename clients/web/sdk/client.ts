// A tab's end of one product: connection, replica, outbox and the views that screens read.
//
// Frames are taken in as they come and applied once per animation frame, in order; a hidden tab,
// which gets no animation frames, applies them by a timer instead.
import { sha256 } from './sha256'
import { create } from '@bufbuild/protobuf'
import {
	ActorTokenSchema,
	AppliedSchema,
	HelloSchema,
	ResumeSchema,
	ResumeMode,
	SubmitSchema,
	type Events,
	type Hello,
	VisibilityClass,
	type ServerFrame,
	type Welcome,
} from './gen/reviewd/v1/live_pb'
import { Role } from './gen/reviewd/v1/meeting_pb'
import { Answers } from './answers'
import { Diverged } from './diverged'
import { Connection, type ConnectionSettings } from './connection'
import type { DeviceStore } from './deviceStore'
import { idOf } from './id'
import type { HeldLease } from './lease'
import { lobbyOf, NO_LOBBY } from './lobby'
import { Outbox, type Draft } from './outbox'
import { takeMine, takeParticipation, takePollResults, takeUpvotes } from './ownViews'
import type { PendingOperation } from './pending'
import { firstMade, isThere, isUnsure, renamed } from './reissue'
import { Replica, type MovedByOthers } from './replica'
import { SnapshotReader } from './snapshotReader'
import { Views } from './views'

const PROTOCOL_VERSION = 1
const APPLIED_EVERY_MS = 1_000
const HIDDEN_FLUSH_MS = 250

export interface ClientSettings extends ConnectionSettings {
	readonly seat: string
	readonly store: DeviceStore
	readonly lease: HeldLease
}

export class Client {
	readonly views = new Views()
	readonly replica = new Replica()
	readonly connection: Connection
	readonly #settings: ClientSettings
	readonly #outbox: Outbox
	readonly #answers: Answers
	#snapshot: SnapshotReader | null = null
	#history: Uint8Array | null = null
	#visibility = VisibilityClass.UNSPECIFIED
	// The replica is all that #history and #visibility had at its number; else only a snapshot helps.
	#whole = false
	#token: { open: number; sealed: number; token: Uint8Array } | null = null
	#queue: ServerFrame[] = []
	#flushQueued = false
	#flushedAt = 0
	#live = false
	#toldApplied = 0
	#sendAgain: ReturnType<typeof setTimeout> | undefined
	#appliedTimer: ReturnType<typeof setInterval> | undefined

	constructor(settings: ClientSettings) {
		this.#settings = settings
		this.#outbox = new Outbox(settings.store, settings.lease.id, this.replica)
		this.#answers = new Answers(this.views, this.replica, this.#outbox, {
			sendAgainIn: (ms) => {
				this.#sendAgainIn(ms)
			},
			resync: () => {
				this.#resync()
			},
		})
		const { record } = settings.lease
		if (record !== null) {
			this.#token = { open: record.openActor, sealed: record.sealedActor, token: record.token }
		}
		this.connection = new Connection(settings, {
			hello: () => this.#hello(),
			frame: (frame) => {
				this.#take(frame)
			},
			phase: (phase) => {
				this.#live = phase === 'live'
				this.views.ending.set(this.connection.ending)
				this.views.phase.set(phase)
				this.#sendUnsent()
			},
			opened: () => {
				this.#queue = []
				this.#snapshot = null
			},
		})
	}

	async start(): Promise<void> {
		await this.#outbox.restore()
		this.connection.start()
		this.#appliedTimer = setInterval(() => {
			this.#tellApplied()
		}, APPLIED_EVERY_MS)
	}

	stop(): void {
		clearInterval(this.#appliedTimer)
		this.connection.stop()
	}

	// Server time, for everything that shows or compares times.
	now(): number {
		return Date.now() + this.connection.clockOffsetMs
	}

	submit(draft: Draft): PendingOperation {
		const pending = this.#outbox.make(draft, this.replica.seq, !this.#live)
		this.#sendUnsent()
		if (this.#whole) this.views.publish(this.replica, [])
		return pending
	}

	// Whether it was accepted, once the server has answered.
	answered(pending: PendingOperation): Promise<boolean> {
		return this.#answers.of(pending)
	}

	answerNotice(id: number): void {
		this.views.notices.set(this.views.notices.get().filter((notice) => notice.id !== id))
	}

	#hello(): Hello {
		const hello = create(HelloSchema, {
			versionMin: PROTOCOL_VERSION,
			versionMax: PROTOCOL_VERSION,
		})
		if (this.#history !== null && this.#whole) {
			const resume = { history: this.#history, visibility: this.#visibility }
			hello.resume = create(ResumeSchema, { ...resume, seq: BigInt(this.replica.seq) })
		}
		if (this.#token !== null) {
			const { open: openActor, sealed: sealedActor, token } = this.#token
			hello.actors = create(ActorTokenSchema, { openActor, sealedActor, token })
		}
		return hello
	}

	#take(frame: ServerFrame): void {
		this.#queue.push(frame)
		const overdue = document.hidden && Date.now() - this.#flushedAt > APPLIED_EVERY_MS
		if (overdue) this.#flush()
		else this.#queueFlush()
	}

	#queueFlush(): void {
		if (this.#flushQueued) return
		this.#flushQueued = true
		const flush = () => {
			if (this.#flushQueued) this.#flush()
		}
		if (!document.hidden) requestAnimationFrame(flush)
		setTimeout(flush, HIDDEN_FLUSH_MS)
	}

	#flush(): void {
		this.#flushQueued = false
		this.#flushedAt = Date.now()
		const frames = this.#queue
		this.#queue = []
		const moved: MovedByOthers[] = []
		try {
			let batches: Events[] = []
			for (const frame of frames) {
				if (frame.body.case === 'events') {
					batches.push(frame.body.value)
					continue
				}
				this.#applyBatches(batches, moved)
				batches = []
				this.#act(frame)
			}
			this.#applyBatches(batches, moved)
		} catch (error) {
			if (!(error instanceof Diverged)) throw error
			this.#resync()
		}
		this.#sendUnsent()
		// Between a reset and its snapshot there is nothing to show: what is typed into stays.
		if (this.#whole) this.views.publish(this.replica, moved)
		if (document.hidden) this.#tellApplied()
	}

	#applyBatches(batches: readonly Events[], moved: MovedByOthers[]): void {
		if (batches.length === 0) return
		if (batches.some(needsNewerPage)) {
			this.connection.giveUp('outdated')
			return
		}
		const applied = this.replica.takeEvents(batches)
		moved.push(...applied.moved)
		this.#answers.tellSuperseded(applied.superseded)
	}

	#act({ body }: ServerFrame): void {
		switch (body.case) {
			case 'welcome':
				this.#welcome(body.value)
				return
			case 'snapshotBegin':
				this.#snapshot = new SnapshotReader(Number(body.value.seq))
				return
			case 'snapshotChunk':
				this.#snapshot?.add(body.value)
				return
			case 'snapshotEnd':
				this.#takeSnapshot(body.value.hash)
				return
			case 'caughtUp':
				this.#caughtUp()
				return
			case 'acked':
				this.#answers.takeAck(body.value)
				return
			case 'reply':
				this.#answers.takeReply(body.value)
				return
			case 'presence': {
				const here = new Map(body.value.full ? [] : this.views.here.get())
				for (const { participant, tabs } of body.value.here) here.set(participant, tabs)
				for (const participant of body.value.gone) here.delete(participant)
				this.views.here.set(here)
				return
			}
			case 'mine':
				takeMine(this.replica, this.views, body.value)
				return
			case 'participation':
				takeParticipation(this.views, body.value)
				return
			case 'pollResults':
				takePollResults(this.views, body.value)
				return
			case 'upvotes':
				takeUpvotes(this.replica, this.views, body.value)
				return
			case 'lobby':
				this.views.lobby.set(lobbyOf(body.value))
				return
			case 'waiting':
				this.views.inWaitingRoom.set(true)
				this.connection.waits()
				return
			case 'reset':
				this.#snapshot = null
				this.#whole = false
				this.#visibility = body.value.visibility
				this.replica.forget()
				return
			case 'events':
			case 'problem':
			case 'pong':
			case undefined:
				return
		}
	}

	#welcome(welcome: Welcome): void {
		const { openActor, sealedActor, actorToken, history, mode, participant, role, visibility } =
			welcome
		this.#history = history
		this.#visibility = visibility
		if (mode === ResumeMode.SNAPSHOT) this.#whole = false
		this.views.inWaitingRoom.set(false)
		if (role !== Role.PRODUCT_OWNER && role !== Role.SCRUM_MASTER) this.views.lobby.set(NO_LOBBY)
		this.replica.me = participant
		const { name = '', muted = false } = this.replica.state.people.get(participant) ?? {}
		this.views.me.set({ participant, role, name, muted })
		if (welcome.limits !== undefined) this.views.limits.set(welcome.limits)
		this.#outbox.forgetSent()
		if (openActor === undefined || sealedActor === undefined) return

		this.#outbox.welcome(openActor, sealedActor, welcome.limits)
		if (mode === ResumeMode.SNAPSHOT) {
			// A snapshot shows what was decided before it; predicting that again would double it.
			const decided = new Map([openActor, sealedActor].map((l) => [l.actor, l.lastCounter]))
			for (const pending of this.replica.pending) {
				pending.landed = pending.counter <= (decided.get(pending.actor) ?? 0)
			}
		}
		const { actor: open } = openActor
		const { actor: sealed } = sealedActor
		this.#token = { open, sealed, token: actorToken }
		const { store, lease, seat } = this.#settings
		const record = { id: lease.id, seat, openActor: open, sealedActor: sealed, token: actorToken }
		store.putLease(record).catch(() => undefined)
	}

	#takeSnapshot(hash: Uint8Array): void {
		const snapshot = this.#snapshot
		if (snapshot === null) return
		this.#snapshot = null
		this.replica.takeSnapshot(snapshot.chunks, snapshot.seq)
		this.#whole = true
		this.views.ready.set(true)
		void snapshot.check(hash, sha256).then((sound) => {
			if (!sound) this.#resync()
		})
	}

	#caughtUp(): void {
		this.#reissueOrphans()
		this.connection.caughtUp()
	}

	// Pending operations of actors that this tab no longer has.
	#reissueOrphans(): void {
		const { open, sealed } = this.#outbox.actors
		const orphans = this.replica.pending.filter((p) => p.actor !== open && p.actor !== sealed)
		if (orphans.length === 0 || open === 0) return
		this.replica.state.journal.rewind()
		const names = new Map<string, ReturnType<typeof idOf>>()
		for (const orphan of orphans) {
			if (orphan.landed || isThere(this.replica.state, orphan)) {
				this.#outbox.settle(orphan.actor, orphan.counter)
			} else if (isUnsure(orphan)) {
				this.#outbox.settle(orphan.actor, orphan.counter)
				this.#answers.tell({ kind: 'unsure', mine: orphan })
			} else {
				const again = this.#outbox.reissue(orphan, renamed(orphan.operation, names))
				names.set(firstMade(orphan), idOf(firstMade(again)))
			}
			this.replica.state.journal.rewind()
		}
		this.replica.rebase()
	}

	#sendUnsent(): void {
		if (!this.#live) return
		for (let next = this.#outbox.takeUnsent(); next.length > 0; next = this.#outbox.takeUnsent()) {
			const submit = create(SubmitSchema, { operations: next })
			if (!this.connection.send({ case: 'submit', value: submit })) return
		}
	}

	// One timer for all refusals: whatever is unanswered by then goes out again, in order.
	#sendAgainIn(ms: number): void {
		clearTimeout(this.#sendAgain)
		this.#sendAgain = setTimeout(() => {
			this.#outbox.forgetSent()
			this.#sendUnsent()
		}, ms)
	}

	#resync(): void {
		this.#history = null
		this.#live = false
		this.connection.reconnect()
	}

	#tellApplied(): void {
		if (!this.#live || this.replica.seq === this.#toldApplied) return
		this.#toldApplied = this.replica.seq
		const value = create(AppliedSchema, { seq: BigInt(this.replica.seq) })
		this.connection.send({ case: 'applied', value })
	}
}

function needsNewerPage(batch: Events): boolean {
	return batch.entries.some(
		({ body }) =>
			body.case === 'event' && body.value.mustUnderstand && body.value.body.case === undefined,
	)
}
