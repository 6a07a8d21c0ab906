// The server's end of a connection, in memory: greets, sends a snapshot or a tail, decides with a
// FakeRoom. Only for tests.
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import {
	ClientFrameSchema,
	ResumeMode,
	ServerFrameSchema,
	VisibilityClass,
	type Hello,
} from '../sdk/gen/reviewd/v1/live_pb'
import type { Operation } from '../sdk/gen/reviewd/v1/operation_pb'
import { ErrorCode } from '../sdk/gen/reviewd/v1/error_pb'
import { OutcomeKind, OutcomeReason } from '../sdk/gen/reviewd/v1/outcome_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { Role } from '../sdk/gen/reviewd/v1/meeting_pb'
import { idOf } from '../sdk/id'
import { sha256Plain } from '../sdk/sha256'
import type { FakeRoom } from './fakeRoom'

type ServerBody = NonNullable<MessageInitShape<typeof ServerFrameSchema>['body']>

export class FakeSocket {
	readyState = 0
	binaryType = 'arraybuffer'
	onopen: (() => void) | null = null
	onmessage: ((message: { data: ArrayBuffer }) => void) | null = null
	onclose: ((close: { code: number; reason: string }) => void) | null = null
	readonly #hear: (data: Uint8Array) => void

	constructor(hear: (data: Uint8Array) => void) {
		this.#hear = hear
	}

	send(data: Uint8Array): void {
		this.#hear(data)
	}

	close(): void {
		this.readyState = 3
	}
}

export class FakeServer {
	readonly room: FakeRoom
	readonly sockets: FakeSocket[] = []
	readonly hellos: Hello[] = []
	// Every operation that arrived, resent ones too.
	readonly heard: Operation[] = []
	actors = { open: 50, sealed: 51 }
	role = Role.PRODUCT_OWNER
	visibility = VisibilityClass.TEAM
	// Whoever connects is in the waiting room while it is set.
	closedDoor = false
	// Connects fail while it is set.
	down = false
	// The network swallows everything in both directions while it is set.
	silent = false
	// What to do with an operation; by default it is decided and acknowledged.
	decide: (operation: Operation) => void = (operation) => {
		this.accept(operation)
	}
	// Every Submit's product.
	readonly products: string[] = []
	readonly #ended = new Set<number>()
	#last = new Map<number, number>()
	#sent = 0

	constructor(room: FakeRoom) {
		this.room = room
	}

	readonly open = (): WebSocket => {
		const socket: FakeSocket = new FakeSocket((data) => {
			const { body } = fromBinary(ClientFrameSchema, data)
			if (body.case === 'hello' && body.value.watchOnly) this.#show(socket, body.value)
			else this.#hear(data)
		})
		this.sockets.push(socket)
		queueMicrotask(() => {
			if (this.down) {
				socket.onclose?.({ code: 1006, reason: '' })
				return
			}
			socket.readyState = 1
			socket.onopen?.()
		})
		return socket as unknown as WebSocket
	}

	send(body: ServerBody): void {
		if (this.silent) return
		const bytes = toBinary(ServerFrameSchema, create(ServerFrameSchema, { body }))
		this.sockets.at(-1)?.onmessage?.({ data: bytes.slice().buffer })
	}

	hangUp(code: number, reason = ''): void {
		const socket = this.sockets.at(-1)
		if (socket === undefined) return
		socket.readyState = 3
		socket.onclose?.({ code, reason })
	}

