// Two Sprints, one after the other: what is said in the first review is asked for, ordered, built, and
// shown in the second one as what people said. What was left open comes along.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PHONE, isLive } from './harness/browser.mjs'
import { Meeting } from './harness/meeting.mjs'
import { openView } from './harness/review_page.mjs'
import { shoot } from './harness/shots.mjs'

const SAID = 'More docks on the quay'
const PARKED = 'Bells on the bikes'
const ASKED = 'Does it work at night?'
const ANSWERED = 'Is there an app?'
const ACTION = 'Ask the port about March'

describe('two Sprints', () => {
	const meeting = new Meeting()
	const { pages, watched } = meeting

	before(() => meeting.begin({ increments: [{ title: 'Quay map', done: true }] }))
	after(() => meeting.end())

	const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' })
	const dialog = (page) => page.getByRole('dialog')
	const entry = (page, text) =>
		page.locator('.fbpane__list > .fb', { has: page.locator('.fb__text', { hasText: text }) })
	const part = (page, name) => page.getByRole('region', { name, exact: true })
	const step = (page, name) => page.locator('.flow .step', { hasText: name })

	async function say(page, text, kind = 'Idea') {
		const form = page.getByRole('form', { name: 'New feedback' })
		await form.getByLabel('Your feedback').fill(text)
		await form.getByRole('radio', { name: /^As / }).click()
		await form.getByRole('radio', { name: kind }).click()
		await form.getByRole('button', { name: /^Send / }).click()
		await isLive(page)
		await entry(pages.owner, text).waitFor()
	}
	async function deal(page, text, action) {
		await entry(page, text)
			.getByRole('button', { name: /^Deal with it/ })
			.click()
		await entry(page, text).getByRole('button', { name: action, exact: true }).click()
	}

	it('in the first review people say things, and the Product Owner makes an item of one', async () => {
		const { owner, master, dev, sol, pau } = pages
		await openView(pau, 'feedback')
		await say(sol, SAID)
		await say(pau, PARKED)
		await say(pau, ASKED, 'Question')
		await say(sol, ANSWERED, 'Question')
		await deal(master, PARKED, 'Park')
		await deal(dev, ANSWERED, 'Answer')
		await entry(dev, ANSWERED).getByRole('textbox', { name: 'Answer' }).fill('From May on.')
		await button(dev, 'Answer it').click()
		await deal(owner, SAID, 'Turn into an item')
		await owner.getByRole('textbox', { name: 'Title' }).fill('Twelve more docks')
		await button(owner, 'Make the item').click()
		await entry(sol, SAID).getByText('Became').waitFor()

		await step(dev, 'Decisions').click()
		await button(dev, 'Add an action item').click()
		await dialog(dev).getByLabel('What is to be done').fill(ACTION)
		await button(dev, 'Add it').click()
		await isLive(dev)
		await button(owner, 'Close the review').click()
		await sol.getByText('This review is closed').waitFor()
	})

	it('between the reviews whoever said something reads what became of it', async () => {
		const { sol, pau } = pages
		await openView(sol, 'product')
		const mine = part(sol, 'What became of what you said')
		await mine.getByText(SAID).waitFor()
		await mine.getByText(/^Became/).waitFor()
		await mine.getByText('From May on.').waitFor()
		await openView(pau, 'product')
		const theirs = part(pau, 'What became of what you said')
		await theirs.getByText('Parked').waitFor()
		assert.equal(await theirs.getByText(SAID).count(), 0)
		await shoot(sol, 'said-laptop')
		await shoot(pau, 'said-phone')
		await openView(sol, 'now')
		await openView(pau, 'now')
	})

	it('the Product Owner orders the item, and the Developers bring it as an increment', async () => {
		const { owner, dev } = pages
		const { backlog } = await ordered()
		assert.equal(backlog[0].title, 'Twelve more docks')
		await button(owner, 'Plan the next review').click()
		await dialog(owner).getByLabel('Title of the review').fill('Sprint 19')
		assert.equal(await dialog(owner).getByLabel('Sprint number (optional)').inputValue(), '19')
		await dialog(owner).locator('form').getByRole('button', { name: 'Plan a review' }).click()
		await openView(dev, 'now')
		await button(dev, 'Add an increment').click()
		const item = dialog(dev).getByRole('combobox')
		await item.fill('Twelve more')
		await item.press('ArrowDown')
		await item.press('Enter')
		await dialog(dev).getByRole('button', { name: 'Add an increment' }).click()
		await owner.getByRole('heading', { name: 'Twelve more docks' }).waitFor()
	})

	async function ordered() {
		const program = await meeting.product.ownerProgram()
		const converted = (await meeting.product.events()).find((event) => event.feedbackConverted)
		const items = [converted.feedbackConverted.item]
		await program.submit({ moveItems: { items, place: { zone: 'ZONE_ORDERED', top: true } } })
		program.close()
		return { backlog: await meeting.product.backlog() }
	}

	it('the second review shows “You said, we did” to the team, and that it is so to everybody', async () => {
		const { owner, dev, sol, pau } = pages
		await button(owner, 'Open the review').click()
		for (const page of [owner, dev, sol, pau]) await openView(page, 'increments')
		await part(dev, 'You said, we did').getByText(SAID).waitFor()
		await part(dev, 'You said, we did').getByText('Said in the review of Sprint 18').waitFor()
		for (const page of [sol, pau])
			await part(page, 'You said, we did').getByText('the review of Sprint 18').waitFor()
		await shoot(dev, 'you-said-laptop')
		await shoot(pau, 'you-said-phone')
		await step(dev, 'Accomplished').click()
		await part(dev, 'You said, we did').getByText('Twelve more docks').waitFor()
	})

	it('whoever said it reads their own words there, and what became of them, without a reload', async () => {
		const { sol } = pages
		const line = part(sol, 'You said, we did')
		await line.getByText(SAID).waitFor()
		await line.getByText('What you said in the review of Sprint 18').waitFor()
		await step(sol, 'Accomplished').click()
		await part(sol, 'You said, we did').getByText('Twelve more docks').waitFor()
		const mine = part(sol, 'What became of what you said')
		await mine.getByText('Delivered: Twelve more docks').waitFor()
		await shoot(sol, 'accomplished-laptop')
	})

	it('who came only now reads in which review it was said, and not the words', async () => {
		const late = await meeting.join('stakeholder', 'Lara Late', PHONE)
		await openView(late, 'increments')
		const line = part(late, 'You said, we did')
		await line.getByText('Said in the review of Sprint 18.').waitFor()
		assert.equal(await line.getByText(SAID).count(), 0)
	})

	it('what was parked and what nobody answered goes on in it; what was answered does not', async () => {
		const { master, dev, sol, pau } = pages
		await openView(pau, 'feedback')
		for (const page of [master, sol, pau]) {
			for (const text of [PARKED, ASKED])
				await entry(page, text).getByText('From Sprint 18').waitFor()
			for (const text of [SAID, ANSWERED]) assert.equal(await entry(page, text).count(), 0)
		}
		await entry(sol, PARKED).getByText('Parked').waitFor()
		await deal(dev, ASKED, 'Answer')
		await entry(dev, ASKED).getByRole('textbox', { name: 'Answer' }).fill('It does.')
		await button(dev, 'Answer it').click()
		await entry(pau, ASKED).getByText('It does.').waitFor()
		await shoot(pau, 'carried-phone')
	})

	it('the open action is carried over, and is ended in the second review', async () => {
		const { master, dev, sol } = pages
		for (const page of [master, dev, sol]) await step(page, 'Decisions').click()
		const row = sol.locator('.action', { hasText: ACTION })
		await row.getByText('Carried over from Sprint 18').waitFor()
		await shoot(sol, 'carried-action-laptop')
		await button(master, `Done: “${ACTION}”`).click()
		await sol.getByText('Done and dropped, 1').waitFor()
	})

	it('a reload tells the same', async () => {
		const { sol, master } = pages
		await openView(sol, 'increments')
		await sol.reload()
		await part(sol, 'You said, we did').getByText(SAID).waitFor()
		await master.reload()
		await entry(master, PARKED).getByText('From Sprint 18').waitFor()
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
