// What a browser keeps so that a page comes up without a server: the page itself and what its person saw
// last. It shows that as it was, gives way to a newer page, holds no secret, and goes when its person
// does.
import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { openBacklog, wholeOrder } from './harness/backlog_page.mjs'
import { SAMPLE } from './harness/backlogs.mjs'
import { NO_NETWORK, SERVER_AWAY, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { isKept, keptOn, until, wordsOn } from './harness/device.mjs'
import { newerPage } from './harness/newer_page.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { Server } from './harness/server.mjs'

const GOAL = 'Riders find a free bike in a minute'
const FEEDBACK = 'The map is much quicker now'
const NEWER = 'newer1'

describe('kept on the device', () => {
	let server, product, browser, watched, ada, sam, folder

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(SAMPLE)
		const owner = await product.ownerProgram()
		await planReview(owner, {
			title: 'Sprint 18',
			goal: GOAL,
			increments: [
				{ title: 'The map shows free bikes', summary: 'Live, on every screen.', done: true },
			],
		})
		owner.close()
		browser = await launch()
		watched = await Watched.open(browser, server.origin)
		watched.excuse(NO_NETWORK)
		watched.excuse(SERVER_AWAY)
		// Whoever signed out is asked for, and told so.
		watched.excuse(/the server responded with a status of 401/)
		ada = await joinAs(watched, product.links.product_owner)
		await ada.getByRole('button', { name: 'Open the review' }).click()
		await isLive(ada)
		await isKept(ada)
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
		if (folder !== undefined) await rm(folder, { recursive: true, force: true })
	})

	async function say(page, text) {
		const form = page.getByRole('form', { name: 'New feedback' })
		await form.getByLabel('Your feedback').fill(text)
		await form.getByRole('button', { name: /^Send / }).click()
		await page.locator('.fbpane .fb', { hasText: text }).waitFor()
	}

	it('nothing is kept of somebody who only looks at an invite', async () => {
		const looking = await Watched.open(browser, server.origin)
		const page = await looking.context.newPage()
		await page.goto(product.links.stakeholder)
		await page.getByLabel('Your name').waitFor()
		await page.getByText('On this device').waitFor()
		const kept = await keptOn(page)
		assert.deepEqual(kept, { stores: {}, caches: {}, worker: false })
		await looking.context.close()
	})

	it('a reload while the server is away shows the review as it was', async () => {
		await say(ada, FEEDBACK)
		await isLive(ada)
		await server.kill()
		await ada.reload()
		await ada.getByText('Offline', { exact: true }).waitFor()
		await ada.locator('.people', { hasText: 'People' }).waitFor()
		await ada.getByText(GOAL).waitFor()
		await ada.getByText(FEEDBACK, { exact: true }).waitFor()
		await ada.locator('.top__me', { hasText: 'Ada Owner' }).waitFor()
		await say(ada, 'And it says how old the numbers are')
		await ada.getByText('Offline, 1 change waiting').waitFor()
		await server.start()
		await isLive(ada)
		const said = ada.getByText('And it says how old the numbers are', { exact: true })
		assert.equal(await said.count(), 1)
	})

	it('a newer page is told of, and comes with the next reload', async () => {
		folder = await newerPage(server.origin, NEWER)
		await server.stop()
		server.page = folder
		await server.start()
		await ada.getByText('The server has a newer version of this page.').waitFor()
		assert.equal(await ada.locator(`meta[content=${NEWER}]`).count(), 0)
		await ada.getByRole('button', { name: 'Reload' }).click()
		await ada.locator(`meta[content=${NEWER}]`).waitFor({ state: 'attached' })
		await isLive(ada)
		assert.equal(await ada.getByText('newer version').count(), 0)
		assert.deepEqual(Object.keys((await keptOn(ada)).caches), [`reviewd-page-${NEWER}`])
	})

	it('without a network the newer page comes up, with what it has kept itself', async () => {
		await openBacklog(ada)
		const order = await wholeOrder(ada)
		await isKept(ada)
		await watched.context.setOffline(true)
		await ada.reload()
		await ada.locator(`meta[content=${NEWER}]`).waitFor({ state: 'attached' })
		await ada.getByText('Offline', { exact: true }).waitFor()
		assert.deepEqual(await wholeOrder(ada), order)
		await watched.context.setOffline(false)
		await isLive(ada)
	})

	it('who signs out takes it along, and leaves what others here have', async () => {
		sam = await joinAs(watched, product.links.stakeholder, 'Sam Stakeholder')
		await isKept(sam)
		await signOut(sam)
		const kept = await keptOn(ada)
		assert.deepEqual(
			kept.stores.states.map(({ seat }) => seat),
			[new URL(ada.url()).pathname.slice(3)],
		)
		assert.ok(kept.worker)
	})

	it('with the last one the page goes too', async () => {
		await ada.bringToFront()
		await signOut(ada)
		await until(async () => !(await keptOn(ada)).worker)
		const { stores, caches, worker } = await keptOn(ada)
		for (const [name, rows] of Object.entries(stores)) assert.deepEqual(rows, [], name)
		assert.deepEqual(caches, {})
		assert.equal(worker, false)
		assert.ok(!(await wordsOn(ada)).includes(FEEDBACK))
	})

	it('no secret is there, not even of a link that went through the worker', async () => {
		const one = await Watched.open(browser, server.origin)
		const kim = await joinAs(one, product.links.stakeholder, 'Kim Kept')
		await kim.getByText(FEEDBACK).waitFor()
		await isKept(kim)
		const invited = await one.context.newPage()
		for (const away of [false, true]) {
			if (away) await server.kill()
			await invited.goto('about:blank')
			const response = await invited.goto(product.links.observer)
			assert.ok(response.fromServiceWorker())
			await invited.getByText(away ? 'The server cannot be reached' : 'On this device').waitFor()
		}
		await server.start()
		const words = await wordsOn(kim)
		assert.ok(words.includes(FEEDBACK))
		const links = [product.links.stakeholder, product.links.observer]
		const cookies = (await one.context.cookies()).map(({ value }) => value)
		for (const secret of [...links.map((link) => new URL(link).hash.slice(1)), ...cookies]) {
			assert.ok(secret.length > 20 && !words.includes(secret))
		}
		assert.ok(!words.includes('/v1/'))
		await one.context.close()
	})

	async function signOut(page) {
		await page.locator('.top__me').click()
		await page.getByRole('button', { name: 'Sign out here' }).click()
		await page.getByText('what it kept of this product is deleted').waitFor()
		await page.getByRole('button', { name: 'Sign out here' }).click()
		await page.getByText('Your session has ended').waitFor()
	}

	it('the pages did nothing that they must not', () => {
		watched.assertClean()
	})
})
