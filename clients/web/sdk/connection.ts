// One WebSocket to one product, kept alive: connects, greets, notices silence, comes back.
//
// Knows frames and close codes, nothing about backlogs. docs/PROTOCOL.md, "The connection",
// "Hello and Welcome" and "Close codes".
import { create, fromBinary, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import {
	ClientFrameSchema,
	ServerFrameSchema,
	type Hello,
	type ServerFrame,
} from './gen/reviewd/v1/live_pb'
import { mayComeBack, pauseBeforeRetry, restartPause } from './retry'

const SUBPROTOCOL = 'reviewd.v1.proto'
const PING_EVERY_MS = 5_000
// After this long without an answer the page says so; after the longer time it starts again.
const QUIET_MS = 2_000
const DEAD_MS = 10_000
// Two failures in a row are not a hiccup any more.
const OFFLINE_AFTER_FAILURES = 2

// The person was let in, or has another role now: the session says what to do, then come back.
const ADMITTED = 4004
const ROLE_CHANGED = 4005
const GONE = 4501
const FENCED = 4503

// connecting: first time, nothing to see yet. waiting: in the waiting room. reconnecting: a short
// gap. offline: a long one. outdated: this page is too old. fenced: the same tab runs elsewhere.
// ended: session is over.
export type Phase =
	'connecting' | 'waiting' | 'live' | 'reconnecting' | 'offline' | 'outdated' | 'fenced' | 'ended'

// Why a session is over, as far as the server said.
export type Ending = 'over' | 'removed' | 'refused'

export interface ConnectionEvents {
	hello(): Hello
	frame(frame: ServerFrame, bytes: Uint8Array): void
	phase(phase: Phase): void
	// The lease is over. Whether to come back with another one.
	goesOn(): boolean
	opened(): void
}

export interface ConnectionSettings {
	readonly url: string
	readonly openSocket?: (url: string, protocol: string) => WebSocket
	// Asked after every failed connect, because a browser cannot see why an upgrade was refused, and
	// after a close that is about the person. Renews a session that has to be renewed.
	readonly sessionAlive: () => Promise<'alive' | 'over' | 'away'>
}

export class Connection {
	// Server time minus local time, from the round trip's middle.
	clockOffsetMs = 0
	// Meaningful once the phase is `ended`.
	ending: Ending = 'over'
	readonly #settings: ConnectionSettings
	readonly #events: ConnectionEvents
	#socket: WebSocket | null = null
	#phase: Phase = 'connecting'
	#failures = 0
	#retry: ReturnType<typeof setTimeout> | undefined
	#heartbeat: ReturnType<typeof setInterval> | undefined
	#heardAt = 0
	#pingedAt = 0
	#nonce = 0n
	#caughtUp = false
	#stopped = false
	// The browser said that the network is gone: only an answer to this ping or a later one counts.
	#doubtedUntil = 0n

	constructor(settings: ConnectionSettings, events: ConnectionEvents) {
		this.#settings = settings
		this.#events = events
	}

	// Also after stop().
	start(): void {
		this.#stopped = false
		this.#connect()
	}

	stop(): void {
		this.#stopped = true
		clearTimeout(this.#retry)
		clearInterval(this.#heartbeat)
		const socket = this.#socket
		this.#socket = null
		socket?.close(1000)
	}

	// The network may be back: do not wait out the pause.
	nudge(): void {
		if (this.#socket !== null || this.#isOver()) return
		clearTimeout(this.#retry)
		this.#connect()
	}

	// Somebody looks at a tab whose lease was ended meanwhile.
	wake(): void {
		if (this.#phase === 'fenced' && !this.#stopped && this.#events.goesOn()) {
			this.#say('reconnecting')
		}
		this.nudge()
	}

	// The browser says that there is no network. It can be wrong, so the socket stays and is asked:
	// the answer, if one comes, makes this live again.
	networkLost(): void {
		if (this.#isOver()) return
		this.#ping()
		this.#doubtedUntil = this.#nonce
		this.#say('offline')
	}

	// What is left of the connection may hang from a network that is gone: a new one is quicker.
	networkBack(): void {
		if (this.#phase === 'offline') {
			this.#drop()
			this.#failures = 0
			this.#say('reconnecting')
		}
		this.nudge()
	}

	// Everything the server had has been applied: from now on this is live.
	caughtUp(): void {
		this.#failures = 0
		this.#caughtUp = true
		this.#doubtedUntil = 0n
		this.#say('live')
	}

	// The server has put this person into the waiting room.
	waits(): void {
		this.#failures = 0
		this.#say('waiting')
	}

	// The state here is wrong or stale: start over with what `hello` says then.
	reconnect(): void {
		this.#drop()
		this.#say(gap())
		this.#retryIn(pauseBeforeRetry(this.#failures++))
	}

	giveUp(phase: 'outdated' | 'fenced' | 'ended'): void {
		this.#drop()
		this.#say(phase)
	}

	send(body: NonNullable<MessageInitShape<typeof ClientFrameSchema>['body']>): boolean {
		if (this.#socket?.readyState !== WebSocket.OPEN) return false
		this.#socket.send(toBinary(ClientFrameSchema, create(ClientFrameSchema, { body })))
		return true
	}

	#connect(): void {
		const socket = openSocket(this.#settings)
		socket.binaryType = 'arraybuffer'
		this.#socket = socket
		this.#caughtUp = false
		this.#doubtedUntil = 0n
		let opened = false
		socket.onopen = () => {
			opened = true
			this.#heardAt = Date.now()
			this.#events.opened()
			this.send({ case: 'hello', value: this.#events.hello() })
			this.#ping()
			this.#heartbeat = setInterval(() => {
				this.#beat()
			}, 1_000)
		}
		socket.onmessage = (message: MessageEvent<ArrayBuffer>) => {
			if (this.#socket === socket) this.#receive(message.data)
		}
		socket.onclose = (close) => {
			if (this.#socket === socket) this.#closed(close, opened)
		}
	}

	#receive(data: ArrayBuffer): void {
		this.#heardAt = Date.now()
		const bytes = new Uint8Array(data)
		const frame = fromBinary(ServerFrameSchema, bytes)
		const { body } = frame
		if (body.case === 'pong' && body.value.nonce >= this.#doubtedUntil) this.#doubtedUntil = 0n
		if (this.#caughtUp && this.#doubtedUntil === 0n) this.#say('live')
		if (body.case === 'pong') {
			const middle = (this.#pingedAt + this.#heardAt) / 2
			this.clockOffsetMs = Number(body.value.serverTimeMs) - middle
			return
		}
		this.#events.frame(frame, bytes)
	}

	#beat(): void {
		const now = Date.now()
		const waiting = this.#heardAt < this.#pingedAt ? now - this.#pingedAt : 0
		if (waiting > DEAD_MS) {
			this.reconnect()
			return
		}
		if (waiting > QUIET_MS && this.#phase === 'live') this.#say(gap())
		if (waiting === 0 && now - this.#pingedAt >= PING_EVERY_MS) this.#ping()
	}

	#ping(): void {
		this.#pingedAt = Date.now()
		this.#nonce += 1n
		this.send({ case: 'ping', value: { $typeName: 'reviewd.v1.Ping', nonce: this.#nonce } })
	}

	#closed(close: CloseEvent, opened: boolean): void {
		this.#drop()
		const aboutPerson = [ADMITTED, ROLE_CHANGED, GONE].includes(close.code)
		if (close.code === GONE) this.ending = endingOf(this.#phase, close.reason)
		if (!aboutPerson && !mayComeBack(close.code)) {
			const goesOn = close.code === FENCED && this.#events.goesOn()
			if (!goesOn) {
				this.#say(close.code === FENCED ? 'fenced' : 'outdated')
				return
			}
		}
		this.#failures += 1
		const longGone = this.#failures > OFFLINE_AFTER_FAILURES || !navigator.onLine
		const first = this.#phase === 'connecting' || close.code === ADMITTED
		if (!first || longGone) this.#say(longGone ? 'offline' : 'reconnecting')

		if (aboutPerson) void this.#askWhy(this.#failures === 1 ? 0 : pauseBeforeRetry(this.#failures))
		else if (close.code === 4002) this.#retryIn(restartPause(close.reason))
		else if (opened) this.#retryIn(pauseBeforeRetry(this.#failures - 1))
		else void this.#askWhy(pauseBeforeRetry(this.#failures - 1))
	}

	async #askWhy(pauseMs: number): Promise<void> {
		const answer = await this.#settings.sessionAlive()
		if (this.#socket !== null || this.#isOver()) return
		if (answer === 'over') this.#say('ended')
		else this.#retryIn(pauseMs)
	}

	#retryIn(pauseMs: number): void {
		clearTimeout(this.#retry)
		this.#retry = setTimeout(() => {
			if (this.#socket === null) this.#connect()
		}, pauseMs)
	}

	#drop(): void {
		clearInterval(this.#heartbeat)
		const socket = this.#socket
		this.#socket = null
		this.#pingedAt = 0
		if (socket !== null && socket.readyState <= WebSocket.OPEN) socket.close(1000)
	}

	#isOver(): boolean {
		if (this.#stopped) return true
		return this.#phase === 'outdated' || this.#phase === 'fenced' || this.#phase === 'ended'
	}

	#say(phase: Phase): void {
		if (phase === this.#phase) return
		this.#phase = phase
		this.#events.phase(phase)
	}
}

export function openSocket({ url, openSocket: open }: ConnectionSettings): WebSocket {
	return open === undefined ? new WebSocket(url, SUBPROTOCOL) : open(url, SUBPROTOCOL)
}

// The reason is one of three fixed sentences; any other one says no more than the code does.
function endingOf(phase: Phase, reason: string): Ending {
	if (reason.startsWith('removed')) return 'removed'
	return phase === 'waiting' || reason === 'not let in' ? 'refused' : 'over'
}

// How a gap is called as long as nothing else is known of it.
function gap(): Phase {
	return navigator.onLine ? 'reconnecting' : 'offline'
}
