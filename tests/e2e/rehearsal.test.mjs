// A rehearsal of a review: started in the page, held by people who are invited to it, of which nothing is
// kept and of which the real review learns nothing.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PHONE, REFUSED, SERVER_AWAY, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { button, dialog, goOn, isAt } from './harness/meeting_acts.mjs'
import { SAMPLE } from './harness/backlogs.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { openPoll, pollBars, vote } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'
import { shoot } from './harness/shots.mjs'

const BAND = 'Rehearsal: nothing here is kept'

describe('a rehearsal', () => {
	const watched = []
	let server, product, browser, owner, sol, rehearsal, guest, asItWas

	const open = async (settings) => {
		const one = await Watched.open(browser, server.origin, settings)
		watched.push(one)
		return one
	}
	const band = (page) => page.getByRole('note').filter({ hasText: BAND })
	const events = async () => JSON.stringify(await product.events())

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(SAMPLE)
		const program = await product.ownerProgram()
		const increments = [{ title: 'Quay map', done: true }, { title: 'Night rides' }]
		await planReview(program, { title: 'Sprint 7', goal: 'Fewer calls', increments })
		program.close()
		browser = await launch()
		owner = await joinAs(await open(), product.links.product_owner)
		sol = await joinAs(await open(), product.links.stakeholder, 'Sol Stake')
		asItWas = await events()
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
	})

	it('is started by those who lead, and opens in a tab of its own', async () => {
		await isLive(sol)
		assert.equal(await button(sol, 'Meeting').count(), 0)
		assert.equal(await band(owner).count(), 0)
		await button(owner, 'Meeting').click()
		await button(owner, /^Rehearse/).waitFor()
		await shoot(owner, 'rehearsal-offer')
		await button(owner, /^Rehearse/).click()
		await dialog(owner).getByText('which only people you invite can see').waitFor()
		await shoot(owner, 'rehearsal-says')
		const tab = owner.context().waitForEvent('page')
		await button(owner, 'Start a rehearsal').click()
		rehearsal = await tab
		await dialog(owner).getByText('The rehearsal is open in another tab.').waitFor()
		const link = await dialog(owner).getByLabel('Link to the rehearsal').inputValue()
		const href = await owner.getByRole('link', { name: 'Open the rehearsal' }).getAttribute('href')
		assert.equal(href, link)
		assert.ok(link.startsWith(`${server.origin}/j/`))
		await shoot(owner, 'rehearsal-started')
		await owner.keyboard.press('Escape')
		await rehearsal.waitForURL(/\/j\//)
		await band(rehearsal).waitFor()
		await rehearsal.getByText('It is a rehearsal').waitFor()
		await shoot(rehearsal, 'rehearsal-join')
	})

	it('is a copy of the review with agenda, increments and backlog, and says what it is', async () => {
		await button(rehearsal, /^Join/).click()
		await rehearsal.waitForURL(/\/p\//)
		await isLive(rehearsal)
		await band(rehearsal).waitFor()
		assert.match(await rehearsal.title(), /^Rehearsal: /)
		await rehearsal.getByText('Fewer calls').first().waitFor()
		await rehearsal.locator('.inclist__o', { hasText: 'Night rides' }).waitFor()
		await rehearsal
			.getByRole('link', { name: /Backlog/ })
			.first()
			.click()
		await rehearsal.getByText('Show free bikes on the harbour map').waitFor()
		await band(rehearsal).waitFor()
		await shoot(rehearsal, 'rehearsal-backlog')
		await button(rehearsal, 'Meeting').click()
		assert.equal(await button(rehearsal, /^Rehearse/).count(), 0)
		await rehearsal.keyboard.press('Escape')
	})

	it('is opened, joined by a phone, gone on with and voted in like a review', async () => {
		await button(rehearsal, 'Invite').click()
		await button(rehearsal, 'Make a link').click()
		const link = await dialog(rehearsal).getByLabel('Link', { exact: true }).inputValue()
		await rehearsal.keyboard.press('Escape')
		guest = await joinAs(await open(PHONE), link, 'Pau Phone')
		await band(guest).waitFor()
		await button(rehearsal, 'Open the review').click()
		await goOn(rehearsal, 'Begin: Goal')
		await isAt(guest, 'Goal')
		await goOn(rehearsal, 'Next: Accomplished')
		await goOn(rehearsal, 'Next: Increments')
		await isAt(guest, 'Increments')
		await shoot(guest, 'rehearsal-phone')
		await openPoll(rehearsal)
		await vote(guest, 'Yes')
		await pollBars(rehearsal, { Yes: '1 of 1' })
		await shoot(rehearsal, 'rehearsal-voted')
		await shoot(guest, 'rehearsal-phone-voted')
	})

	it('the real review learns nothing of it', async () => {
		assert.equal(await events(), asItWas)
		assert.equal(await band(sol).count(), 0)
		await button(owner, 'Open the review').waitFor()
		await owner.getByText('2 here').waitFor()
	})

	it('as many as the server holds, and then it says so', async () => {
		const link = new URL(rehearsal.url())
		assert.notEqual(link.pathname.split('/')[2], product.id)
		await owner.bringToFront()
		await owner.route('**/rehearsal?*', (route) =>
			route.fulfill({ status: 503, json: { code: 601, text: 'this server has 10' } }),
		)
		watched[0].excuse(/status of 503/)
		await button(owner, 'Meeting').click()
		await button(owner, /^Rehearse/).click()
		await button(owner, 'Start a rehearsal').click()
		await dialog(owner).getByRole('alert').getByText('as it can hold').waitFor()
		await shoot(owner, 'rehearsal-refused')
		await owner.unrouteAll()
		await owner.keyboard.press('Escape')
	})

	it('is over when the server was restarted, and the real product is there', async () => {
		for (const one of watched) {
			one.excuse(SERVER_AWAY)
			one.excuse(REFUSED)
			one.excuse(/Unexpected response code: 404/)
		}
		await server.stop()
		await server.start()
		for (const page of [rehearsal, guest]) {
			await page.getByRole('heading', { name: 'The rehearsal is over' }).waitFor()
			assert.equal(await page.title(), 'The rehearsal is over')
			assert.equal(await page.getByRole('link', { name: 'Join again' }).count(), 0)
		}
		await shoot(guest, 'rehearsal-over')
		await guest.reload()
		await guest.getByRole('heading', { name: 'The rehearsal is over' }).waitFor()
		for (const page of [owner, sol]) await isLive(page)
		await owner.getByText('Fewer calls').first().waitFor()
		await button(owner, 'Open the review').waitFor()
		await sol.reload()
		await isLive(sol)
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
