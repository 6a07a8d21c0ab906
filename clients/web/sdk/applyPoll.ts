// Applies what happens to polls. Results are taken as the server says them; none is counted here.
import type { Event } from './gen/reviewd/v1/event_pb'
import type {
	Ballot,
	GroupResult as WireGroupResult,
	PollOpened,
} from './gen/reviewd/v1/event_meeting_pb'
import { PollKind, PollState, type Tally as WireTally } from './gen/reviewd/v1/meeting_pb'
import type { Cause } from './cause'
import { keyOf, NO_ID, type IdKey } from './id'
import type { GroupResult, Poll, Selection, Tally } from './model'
import { clampDots, selectionIn, stillCast } from './pollKind'
import type { ProductState } from './productState'
import { textOf } from './text'

export type PollBody = Extract<
	Event['body'],
	{
		case:
			| 'pollOpened'
			| 'pollClosed'
			| 'pollRevealed'
			| 'pollVoided'
			| 'ballotCast'
			| 'votersAdmitted'
			| 'dotsSet'
	}
>

/** Applies one event on a poll. A poll that is not known is left alone. */
export function applyPollBody(state: ProductState, cause: Cause, body: PollBody): void {
	const { pending, timeMs: sinceMs } = cause
	const key = keyOf(body.value.poll)
	if (body.case === 'pollOpened') {
		const openedAt = cause.seq
		state.polls.set(key, { ...pollOf(state, body.value), openedAt, sinceMs, pending })
		return
	}
	const poll = state.polls.get(key)
	if (poll === undefined) return
	switch (body.case) {
		case 'pollClosed': {
			const tally = saidTally(body.value.tally)
			const { byDeadline } = body.value
			// Where ballots were shown as they came, none are repeated.
			const now = body.value.ballots
			const ballots = now.length > 0 ? ballotsOf(poll.kind, now) : poll.ballots
			const byGroup = groupResultsOf(body.value.byGroup)
			const said = { tally, byGroup, byDeadline, ballots }
			state.polls.set(key, { ...poll, ...said, state: PollState.CLOSED, sinceMs, pending })
			return
		}
		case 'pollRevealed': {
			const tally = saidTally(body.value.tally)
			const byGroup = groupResultsOf(body.value.byGroup)
			const ballots = ballotsOf(poll.kind, body.value.ballots)
			const said = { tally, byGroup, ballots }
			state.polls.set(key, { ...poll, ...said, state: PollState.REVEALED, sinceMs, pending })
			return
		}
		case 'pollVoided': {
			const gone = { tally: null, byGroup: [], ballots: new Map<number, Selection>() }
			const why = { voidReason: cause.reason, voidedBy: cause.author }
			state.polls.set(key, { ...poll, ...gone, ...why, state: PollState.VOID, sinceMs, pending })
			state.ownBallots.delete(key)
			return
		}
		case 'votersAdmitted': {
			const electorate = [...new Set([...poll.electorate, ...body.value.participants])]
			state.polls.set(key, { ...poll, electorate })
			return
		}
		case 'ballotCast': {
			const says = selectionIn(poll.kind, body.value)
			state.polls.set(key, { ...poll, ballots: new Map(poll.ballots).set(body.value.voter, says) })
			return
		}
		case 'dotsSet':
			applyDots(state, poll, { ...body.value, dotsPending: pending })
			return
	}
}

// Ballots that have given more lose dots, this person's own hidden one included.
function applyDots(
	state: ProductState,
	poll: Poll,
	{ dots, dotsPerOption, dotsPending }: Pick<Poll, 'dots' | 'dotsPerOption' | 'dotsPending'>,
): void {
	const limits = { dots, dotsPerOption }
	const ballots = new Map(
		[...poll.ballots].map(([voter, given]) => [voter, clampDots(limits, given)]),
	)
	const now = { ...poll, ...limits, dotsPending, ballots }
	state.polls.set(poll.key, now)
	const own = state.ownBallots.get(poll.key)
	const still = own === undefined ? undefined : stillCast(now, own)
	if (still !== undefined) state.ownBallots.set(poll.key, still)
}

/** A poll as it was opened, with nobody's ballot yet. */
export function pollOf(state: ProductState, opened: PollOpened): Poll {
	const increment = keyOf(opened.increment)
	return {
		key: keyOf(opened.poll),
		review: reviewOf(state, increment, keyOf(opened.review)),
		increment,
		question: textOf(opened.question),
		kind: opened.kind,
		options: opened.options.map(({ text, item }) => ({ text: textOf(text), item: keyOf(item) })),
		dots: opened.kind === PollKind.DOTS ? opened.dots : 0,
		dotsPerOption: opened.kind === PollKind.DOTS ? opened.dotsPerOption : 0,
		secrecy: opened.secrecy,
		results: opened.results,
		electorate: opened.electorate,
		roles: opened.roles,
		groups: opened.groups.map(keyOf),
		quorum: opened.quorum,
		again: keyOf(opened.again),
		deadlineMs: Number(opened.deadlineMs),
		state: PollState.OPEN,
		byDeadline: false,
		voidReason: '',
		voidedBy: 0,
		ballots: new Map(),
		tally: null,
		byGroup: [],
		openedAt: 0,
		sinceMs: 0,
		dotsPending: false,
		pending: false,
	}
}

function reviewOf({ increments }: ProductState, increment: IdKey, review: IdKey): IdKey {
	return increment === NO_ID ? review : (increments.get(increment)?.review ?? NO_ID)
}

/** What the server counted. */
export function saidTally(tally: WireTally | undefined): Tally | null {
	if (tally === undefined) return null
	const counts = tally.counts.map(({ selection, ballots, dots, place }) => {
		return [selection, { ballots, dots, place }] as const
	})
	return { counts: new Map(counts), ballots: tally.ballots, preferred: tally.preferred }
}

/** What the server counted by group. */
export function groupResultsOf(results: readonly WireGroupResult[]): readonly GroupResult[] {
	return results.flatMap(({ groups, ungrouped, tally }) => {
		const said = saidTally(tally)
		return said === null ? [] : [{ groups: groups.map(keyOf), ungrouped, tally: said }]
	})
}

/** Who chose what. */
export function ballotsOf(
	kind: PollKind,
	ballots: readonly Ballot[],
): ReadonlyMap<number, Selection> {
	return new Map(ballots.map((ballot) => [ballot.voter, selectionIn(kind, ballot)]))
}
