// A tab's end of one product: connection, replica, outbox and the views that screens read.
import { sha256 } from './sha256'
import { create } from '@bufbuild/protobuf'
import {
	AppliedSchema,
	HelloSchema,
	ReadySchema,
	ResumeMode,
	SubmitSchema,
	type Hello,
	type ServerFrame,
	type Welcome,
} from './gen/reviewd/v1/live_pb'
import { Answers } from './answers'
import { needsNewerPage } from './apply'
import { Diverged } from './diverged'
import { Connection, openSocket, type ConnectionSettings } from './connection'
import type { DeviceStore } from './deviceStore'
import { EventLookup } from './eventLookup'
import { FrameQueue, type QueuedFrame } from './frameQueue'
import type { HeldLease } from './lease'
import { lobbyOf } from './lobby'
import { Outbox, type Draft } from './outbox'
import { takeOwnView } from './ownViews'
import type { PendingOperation } from './pending'
import { ReadySignal } from './readySignal'
import { Replica, type MovedByOthers } from './replica'
import { SnapshotReader } from './snapshotReader'
import { SeatState } from './seatState'
import { Sender } from './sender'
import type { KeeperSettings } from './stateKeeper'
import { Succession } from './succession'
import { UndoStack } from './undoStack'
import { Views } from './views'

const PROTOCOL_VERSION = 1
const APPLIED_EVERY_MS = 1_000

export interface ClientSettings extends ConnectionSettings {
	readonly seat: string
	readonly store: DeviceStore
	readonly lease: HeldLease
	// Keeps the state for a page that is opened without a server; absent: nothing is kept.
	readonly keeping?: KeeperSettings
}

