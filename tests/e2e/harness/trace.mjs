// Reads a Chromium trace: how long the page kept its main thread, in tasks and in frames.
export const CATEGORIES = [
	'-*',
	'devtools.timeline',
	'disabled-by-default-devtools.timeline',
	'v8.execute',
	'toplevel',
	'__metadata',
]

// Names of the work that a page causes: its scripts, its styles, its layout.
const SCRIPTING = new Set([
	...['FunctionCall', 'EvaluateScript', 'FireAnimationFrame', 'TimerFire', 'EventDispatch'],
	...['RunMicrotasks', 'v8.callFunction', 'MinorGC', 'MajorGC', 'V8.GCScavenger'],
	...['WebSocketReceive', 'HitTest'],
])
const LAYOUT = new Set([
	'UpdateLayoutTree',
	'RecalculateStyles',
	'Layout',
	'ScheduleStyleRecalculation',
])
// The last thing that a frame does on the main thread.
const FRAME_END = 'Commit'

// {frames, p50, p95, max} of scripting + style + layout per frame that did any, in ms;
// {tasks, longest, over50} of the tasks in which the page did anything.
//
// `clock` is 'cpu' (what the main thread worked) or 'wall' (other processes' turns included).
export function summary(events, clock) {
	const mine = mainThread(events, clock)
	const work = mine.filter(({ name }) => SCRIPTING.has(name) || LAYOUT.has(name))
	const tasks = pageTasks(mine, work)
	const perFrame = frameTimes(mine, work).sort((a, b) => a - b)
	return {
		frames: perFrame.length,
		p50: quantile(perFrame, 0.5),
		p95: quantile(perFrame, 0.95),
		max: perFrame.at(-1) ?? 0,
		tasks: tasks.length,
		longest: Math.max(0, ...tasks.map(({ ms }) => ms)),
		over50: tasks.filter(({ ms }) => ms > 50),
	}
}

// Complete events of the renderer main thread that ran the most scripts, by start.
function mainThread(events, clock) {
	const threads = events
		.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
		.map(({ pid, tid }) => events.filter((one) => one.pid === pid && one.tid === tid))
	const scripted = (list) => list.filter(({ name }) => name === 'FunctionCall').length
	const busiest = threads.sort((a, b) => scripted(b) - scripted(a))[0] ?? []
	return busiest
		.filter(({ ph, tdur }) => ph === 'X' && (clock === 'wall' || tdur !== undefined))
		.map(({ name, ts, dur, tts, tdur }) =>
			clock === 'wall' ? { name, ts, dur } : { name, ts: tts, dur: tdur },
		)
		.sort((a, b) => a.ts - b.ts)
}

function pageTasks(mine, work) {
	const found = []
	let next = 0
	for (const task of mine) {
		if (task.name !== 'RunTask') continue
		const end = task.ts + task.dur
		while (next < work.length && work[next].ts < task.ts) next += 1
		const inside = []
		for (let i = next; i < work.length && work[i].ts < end; i++) inside.push(work[i])
		if (inside.length === 0) continue
		found.push({ ms: task.dur / 1_000, parts: partsOf(inside) })
	}
	return found
}

// "FunctionCall 31.0, Layout 12.2": the longest first.
function partsOf(inside) {
	const sums = new Map()
	for (const { name, dur = 0 } of inside) sums.set(name, (sums.get(name) ?? 0) + dur)
	return [...sums]
		.sort((a, b) => b[1] - a[1])
		.slice(0, 4)
		.map(([name, us]) => `${name} ${(us / 1_000).toFixed(1)}`)
		.join(', ')
}

// A frame is everything since the frame before was committed; nested work counts once.
function frameTimes(mine, work) {
	const ends = mine.filter(({ name }) => name === FRAME_END).map(({ ts }) => ts)
	const times = new Array(ends.length).fill(0)
	let frame = 0
	let covered = 0
	for (const { ts, dur } of work) {
		const from = Math.max(ts, covered)
		covered = Math.max(covered, ts + dur)
		while (frame < ends.length && ends[frame] < ts) frame += 1
		if (frame < ends.length) times[frame] += Math.max(0, covered - from) / 1_000
	}
	return times.filter((ms) => ms > 0)
}

function quantile(sorted, q) {
	return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0
}
