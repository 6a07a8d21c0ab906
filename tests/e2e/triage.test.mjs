// What becomes of feedback, in the page: whoever deals with it, everybody who reads it, its author.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PHONE, isLive } from './harness/browser.mjs'
import { Meeting } from './harness/meeting.mjs'
import { openView } from './harness/review_page.mjs'

describe('what becomes of feedback', () => {
	const meeting = new Meeting()
	const { pages, watched } = meeting

	before(async () => {
		await meeting.begin({ increments: [{ title: 'Quay map', done: true }] })
		await openView(pages.pau, 'feedback')
		await say(pages.sol, 'More docks on the quay')
		await say(pages.sol, 'There are too few docks')
		await say(pages.pau, 'Does it work at night?')
		await say(pages.pau, 'Charge phones at the dock', { anonymous: true })
		await say(pages.sol, 'Paint the bikes red')
	})
	after(() => meeting.end())

	async function say(page, text, { anonymous = false } = {}) {
		const form = page.getByRole('form', { name: 'New feedback' })
		await form.getByLabel('Your feedback').fill(text)
		await form.getByRole('radio', { name: anonymous ? 'Anonymous' : /^As / }).click()
		await form.getByRole('button', { name: /^Send / }).click()
		await isLive(page)
		for (const one of [pages.owner, pages.master, pages.dev]) await entry(one, text).waitFor()
	}

	const entry = (page, text) =>
		page.locator('.fbpane__list > .fb', { has: page.locator('.fb__text', { hasText: text }) })
	async function deal(page, text, action) {
		const one = entry(page, text)
		await one.getByRole('button', { name: /^Deal with it/ }).click()
		await one.getByRole('button', { name: action, exact: true }).click()
		return one
	}
	const offered = async (page, text) => {
		const toggle = entry(page, text).getByRole('button', { name: /^Deal with it/ })
		if ((await toggle.count()) === 0) return []
		await toggle.click()
		const names = await entry(page, text).locator('.fb__do .btn').allTextContents()
		await toggle.click()
		return names
	}
	const texts = (page) => page.locator('.fbpane__list > .fb > .fb__text').allTextContents()

	it('each is offered what their role may do, and nothing else', async () => {
		const { owner, master, dev, sol } = pages
		const text = 'Does it work at night?'
		const master_may = ['Acknowledge', 'Park', 'Answer', 'Merge into another']
		assert.deepEqual(await offered(owner, text), [...master_may, 'Turn into an item', 'Decline'])
		assert.deepEqual(await offered(master, text), master_may)
		assert.deepEqual(await offered(dev, text), ['Answer'])
		assert.deepEqual(await offered(sol, text), [])
	})

	it('it is acknowledged, parked and new again, seen by all', async () => {
		const { master, sol, pau } = pages
		const text = 'Does it work at night?'
		await deal(master, text, 'Acknowledge')
		for (const page of [sol, pau]) await entry(page, text).getByText('Acknowledged').waitFor()
		await deal(master, text, 'Park')
		await entry(pau, text).getByText('Parked').waitFor()
		await deal(master, text, 'Make it new again')
		await entry(pau, text).getByText('Parked').waitFor({ state: 'detached' })
	})

	it('it is answered by keyboard, under the name of who answered', async () => {
		const { dev, pau } = pages
		const one = entry(dev, 'Does it work at night?')
		await one.getByRole('button', { name: /^Deal with it/ }).press('Enter')
		await one.getByRole('button', { name: 'Answer' }).press('Enter')
		await one.getByRole('textbox', { name: 'Answer' }).and(dev.locator(':focus')).waitFor()
		await dev.keyboard.type('With a lamp from May on.')
		await one.getByRole('button', { name: 'Answer it' }).press('Enter')
		await one
			.getByRole('button', { name: /^Deal with it/ })
			.and(dev.locator(':focus'))
			.waitFor()
		const seen = entry(pau, 'Does it work at night?').locator('.fb__reply')
		await seen.filter({ hasText: 'With a lamp' }).waitFor()
		assert.match(await seen.textContent(), /Dana Dev/)
	})

	it('it is not declined without a reason, which its author reads', async () => {
		const { owner, sol } = pages
		const one = await deal(owner, 'Paint the bikes red', 'Decline')
		await one.getByRole('button', { name: 'Decline it' }).click()
		await one.getByText('Say why. Everybody reads it').waitFor()
		await one.getByLabel('Why it is declined').fill('They must be seen at night')
		await one.getByRole('button', { name: 'Decline it' }).click()
		await entry(sol, 'Paint the bikes red').getByText('Declined').waitFor()
		await entry(sol, 'Paint the bikes red').getByText('They must be seen at night').waitFor()
	})

	it('what says the same is merged, stands under the other one, and is taken apart again', async () => {
		const { master, sol, owner } = pages
		await deal(master, 'There are too few docks', 'Merge into another')
		const dialog = master.getByRole('dialog')
		await dialog.getByRole('button', { name: 'Merge into “More docks on the quay”' }).click()
		for (const page of [master, sol]) {
			await entry(page, 'More docks on the quay').getByText('There are too few docks').waitFor()
			await entry(page, 'There are too few docks').waitFor({ state: 'detached' })
		}
		await owner.reload()
		const under = entry(owner, 'More docks on the quay')
		await under.getByRole('button', { name: /^Take apart again/ }).click()
		await entry(sol, 'There are too few docks').waitFor()
		await deal(master, 'There are too few docks', 'Merge into another')
		await dialog.getByRole('button', { name: 'Merge into “More docks on the quay”' }).click()
		await entry(sol, 'There are too few docks').waitFor({ state: 'detached' })
	})

	it('it becomes an item at the top of the backlog, and a link leads there', async () => {
		const { owner, sol } = pages
		await deal(owner, 'More docks on the quay', 'Turn into an item')
		const title = owner.getByRole('textbox', { name: 'Title' })
		assert.equal(await title.inputValue(), 'More docks on the quay')
		await title.fill('Twelve more docks')
		await owner.getByRole('radio', { name: 'To the top' }).click()
		await owner.getByRole('button', { name: 'Make the item' }).click()
		const became = entry(sol, 'More docks on the quay').getByText('Became')
		await became.getByRole('link').click()
		await sol.getByRole('heading', { name: 'Twelve more docks' }).waitFor()
		await isLive(owner)
		assert.equal((await meeting.product.backlog())[0].title, 'Twelve more docks')
		await openView(sol, 'now')
	})

	it('its author finds under Yours what became of all they said', async () => {
		const { sol, pau } = pages
		await sol.getByRole('radio', { name: 'Yours, 3' }).click()
		assert.deepEqual((await texts(sol)).sort(), [
			'More docks on the quay',
			'Paint the bikes red',
			'There are too few docks',
		])
		const merged = entry(sol, 'There are too few docks')
		await merged.getByText('Merged into “More docks on the quay”').waitFor()
		await merged.getByText('Became').waitFor()
		await pau.getByRole('radio', { name: 'Yours, 2' }).tap()
		assert.deepEqual((await texts(pau)).sort(), [
			'Charge phones at the dock',
			'Does it work at night?',
		])
	})

	it('after the review it can still become an item, by whom it is lent to as well', async () => {
		const { owner, dev, sol } = pages
		await owner.getByRole('button', { name: 'Close the review' }).click()
		await sol.getByText('This review is closed').waitFor()
		assert.deepEqual(await offered(owner, 'Charge phones'), ['Turn into an item'])
		assert.deepEqual(await offered(dev, 'Charge phones'), [])
		const joined = (await meeting.product.events()).map((event) => event.participantJoined)
		const to = joined.find((one) => one?.name?.plain === 'Dana Dev').participant
		const program = await meeting.product.ownerProgram()
		const expiresMs = String(Date.now() + 600_000)
		await program.submit({ delegate: { to, scopes: ['DELEGATION_SCOPE_CONVERT'], expiresMs } })
		program.close()
		await dev.getByText(/you may turn feedback into items or decline it for Ada Owner/).waitFor()
		await deal(dev, 'Charge phones', 'Turn into an item')
		await dev.getByRole('button', { name: 'Make the item' }).click()
		await entry(owner, 'Charge phones').getByText('Became').waitFor()
		const converted = (await meeting.product.events()).findLast((event) => event.feedbackConverted)
		assert.ok(converted.onBehalfOf > 0)
		assert.equal((await meeting.product.backlog()).at(-1).title, 'Charge phones at the dock')
	})

	it('C50 a guest who comes while the review is closed reads what was said once it is opened again', async () => {
		const { owner } = pages
		const late = await meeting.join('stakeholder', 'Lara Late', PHONE)
		await openView(late, 'feedback')
		const before = await texts(late)
		await owner.getByRole('button', { name: 'Open it again' }).click()
		await owner.getByLabel('Reason').fill('One more question')
		await owner.getByRole('button', { name: 'Open the review again' }).click()
		await entry(late, 'More docks on the quay').waitFor()
		assert.deepEqual((await texts(late)).sort(), (await texts(owner)).sort())
		assert.deepEqual(before, [])
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
