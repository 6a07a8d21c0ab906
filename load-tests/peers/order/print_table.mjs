// Prints the figures of a run, JSON lines in a file, as a table for each trace.
//
//   node print_table.mjs FIGURES
import { readFileSync } from 'node:fs'

// A peer is charged for the clock or for the processor, whichever is less: the threads that collect
// garbage beside it cost it nothing, and neither does waiting for a core. reviewd has one thread.
function microseconds(line) {
	const seconds = line.peer
		? Math.min(line.best_seconds, line.best_cpu_seconds)
		: line.best_cpu_seconds
	return (seconds / line.moves) * 1e6
}

const whole = (number) => Math.round(number).toLocaleString('en-US')

function short(number) {
	return number >= 100 ? whole(number) : number.toPrecision(number >= 10 ? 3 : 2)
}

const COLUMNS = [
	['', (line) => `${line.what} ${line.version}`.trim()],
	['how', (line) => line.how],
	['moves', (line) => whole(line.moves)],
	['µs a move', (line) => short(microseconds(line))],
	['moves/s', (line) => whole(1e6 / microseconds(line))],
	['median µs', (line) => short((line.median_seconds / line.moves) * 1e6)],
	['B a move', (line) => whole(line.bytes_per_move)],
	['missing', (line) => whole(line.missing)],
	['repeated', (line) => whole(line.repeated)],
]

function ratio(line, own) {
	return line.peer ? `x ${short(microseconds(line) / microseconds(own))}` : ''
}

function printTrace(name, lines) {
	const own = lines.filter((line) => !line.peer)
	const columns = [
		...COLUMNS,
		...own.map((mine) => [`/ ${mine.what.split(', ')[1]}`, (line) => ratio(line, mine)]),
	]
	const rows = [
		columns.map(([title]) => title),
		columns.map(() => '---'),
		...lines.map((line) => columns.map(([, cell]) => cell(line))),
	]
	const widths = columns.map((_, i) => Math.max(...rows.map((row) => row[i].length)))
	console.log(`\n${name}, ${whole(lines[0].moves_in_trace)} moves:\n`)
	for (const row of rows) {
		console.log(`| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`)
	}
}

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n').map(JSON.parse)
for (const name of new Set(lines.map((line) => line.trace))) {
	printTrace(
		name,
		lines.filter((line) => line.trace === name),
	)
}
