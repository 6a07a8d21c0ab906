// The way in: what a person reads when a link is good, wrong or used up, and where its secret stays.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { REFUSED, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { whoAmI } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'

const NOT_ANY_MORE = 'This link does not work any more'

describe('join', () => {
	let server, product, browser, watched

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		browser = await launch()
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
	})
	beforeEach(async () => {
		watched = await Watched.open(browser, server.origin)
	})
	afterEach(async () => {
		await watched.context.close()
		watched.assertClean()
	})

	it('a wrong link says that it does not work and where to get another', async () => {
		watched.excuse(REFUSED)
		const page = await watched.context.newPage()
		await page.goto(`${server.origin}/j/${product.id}#${'0'.repeat(32)}`)
		await page.getByRole('heading', { name: NOT_ANY_MORE }).waitFor()
		await page.getByText('Ask whoever invited you for a new one').waitFor()
		assert.equal(await page.getByRole('textbox').count(), 0)
	})

	it('a link whose secret was cut off says that a part is missing', async () => {
		const page = await watched.context.newPage()
		await page.goto(`${server.origin}/j/${product.id}#abc`)
		await page.getByRole('heading', { name: 'A part of this link is missing' }).waitFor()
		assert.equal(new URL(page.url()).hash, '')
	})

	it('a link to a product that is not here says so', async () => {
		watched.excuse(REFUSED)
		const page = await watched.context.newPage()
		await page.goto(`${server.origin}/j/${'9'.repeat(16)}#${'1'.repeat(32)}`)
		await page.getByRole('heading', { name: 'There is no product at this address' }).waitFor()
	})

	it('an address without a link tells where links come from', async () => {
		const page = await watched.context.newPage()
		await page.goto(server.origin)
		await page.getByRole('heading', { name: 'Open your invite link' }).waitFor()
	})

	it('what is recorded, who sees it and for how long is said before anybody joins', async () => {
		const page = await watched.context.newPage()
		const facts = page.getByRole('list', { name: 'What is recorded' })
		await page.goto(product.links.stakeholder)
		await facts.getByText('your name, when you come, your votes and your feedback.').waitFor()
		await facts.getByText('Anonymous feedback and masked votes').waitFor()
		await page.getByText('You vote', { exact: true }).waitFor()
		for (const says of ['everybody who joins this product', 'until whoever runs this server']) {
			await facts.getByText(says).waitFor()
		}
		// Who may only watch has no votes to be told about.
		const watching = await watched.context.newPage()
		await watching.goto(await product.invite('observer'))
		await watching.getByText('your name and when you come.').waitFor()
		assert.equal(await watching.getByText(/You vote|masked votes/).count(), 0)
	})

	it('a personal link works once; the second person is told that it was used up', async () => {
		const link = await product.invite('developer', '--uses', '1')
		await joinAs(watched, link, 'Dev One')

		const second = await Watched.open(browser, server.origin)
		second.excuse(REFUSED)
		const page = await second.context.newPage()
		await page.goto(link)
		await page.getByRole('heading', { name: NOT_ANY_MORE }).waitFor()
		await page.getByText('It has been used already').waitFor()
		await second.context.close()
		second.assertClean()
	})

	it('the owner who opened the personal link before is offered the seat it gave', async () => {
		watched.excuse(REFUSED)
		const link = await product.invite('developer', '--uses', '1')
		await joinAs(watched, link, 'Dev Two')
		const page = await watched.context.newPage()
		await page.goto(link)
		await page.getByRole('link', { name: 'Continue as Dev Two, Developer' }).click()
		await isLive(page)
		assert.match(await whoAmI(page), /Dev Two/)
	})

	it('an empty name is asked for in words and keeps the link good', async () => {
		const page = await watched.context.newPage()
		await page.goto(product.links.stakeholder)
		await page.getByLabel('Your name').fill('   ')
		await page.getByRole('button', { name: 'Join the review' }).click()
		await page.getByRole('alert').filter({ hasText: 'Type a name' }).waitFor()
		assert.match(page.url(), /\/j\//)

		await page.getByLabel('Your name').fill('Zoë 李')
		await page.keyboard.press('Enter')
		await isLive(page)
		assert.match(await whoAmI(page), /Zoë 李.*Stakeholder/)
	})

	it('a name that is too long is refused in words', async () => {
		const page = await watched.context.newPage()
		await page.goto(product.links.stakeholder)
		await page.getByLabel('Your name').fill('李'.repeat(80))
		await page.getByRole('button', { name: 'Join the review' }).click()
		await page.getByRole('alert').filter({ hasText: 'too long' }).waitFor()
		assert.match(page.url(), /\/j\//)
	})

	it('the secret leaves the address bar, the history and the list of requests', async () => {
		const secret = new URL(product.links.stakeholder).hash.slice(1)
		const page = await watched.context.newPage()
		const requested = []
		page.on('request', (request) => requested.push(request.url()))
		await page.goto(product.links.stakeholder)
		const field = page.getByLabel('Your name')
		await field.waitFor()
		assert.equal(new URL(page.url()).hash, '')
		// What the person opened stays in this document's own navigation entry, which no page can
		// change; it goes with the document, at the moment of joining.
		assert.deepEqual(await placesWith(page, secret), ['navigation'])

		await field.fill('Hana')
		await page.keyboard.press('Enter')
		await isLive(page)
		assert.deepEqual(await placesWith(page, secret), [])
		assert.equal(await page.evaluate(() => document.referrer), '')
		assert.deepEqual(
			requested.filter((url, i) => i > 0 && url.includes(secret)),
			[],
		)
		await page.goBack()
		await page.waitForLoadState()
		assert.ok(!page.url().includes(secret))
	})

	it('every answer carries a policy that allows no inline script and no other origin', async () => {
		for (const path of ['/', `/j/${product.id}`, `/p/${product.id}/${product.owner.handle}`]) {
			const { headers } = await fetch(server.origin + path)
			const policy = headers.get('content-security-policy') ?? ''
			assert.match(policy, /default-src '(none|self)'/, path)
			assert.doesNotMatch(policy, /unsafe-|https?:|\*/, path)
			assert.equal(headers.get('referrer-policy'), 'no-referrer', path)
			assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
		}
	})

	it('a cookie of a seat cannot be read by a script', async () => {
		const page = await joinAs(watched, product.links.stakeholder, 'Ines')
		assert.equal(await page.evaluate(() => document.cookie), '')
		const [cookie] = await watched.context.cookies()
		assert.equal(cookie.httpOnly, true)
		assert.equal(cookie.sameSite, 'Strict')
	})
})

// Where a script, a shoulder or an extension could read `secret`.
function placesWith(page, secret) {
	return page.evaluate((secret) => {
		const named = (type) => performance.getEntriesByType(type).map(({ name }) => name)
		const places = {
			address: location.href,
			state: JSON.stringify(history.state),
			requests: named('resource').join(' '),
			navigation: named('navigation').join(' '),
			kept: JSON.stringify({ ...localStorage, ...sessionStorage }),
			document: document.documentElement.outerHTML,
		}
		return Object.keys(places).filter((place) => places[place].includes(secret))
	}, secret)
}
