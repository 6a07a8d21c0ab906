// Tallies of random polls against counting them the plain way: one voter and one pair at a time, the
// Schulze relation from its definition (all paths looked at), dots taken away one by one, the spread
// from the sorted list of all scores.
import { describe, expect, test } from 'vitest'
import { PollKind } from '../sdk/gen/reviewd/v1/meeting_pb'
import type { Count, Poll, Selection } from '../sdk/model'
import { clampDots, isBallot } from '../sdk/pollKind'
import { tallyOf, type Backlog } from '../sdk/tally'
import { SPREAD_BALLOTS_MIN, spreadOf } from '../app/review/spread'
import { backlogOf, ballots, items, pollWith, seeded } from './polled'

const ROUNDS = 1_000

// What became of the item of each option.
interface Fate {
	readonly archived: boolean
	// -1: it was not merged.
	readonly into: number
}

interface Case {
	readonly backlog: Backlog
	readonly poll: Poll
	readonly fates: readonly Fate[]
}

const key = (option: number) => `1.1.${option}`

function shuffled(below: (n: number) => number, size: number): number[] {
	const all = [...Array(size).keys()]
	for (let i = size - 1; i > 0; i -= 1) {
		const j = below(i + 1)
		;[all[i], all[j]] = [all[j]!, all[i]!]
	}
	return all
}

function randomBallot(below: (n: number) => number, poll: Poll): Selection {
	const size = poll.options.length
	if (poll.kind === PollKind.DOTS) {
		const given = new Array<number>(size).fill(0)
		for (let dot = below(poll.dots + 1); dot > 0; dot -= 1) {
			const there = below(size)
			if (given[there]! < poll.dotsPerOption) given[there]! += 1
		}
		return given
	}
	const order = shuffled(below, size)
	switch (poll.kind) {
		case PollKind.SINGLE:
			return order.slice(0, 1)
		case PollKind.MULTI:
			return order.slice(0, below(size + 1)).sort((a, b) => a - b)
		default:
			return order.slice(0, 1 + below(size))
	}
}

function randomCase(below: (n: number) => number, kind: PollKind): Case {
	const size = 2 + below(4)
	const fates: Fate[] = []
	for (let i = 0; i < size; i += 1) {
		const into = i > 0 && below(4) === 0 ? below(i) : -1
		fates.push({ archived: below(5) === 0, into: fates[into]?.into === -1 ? into : -1 })
	}
	const backlog = backlogOf(
		...fates.map(({ archived, into }, i) =>
			into >= 0 ? { key: key(i), into: key(into) } : { key: key(i), archived },
		),
	)
	const limits = { dots: 4 + below(3), dotsPerOption: 2 + below(3) }
	const empty = pollWith({ kind, options: items(...fates.map((_, i) => key(i))), ...limits })
	const cast = Array.from({ length: below(7) }, () => randomBallot(below, empty))
	for (const says of cast) expect(isBallot(empty, says)).toBe(true)
	return { backlog, poll: { ...empty, ballots: ballots(...cast) }, fates }
}

// The option at which `option` counts, or -1.
function countsAt({ fates }: Case, option: number): number {
	const { into } = fates[option]!
	const at = into >= 0 ? into : option
	return fates[at]!.archived ? -1 : at
}

// The place at which a ballot first says something for an option, or one below all.
function rankOf(the: Case, says: Selection, option: number): number {
	const at = says.findIndex((said) => countsAt(the, said) === option)
	return at < 0 ? 1_000 : at
}

// Dots put down one by one, each where its option counts now, until that is full.
function plainDots(the: Case, says: Selection, option: number): number {
	let got = 0
	for (const [place, dots] of says.entries()) {
		for (let dot = 0; dot < dots; dot += 1) {
			if (countsAt(the, place) === option && got < the.poll.dotsPerOption) got += 1
		}
	}
	return got
}

function plainCount(the: Case, option: number, standing: readonly number[]): Omit<Count, 'place'> {
	let took = 0
	let dots = 0
	for (const says of the.poll.ballots.values()) {
		if (the.poll.kind === PollKind.DOTS) {
			const given = plainDots(the, says, option)
			dots += given
			took += given > 0 ? 1 : 0
			continue
		}
		const rank = rankOf(the, says, option)
		const ahead = standing.some((other) => rankOf(the, says, other) < rank)
		if (rank < 1_000 && !(the.poll.kind === PollKind.RANKING && ahead)) took += 1
	}
	return { ballots: took, dots }
}

// For each pair how many voters say the row's option before the column's.
function plainPairs(the: Case, standing: readonly number[]): number[][] {
	const all = [...the.poll.ballots.values()]
	return standing.map((row) =>
		standing.map(
			(column) => all.filter((says) => rankOf(the, says, row) < rankOf(the, says, column)).length,
		),
	)
}

// The strongest of all paths without a repetition, by trying each.
function strongest(
	beats: readonly number[][],
	from: number,
	to: number,
	seen: Set<number>,
): number {
	let best = beats[from]![to]!
	for (let via = 0; via < beats.length; via += 1) {
		if (via === from || via === to || seen.has(via)) continue
		const first = beats[from]![via]!
		if (first > best)
			best = Math.max(best, Math.min(first, strongest(beats, via, to, new Set([...seen, from]))))
	}
	return best
}

