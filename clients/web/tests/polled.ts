// Polls and backlogs for tests: as small as the test needs them.
import { create } from '@bufbuild/protobuf'
import { EventSchema, type Event } from '../sdk/gen/reviewd/v1/event_pb'
import { PollKind, PollState, Results, Secrecy } from '../sdk/gen/reviewd/v1/meeting_pb'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { applyBody } from '../sdk/apply'
import { causeOf } from '../sdk/cause'
import { keyFor, NO_ID, type IdKey } from '../sdk/id'
import type { Poll, PollOption, Selection } from '../sdk/model'
import { ProductState } from '../sdk/productState'
import type { Replica } from '../sdk/replica'

export const POLL = keyFor(7, 1, 0)
export const REVIEW = keyFor(7, 9, 0)
export const INCREMENT = keyFor(7, 2, 0)

/** An open named poll with live results. */
export function pollWith(fields: Partial<Poll>): Poll {
	return {
		key: POLL,
		review: REVIEW,
		increment: INCREMENT,
		question: 'Which?',
		kind: PollKind.SINGLE,
		options: [],
		dots: 0,
		dotsPerOption: 0,
		secrecy: Secrecy.NAMED,
		results: Results.LIVE,
		electorate: [1, 2, 3],
		roles: [],
		groups: [],
		quorum: 0,
		again: NO_ID,
		deadlineMs: 0,
		state: PollState.OPEN,
		byDeadline: false,
		voidReason: '',
		voidedBy: 0,
		keyLost: false,
		ballots: new Map(),
		entered: new Map(),
		tally: null,
		byGroup: [],
		openedAt: 0,
		sinceMs: 0,
		dotsPending: false,
		pending: false,
		...fields,
	}
}

/** One ballot a voter, from 1. */
export function ballots(...all: readonly Selection[]): ReadonlyMap<number, Selection> {
	return new Map(all.map((says, i) => [i + 1, says]))
}

/** Options that are texts. */
export function texts(...all: readonly string[]): readonly PollOption[] {
	return all.map((text) => ({ text, item: NO_ID }))
}

/** Options that are items of the backlog, by their keys. */
export function items(...all: readonly IdKey[]): readonly PollOption[] {
	return all.map((item) => ({ text: '', item }))
}

/** A backlog whose items are called by their keys: archived, merged into another, or neither. */
export function backlogOf(
	...all: readonly { key: IdKey; archived?: boolean; into?: IdKey }[]
): ProductState {
	const state = new ProductState()
	for (const { key, archived = false, into } of all) {
		const place = { slot: key, zone: Zone.ORDERED, pending: false, changedAt: 0 }
		const writtenAt = { place: 0, title: 0, description: 0, estimate: 0, archived: 0 }
		const texts = { ref: '', title: `Item ${key}`, estimate: 0, labels: [], saidIn: NO_ID }
		state.items.set(key, { key, ...texts, archivedAt: archived ? 7 : 0, ...place, writtenAt })
		if (into !== undefined) state.aliases.set(key, { into, mergedAt: 8 })
	}
	return state
}

/** The same numbers every time. */
export function seeded(seed: number): (below: number) => number {
	let state = seed
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return Math.floor((state / 2 ** 32) * below)
	}
}

/** Applies one event of somebody else's, number 3. */
export function happen(replica: Replica, body: Event['body'], reason = '', seq = 1n): void {
	const fields = { seq, timeMs: 5_000n, author: 3, reason: { plain: reason } }
	const event = create(EventSchema, { ...fields, body })
	replica.withConfirmed((state) => {
		applyBody(state, causeOf(event), event.body)
	})
}
