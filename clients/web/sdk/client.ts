// A tab's end of one product: connection, replica, outbox and the views that screens read.
//
// Frames are taken in as they come and applied once per animation frame, in order; a hidden tab,
// which gets no animation frames, applies them by a timer instead.
import { sha256 } from './sha256'
import { create } from '@bufbuild/protobuf'
import {
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
import { needsNewerPage } from './apply'
import { Diverged } from './diverged'
import { Connection, openSocket, type ConnectionSettings } from './connection'
import type { DeviceStore } from './deviceStore'
import { EventLookup } from './eventLookup'
import type { HeldLease } from './lease'
import { lobbyOf, NO_LOBBY } from './lobby'
import { Outbox, type Draft } from './outbox'
import { takeOwnView } from './ownViews'
import type { PendingOperation } from './pending'
import { Replica, type MovedByOthers } from './replica'
import { SnapshotReader } from './snapshotReader'
import { Succession } from './succession'
import { UndoStack } from './undoStack'
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
	// What was done in this tab, to be taken back and done again.
	readonly undoStack: UndoStack
	readonly #settings: ClientSettings
	readonly #outbox: Outbox
	readonly #answers: Answers
	readonly #succession: Succession
	readonly #lookup: EventLookup
	#snapshot: SnapshotReader | null = null
	#history: Uint8Array | null = null
	#visibility = VisibilityClass.UNSPECIFIED
	// The replica is all that #history and #visibility had at its number; else only a snapshot helps.
	#whole = false
	#queue: ServerFrame[] = []
	#flushQueued = false
	#flushedAt = 0
	#live = false
	#groups = 0
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
			askWho: (seq) => {
				this.#lookup.want(seq)
			},
			failed: (mine) => {
				this.undoStack.forget(mine)
			},
			reused: (mine) => {
				this.#succession.reused(mine)
			},
		})
		this.#lookup = new EventLookup({
			open: () => openSocket(settings),
			from: () =>
				this.#history === null ? null : { history: this.#history, visibility: this.#visibility },
			found: (told) => {
				this.replica.remember(told)
				this.#answers.tellAuthors()
				this.views.told.set(this.views.told.get() + 1)
			},
		})
		this.#succession = new Succession(settings, this.replica, this.#outbox, {
			unsure: (mine) => {
				this.#answers.tell({ kind: 'unsure', mine })
			},
			decided: (mine) => {
				this.#answers.takeDecided(mine)
			},
			maySend: () => {
				this.#sendUnsent()
			},
		})
		this.undoStack = new UndoStack({
			state: () => this.replica.state,
			submit: (draft) => this.#submit(draft),
			withdraw: (pending) => {
				const withdrawn = this.#outbox.withdraw(pending)
				if (this.#whole) this.views.publish(this.replica, [])
				return withdrawn
			},
			answered: (pending) => this.answered(pending),
		})
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
			// A tab that nobody looks at waits until somebody does.
			goesOn: () => !document.hidden && this.#succession.fenced(),
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
		this.#lookup.stop()
		this.connection.stop()
	}

	// Server time, for everything that shows or compares times.
	now(): number {
		return Date.now() + this.connection.clockOffsetMs
	}

	submit(draft: Draft): PendingOperation {
		const change = this.undoStack.look(draft)
		const pending = this.#submit(draft)
		if (change !== undefined) this.undoStack.note(draft, change, pending)
		return pending
	}

	#submit(draft: Draft): PendingOperation {
		const pending = this.#outbox.make(draft, this.replica.seq, !this.#live)
		this.#sendUnsent()
		if (this.#whole) this.views.publish(this.replica, [])
		return pending
	}

	// All of them or none. Throws when they are more than the server takes at once.
	submitTogether(drafts: readonly Draft[]): PendingOperation[] {
		if (drafts.length > this.#outbox.groupMax) throw new Error('too many operations for one group')
		this.#groups += 1
		const atomicGroup = this.#groups
		return drafts.map((draft) => this.submit({ ...draft, atomicGroup }))
	}

	// Whether it was accepted, once the server has answered.
	answered(pending: PendingOperation): Promise<boolean> {
		return this.#answers.of(pending)
	}

	// Who made that event is told by `views.told`, unless it is known.
	askWho(seq: number): void {
		if (seq !== 0 && this.replica.toldBy(seq) === undefined) this.#lookup.want(seq)
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
		return Object.assign(hello, this.#succession.hello())
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
			case 'presence':
			case 'mine':
			case 'participation':
			case 'pollResults':
			case 'upvotes':
				takeOwnView(this.replica, this.views, body)
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
		const { openActor, sealedActor, predecessor, history, mode, participant, role, visibility } =
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

		this.#succession.welcome(welcome)
		if (mode === ResumeMode.SNAPSHOT) {
			// A snapshot shows what was decided before it; predicting that again would double it.
			const leases = [openActor, sealedActor, predecessor?.openActor, predecessor?.sealedActor]
			const decided = new Map(leases.map((lease) => [lease?.actor, lease?.lastCounter]))
			for (const pending of this.replica.pending) {
				pending.landed = pending.counter <= (decided.get(pending.actor) ?? 0)
			}
		}
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
		this.#succession.caughtUp()
		this.connection.caughtUp()
	}

	#sendUnsent(): void {
		if (!this.#live || !this.#succession.maySend) return
		const product = this.#settings.seat.split('/')[0] ?? ''
		for (let next = this.#outbox.takeUnsent(); next.length > 0; next = this.#outbox.takeUnsent()) {
			const submit = create(SubmitSchema, { operations: next, product })
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
