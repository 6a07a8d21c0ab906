// How far scores lie apart. Scores have an order but no distances, so there is
// no average: the middle score, and the scores between which the middle half of the votes lies.
import type { Tally } from '../../sdk/model'

export interface Spread {
	readonly low: number
	readonly median: number
	readonly high: number
}

// With fewer votes than this every vote can be read off the bars.
export const SPREAD_BALLOTS_MIN = 3

// Each is a score that somebody gave (nearest rank); of two in the middle, the lower one.
export function spreadOf(tally: Pick<Tally, 'counts' | 'ballots'>): Spread | null {
	if (tally.ballots < SPREAD_BALLOTS_MIN) return null
	const scores = [...tally.counts.keys()].sort((a, b) => a - b)
	const at = (share: number) => {
		let left = Math.ceil(tally.ballots * share)
		return scores.find((score) => (left -= tally.counts.get(score)?.ballots ?? 0) <= 0) ?? 0
	}
	return { low: at(0.25), median: at(0.5), high: at(0.75) }
}

// Votes of a fist of five that say that something is missing: two fingers or fewer.
export function lowVotes(tally: Pick<Tally, 'counts'>): number {
	return [0, 1, 2].reduce((sum, score) => sum + (tally.counts.get(score)?.ballots ?? 0), 0)
}
