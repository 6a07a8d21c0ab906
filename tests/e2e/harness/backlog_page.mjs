// The backlog as a person sees and handles it: rows by reference, drags with the real mouse.
//
// Waits are for facts of the page. Times are read from the pages' own clocks, which are one clock
// on one machine.
import assert from 'node:assert/strict'

export async function openBacklog(page) {
	await page.evaluate(() => {
		location.hash = 'backlog'
	})
	await page.locator('[role=row]').first().waitFor()
}

export function grid(page) {
	return page.getByRole('grid')
}

export async function rowCount(page) {
	return Number(await grid(page).getAttribute('aria-rowcount'))
}

// Rows drawn now, by index from 0.
export function drawnRows(page) {
	return page.evaluate(() =>
		Object.fromEntries(
			[...document.querySelectorAll('[role=row]')].map((row) => [
				Number(row.getAttribute('aria-rowindex')) - 1,
				row.querySelector('.ref').textContent,
			]),
		),
	)
}

export function rowOf(page, ref) {
	return page.locator('[role=row]', { has: page.locator('.ref', { hasText: exactly(ref) }) })
}

// Resolves when the list begins with `refs`; to the time in ms at which the page had drawn it. Call
// it before the change is made, await it afterwards.
export async function topSeen(page, refs, timeoutMs = 15_000) {
	await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }))
	return page.evaluate(
		({ refs, timeoutMs }) =>
			new Promise((resolve, reject) => {
				const grid = document.querySelector('[role=grid]')
				const top = () => {
					const seen = []
					for (const row of grid.querySelectorAll('[role=row]')) {
						seen[Number(row.getAttribute('aria-rowindex')) - 1] =
							row.querySelector('.ref').textContent
					}
					return seen
				}
				const look = () => {
					const seen = top()
					if (!refs.every((ref, i) => seen[i] === ref)) return
					watcher.disconnect()
					clearTimeout(timer)
					resolve(performance.timeOrigin + performance.now())
				}
				const watcher = new MutationObserver(look)
				watcher.observe(grid, {
					subtree: true,
					childList: true,
					attributes: true,
					characterData: true,
				})
				const timer = setTimeout(() => {
					watcher.disconnect()
					reject(
						new Error(
							`wanted ${refs.join(' ')}, the list begins with ${top().slice(0, refs.length).join(' ')}`,
						),
					)
				}, timeoutMs)
				look()
			}),
		{ refs, timeoutMs },
	)
}

// Notes from now on when the person last let go, a pointer or a key, in ms.
export function noteLettingGo(page) {
	return page.evaluate(() => {
		const note = () => {
			window.lettingGo = performance.timeOrigin + performance.now()
		}
		addEventListener('pointerup', note, true)
		addEventListener('keydown', note, true)
	})
}

export const lettingGo = (page) => page.evaluate(() => window.lettingGo)

// Drags row `ref` to the gap below row `below`, in steps, as a hand does.
export async function dragBelow(page, ref, below) {
	await lift(page, ref, below)
	await page.mouse.up()
	await page.locator('.ghost').waitFor({ state: 'detached' })
}

// The same without letting go.
export async function lift(page, ref, below) {
	await standStill(page)
	const from = await rowOf(page, ref).locator('.row__title').boundingBox()
	const to = await rowOf(page, below).boundingBox()
	const x = from.x + Math.min(80, from.width / 2)
	await page.mouse.move(x, from.y + from.height / 2)
	await page.mouse.down()
	await page.mouse.move(x + 4, from.y + from.height / 2 + 8, { steps: 3 })
	await page.mouse.move(x + 10, to.y + to.height * 0.8, { steps: 12 })
	await page.locator('.ghost').waitFor()
}

// Rows that somebody else moved travel to their places; nobody could take hold of one on its way.
function standStill(page) {
	return page.evaluate(() =>
		Promise.allSettled(
			document
				.querySelector('[role=grid]')
				.getAnimations({ subtree: true })
				.filter(({ effect }) => effect.getKeyframes().some(({ transform }) => transform))
				.map(({ finished }) => finished),
		).then(() => undefined),
	)
}

// Scrolls through the whole list and reads it.
export async function wholeOrder(page) {
	const count = await rowCount(page)
	const seen = await page.evaluate(async (count) => {
		const grid = document.querySelector('[role=grid]')
		const order = []
		const frame = () =>
			new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
		for (let top = 0; ; top += grid.clientHeight) {
			grid.scrollTop = top
			await frame()
			for (const row of grid.querySelectorAll('[role=row]')) {
				order[Number(row.getAttribute('aria-rowindex')) - 1] = row.querySelector('.ref').textContent
			}
			if (top + grid.clientHeight >= grid.scrollHeight) break
		}
		grid.scrollTop = 0
		await frame()
		return order.slice(0, count)
	}, count)
	assert.equal(seen.filter((ref) => ref !== undefined).length, count, 'a row was never drawn')
	return seen
}

// `order` after `moved` went, as a block in its present order, below `below` (null: to the top).
export function afterMove(order, moved, below) {
	const stay = order.filter((ref) => !moved.includes(ref))
	const at = below === null ? 0 : stay.indexOf(below) + 1
	return [...stay.slice(0, at), ...order.filter((ref) => moved.includes(ref)), ...stay.slice(at)]
}

function exactly(text) {
	return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
}
