// By the join code through the waiting room, as the person who waits reads it.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { PHONE, REFUSED, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { whoAmI } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'

const CODE = 'ABCD2345'

describe('the waiting room', () => {
	let server, product, browser, owner, watched

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		owner = await product.ownerProgram()
		const review = await planReview(owner, {
			title: 'Sprint 7',
			goal: 'Fewer calls',
			increments: [],
		})
		await owner.submit({ openReview: { review } })
		await owner.submit({ setJoinCode: { code: CODE } })
		browser = await launch()
	})
	after(async () => {
		owner?.close()
		await browser?.close()
		await server?.dispose()
	})
	beforeEach(async () => {
		watched = await Watched.open(browser, server.origin, PHONE)
	})
	afterEach(async () => {
		await watched.context.close()
		watched.assertClean()
	})

	async function waitingAs(name) {
		const page = await watched.context.newPage()
		await page.goto(`${server.origin}/j/${product.id}`)
		await page.getByLabel('Join code').fill('abcd-23 45')
		await page.getByLabel('Your name').fill(name)
		await page.getByRole('button', { name: 'Ask to be let in' }).click()
		await page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
		await page.getByText(name).waitFor()
		return page
	}
	// The handle in the address is public; the participant's number is what operations name.
	const numberOf = (page) =>
		page.evaluate(async () => {
			const [, , product, handle] = location.pathname.split('/')
			const answer = await fetch(`/v1/session?product=${product}&as=${handle}`)
			return (await answer.json()).participant
		})

	it('opens by itself, without a reload, when somebody lets in', async () => {
		const page = await waitingAs('Ruth')
		await page.evaluate(() => {
			window.sameDocument = true
		})
		await owner.submit({ admitWaiting: { participants: [await numberOf(page)] } })
		await isLive(page)
		assert.match(await whoAmI(page), /Ruth.*Stakeholder/)
		assert.equal(await page.evaluate(() => window.sameDocument), true)
		await page.reload()
		await isLive(page)
	})

	it('says so to somebody who is not let in, and leads back', async () => {
		watched.excuse(REFUSED)
		const page = await waitingAs('Mallory')
		await owner.submit({ refuseWaiting: { participants: [await numberOf(page)] } })
		await page.getByRole('heading', { name: 'You were not let in' }).waitFor()
		await page.getByRole('link', { name: 'Join again' }).click()
		await page.getByLabel('Join code').waitFor()
		assert.equal(await page.getByText('Continue as').count(), 0)
	})

	it('keeps the place through a reload, and can be left', async () => {
		const page = await waitingAs('Noor')
		await page.reload()
		await page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()
		const number = await numberOf(page)
		await page.getByRole('button', { name: 'Leave the waiting room' }).click()
		await page.getByLabel('Join code').waitFor()
		await owner.submit({ admitWaiting: { participants: [number] } }).catch(() => undefined)
		assert.ok(!(await product.events()).some((event) => JSON.stringify(event).includes('Noor')))
	})

	it('on a phone both answers to somebody who waits stand in one row, side by side', async () => {
		const page = await waitingAs('Wim Waits')
		const master = await Watched.open(browser, server.origin, PHONE)
		const phone = await joinAs(master, product.links.scrum_master, 'Sven Scrum')
		await phone.getByRole('button', { name: '1 waiting' }).tap()
		const dialog = phone.getByRole('dialog')
		const [yes, no] = await Promise.all(
			['Let in Wim Waits', 'Do not let in Wim Waits'].map((name) =>
				dialog.getByRole('button', { name, exact: true }).boundingBox(),
			),
		)
		assert.equal(yes.y, no.y)
		assert.ok(yes.x + yes.width <= no.x && no.x + no.width <= PHONE.viewport.width)
		assert.ok(yes.width < PHONE.viewport.width / 2)
		await dialog.getByRole('button', { name: 'Let in Wim Waits', exact: true }).tap()
		await isLive(page)
		await master.context.close()
		master.assertClean()
	})

	it('a code from a QR code is filled in and leaves the address bar', async () => {
		const page = await watched.context.newPage()
		await page.goto(`${server.origin}/j/${product.id}#${CODE}`)
		assert.equal(await page.getByLabel('Join code').inputValue(), 'ABCD 2345')
		assert.equal(new URL(page.url()).hash, '')
		assert.equal(
			await page.getByLabel('Your name').evaluate((e) => e === document.activeElement),
			true,
		)
	})

	it('a wrong code is refused in words, beside the field', async () => {
		watched.excuse(REFUSED)
		const page = await watched.context.newPage()
		await page.goto(`${server.origin}/j/${product.id}`)
		await page.getByLabel('Your name').fill('Ruth')
		await page.getByLabel('Join code').fill('OIL')
		await page.keyboard.press('Enter')
		await page.getByRole('alert').filter({ hasText: 'eight letters and digits' }).waitFor()
		await page.getByLabel('Join code').fill('ZZZZ9999')
		await page.keyboard.press('Enter')
		await page.getByRole('alert').filter({ hasText: 'does not let anybody in' }).waitFor()
		assert.equal(await page.getByLabel('Join code').getAttribute('aria-invalid'), 'true')
	})

	it('another link opened in the same tab is taken up, its secret out of the address', async () => {
		const page = await watched.context.newPage()
		await page.goto(`${server.origin}/j/${product.id}`)
		await page.getByLabel('Join code').waitFor()
		const secret = new URL(product.links.stakeholder).hash
		await page.evaluate((hash) => {
			location.hash = hash
		}, secret)
		await page.getByText('You join as a stakeholder').waitFor()
		await page.getByRole('button', { name: 'Join the review' }).waitFor()
		assert.equal(new URL(page.url()).hash, '')
	})

	it('offers to go on as who one is already, or to join as someone else', async () => {
		await joinAs(watched, product.links.stakeholder, 'Ines')
		const page = await watched.context.newPage()
		await page.goto(product.links.stakeholder)
		await page.getByRole('link', { name: 'Continue as Ines, Stakeholder' }).waitFor()
		await page.getByLabel('Your name').fill('Ines Two')
		await page.getByRole('button', { name: 'Join as someone else' }).click()
		await isLive(page)
		assert.match(await whoAmI(page), /Ines Two/)
	})
})
