// What the ballots of a poll come to: the rules of server/domain/tally.cc, one at a time. Random polls
// are in tallyProperty.test.ts.
import { describe, expect, test } from 'vitest'
import { Consent, PollKind, PollState, Results } from '../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll, Tally } from '../sdk/model'
import { ProductState } from '../sdk/productState'
import { preferencesOf, schulzePlaces } from '../sdk/ranking'
import { tallyOf, whereOptionsCount, type Backlog } from '../sdk/tally'
import { byPlace } from '../app/review/places'
import { shownTally } from '../app/review/tally'
import { backlogOf, ballots, items, pollWith, texts } from './polled'

const EMPTY = new ProductState()

const tally = (fields: Partial<Poll>, backlog: Backlog = EMPTY) =>
	tallyOf(backlog, pollWith(fields))
const counted = ({ counts }: Tally) => [...counts].map(([choice, { ballots }]) => [choice, ballots])
const dotted = ({ counts }: Tally) => [...counts].map(([choice, { dots }]) => [choice, dots])
const placed = ({ counts }: Tally) => [...counts].map(([choice, { place }]) => [choice, place])

describe('one number', () => {
	test('every choice is listed, zero included', () => {
		const yes = ballots([Consent.YES], [Consent.YES], [Consent.ABSTAIN])
		const consent = { kind: PollKind.CONSENT, ballots: yes }
		expect(counted(tally(consent))).toEqual([
			[Consent.YES, 2],
			[Consent.NO, 0],
			[Consent.ABSTAIN, 1],
		])
		const fist = { kind: PollKind.FIST_OF_FIVE, ballots: ballots([0], [5]) }
		expect(counted(tally(fist)).map(([score]) => score)).toEqual([0, 1, 2, 3, 4, 5])
	})

	test.each([PollKind.SCALE, PollKind.CONFIDENCE, PollKind.ROTI])(
		'kind %i is a scale from 1 to 5',
		(kind) => {
			expect(counted(tally({ kind, ballots: ballots([1], [5], [5]) }))).toEqual([
				[1, 1],
				[2, 0],
				[3, 0],
				[4, 0],
				[5, 2],
			])
		},
	)
})

describe('options', () => {
	test('of a choice of several each voter counts once at each of their options', () => {
		const several = { kind: PollKind.MULTI, options: texts('A', 'B', 'C') }
		const found = tally({ ...several, ballots: ballots([0, 1], [0], []) })
		expect(counted(found)).toEqual([
			[0, 2],
			[1, 1],
			[2, 0],
		])
		expect(found.ballots).toBe(3)
	})

	test('of dots there are sums, and how many gave any', () => {
		const dots = { kind: PollKind.DOTS, options: texts('A', 'B'), dots: 5, dotsPerOption: 5 }
		const found = tally({ ...dots, ballots: ballots([3, 2], [1, 0]) })
		expect(dotted(found)).toEqual([
			[0, 4],
			[1, 2],
		])
		expect(counted(found)).toEqual([
			[0, 2],
			[1, 1],
		])
	})

	test('of a ranking those are counted who put an option first', () => {
		const ranking = { kind: PollKind.RANKING, options: texts('A', 'B', 'C') }
		const found = tally({ ...ranking, ballots: ballots([0, 1], [0], [2, 1, 0]) })
		expect(counted(found)).toEqual([
			[0, 2],
			[1, 0],
			[2, 1],
		])
		expect(found.preferred).toEqual([0, 2, 2, 1, 0, 1, 1, 1, 0])
		expect(placed(found)).toEqual([
			[0, 1],
			[1, 2],
			[2, 2],
		])
	})
})