export class Client {
	readonly views = new Views()
	readonly replica = new Replica()
	readonly connection: Connection
	// What was done in this tab, to be taken back and done again.
	readonly undoStack: UndoStack
	// Whether this person is ready to go on.
	readonly readiness: ReadySignal
	readonly #settings: ClientSettings
	readonly #outbox: Outbox
	readonly #sender: Sender
	readonly #answers: Answers
	readonly #succession: Succession
	readonly #lookup: EventLookup
	readonly #state: SeatState
	readonly #queue = new FrameQueue((frames) => {
		this.#takeIn(frames)
	})
	#snapshot: SnapshotReader | null = null
	#groups = 0
	#toldApplied = 0
	#everySecond: ReturnType<typeof setInterval> | undefined

	constructor(settings: ClientSettings) {
		this.#settings = settings
		this.#state = new SeatState(settings.seat, settings.keeping, this)
		this.#outbox = new Outbox(settings.store, settings.lease.id, this.replica)
		this.#sender = new Sender(this.#outbox, {
			maySend: () => this.#state.live && this.#succession.maySend,
			send: (operations) => {
				const product = settings.seat.split('/')[0] ?? ''
				const value = create(SubmitSchema, { operations, product })
				return this.connection.send({ case: 'submit', value })
			},
		})
		this.#answers = new Answers(this.views, this.replica, this.#outbox, {
			sendAgainIn: (ms) => {
				this.#sender.sendAgainIn(ms)
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
			from: () => {
				const { history, visibility } = this.#state
				return history === null ? null : { history, visibility }
			},
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
				this.#sender.sendUnsent()
			},
		})
		this.readiness = new ReadySignal(this.replica, this.views, (ready) => {
			const value = create(ReadySchema, { ready })
			if (this.#state.live) this.connection.send({ case: 'ready', value })
		})
		this.undoStack = new UndoStack({
			state: () => this.replica.state,
			submit: (draft) => this.#submit(draft),
			withdraw: (pending) => {
				const withdrawn = this.#outbox.withdraw(pending)
				this.#state.publish([])
				return withdrawn
			},
			answered: (pending) => this.answered(pending),
		})
		this.connection = new Connection(settings, {
			hello: () => this.#hello(),
			frame: (frame, bytes) => {
				this.#queue.add({ frame, bytes })
			},
			phase: (phase) => {
				this.#state.live = phase === 'live'
				if (phase === 'offline' || phase === 'reconnecting') this.#state.show()
				this.views.ending.set(this.connection.ending)
				this.views.phase.set(phase)
				if (phase === 'ended') void this.#forgetOver()
				if (phase === 'live') {
					this.readiness.again()
					this.#sender.live()
				}
				this.#sender.sendUnsent()
			},
			// A tab that nobody looks at waits until somebody does.
			goesOn: () => !document.hidden && this.#succession.fenced(),
			opened: () => {
				this.#queue.clear()
				this.#snapshot = null
			},
		})
	}

	async start(): Promise<void> {
		await this.#outbox.restore()
		this.#groups = Math.max(0, ...this.replica.pending.map((p) => p.operation.atomicGroup))
		const limits = await this.#state.recall()
		if (limits !== undefined) this.#succession.beginAlone(limits)
		this.connection.start()
		this.#everySecond = setInterval(() => {
			this.#tellApplied()
			this.keepNow()
		}, APPLIED_EVERY_MS)
	}

	stop(): void {
		clearInterval(this.#everySecond)
		this.#state.stop()
		this.#lookup.stop()
		this.connection.stop()
	}

	// The page may go away at any moment: what was heard since the last second is kept too.
	keepNow(): void {
		this.#state.keep()
	}

	// Whoever is here goes for good: nothing of this seat stays on the device.
	async forgetSeat(): Promise<void> {
		await this.#state.end()
		await this.#settings.store.forget(this.#settings.seat).catch(() => undefined)
	}

	// Whether this device keeps the state of any seat.
	async keepsAny(): Promise<boolean> {
		const count = this.#settings.keeping?.states.count() ?? Promise.resolve(0)
		return (await count.catch(() => 0)) > 0
	}

	// A session that was only too old may be taken up again, with what was not sent under it.
	#forgetOver(): Promise<void> {
		return this.connection.ending === 'over' ? this.#state.end() : this.forgetSeat()
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
		const pending = this.#outbox.make(draft, this.replica.seq, !this.#state.live)
		this.#succession.workedAlone()
		this.#sender.sendUnsent()
		this.#state.publish([])
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
		const resume = this.#state.resume()
		if (resume !== undefined) hello.resume = resume
		return Object.assign(hello, this.#succession.hello())
	}

	#takeIn(frames: readonly QueuedFrame[]): void {
		const moved: MovedByOthers[] = []
		try {
			let batches: QueuedFrame[] = []
			for (const queued of frames) {
				if (queued.frame.body.case === 'events') {
					batches.push(queued)
					continue
				}
				this.#applyBatches(batches, moved)
				batches = []
				this.#act(queued.frame)
			}
			this.#applyBatches(batches, moved)
		} catch (error) {
			if (!(error instanceof Diverged)) throw error
			this.#resync()
		}
		this.#sender.sendUnsent()
		this.#state.publish(moved)
		if (document.hidden) this.#tellApplied()
	}

	#applyBatches(queued: readonly QueuedFrame[], moved: MovedByOthers[]): void {
		const batches = queued.flatMap(({ frame }) =>
			frame.body.case === 'events' ? [frame.body.value] : [],
		)
		if (batches.length === 0) return
		if (batches.some(needsNewerPage)) {
			this.connection.giveUp('outdated')
			return
		}
		const applied = this.replica.takeEvents(batches)
		this.#state.took(queued)
		moved.push(...applied.moved)
		this.readiness.took(batches)
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
				takeOwnView(this.replica, this.views, body)
				this.readiness.heard()
				return
			case 'held':
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
				this.#state.reset(body.value.visibility)
				return
			case 'events':
			case 'problem':
			case 'pong':
			case undefined:
				return
		}
	}

	#welcome(welcome: Welcome): void {
		const { openActor, sealedActor, predecessor } = welcome
		this.#state.welcome(welcome)
		this.#outbox.forgetSent()
		if (openActor === undefined || sealedActor === undefined) return

		this.#succession.welcome(welcome)
		if (welcome.mode === ResumeMode.SNAPSHOT) {
			const { openActor: open, sealedActor: sealed } = predecessor ?? {}
			this.replica.markDecided([openActor, sealedActor, open, sealed])
		}
	}

	#takeSnapshot(hash: Uint8Array): void {
		const snapshot = this.#snapshot
		if (snapshot === null) return
		this.#snapshot = null
		this.replica.takeSnapshot(snapshot.chunks, snapshot.seq)
		this.#state.tookSnapshot()
		void snapshot.check(hash, sha256).then((sound) => {
			if (!sound) this.#resync()
		})
	}

	#caughtUp(): void {
		this.#succession.caughtUp()
		this.connection.caughtUp()
		this.#state.show()
	}

	#resync(): void {
		this.#state.lost()
		this.connection.reconnect()
	}

	#tellApplied(): void {
		if (!this.#state.live || this.replica.seq === this.#toldApplied) return
		this.#toldApplied = this.replica.seq
		const value = create(AppliedSchema, { seq: BigInt(this.replica.seq) })
		this.connection.send({ case: 'applied', value })
	}
}