function plainPlaces(above: readonly number[][]): number[] {
	const all = [...above.keys()]
	const beats = above.map((row, i) => row.map((n, j) => (n > above[j]![i]! ? n : 0)))
	const path = (i: number, j: number) => strongest(beats, i, j, new Set())
	return all.map((i) => 1 + all.filter((j) => j !== i && path(j, i) > path(i, j)).length)
}

describe('a tally is what counting the plain way gives', () => {
	test.each([
		['one option', PollKind.SINGLE],
		['several options', PollKind.MULTI],
		['dots', PollKind.DOTS],
		['ranking', PollKind.RANKING],
	] as const)('C28 C29 %s', (_, kind) => {
		const below = seeded(20_261_129 + kind)
		for (let round = 0; round < ROUNDS; round += 1) {
			const the = randomCase(below, kind)
			const found = tallyOf(the.backlog, the.poll)
			const standing = [...the.fates.keys()].filter((i) => countsAt(the, i) === i)
			const above = kind === PollKind.RANKING ? plainPairs(the, standing) : []
			const places = kind === PollKind.RANKING ? plainPlaces(above) : standing.map(() => 0)
			const plain = standing.map((option, i) => {
				return [option, { ...plainCount(the, option, standing), place: places[i] }]
			})
			expect([...found.counts]).toEqual(plain)
			expect(found.ballots).toBe(the.poll.ballots.size)
			expect(found.preferred).toEqual(above.flat())
		}
	})

	test('C28 one ballot a voter: the order in which they came changes nothing', () => {
		const below = seeded(4)
		for (let round = 0; round < ROUNDS; round += 1) {
			const the = randomCase(below, PollKind.RANKING)
			const turned = new Map([...the.poll.ballots].reverse())
			const other = tallyOf(the.backlog, { ...the.poll, ballots: turned })
			expect(other).toEqual(tallyOf(the.backlog, the.poll))
		}
	})

	test('whoever beats each other one in a pair alone is first, and alone there', () => {
		const below = seeded(7)
		let winners = 0
		for (let round = 0; round < ROUNDS; round += 1) {
			const the = randomCase(below, PollKind.RANKING)
			const { counts, preferred } = tallyOf(the.backlog, the.poll)
			const places = [...counts.values()].map(({ place }) => place)
			const size = places.length
			for (let i = 0; i < size && size > 1; i += 1) {
				const others = [...Array(size).keys()].filter((j) => j !== i)
				if (!others.every((j) => preferred[i * size + j]! > preferred[j * size + i]!)) continue
				winners += 1
				expect(places[i]).toBe(1)
				expect(places.filter((place) => place === 1)).toHaveLength(1)
			}
		}
		expect(winners).toBeGreaterThan(ROUNDS / 10)
	})
})

// Takes one dot after another, as the schema says it.
function plainClamp(limits: Pick<Poll, 'dots' | 'dotsPerOption'>, given: Selection): number[] {
	const left = [...given]
	const total = () => left.reduce((all, one) => all + one, 0)
	for (const i of left.keys()) while (left[i]! > limits.dotsPerOption) left[i]! -= 1
	for (let i = left.length - 1; i >= 0 && total() > limits.dots;) {
		if (left[i]! > 0) left[i]! -= 1
		else i -= 1
	}
	return left
}

test('C28 dots over the limits go from each option, then from the last one up', () => {
	const below = seeded(11)
	for (let round = 0; round < ROUNDS; round += 1) {
		const given = Array.from({ length: 1 + below(6) }, () => below(12))
		const dots = 1 + below(20)
		const limits = { dots, dotsPerOption: 1 + below(dots) }
		const clamped = clampDots(limits, given)
		expect(clamped).toEqual(plainClamp(limits, given))
		expect(clampDots(limits, clamped)).toEqual(clamped)
		const poll = pollWith({ kind: PollKind.DOTS, options: items(...given.map(String)), ...limits })
		expect(isBallot(poll, clamped)).toBe(true)
	}
})

test('the spread is what the sorted list of all scores has at its quarters', () => {
	const below = seeded(13)
	for (let round = 0; round < ROUNDS; round += 1) {
		const size = below(40)
		const scores = Array.from({ length: size }, () => below(6)).sort((a, b) => a - b)
		const counts = new Map<number, Count>()
		for (const score of shuffled(below, 6)) {
			const took = scores.filter((one) => one === score).length
			counts.set(score, { ballots: took, dots: 0, place: 0 })
		}
		const spread = spreadOf({ counts, ballots: size })
		if (size < SPREAD_BALLOTS_MIN) {
			expect(spread).toBeNull()
			continue
		}
		// The first of the list that has a quarter, a half, three quarters of all up to and with it.
		const at = (quarters: number) => scores.find((_, i) => (i + 1) * 4 >= size * quarters)
		expect(spread).toEqual({ low: at(1), median: at(2), high: at(3) })
	}
})
