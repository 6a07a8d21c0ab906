// Applies what happens to polls. Results are taken as the server says them; none is counted here.
import type { Event } from './gen/reviewd/v1/event_pb'
import type {
	Ballot,
	BallotEntered,
	EnteredBallot as WireEntered,
	GroupResult as WireGroupResult,
	PollClosed,
	PollOpened,
} from './gen/reviewd/v1/event_meeting_pb'
import { PollKind, PollState, Secrecy, type Tally as WireTally } from './gen/reviewd/v1/meeting_pb'
import type { Cause } from './cause'
import { keyOf, NO_ID, type IdKey } from './id'
import type { EnteredBallot, GroupResult, Poll, Selection, Tally } from './model'
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
			| 'ballotEntered'
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
		case 'pollClosed':
			applyClosed(state, poll, cause, body.value)
			return
		case 'pollRevealed': {
			const tally = saidTally(body.value.tally)
			const byGroup = groupResultsOf(body.value.byGroup)
			const ballots = ballotsOf(poll.kind, body.value.ballots)
			const entered = enteredOf(poll.kind, body.value.entered)
			const said = { tally, byGroup, ballots, entered }
			state.polls.set(key, { ...poll, ...said, state: PollState.REVEALED, sinceMs, pending })
			return
		}
		case 'pollVoided': {
			const gone = { tally: null, byGroup: [], ballots: new Map(), entered: new Map() }
			const { keyLost } = body.value
			const why = { voidReason: cause.reason, voidedBy: cause.author, keyLost }
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
		case 'ballotEntered':
			applyEntered(state, poll, cause, body.value)
			return
		case 'dotsSet':
			applyDots(state, poll, { ...body.value, dotsPending: pending })
			return
	}
}

function applyClosed(state: ProductState, poll: Poll, cause: Cause, closed: PollClosed): void {
	const { pending, timeMs: sinceMs } = cause
	const tally = saidTally(closed.tally)
	const { byDeadline } = closed
	// Where ballots were shown as they came, none are repeated.
	const ballots = closed.ballots.length > 0 ? ballotsOf(poll.kind, closed.ballots) : poll.ballots
	const entered = closed.entered.length > 0 ? enteredOf(poll.kind, closed.entered) : poll.entered
	const byGroup = groupResultsOf(closed.byGroup)
	const said = { tally, byGroup, byDeadline, ballots, entered }
	state.polls.set(poll.key, { ...poll, ...said, state: PollState.CLOSED, sinceMs, pending })
	// From now on nobody knows it, its voter's page neither.
	if (poll.secrecy === Secrecy.UNLINKABLE && !pending) state.ownBallots.delete(poll.key)
}

function applyEntered(
	state: ProductState,
	poll: Poll,
	{ author, pending }: Cause,
	{ ballot, withdrawn }: BallotEntered,
): void {
	if (ballot === undefined) return
	const entered = new Map(poll.entered)
	const one = enteredBallotOf(poll.kind, ballot, pending)
	if (withdrawn) entered.delete(one.key)
	// A prediction does not say who it is that enters it.
	else entered.set(one.key, { ...one, by: one.by === 0 ? author : one.by })
	state.polls.set(poll.key, { ...poll, entered })
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
	const entered = new Map(
		[...poll.entered].map(([key, one]) => {
			return [key, { ...one, choices: clampDots(limits, one.choices) }] as const
		}),
	)
	const now = { ...poll, ...limits, dotsPending, ballots, entered }
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
		keyLost: false,
		ballots: new Map(),
		entered: new Map(),
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
	const { ballots, entered, preferred } = tally
	return { counts: new Map(counts), ballots, entered, preferred }
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

/** What was entered for people in the room. */
export function enteredOf(
	kind: PollKind,
	entered: readonly WireEntered[],
): ReadonlyMap<IdKey, EnteredBallot> {
	return new Map(
		entered.map((ballot) => {
			const one = enteredBallotOf(kind, ballot, false)
			return [one.key, one]
		}),
	)
}

function enteredBallotOf(kind: PollKind, ballot: WireEntered, pending: boolean): EnteredBallot {
	const { entry, name, by } = ballot
	const choices = selectionIn(kind, ballot)
	return { key: keyOf(entry), name: textOf(name), choices, by, pending }
}
