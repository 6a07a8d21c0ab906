// Applies what happens to polls. Results are taken as the server says them; none is counted here.
import type { Event } from './gen/reviewd/v1/event_pb'
import type { Ballot, PollOpened } from './gen/reviewd/v1/event_meeting_pb'
import { PollState, type Tally as WireTally } from './gen/reviewd/v1/meeting_pb'
import type { Cause } from './cause'
import { keyOf } from './id'
import type { Poll, Tally } from './model'
import type { ProductState } from './productState'
import { textOf } from './text'

export type PollBody = Extract<
	Event['body'],
	{ case: 'pollOpened' | 'pollClosed' | 'pollRevealed' | 'ballotCast' | 'votersAdmitted' }
>

export function applyPollBody(state: ProductState, cause: Cause, body: PollBody): void {
	const { pending, timeMs: sinceMs } = cause
	const key = keyOf(body.value.poll)
	switch (body.case) {
		case 'pollOpened':
			state.polls.set(key, { ...pollOf(body.value), sinceMs, pending })
			return
		case 'pollClosed': {
			const tally = body.value.tally === undefined ? null : tallyOf(body.value.tally)
			const { byDeadline } = body.value
			const fields = { state: PollState.CLOSED, tally, byDeadline, sinceMs, pending }
			// Where ballots were shown as they came, none are repeated.
			const ballots = body.value.ballots.length > 0 ? ballotsOf(body.value.ballots) : null
			state.polls.change(key, ballots === null ? fields : { ...fields, ballots })
			return
		}
		case 'pollRevealed': {
			const tally = body.value.tally === undefined ? null : tallyOf(body.value.tally)
			const ballots = ballotsOf(body.value.ballots)
			state.polls.change(key, { state: PollState.REVEALED, tally, ballots, sinceMs, pending })
			return
		}
		case 'votersAdmitted': {
			const before = state.polls.get(key)?.electorate ?? []
			const electorate = [...new Set([...before, ...body.value.participants])]
			state.polls.change(key, { electorate })
			return
		}
		case 'ballotCast': {
			const poll = state.polls.get(key)
			if (poll === undefined) return
			const ballots = new Map(poll.ballots).set(body.value.voter, body.value.selection)
			state.polls.set(key, { ...poll, ballots })
			return
		}
	}
}

export function pollOf(opened: PollOpened): Poll {
	return {
		key: keyOf(opened.poll),
		increment: keyOf(opened.increment),
		question: textOf(opened.question),
		kind: opened.kind,
		secrecy: opened.secrecy,
		results: opened.results,
		electorate: opened.electorate,
		deadlineMs: Number(opened.deadlineMs),
		state: PollState.OPEN,
		byDeadline: false,
		ballots: new Map(),
		tally: null,
		sinceMs: 0,
		pending: false,
	}
}

export function tallyOf(tally: WireTally): Tally {
	const counts = new Map(tally.counts.map(({ selection, ballots }) => [selection, ballots]))
	return { counts, ballots: tally.ballots }
}

export function ballotsOf(ballots: readonly Ballot[]): ReadonlyMap<number, number> {
	return new Map(ballots.map(({ voter, selection }) => [voter, selection]))
}
