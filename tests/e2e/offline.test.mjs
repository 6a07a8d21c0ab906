// Working without a connection, over reloads, while somebody else orders the same backlog: what both
// touched ends as the conflict table says and its author is told by whom, nothing is lost and nothing
// done twice. And taking back in company.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openBacklog, rowOf, topSeen, wholeOrder } from './harness/backlog_page.mjs'
import { backlogFiles } from './harness/backlogs.mjs'
import { NO_NETWORK, REFUSED, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { isKept, workerIsCutOff } from './harness/device.mjs'
import { Product } from './harness/product.mjs'
import { Server } from './harness/server.mjs'

// Indices of the imported order: what Ada moves and renames offline, and what of it Bob changes too.
const MOVED = 20
const RENAMED = [20, 21, 22, 23, 24]
const MOVED_BY_BOTH = [1, 4, 7]
const RENAMED_BY_BOTH = [20, 21]
// What she renames after a reload without a network.
const RENAMED_LATE = 26
const TALL = { viewport: { width: 1280, height: 1600 } }

describe('offline, in company', () => {
	let server, product, browser, ada, device, bob, order
	const watched = []

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(backlogFiles()[0])
		order = (await product.backlog()).map((item) => item.ref)
		browser = await launch()
		ada = await join(product.links.product_owner)
		bob = await join(product.links.scrum_master, 'Bob Other')
		device = await join(await deviceLink(ada))
		for (const page of [ada, bob, device]) await openBacklog(page)
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
	})

	async function join(link, name) {
		const one = await Watched.open(browser, server.origin, TALL)
		one.excuse(NO_NETWORK)
		// A session whose role has changed is asked for a new secret before it goes on.
		one.excuse(REFUSED)
		one.excuse(/HTTP Authentication failed/)
		watched.push(one)
		return joinAs(one, link, name)
	}

	async function deviceLink(page) {
		await page.locator('.top__me').click()
		await page.getByRole('button', { name: 'Make the link' }).click()
		const link = await page.getByLabel('Link for your other device').inputValue()
		await page.keyboard.press('Escape')
		return link
	}

	async function handOver(page, name) {
		await page.locator('.people').click()
		await page.getByRole('button', { name: new RegExp(name) }).click()
		await page.getByRole('button', { name: 'Hand over the Product Owner role' }).click()
		await page.getByRole('radio', { name: 'Scrum Master' }).click()
		await page.getByRole('button', { name: `Hand over to ${name}` }).click()
		await page.locator('.top__me', { hasText: 'Scrum Master' }).waitFor()
		await page.keyboard.press('Escape')
	}

	async function isOwner(page) {
		await page.locator('.top__name', { hasText: 'Product Owner' }).waitFor({ state: 'attached' })
		await isLive(page)
	}

	// A row near the top: whatever was dropped at the end has scrolled the list there.
	async function focus(page, ref) {
		await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }))
		await rowOf(page, ref).focus()
	}

	// Scrolls until the row is drawn: only those near the window are.
	async function see(page, ref) {
		await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }))
		while ((await rowOf(page, ref).count()) === 0) {
			await page.evaluate(() => {
				const grid = document.querySelector('[role=grid]')
				grid.scrollBy({ top: grid.clientHeight })
				return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
			})
		}
	}

	// By keyboard: picked up, taken along by `keys`, dropped.
	async function move(page, ref, ...keys) {
		await focus(page, ref)
		for (const key of ['Enter', ...keys, 'Enter']) await page.keyboard.press(key)
	}

	async function rename(page, ref, title) {
		await focus(page, ref)
		await page.keyboard.press('F2')
		await page.locator('.row__edit').fill(title)
		await page.keyboard.press('Enter')
		await rowOf(page, ref).getByText(title).waitFor()
	}

	// The backlog as the server has it now, asked for by the page's own person.
	function backlog(page) {
		return page.evaluate(async () => {
			const [, , product, handle] = location.pathname.split('/')
			const path = `/v1/products/${product}/export?as=${handle}&format=json`
			return (await (await fetch(path)).json()).items
		})
	}

	it('20 moves and 5 edits wait on the device', async () => {
		await isKept(ada)
		await watched[0].context.setOffline(true)
		await ada.locator('.state', { hasText: /^Offline$/ }).waitFor()
		for (const [i, ref] of order.slice(0, MOVED).entries()) {
			await move(ada, ref, ...(i % 2 === 0 ? ['End'] : ['ArrowDown', 'ArrowDown']))
		}
		for (const i of RENAMED) await rename(ada, order[i], `Ada’s ${i}`)
		await ada.getByText('Offline, 25 changes waiting').waitFor()
	})

	it('a reload without a network brings up the page with all of it, and work goes on', async () => {
		assert.ok(await workerIsCutOff(watched[0].context))
		const before = await wholeOrder(ada)
		const response = await ada.reload()
		assert.ok(response.fromServiceWorker())
		await ada.getByText('Offline, 25 changes waiting').waitFor()
		assert.deepEqual(await wholeOrder(ada), before)
		await rename(ada, order[RENAMED_LATE], `Ada’s ${RENAMED_LATE}`)
		await ada.getByText('Offline, 26 changes waiting').waitFor()
		await ada.reload()
		await ada.getByText('Offline, 26 changes waiting').waitFor()
		assert.deepEqual(await wholeOrder(ada), before)
		for (const i of [...RENAMED, RENAMED_LATE]) {
			await see(ada, order[i])
			await rowOf(ada, order[i]).getByText(`Ada’s ${i}`).waitFor()
		}
	})

	it('meanwhile another Product Owner orders', async () => {
		await handOver(device, 'Bob Other')
		await isOwner(bob)
		for (const i of MOVED_BY_BOTH) await move(bob, order[i], 'Home')
		for (const i of RENAMED_BY_BOTH) await rename(bob, order[i], `Bob’s ${i}`)
		await isLive(bob)
		await handOver(bob, 'Ada Owner')
	})

	it('C32 each conflict ends as the table says and says by whom, in a page opened anew', async () => {
		const url = ada.url()
		await ada.close()
		ada = await watched[0].context.newPage()
		await ada.goto(url)
		await ada.getByText('Offline, 26 changes waiting').waitFor()
		await watched[0].context.setOffline(false)
		await isOwner(ada)
		const yielded = MOVED_BY_BOTH.length + RENAMED_BY_BOTH.length
		await ada.getByText(`${yielded} of your changes need a look.`).waitFor()
		await ada.getByRole('button', { name: 'Show them' }).click()
		for (const i of [...MOVED_BY_BOTH, ...RENAMED_BY_BOTH]) {
			const notice = ada.locator('.notice', { hasText: `of ${order[i]} was not applied` })
			await notice.getByText(/Meanwhile Bob Other changed the same thing at/).waitFor()
		}
		assert.equal(await ada.locator('.notice').count(), yielded)
	})

	it('G2 nothing of it is lost and nothing done twice', async () => {
		const items = await backlog(ada)
		const refs = items.map((item) => item.ref)
		assert.deepEqual([...refs].sort(), [...order].sort())
		assert.deepEqual(
			refs.slice(0, MOVED_BY_BOTH.length),
			MOVED_BY_BOTH.map((i) => order[i]).reverse(),
		)
		const title = (i) => items.find((item) => item.ref === order[i]).title
		for (const i of [...RENAMED, RENAMED_LATE]) {
			const whose = RENAMED_BY_BOTH.includes(i) ? 'Bob’s' : 'Ada’s'
			assert.equal(title(i), `${whose} ${i}`)
		}
		// The last one that was put at the end is there; each of Ada's moves has one event.
		assert.equal(refs.at(-1), order[MOVED - 2])
		await product.renew()
		const events = await product.events()
		const author = events.find((event) => event.itemsAdded !== undefined).author
		const own = events.filter((event) => event.author === author)
		assert.equal(own.filter((event) => event.itemsMoved).length, MOVED - MOVED_BY_BOTH.length)
		assert.equal(
			own.filter((event) => event.itemEdited).length,
			RENAMED.length + 1 - RENAMED_BY_BOTH.length,
		)
		for (const page of [ada, bob, device]) {
			await openBacklog(page)
			assert.deepEqual(await wholeOrder(page), refs)
		}
	})

	it('C32 what yielded can be applied anyway', async () => {
		const [i] = RENAMED_BY_BOTH
		const notice = ada.locator('.notice', { hasText: `Your edit of ${order[i]}` })
		await notice.getByRole('button', { name: 'Apply anyway' }).click()
		await rowOf(bob, order[i]).getByText(`Ada’s ${i}`).waitFor()
		await ada.getByRole('button', { name: 'Keep it' }).first().click()
		for (let left = await ada.locator('.notice').count(); left > 0; left--) {
			await ada.getByRole('button', { name: 'Keep it' }).first().click()
		}
	})

	it('C41 C44 moves are taken back and done again by keys, and others see it', async () => {
		const before = await wholeOrder(ada)
		await move(ada, before[3], 'Home')
		await move(ada, before[5], 'Home')
		const twice = [before[5], before[3], ...before.slice(0, 3), before[4]]
		for (const page of [ada, bob]) await topSeen(page, twice)
		await ada.keyboard.press('Control+z')
		await ada.keyboard.press('Control+z')
		for (const page of [ada, bob]) await topSeen(page, before.slice(0, 6))
		await ada.keyboard.press('Control+Shift+z')
		await ada.keyboard.press('Control+y')
		for (const page of [ada, bob]) await topSeen(page, twice)
		await ada.getByRole('button', { name: 'Undo move' }).click()
		await ada.getByRole('button', { name: 'Undo move' }).click()
		await topSeen(bob, before.slice(0, 6))
		assert.equal(await ada.locator('.notice').count(), 0)
	})

	it('C41 what was moved since is not taken back, and a text keeps its own undo', async () => {
		const before = await wholeOrder(ada)
		await move(ada, before[4], 'Home')
		await topSeen(device, [before[4]])
		await move(device, before[4], 'ArrowDown', 'ArrowDown')
		const after = [before[0], before[1], before[4], before[2]]
		await topSeen(ada, after)
		await ada.getByRole('searchbox').fill('x')
		await ada.keyboard.press('Control+z')
		await ada.getByRole('searchbox').fill('')
		assert.equal(await ada.locator('.notice').count(), 0)
		await focus(ada, before[0])
		await ada.keyboard.press('Control+z')
		const notice = ada.locator('.notice', { hasText: `Your undo of ${before[4]} was not applied.` })
		await notice.getByText(/You, in another tab, changed it since/).waitFor()
		await topSeen(ada, after)
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
