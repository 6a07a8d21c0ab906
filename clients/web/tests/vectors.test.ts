// Random histories as one client lives them, written by the server's own rules and an independent
// model (tests/conformance/vector_maker.cc): after every step the confirmed slots and the predicted
// rows must be the server's. 200 are kept in the tree; REVIEWD_VECTORS names a file with more.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { create, fromBinary } from '@bufbuild/protobuf'
import { expect, test } from 'vitest'
import { EventSchema, type Event } from '../sdk/gen/reviewd/v1/event_pb'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { EventsSchema } from '../sdk/gen/reviewd/v1/live_pb'
import { OperationSchema } from '../sdk/gen/reviewd/v1/operation_pb'
import { NO_ID } from '../sdk/id'
import { pendingFrom } from '../sdk/pending'
import type { ProductState } from '../sdk/productState'
import { Replica } from '../sdk/replica'

interface Step {
	readonly made?: string
	readonly seq?: number
	readonly settled?: readonly number[]
	readonly confirmed?: number
	readonly predicted: number
}

interface History {
	readonly seed: number
	readonly actor: number
	readonly events: readonly string[]
	readonly steps: readonly Step[]
}

const KEPT = new URL('../../../tests/conformance/histories.jsonl.gz', import.meta.url)
// Two people join before anything is ordered.
const SEQ_BEFORE = 2
// Whose client it is; actors from 9 on are the other person.
const ME = 1

function readHistories(): History[] {
	const made = process.env['REVIEWD_VECTORS']
	const text =
		made !== undefined && existsSync(made)
			? readFileSync(made, 'utf8')
			: gunzipSync(readFileSync(KEPT)).toString('utf8')
	return text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as History)
}

function fnv1a(text: string): number {
	let hash = 2166136261
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
	return hash >>> 0
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
// Keys are NO_ID or "actor.counter.k", as the digests want them.
const nameOf = (key: string) => (key === NO_ID ? '0.0.0' : key)

function slotsOf(state: ProductState): string {
	let text = ''
	for (const slot of state.slots.walk(Zone.ORDERED)) {
		const item = slot.item === NO_ID ? '' : `=${slot.item}`
		text += `${slot.key}<${nameOf(slot.anchor)}${item} `
	}
	return text
}

function rowsOf(state: ProductState): string {
	let text = ''
	for (const slot of state.slots.walk(Zone.ORDERED)) {
		if (slot.item === NO_ID) continue
		const archived = (state.items.get(slot.item)?.archivedAt ?? 0) !== 0
		text += `${slot.item}${archived ? '!' : ''} `
	}
	return text
}

// The first thing that is not as the server has it, or null.
function difference({ seed, actor, events, steps }: History): string | null {
	const replica = new Replica()
	replica.seq = SEQ_BEFORE
	replica.me = ME
	const all: Event[] = events.map((event) => fromBinary(EventSchema, bytesOf(event)))
	const show = (to: number): void => {
		const fresh = all.filter(({ seq }) => Number(seq) > replica.seq && Number(seq) <= to)
		if (fresh.length === 0) return
		const entries = fresh.map((value) => ({ body: { case: 'event' as const, value } }))
		const from = BigInt(replica.seq + 1)
		replica.takeEvents([create(EventsSchema, { from, to: BigInt(to), entries })])
	}
	show(SEQ_BEFORE + 6) // the import
	for (const [i, step] of steps.entries()) {
		const where = `seed ${String(seed)}, step ${String(i)}`
		if (step.made !== undefined) {
			replica.add(pendingFrom(fromBinary(OperationSchema, bytesOf(step.made)), false))
		} else {
			show(step.seq ?? 0)
			for (const counter of step.settled ?? []) replica.settle(actor, counter)
			let slots = ''
			replica.withConfirmed((state) => {
				slots = slotsOf(state)
			})
			if (fnv1a(slots) !== step.confirmed) return `${where}: confirmed ${slots}`
		}
		const rows = rowsOf(replica.state)
		if (fnv1a(rows) !== step.predicted) return `${where}: predicted ${rows}`
	}
	return null
}

test('S1..S19 C1..C46 random histories: confirmed and predicted order are the server’s at every step', () => {
	const histories = readHistories()
	expect(histories.length).toBeGreaterThan(0)
	const wrong = histories.map(difference).filter((one) => one !== null)
	expect(wrong.slice(0, 3)).toEqual([])
	expect(wrong).toHaveLength(0)
}, 300_000)
