// What the ballots of a poll come to, counted here where everybody may see them: while a poll with
// live results is open. As server/domain/tally.cc has it. What the server has said is never counted
// again (applyPoll.ts). Pure.
import { PollKind } from './gen/reviewd/v1/meeting_pb'
import { NO_ID, type IdKey } from './id'
import type { Count, Poll, Selection, Tally } from './model'
import { clampDots, numbersOf } from './pollKind'
import type { ProductState } from './productState'
import { preferencesOf, schulzePlaces } from './ranking'

type Counted = Omit<Tally, 'entered'>

export type Backlog = Pick<ProductState, 'items' | 'aliases'>

/** What the ballots come to as the backlog is now. */
export function tallyOf(backlog: Backlog, poll: Poll): Tally {
	const entered = [...poll.entered.values()].map(({ choices }) => choices)
	const ballots = [...poll.ballots.values(), ...entered]
	const counted =
		poll.options.length === 0
			? countNumbers(poll, ballots)
			: countOptions(poll, ballots, whereOptionsCount(backlog, poll.options))
	return { ...counted, entered: entered.length }
}

/**
 * Where what is said of each option counts now (C29): at its own place, at that of the option whose
 * item it was merged into, or nowhere (null) while its item is archived.
 */
export function whereOptionsCount(
	{ items, aliases }: Backlog,
	options: Poll['options'],
): readonly (number | null)[] {
	const first = new Map<IdKey, number>()
	return options.map(({ item }, place) => {
		if (item === NO_ID) return place
		const now = aliases.get(item)?.into ?? item
		if ((items.get(now)?.archivedAt ?? 0) !== 0) return null
		const there = first.get(now) ?? place
		first.set(now, there)
		return there
	})
}

function countNumbers({ kind }: Poll, ballots: readonly Selection[]): Counted {
	const [first, last] = numbersOf(kind, 0)
	const counts = new Map<number, Count>()
	for (let number = first; number <= last; number += 1) {
		const took = ballots.filter(([said]) => said === number).length
		counts.set(number, { ballots: took, dots: 0, place: 0 })
	}
	return { counts, ballots: ballots.length, preferred: [] }
}

function countOptions(
	poll: Poll,
	ballots: readonly Selection[],
	where: readonly (number | null)[],
): Counted {
	const standing = [...where.keys()].filter((place) => where[place] === place)
	const counted = ballots.map((ballot) => countedNow(poll, ballot, where))
	const dots = poll.kind === PollKind.DOTS
	const ranking = poll.kind === PollKind.RANKING
	const index = new Map(standing.map((place, i) => [place, i]))
	const preferred = ranking
		? preferencesOf(
				standing.length,
				counted.map((ballot) => ballot.map((place) => index.get(place) ?? 0)),
			)
		: []
	const places = ranking ? schulzePlaces(standing.length, preferred) : []
	const counts = new Map<number, Count>()
	for (const [i, option] of standing.entries()) {
		const took = counted.filter((ballot) => {
			if (dots) return (ballot[option] ?? 0) > 0
			return ranking ? ballot[0] === option : ballot.includes(option)
		})
		const given = dots ? took.reduce((all, ballot) => all + (ballot[option] ?? 0), 0) : 0
		counts.set(option, { ballots: took.length, dots: given, place: places[i] ?? 0 })
	}
	return { counts, ballots: ballots.length, preferred }
}

// A ballot as it counts now; empty if nothing of it does.
function countedNow(poll: Poll, ballot: Selection, where: readonly (number | null)[]): Selection {
	if (poll.kind !== PollKind.DOTS) {
		const there = ballot.map((place) => where[place] ?? null)
		return [...new Set(there.filter((place) => place !== null))]
	}
	const moved = new Array<number>(ballot.length).fill(0)
	for (const [place, given] of ballot.entries()) {
		const there = where[place] ?? null
		if (there !== null) moved[there] = (moved[there] ?? 0) + given
	}
	return clampDots(poll, moved)
}
