// Measures F12: a drag through a big backlog while somebody else moves 50 items a second, from
// Chromium's own trace. Prints figures and judges nothing; not a part of run.sh.
//
//   node tests/e2e/trace_drag.mjs [--seconds 10] [--moves 50] [--rows 5000] [--file X.csv] [--keep TRACE]
//
// The backlog is --file, else the biggest of REVIEWD_BACKLOGS when it has over 3,000 items, else
// --rows made-up rows. --keep writes the trace for the Performance panel of the browser's own tools.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openBacklog, rowCount, topSeen } from './harness/backlog_page.mjs'
import { backlogFiles } from './harness/backlogs.mjs'
import { Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { SteadyMover } from './harness/mover.mjs'
import { Product } from './harness/product.mjs'
import { Server } from './harness/server.mjs'
import { CATEGORIES, summary } from './harness/trace.mjs'

const REAL_ITEMS_MIN = 3_000
const MOUSE_EVERY_MS = 16
const ROWS_COMPARED = 12
const CLOCKS = [
	['cpu', 'main thread, its own time'],
	['wall', 'main thread, by the wall clock (other processes take turns on a busy machine)'],
]

const { values: asked } = parseArgs({
	options: {
		seconds: { type: 'string', default: '10' },
		moves: { type: 'string', default: '50' },
		rows: { type: 'string', default: '5000' },
		file: { type: 'string' },
		keep: { type: 'string' },
	},
})
const seconds = Number(asked.seconds)
const moves = Number(asked.moves)

const server = await Server.start()
const browser = await launch()
try {
	const product = await importedProduct()
	const watched = await Watched.open(browser, server.origin, {
		viewport: { width: 1440, height: 900 },
	})
	const page = await joinAs(watched, product.links.product_owner)
	await openBacklog(page)
	const program = await product.ownerProgram()
	const mover = new SteadyMover(program, await product.backlog())

	const trace = await tracedDrag(page, mover)
	if (asked.keep !== undefined) await writeFile(asked.keep, trace)
	await mover.allAnswered()
	await isLive(page)
	tell(await rowCount(page), mover.sent, JSON.parse(trace.toString()).traceEvents)
	// The page kept up: it ends with the server's order.
	await topSeen(
		page,
		(await product.backlog()).slice(0, ROWS_COMPARED).map(({ ref }) => ref),
	)
	program.close()
	watched.assertClean()
} finally {
	await browser.close()
	await server.dispose()
}

async function importedProduct() {
	const product = await Product.create(server)
	const real = asked.file ?? backlogFiles().at(-1)
	const count = await product.import(real)
	if (asked.file !== undefined || count > REAL_ITEMS_MIN) return product

	const rows = Array.from({ length: Number(asked.rows) - count }, (_, i) => {
		const words = ['ferry', 'lock', 'quay', 'bill', 'van', 'map', 'rain', 'night'].slice(i % 5)
		return `MU-${i + 1},"Item ${i + 1}: ${words.join(', ')}",${[1, 2, 3, 5, 8, 13][i % 6]}`
	})
	const folder = await mkdtemp(path.join(tmpdir(), 'reviewd-rows-'))
	const made = path.join(folder, 'rows.csv')
	await writeFile(made, ['issuekey,title,storypoint', ...rows].join('\n'))
	await product.import(made)
	await rm(folder, { recursive: true })
	return product
}

// Picks up the third row and holds it at the lower edge, where the list scrolls by itself, then
// goes back into the middle: real mouse events at the pace of a screen.
async function tracedDrag(page, mover) {
	const row = await page.locator('[role=row][aria-rowindex="3"] .row__title').boundingBox()
	const list = await page.getByRole('grid').boundingBox()
	const x = row.x + 60
	const y = row.y + row.height / 2
	await page.mouse.move(x, y)
	await mover.start(moves)
	await browser.startTracing(page, { categories: CATEGORIES })
	await page.mouse.down()
	const until = performance.now() + seconds * 1_000
	for (let step = 0; performance.now() < until; step++) {
		const part = (until - performance.now()) / (seconds * 1_000)
		const edge = part > 0.3 ? list.y + list.height - 20 : list.y + list.height * 0.4
		const reached = Math.min(1, step / 40)
		await page.mouse.move(x + (step % 7), y + (edge - y) * reached + (step % 5) * 3)
		await new Promise((resolve) => setTimeout(resolve, MOUSE_EVERY_MS))
	}
	await page.mouse.up()
	const trace = await browser.stopTracing()
	mover.stop()
	return trace
}

function tell(items, sent, events) {
	console.log(`items ${items}, remote moves ${sent} at ${moves} a second, drag of ${seconds} s`)
	console.log(`machine: ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`)
	for (const [clock, name] of CLOCKS) {
		const { frames, p50, p95, max, tasks, longest, over50 } = summary(events, clock)
		const per = [p50, p95, max].map((ms) => ms.toFixed(1))
		console.log(name)
		console.log(`  tasks ${tasks}, longest ${longest.toFixed(1)} ms, over 50 ms ${over50.length}`)
		for (const { ms, parts } of over50) console.log(`    ${ms.toFixed(1)} ms: ${parts}`)
		console.log(
			`  scripting + style + layout in ${frames} applied frames: p50 ${per[0]} ms, p95 ${per[1]} ms, max ${per[2]} ms`,
		)
	}
	console.log('F12 asks for no task over 50 ms and p95 of at most 8 ms')
}
