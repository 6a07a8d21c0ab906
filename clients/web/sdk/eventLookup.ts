// Who made events that this page has not seen, because it began with a snapshot after them: whoever
// reloads with changes in hand is still told whose stand. Asks over a connection of its own, which
// only watches, resumes just before the oldest of them and ends when it has them.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf'
import {
	ClientFrameSchema,
	ResumeMode,
	ServerFrameSchema,
	type VisibilityClass,
} from './gen/reviewd/v1/live_pb'
import { toldOf, type Told } from './replica'

// Asked for together: answers to what was made offline come close after each other.
const COLLECT_MS = 200
const ANSWER_MS_MAX = 15_000

export interface LookupSettings {
	readonly open: () => WebSocket
	// Null: there is no history to ask about.
	readonly from: () => { readonly history: Uint8Array; readonly visibility: VisibilityClass } | null
	readonly found: (told: ReadonlyMap<number, Told>) => void
}

export class EventLookup {
	readonly #settings: LookupSettings
	#wanted = new Set<number>()
	#collecting: ReturnType<typeof setTimeout> | undefined

	constructor(settings: LookupSettings) {
		this.#settings = settings
	}

	want(seq: number): void {
		this.#wanted.add(seq)
		this.#collecting ??= setTimeout(() => {
			this.#collecting = undefined
			const wanted = this.#wanted
			this.#wanted = new Set()
			this.#ask(wanted)
		}, COLLECT_MS)
	}

	stop(): void {
		clearTimeout(this.#collecting)
		this.#collecting = undefined
	}

	#ask(wanted: Set<number>): void {
		const from = this.#settings.from()
		if (from === null) return
		const told = new Map<number, Told>()
		const last = Math.max(...wanted)
		const socket = this.#settings.open()
		socket.binaryType = 'arraybuffer'
		const timer = setTimeout(end, ANSWER_MS_MAX)
		const { found } = this.#settings
		function end() {
			clearTimeout(timer)
			socket.onmessage = null
			socket.onclose = null
			socket.close(1000)
			if (told.size > 0) found(told)
		}
		socket.onclose = end
		socket.onopen = () => {
			const versions = { versionMin: 1, versionMax: 1, watchOnly: true }
			const resume = { ...from, seq: BigInt(Math.min(...wanted) - 1) }
			const body = { case: 'hello', value: { ...versions, resume } } as const
			socket.send(toBinary(ClientFrameSchema, create(ClientFrameSchema, { body })))
		}
		socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
			const { body } = fromBinary(ServerFrameSchema, new Uint8Array(data))
			// They are not kept any more, or not for this person.
			if (body.case === 'welcome' && body.value.mode === ResumeMode.SNAPSHOT) end()
			if (body.case !== 'events') return
			for (const { body: entry } of body.value.entries) {
				if (entry.case !== 'event') continue
				const seq = Number(entry.value.seq)
				if (wanted.has(seq)) told.set(seq, toldOf(entry.value))
			}
			if (Number(body.value.to) >= last) end()
		}
	}
}
