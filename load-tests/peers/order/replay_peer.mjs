// Replays a trace through one peer and prints one JSON line (README.md says what is in the time).
//
//   node replay_peer.mjs loro|yjs|automerge TRACE [--by-round] [--repetitions 5] [--seconds 60]
//
// After --seconds of timed work it stops where it is, and the line says how many moves were taken.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Authors } from './authors.mjs'
import { readTrace } from './trace.mjs'

const PEERS = {
	loro: async () => (await import('./loro_replica.mjs')).LoroReplica,
	yjs: async () => (await import('./yjs_replica.mjs')).YjsReplica,
	automerge: async () => (await import('./automerge_replica.mjs')).AutomergeReplica,
}
const MEASURED_AUTHOR = 0xffffff // never writes

// Adds up the clock's seconds and the processor's, of all threads of this process.
class Stopwatch {
	seconds = 0
	cpuSeconds = 0

	time(work) {
		const cpu = process.cpuUsage()
		const start = process.hrtime.bigint()
		work()
		this.seconds += Number(process.hrtime.bigint() - start) / 1e9
		const { user, system } = process.cpuUsage(cpu)
		this.cpuSeconds += (user + system) / 1e6
	}
}

// So many updates are taken between two looks at the clock.
const TIMED_AT_ONCE = 50

function take(replica, updates, watch, byRound) {
	watch.time(() => {
		if (byRound) replica.takeAll(updates)
		else for (const update of updates) replica.take(update)
	})
}

// Takes a round as it comes, until the time is over; gives what was taken.
function takeRound(replica, updates, watch, { byRound, secondsMax }) {
	const taken = []
	let next = []
	for (const update of updates) {
		next.push(update)
		if (byRound || next.length < TIMED_AT_ONCE) continue
		take(replica, next, watch, byRound)
		taken.push(...next)
		next = []
		if (watch.seconds > secondsMax) return taken
	}
	take(replica, next, watch, byRound)
	return [...taken, ...next]
}

// The first repetition makes the updates as it goes, and so need not make those that it has no time
// for. Only taking them is timed.
function firstRun(Replica, trace, how) {
	const hub = Replica.withItems(Array.from({ length: trace.items }, (_, i) => i + 1))
	const first = hub.save()
	const replica = Replica.open(first, MEASURED_AUTHOR)
	const authors = new Authors(Replica)
	const watch = new Stopwatch()
	const rounds = []
	for (const round of trace.rounds) {
		rounds.push(takeRound(replica, authors.updates(hub, round), watch, how))
		hub.takeAll(rounds.at(-1))
		if (watch.seconds > how.secondsMax) break
	}
	const list = replica.list()
	if (list.join() !== hub.list().join()) {
		throw new Error(`${Replica.title}: two replicas that took the same updates differ`)
	}
	return { watch, rounds, first, list }
}

function runAgain(Replica, { rounds, first, list }, byRound) {
	const replica = Replica.open(first, MEASURED_AUTHOR)
	const watch = new Stopwatch()
	for (const updates of rounds) take(replica, updates, watch, byRound)
	if (list.join() !== replica.list().join()) {
		throw new Error(`${Replica.title}: a second replay ends differently`)
	}
	replica.free()
	return watch
}

function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b)
	return sorted[Math.floor(sorted.length / 2)]
}

// An item that is in the list n times counts n - 1 times as repeated.
function faults(list, items) {
	const distinct = new Set(list)
	return { missing: items - distinct.size, repeated: list.length - distinct.size }
}

const versionOf = (name) =>
	JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'))
		.version

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		'by-round': { type: 'boolean', default: false },
		repetitions: { type: 'string', default: '5' },
		seconds: { type: 'string', default: '60' },
	},
})
const Replica = await PEERS[positionals[0]]()
const trace = readTrace(positionals[1])
const how = { byRound: values['by-round'], secondsMax: Number(values.seconds) }
const run = firstRun(Replica, trace, how)
const watches = [run.watch]
let spent = run.watch.seconds
while (watches.length < Number(values.repetitions) && spent < how.secondsMax) {
	watches.push(runAgain(Replica, run, how.byRound))
	spent += watches.at(-1).seconds
}
const updates = run.rounds.flat()
const seconds = watches.map((watch) => watch.seconds)
console.log(
	JSON.stringify({
		trace: trace.name,
		what: Replica.title + (how.byRound ? ', a round at once' : ''),
		how: Replica.how,
		version: versionOf(Replica.package),
		peer: true,
		moves: updates.length,
		moves_in_trace: trace.rounds.flat().length,
		repetitions: watches.length,
		best_seconds: Math.min(...seconds),
		median_seconds: median(seconds),
		best_cpu_seconds: Math.min(...watches.map((watch) => watch.cpuSeconds)),
		bytes_per_move: Math.round(updates.reduce((sum, one) => sum + one.length, 0) / updates.length),
		...faults(run.list, trace.items),
	}),
)
