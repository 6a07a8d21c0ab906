// What a device keeps of a seat, so that a page opened without a network shows what was there: the
// confirmed state at some number, and the frames of events since.
import { fromBinary } from '@bufbuild/protobuf'
import { ServerFrameSchema, type Events, type VisibilityClass } from './gen/reviewd/v1/live_pb'
import type { Role } from './gen/reviewd/v1/meeting_pb'
import type { FrozenPart } from './freeze'
import type { Said } from './goalModel'
import type { IdKey } from './id'
import type { OwnBallot, OwnHeld, OwnUpvote, Tally, UpvoteCount } from './model'
import type { Participation } from './views'

// Of what a Welcome says: as much as it takes to show the state, to add to it, and to resume from it.
export interface SeatFacts {
	readonly history: Uint8Array
	readonly visibility: VisibilityClass
	readonly participant: number
	readonly role: Role
	readonly limits: KeptLimits
}

export interface KeptLimits {
	readonly titleBytes: number
	readonly textBytes: number
	readonly inFlight: number
	readonly operationsPerSubmit: number
}

// What the server tells outside of the events. Of own ballots and upvotes those that it has, and of
// unlinkable polls no ballots at all.
export interface KeptViews {
	readonly ownBallots: ReadonlyMap<IdKey, OwnBallot>
	readonly ownUpvotes: ReadonlyMap<IdKey, OwnUpvote>
	readonly ownAnonymous: ReadonlySet<IdKey>
	readonly said: readonly Said[]
	readonly ownHeld: readonly OwnHeld[]
	readonly ownResults: ReadonlyMap<IdKey, Tally>
	readonly upvotes: ReadonlyMap<IdKey, UpvoteCount>
	readonly voted: ReadonlyMap<IdKey, Participation>
}

// One for each seat: the state that its parts make, once all of them are written.
export interface StateRecord {
	// `product/handle`
	readonly seat: string
	// Of the page that wrote it; another one must not read it.
	readonly version: string
	readonly heardAtMs: number
	// Its parts and its tail have the same one.
	readonly generation: string
	readonly seq: number
	readonly facts: SeatFacts
	readonly views: KeptViews
	// Operations without an answer whose events are in the state or its tail: actor and counter.
	readonly landed: readonly (readonly [number, number])[]
}

export interface PartRecord {
	readonly seat: string
	readonly generation: string
	readonly n: number
	readonly part: FrozenPart
}

// Frames of events that came one after another, as they came.
export interface TailRecord {
	readonly seat: string
	readonly generation: string
	readonly from: number
	readonly frames: readonly Uint8Array[]
}

export interface KeptState {
	readonly record: StateRecord
	readonly parts: readonly FrozenPart[]
	readonly tail: readonly TailRecord[]
}

// The events of the tail as far as they follow each other.
export function eventsIn({ record, tail }: KeptState): Events[] {
	const batches: Events[] = []
	let next = record.seq + 1
	for (const { frames } of [...tail].sort((a, b) => a.from - b.from)) {
		for (const bytes of frames) {
			const { body } = fromBinary(ServerFrameSchema, bytes)
			if (body.case !== 'events' || Number(body.value.from) !== next) return batches
			batches.push(body.value)
			next = Number(body.value.to) + 1
		}
	}
	return batches
}