	accept(operation: Operation): void {
		const { actor, counter } = operation
		if (counter > (this.#last.get(actor) ?? 0)) {
			this.#last.set(actor, counter)
			const events = this.room.decideAll(operation, 1)
			const isUndo = operation.body.case === 'undo' || operation.body.case === 'redo'
			if (events === null || (isUndo && events.length === 0)) {
				const bySeq = BigInt(this.room.seq)
				const error = { code: ErrorCode.CONFLICT, text: 'written since' }
				const outcome =
					events === null
						? { kind: OutcomeKind.REJECTED, error, bySeq }
						: { kind: OutcomeKind.SUPERSEDED, reason: OutcomeReason.CHANGED_SINCE, bySeq }
				this.tell()
				this.send({ case: 'reply', value: { actor, counter, outcome } })
				return
			}
		}
		this.tell()
		this.send({ case: 'acked', value: { actor, counter } })
	}

	// Decided, but the answer is lost.
	swallow(operation: Operation): void {
		this.#last.set(operation.actor, operation.counter)
		this.room.decide(operation, 1)
	}

	// The lease that tabs have now is over; whoever comes back gets another one.
	endLease(): void {
		this.#ended.add(this.actors.open)
		this.actors = { open: this.actors.open + 10, sealed: this.actors.sealed + 10 }
	}

	// How far the old lease came, if the hello says that the new one succeeds it.
	#predecessor({ actors, succeeds }: Hello) {
		const lease = succeeds?.lease
		if (lease === undefined || !this.#ended.has(lease.openActor)) {
			if (actors?.openActor === this.actors.open || lease === undefined) return {}
			if (lease.openActor !== this.actors.open) return {}
			this.endLease()
		}
		const { openActor, sealedActor } = lease
		const last = (actor: number) => ({ actor, lastCounter: this.#last.get(actor) ?? 0 })
		return { predecessor: { openActor: last(openActor), sealedActor: last(sealedActor) } }
	}

	#tellOutcomes({ succeeds }: Hello): void {
		const actor = succeeds?.lease?.openActor ?? 0
		const last = this.#last.get(actor) ?? 0
		for (let counter = (succeeds?.openSettled ?? 0) + 1; counter <= last; counter++) {
			const outcome = { kind: OutcomeKind.APPLIED }
			this.send({ case: 'reply', value: { actor, counter, outcome } })
		}
	}

	tell(): void {
		for (const batch of this.room.since(this.#sent)) this.send({ case: 'events', value: batch })
		this.#sent = this.room.seq
	}

	#hear(data: Uint8Array): void {
		if (this.silent) return
		const { body } = fromBinary(ClientFrameSchema, data)
		if (body.case === 'ping') this.#pong(body.value.nonce)
		if (body.case === 'hello') this.#greet(body.value)
		if (body.case === 'submit') {
			this.products.push(body.value.product)
			for (const operation of body.value.operations) {
				this.heard.push(operation)
				this.decide(operation)
			}
		}
	}

	// A connection beside the tab's own that only reads the events after some number.
	#show(socket: FakeSocket, { resume }: Hello): void {
		this.sockets.splice(this.sockets.indexOf(socket), 1)
		const say = (body: ServerBody) => {
			const bytes = toBinary(ServerFrameSchema, create(ServerFrameSchema, { body }))
			socket.onmessage?.({ data: bytes.slice().buffer })
		}
		say({ case: 'welcome', value: { mode: ResumeMode.TAIL } })
		for (const batch of this.room.since(Number(resume?.seq ?? 0))) {
			say({ case: 'events', value: batch })
		}
	}

	// Never within the call that pinged: a network takes its time.
	#pong(nonce: bigint): void {
		setTimeout(() => {
			this.send({ case: 'pong', value: { nonce, serverTimeMs: BigInt(Date.now()) } })
		}, 5)
	}

	#greet(hello: Hello): void {
		this.hellos.push(hello)
		if (this.closedDoor) {
			this.send({ case: 'waiting', value: { serverTimeMs: BigInt(Date.now()) } })
			return
		}
		const told = this.#predecessor(hello)
		const { open, sealed } = this.actors
		const moved = hello.resume !== undefined && hello.resume.visibility !== this.visibility
		const resume = hello.resume === undefined || moved ? null : Number(hello.resume.seq)
		const lease = (actor: number) => ({ actor, lastCounter: this.#last.get(actor) ?? 0 })
		this.send({
			case: 'welcome',
			value: {
				participant: 1,
				role: this.role,
				visibility: this.visibility,
				openActor: lease(open),
				sealedActor: lease(sealed),
				actorToken: new Uint8Array([1]),
				history: new Uint8Array([7]),
				mode: resume === null ? ResumeMode.SNAPSHOT : ResumeMode.TAIL,
				limits: { inFlight: 8, operationsPerSubmit: 4 },
				...told,
			},
		})
		if ('predecessor' in told) this.#tellOutcomes(hello)
		this.#sent = resume ?? this.room.seq
		if (moved) this.send({ case: 'reset', value: { visibility: this.visibility } })
		if (resume === null) this.sendSnapshot()
		this.tell()
		this.send({ case: 'caughtUp', value: { seq: BigInt(this.room.seq) } })
	}

	sendSnapshot(): void {
		const data = toBinary(RowChunkSchema, create(RowChunkSchema, { slots: this.#slots() }))
		const seq = BigInt(this.room.seq)
		this.send({ case: 'snapshotBegin', value: { seq, chunks: 1 } })
		this.send({ case: 'snapshotChunk', value: { index: 0, data } })
		this.send({ case: 'snapshotEnd', value: { seq, hash: sha256Plain(data) } })
	}

	#slots(): NonNullable<MessageInitShape<typeof RowChunkSchema>['slots']> {
		const { slots, items } = this.room.state
		return [...slots.walk(Zone.ORDERED)].map((slot) => {
			const item = items.get(slot.item)
			const row =
				item === undefined ? {} : { row: { item: idOf(item.key), title: { plain: item.title } } }
			const anchor = slot.anchor === '' ? {} : { anchor: idOf(slot.anchor) }
			const cameFrom = slot.cameFrom === '' ? {} : { cameFrom: idOf(slot.cameFrom) }
			const { sorted } = slot
			return { slot: idOf(slot.key), seq: BigInt(slot.seq), sorted, ...anchor, ...cameFrom, ...row }
		})
	}
}
