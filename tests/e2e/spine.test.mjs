// The whole meeting once: a Product Owner and a stakeholder on laptops, another on a phone.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
	afterMove,
	dragBelow,
	drawnRows,
	lettingGo,
	noteLettingGo,
	openBacklog,
	rowCount,
	rowOf,
	topSeen,
	wholeOrder,
} from './harness/backlog_page.mjs'
import { backlogFiles } from './harness/backlogs.mjs'
import {
	NO_NETWORK,
	PHONE,
	SERVER_AWAY,
	Watched,
	isLive,
	joinAs,
	launch,
} from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { feedbackOn, openView, pollBars, whoAmI } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'

const ROWS_COMPARED = 8
// The browser says it at once; a ping that stays unanswered would take over ten seconds.
const OFFLINE_MS_MAX = 2_000
const INCREMENTS = [
	{ title: 'Unlock with the phone', summary: 'Held to the lock, it opens.', done: true },
	{ title: 'Evening van route', summary: 'Fullest quays first.', done: true },
]

describe('spine', () => {
	let server, product, browser, watched, owner, laptop, phone, everybody, order

	before(async () => {
		server = await Server.start()
		product = await Product.create(server, { owner: 'Ada Owner' })
		await product.import(backlogFiles()[0])
		browser = await launch()
		watched = [
			await Watched.open(browser, server.origin),
			await Watched.open(browser, server.origin),
			await Watched.open(browser, server.origin, PHONE),
		]
		owner = await joinAs(watched[0], product.links.product_owner)
		laptop = await joinAs(watched[1], product.links.stakeholder, 'Lena Laptop')
		phone = await joinAs(watched[2], product.links.stakeholder, 'Pau Phone')
		everybody = [owner, laptop, phone]
		order = (await product.backlog()).map((item) => item.ref)
		await Promise.all(everybody.map(openBacklog))
		await noteLettingGo(owner)
	})

	after(async () => {
		await browser?.close()
		await server?.dispose()
	})

	// Does `act` in the owner's page and waits until everybody's list begins as `order` says. Prints
	// the time since the owner let go, or since the time that `act` returns.
	async function seenByAll(what, act) {
		const top = order.slice(0, ROWS_COMPARED)
		const others = Promise.all([topSeen(laptop, top), topSeen(phone, top)])
		others.catch(() => {}) // reported where it is awaited
		const since = (await act()) ?? (await lettingGo(owner))
		await topSeen(owner, top)
		const [onLaptop, onPhone] = (await others).map((at) => (at - since).toFixed(0))
		console.log(`${what}: at the laptop after ${onLaptop} ms, at the phone after ${onPhone} ms`)
		await isLive(owner)
	}

	it('shows the imported backlog to everybody', async () => {
		for (const page of everybody) assert.equal(await rowCount(page), order.length)
		assert.equal((await drawnRows(laptop))[0], order[0])
	})

	it('S1 one item dragged with the mouse arrives at the others', async () => {
		const [, moved, , , below] = order
		order = afterMove(order, [moved], below)
		await seenByAll('drag of one item', () => dragBelow(owner, moved, below))
	})

	it('a block of selected rows is dragged as one', async () => {
		const block = [order[4], order[5], order[6]]
		const below = order[0]
		for (const ref of block) {
			await rowOf(owner, ref).click({ modifiers: ['Control'] })
			await rowOf(owner, ref).and(owner.locator('[aria-selected=true]')).waitFor()
		}
		order = afterMove(order, block, below)
		await seenByAll('drag of a block of three', () => dragBelow(owner, block[1], below))
		await owner.keyboard.press('Escape')
	})

	it('one item is moved with the keyboard alone', async () => {
		const moved = order[2]
		order = afterMove(order, [moved], order[4])
		await rowOf(owner, order[0]).focus()
		await seenByAll('move by keyboard', async () => {
			for (const key of ['ArrowDown', 'ArrowDown', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter']) {
				await owner.keyboard.press(key)
			}
		})
		assert.equal(
			await owner.evaluate(() => document.activeElement.querySelector('.ref').textContent),
			moved,
		)
	})

	it('everybody and the server have the same order from top to bottom', async () => {
		assert.deepEqual(
			(await product.backlog()).map((item) => item.ref),
			order,
		)
		for (const page of everybody) assert.deepEqual(await wholeOrder(page), order)
	})

	it('the review is planned and the Product Owner opens it', async () => {
		const program = await product.ownerProgram()
		await planReview(program, {
			title: 'Sprint 18',
			goal: 'Nobody waits at a lock',
			increments: INCREMENTS,
		})
		program.close()
		await owner.getByRole('button', { name: 'Open the review' }).click()
		// A phone has the increment and its poll in views of their own.
		await Promise.all(
			everybody.map((page) => openView(page, page === phone ? 'increments' : 'now')),
		)
		for (const page of everybody) {
			await page.getByRole('heading', { name: INCREMENTS[0].title }).waitFor()
			await page.getByText('Nobody waits at a lock').waitFor()
		}
		await openView(phone, 'now')
		await owner.getByRole('button', { name: 'Close the review' }).waitFor()
	})

	it('both stakeholders vote with one tap and all three see the same bars', async () => {
		await owner.getByRole('button', { name: 'Open the poll' }).click()
		await laptop.getByRole('radio', { name: /^Yes/ }).click()
		await phone.locator('.pollpane').getByText('Unlock with the phone').waitFor()
		await phone.getByRole('radio', { name: /^No/ }).tap()
		const wanted = { Yes: '1 of 2', No: '1 of 2', Abstain: '0 of 2' }
		for (const page of everybody) assert.deepEqual(await pollBars(page, wanted), wanted)
		for (const page of [laptop, phone]) await page.getByText('Your vote is saved.').waitFor()
	})

	it('a changed vote replaces the earlier one', async () => {
		await phone.getByRole('radio', { name: /^Abstain/ }).tap()
		const wanted = { Yes: '1 of 2', No: '0 of 2', Abstain: '1 of 2' }
		for (const page of everybody) assert.deepEqual(await pollBars(page, wanted), wanted)
	})

	it('feedback from the phone appears at the others', async () => {
		await openView(phone, 'feedback')
		const form = phone.getByRole('form', { name: 'New feedback' })
		// The rest of the form comes with the first tap.
		await form.getByLabel('Your feedback').tap()
		await form.getByRole('radio', { name: 'Anonymous' }).tap()
		await form.getByText('On “Unlock with the phone”').waitFor()
		await form.getByRole('radio', { name: 'As Pau Phone' }).tap()
		await phone.getByLabel('Your feedback').fill('Gloves: the lock does not feel the phone.')
		await phone.getByRole('button', { name: 'Send as Pau Phone' }).tap()
		for (const page of everybody) {
			const entry = await feedbackOn(page, 'Gloves: the lock does not feel the phone.')
			assert.match(entry, /Pau Phone/)
		}
	})

	it('a reload keeps order, votes, feedback and identity', async () => {
		await Promise.all(everybody.map((page) => page.reload()))
		await findEverything()
	})

	it('G1 after kill -9 and a restart the pages come back by themselves with everything', async () => {
		for (const one of watched) one.excuse(SERVER_AWAY)
		await server.kill()
		for (const page of everybody) {
			await page.locator('.state', { hasText: /^(Reconnecting|Offline)/ }).waitFor()
		}
		await server.start()
		await findEverything()
		assert.deepEqual(
			(await product.backlog()).map((item) => item.ref),
			order,
		)
	})

	it('G2 a move made offline waits in words and arrives once the network is back', async () => {
		await Promise.all(everybody.map(openBacklog))
		watched[0].excuse(NO_NETWORK)
		const events = (await product.events()).length
		const others = order.slice(0, ROWS_COMPARED)
		const [moved, , , below] = order
		order = afterMove(order, [moved], below)
		await watched[0].context.setOffline(true)
		await owner.locator('.state', { hasText: /^Offline$/ }).waitFor({ timeout: OFFLINE_MS_MAX })
		await dragBelow(owner, moved, below)
		await topSeen(owner, order.slice(0, ROWS_COMPARED))
		await owner.getByText('Offline, 1 change waiting').waitFor()
		assert.equal((await product.events()).length, events)
		for (const page of [laptop, phone]) await topSeen(page, others)
		await seenByAll('a move made offline, since the network came back', async () => {
			const since = Date.now()
			await watched[0].context.setOffline(false)
			return since
		})
		assert.equal((await product.events()).length, events + 1)
	})

	it('no page complained or asked another origin for anything', () => {
		for (const one of watched) one.assertClean()
	})

	async function findEverything() {
		await Promise.all(everybody.map(isLive))
		await Promise.all(everybody.map((page) => openView(page, 'now')))
		const wanted = { Yes: '1 of 2', No: '0 of 2', Abstain: '1 of 2' }
		for (const page of everybody) assert.deepEqual(await pollBars(page, wanted), wanted)
		await laptop.getByRole('radio', { name: /^Yes/, checked: true }).waitFor()
		await phone.getByRole('radio', { name: /^Abstain/, checked: true }).waitFor()
		for (const page of everybody) {
			assert.match(await feedbackOn(page, 'Gloves: the lock does not feel the phone.'), /Pau Phone/)
		}
		assert.match(await whoAmI(owner), /Ada Owner.*Product Owner/)
		assert.match(await whoAmI(laptop), /Lena Laptop.*Stakeholder/)
		assert.match(await whoAmI(phone), /Pau Phone.*Stakeholder/)
		await Promise.all(everybody.map(openBacklog))
		for (const page of everybody) await topSeen(page, order.slice(0, ROWS_COMPARED))
		await noteLettingGo(owner)
	}
})
