// Writes one of the traces to standard output. The same name and seed give the same bytes
// everywhere; README.md has the format.
//
//   node make_trace.mjs random-moves [--seed 1] [--items 10000] [--authors 10] [--rounds 400]
//                                    [--moves 50]
//   node make_trace.mjs one-gap | one-gap-below-a-moved-item [--seed 1] [--items 10000]
//                                    [--moves 10000]
import { parseArgs } from 'node:util'

// Steele, Lea and Flood 2014.
function splitmix64(seed) {
	const mask = (1n << 64n) - 1n
	let state = seed
	return () => {
		state = (state + 0x9e3779b97f4a7c15n) & mask
		let z = state
		z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask
		z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask
		return z ^ (z >> 31n)
	}
}

// One of 1..n.
const oneOf = (next, n) => Number(next() % BigInt(n)) + 1

function otherThan(next, items, item) {
	for (;;) {
		const other = oneOf(next, items)
		if (other !== item) return other
	}
}

function* randomMoves(next, { items, authors, rounds, moves }) {
	for (let round = 0; round < rounds; round++) {
		for (let i = 0; i < moves; i++) {
			const author = oneOf(next, authors)
			const item = oneOf(next, items)
			yield `${author} ${item} ${otherThan(next, items, item)}`
		}
		yield 'sync'
	}
}

// Everybody makes one move, all into the gap below the middle item. With `moved` that item itself
// was moved before, so it is younger than its lower neighbour.
function* oneGap(next, { items, moves }, moved) {
	const below = Math.ceil(items / 2)
	if (moved) {
		yield `1 ${below} ${Math.ceil((items * 3) / 4)}`
		yield 'sync'
	}
	const authors = Array.from({ length: moves }, (_, i) => i + 1)
	for (let i = moves; i > 1; i--) {
		const j = oneOf(next, i) - 1
		;[authors[i - 1], authors[j]] = [authors[j], authors[i - 1]]
	}
	for (const author of authors) yield `${author} ${otherThan(next, items, below)} ${below}`
	yield 'sync'
}

const KINDS = {
	'random-moves': { lines: randomMoves, moves: 50 },
	'one-gap': { lines: (next, sizes) => oneGap(next, sizes, false), moves: 10_000 },
	'one-gap-below-a-moved-item': {
		lines: (next, sizes) => oneGap(next, sizes, true),
		moves: 10_000,
	},
}

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		seed: { type: 'string', default: '1' },
		items: { type: 'string', default: '10000' },
		authors: { type: 'string', default: '10' },
		rounds: { type: 'string', default: '400' },
		moves: { type: 'string' },
	},
})
const name = positionals[0] ?? ''
const kind = KINDS[name]
if (kind === undefined) {
	console.error(`make_trace: name one of ${Object.keys(KINDS).join(', ')}`)
	process.exit(2)
}
const moves = Number(values.moves ?? kind.moves)
const random = name === 'random-moves'
const sizes = {
	items: Number(values.items),
	authors: random ? Number(values.authors) : moves,
	rounds: Number(values.rounds),
	moves,
}
const head = [
	'reviewd-order-trace 1',
	`name ${name}`,
	`seed ${values.seed}`,
	`items ${sizes.items}`,
	`authors ${sizes.authors}`,
]
const lines = [...head, ...kind.lines(splitmix64(BigInt(values.seed)), sizes)]
process.stdout.write(lines.join('\n') + '\n')
