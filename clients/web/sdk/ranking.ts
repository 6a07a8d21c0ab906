// What a ranking comes to: the Schulze method, with the strength of a preference being the number of
// ballots that have it. As server/domain/ranking.cc has it. Pure.
import type { Selection } from './model'

/**
 * A square of `size` rows, row by row: how many ballots put the row's option above the column's.
 * `ballots` name options from the best down; those that one does not name are below those it does.
 */
export function preferencesOf(size: number, ballots: readonly Selection[]): number[] {
	const preferred = new Array<number>(size * size).fill(0)
	for (const ballot of ballots) {
		const above = new Set<number>()
		for (const option of ballot) {
			above.add(option)
			for (let other = 0; other < size; other += 1) {
				const pair = option * size + other
				if (!above.has(other)) preferred[pair] = (preferred[pair] ?? 0) + 1
			}
		}
	}
	return preferred
}

/** The place of each option, from 1: one more than the number of options that beat it. */
export function schulzePlaces(size: number, preferred: readonly number[]): number[] {
	const paths = strongestPaths(size, preferred)
	const at = (row: number, column: number) => paths[row * size + column] ?? 0
	const options = [...Array(size).keys()]
	return options.map((i) => 1 + options.filter((j) => i !== j && at(j, i) > at(i, j)).length)
}

// A path is as strong as its weakest preference; here the strongest path between each two.
function strongestPaths(size: number, preferred: readonly number[]): number[] {
	const paths = preferred.map((count, pair) => {
		const [row, column] = [Math.floor(pair / size), pair % size]
		return count > (preferred[column * size + row] ?? 0) ? count : 0
	})
	const at = (row: number, column: number) => paths[row * size + column] ?? 0
	for (let via = 0; via < size; via += 1) {
		for (let i = 0; i < size; i += 1) {
			for (let j = 0; j < size; j += 1) {
				if (i === j || i === via || j === via) continue
				paths[i * size + j] = Math.max(at(i, j), Math.min(at(i, via), at(via, j)))
			}
		}
	}
	return paths
}