describe('C29 options that are items', () => {
	const GONE = backlogOf({ key: 'a' }, { key: 'b', archived: true }, { key: 'c' })
	const MERGED = backlogOf({ key: 'a' }, { key: 'b', into: 'a' }, { key: 'c' })
	const ABC = items('a', 'b', 'c')

	test('an archived one has no count, and comes back when it is restored', () => {
		const single = { kind: PollKind.SINGLE, options: ABC, ballots: ballots([1], [1], [2]) }
		expect(counted(tally(single, GONE))).toEqual([
			[0, 0],
			[2, 1],
		])
		expect(tally(single, GONE).ballots).toBe(3)
		const back = backlogOf({ key: 'a' }, { key: 'b' }, { key: 'c' })
		expect(counted(tally(single, back))).toEqual([
			[0, 0],
			[1, 2],
			[2, 1],
		])
	})

	test('merged ones count together, one voter once', () => {
		const multi = { kind: PollKind.MULTI, options: ABC, ballots: ballots([0, 1], [1], [2]) }
		expect(counted(tally(multi, MERGED))).toEqual([
			[0, 2],
			[2, 1],
		])
	})

	test('one merged into what is archived does not count', () => {
		const backlog = backlogOf({ key: 'a', archived: true }, { key: 'b', into: 'a' }, { key: 'c' })
		expect(whereOptionsCount(backlog, ABC)).toEqual([null, null, 2])
	})

	test('two merged into an item that is no option count at the first of them', () => {
		const into = { into: 'x' }
		const backlog = backlogOf(
			{ key: 'x' },
			{ key: 'a', ...into },
			{ key: 'b', ...into },
			{ key: 'c' },
		)
		expect(whereOptionsCount(backlog, ABC)).toEqual([0, 0, 2])
	})

	test('dots of merged ones add up to the limit of one option and not beyond', () => {
		const dots = { kind: PollKind.DOTS, options: ABC, dots: 6, dotsPerOption: 3 }
		const found = tally({ ...dots, ballots: ballots([3, 2, 1], [0, 1, 0]) }, MERGED)
		expect(dotted(found)).toEqual([
			[0, 4],
			[2, 1],
		])
	})

	test('a ranking names what was merged at the better of its places', () => {
		const ranking = { kind: PollKind.RANKING, options: ABC, ballots: ballots([1, 2, 0]) }
		const found = tally(ranking, MERGED)
		expect(placed(found)).toEqual([
			[0, 1],
			[2, 2],
		])
		expect(found.preferred).toEqual([0, 1, 0, 0])
	})
})

describe('ranking', () => {
	test('the Schulze places of the example in the paper', () => {
		const votes: readonly (readonly [times: number, order: string])[] = [
			[5, 'ACBED'],
			[5, 'ADECB'],
			[8, 'BEDAC'],
			[3, 'CABED'],
			[7, 'CAEBD'],
			[2, 'CBADE'],
			[7, 'DCEBA'],
			[8, 'EBADC'],
		]
		const all = votes.flatMap(([times, order]) =>
			Array.from({ length: times }, () => [...order].map((one) => 'ABCDE'.indexOf(one))),
		)
		const preferred = preferencesOf(5, all)
		expect(preferred[0 * 5 + 1]).toBe(20)
		expect(preferred[1 * 5 + 0]).toBe(25)
		// E, A, C, B, D.
		expect(schulzePlaces(5, preferred)).toEqual([2, 4, 3, 5, 1])
	})

	test('nothing sets options apart that nobody compared', () => {
		expect(schulzePlaces(3, preferencesOf(3, []))).toEqual([1, 1, 1])
	})

	test('places are listed from the first down, and a shared one says so', () => {
		const ranking = { kind: PollKind.RANKING, options: texts('A', 'B', 'C') }
		const found = tally({ ...ranking, ballots: ballots([2, 0], [2, 1]) })
		const choices = [0, 1, 2].map((selection) => ({ selection }))
		const listed = byPlace(choices, found)
		expect(listed.map(({ choice, place, shared }) => [choice.selection, place, shared])).toEqual([
			[2, 1, false],
			[0, 2, true],
			[1, 2, true],
		])
		expect(listed[0]?.above.get(0)).toBe(2)
		expect(listed[0]?.first).toBe(2)
	})
})

describe('what is shown', () => {
	const LIVE = { kind: PollKind.SINGLE, options: items('a', 'b'), ballots: ballots([0], [1]) }
	const SAID: Tally = {
		counts: new Map([[1, { ballots: 9, dots: 0, place: 0 }]]),
		ballots: 9,
		entered: 0,
		preferred: [],
	}

	test('C29 what the server has said stays as said, whatever becomes of the options', () => {
		const gone = backlogOf({ key: 'a' }, { key: 'b', archived: true })
		for (const state of [PollState.CLOSED, PollState.REVEALED]) {
			const poll = pollWith({ ...LIVE, state, tally: SAID })
			expect(shownTally(poll, undefined, gone)).toBe(SAID)
		}
		expect(counted(shownTally(pollWith(LIVE), undefined, gone)!)).toEqual([[0, 1]])
	})

	test('G9 nothing is counted while results are hidden, even if ballots were there', () => {
		for (const results of [Results.ON_REVEAL, Results.AFTER_OWN_VOTE]) {
			for (const state of [PollState.OPEN, PollState.CLOSED]) {
				const poll = pollWith({ ...LIVE, results, state })
				expect(shownTally(poll, undefined, EMPTY)).toBeNull()
			}
		}
	})

	test('a poll that was declared void has no result, not even the one that was told', () => {
		const poll = pollWith({ ...LIVE, state: PollState.VOID, results: Results.AFTER_OWN_VOTE })
		expect(shownTally(poll, SAID, EMPTY)).toBeNull()
	})
})
