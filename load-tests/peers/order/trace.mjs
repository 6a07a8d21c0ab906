// Reads a trace (README.md has the format).
import { readFileSync } from 'node:fs'

// { name, items, authors, rounds }: a round is what happens between two syncs, a list of
// { author, item, below } in the order in which the moves arrive.
export function readTrace(path) {
	const lines = readFileSync(path, 'utf8').split('\n')
	if (lines[0] !== 'reviewd-order-trace 1') throw new Error(`${path}: not a trace of version 1`)
	const trace = { name: '', items: 0, authors: 0, rounds: [] }
	let round = []
	for (const line of lines.slice(1)) {
		const words = line.split(' ')
		if (line === '' || line.startsWith('#') || words[0] === 'seed') continue
		if (line === 'sync') {
			trace.rounds.push(round)
			round = []
		} else if (words[0] === 'name') {
			trace.name = words[1]
		} else if (words[0] === 'items' || words[0] === 'authors') {
			trace[words[0]] = Number(words[1])
		} else {
			round.push(moveOf(words, trace, `${path}: ${line}`))
		}
	}
	if (round.length > 0) throw new Error(`${path}: does not end with sync`)
	return trace
}

function moveOf(words, trace, where) {
	const [author, item, below] = words.map(Number)
	const known = (number, count) => Number.isInteger(number) && number >= 1 && number <= count
	if (
		words.length !== 3 ||
		!known(author, trace.authors) ||
		!known(item, trace.items) ||
		!known(below, trace.items) ||
		item === below
	) {
		throw new Error(where)
	}
	return { author, item, below }
}

// What each author of a round does, in the order of their first moves: a list of
// { author, moves }, each move with its place of arrival in the round.
export function byAuthor(round) {
	const authors = new Map()
	for (const [arrival, move] of round.entries()) {
		if (!authors.has(move.author)) authors.set(move.author, [])
		authors.get(move.author).push({ ...move, arrival })
	}
	return [...authors].map(([author, moves]) => ({ author, moves }))
}
