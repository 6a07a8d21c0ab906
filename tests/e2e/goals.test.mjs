// Vision, Product Goal, what a review says of its Sprint, action items, and an increment that is edited
// and released: in the page, by those who may, seen by all.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { LAPTOP, PHONE, isLive } from './harness/browser.mjs'
import { Meeting } from './harness/meeting.mjs'
import { openView } from './harness/review_page.mjs'
import { shoot } from './harness/shots.mjs'

describe('goals, facts and action items', () => {
	const meeting = new Meeting()
	const { pages, watched } = meeting
	const everybody = () => Object.values(pages)

	before(() => meeting.begin({ increments: [{ title: 'Quay map', done: true }] }))
	after(() => meeting.end())

	const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' })
	const part = (page, name) => page.getByRole('region', { name, exact: true })
	const dialog = (page) => page.getByRole('dialog')
	const eventsOf = async (name) => (await meeting.product.events()).filter((event) => event[name])
	// An entry of the agenda, looked at without taking anybody along.
	const look = async (page, name) => {
		if ((await page.locator('.flow__short').isVisible()) === false) {
			await page.locator('.flow .step', { hasText: name }).click()
			return
		}
		await page.locator('.flow__short').click()
		await dialog(page).getByRole('link', { name }).click()
	}
	const fill = async (page, fields) => {
		for (const [label, text] of Object.entries(fields))
			await dialog(page).getByLabel(label, { exact: true }).fill(text)
	}
	const dated = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

	it('the Product Owner sets vision and Product Goal by keyboard; nobody else can', async () => {
		for (const page of everybody()) await openView(page, 'product')
		const { owner, master, dev, sol, pau } = pages
		for (const page of [master, dev, sol, pau]) {
			await page.getByText('No Product Goal is set.').waitFor()
			assert.equal(await button(page, /Set a Product Goal|Write the vision/).count(), 0)
		}
		await button(owner, 'Set a Product Goal').press('Enter')
		await dialog(owner).getByLabel('What is to be reached').and(owner.locator(':focus')).waitFor()
		await owner.keyboard.type('Half of all riders book by phone')
		await owner.keyboard.press('Tab')
		await owner.keyboard.type('bookings by phone, %')
		await fill(owner, { From: '40', To: '40' })
		await button(owner, 'Set it').press('Enter')
		await dialog(owner).getByText('Another number than the one it starts from.').waitFor()
		await fill(owner, { To: '80' })
		await button(owner, 'Set it').press('Enter')
		await dialog(owner).waitFor({ state: 'detached' })
		for (const page of everybody()) {
			const goal = part(page, 'Product Goal')
			await goal.getByText('Half of all riders book by phone').waitFor()
			await goal.getByRole('img', { name: 'bookings by phone, %: 40, from 40 to 80' }).waitFor()
		}
		await button(owner, 'Write the vision').click()
		await fill(owner, { 'What the product is to be, and for whom': 'A bike at every quay' })
		await button(owner, 'Save the vision').click()
		for (const page of everybody())
			await page.locator('.aim__vision', { hasText: 'every quay' }).waitFor()
	})

	it('progress moves the bar for everybody, and the header says the goal', async () => {
		const { owner, sol, pau } = pages
		await button(owner, 'Record progress').click()
		const field = owner.getByLabel('Now, in bookings by phone, %')
		await field.fill('sixty')
		await button(owner, 'Record').click()
		await owner.getByText('A number.', { exact: true }).waitFor()
		await field.fill('62')
		await field.press('Enter')
		for (const page of [owner, sol, pau]) {
			await page.getByRole('img', { name: 'bookings by phone, %: 62, from 40 to 80' }).waitFor()
			await page.getByText('55% of the way').waitFor()
		}
		await sol.locator('.goal__product', { hasText: 'Half of all riders' }).waitFor()
		await shoot(owner, 'goal-laptop')
		await shoot(pau, 'goal-phone')
	})

	it('whoever comes later reads all of it, and so does a reload', async () => {
		const late = await meeting.join('observer', 'Olga Observer', LAPTOP)
		await openView(late, 'product')
		await part(late, 'Vision').getByText('every quay').waitFor()
		await late.getByRole('img', { name: /: 62, from 40 to 80$/ }).waitFor()
		await pages.owner.reload()
		await pages.owner.getByRole('img', { name: /: 62, from 40 to 80$/ }).waitFor()
	})

	it('two tabs that change the goal at once: the slower one keeps what was typed, and is told', async () => {
		const { owner } = pages
		const second = await owner.context().newPage()
		await second.goto(owner.url())
		await isLive(second)
		for (const page of [owner, second])
			await part(page, 'Product Goal').getByRole('button', { name: 'Change' }).click()
		await fill(owner, { To: '90' })
		await button(owner, 'Save the change').click()
		await dialog(owner).waitFor({ state: 'detached' })
		await second.getByRole('img', { name: /from 40 to 90$/ }).waitFor({ state: 'attached' })

		await fill(second, { 'What is to be reached': 'Two of three riders book by phone' })
		await button(second, 'Save the change').click()
		const told = dialog(second).getByRole('alert')
		await told.getByText(/changed this at/).waitFor()
		await told.getByText('90', { exact: true }).waitFor()
		const typed = dialog(second).getByLabel('What is to be reached')
		assert.equal(await typed.inputValue(), 'Two of three riders book by phone')
		await shoot(second, 'goal-conflict')
		await fill(second, { To: '90' })
		await button(second, 'Save mine anyway').click()
		await dialog(second).waitFor({ state: 'detached' })
		await part(owner, 'Product Goal').getByText('Two of three riders').waitFor()
		await owner.getByRole('img', { name: /: 62, from 40 to 90$/ }).waitFor()
		await second.close()
	})

	it('facts of the review are written by who leads, and stand where the agenda has them', async () => {
		const { master, dev, sol, pau } = pages
		for (const page of [master, dev, sol, pau]) {
			await look(page, 'Goal')
			await page.locator('.aim__says', { hasText: 'Two of three riders' }).waitFor()
		}
		assert.equal(await button(dev, 'Edit the review').count(), 0)
		await button(master, 'Edit the review').click()
		await fill(master, {
			'First day of the Sprint (optional)': '2026-11-16',
			'Last day of the Sprint (optional)': '2026-11-13',
			'Items done (optional)': '5',
			'Points done (optional)': '21',
			'What has changed in the environment (optional)': 'The port closes in March.',
		})
		await button(master, 'Save the change').click()
		await dialog(master).getByText('A day that is not before the first one.').waitFor()
		await fill(master, { 'Last day of the Sprint (optional)': '2026-11-27' })
		await button(master, 'Save the change').click()
		await dialog(master).waitFor({ state: 'detached' })
		await sol.getByText('Sprint 18, 16 Nov 2026 to 27 Nov 2026').waitFor()
		await shoot(sol, 'stage-goal-laptop')
		await shoot(pau, 'stage-goal-phone')
		for (const page of [dev, sol, pau]) {
			await look(page, 'Accomplished')
			await page.getByText('21 points done').waitFor()
			await look(page, 'Environment')
			await page.getByText('The port closes in March.').waitFor()
		}
		await shoot(dev, 'stage-environment')
	})

	it('action items are added, edited, done and opened again by the team', async () => {
		const { master, dev, sol, pau } = pages
		for (const page of [master, dev, sol, pau]) await look(page, 'Decisions')
		await part(sol, 'Action items').getByText('Nothing has been agreed yet.').waitFor()
		assert.equal(await button(sol, 'Add an action item').count(), 0)

		await button(master, 'Add an action item').click()
		await fill(master, {
			'What is to be done': 'Ask the port about March',
			'Until when (optional)': dated(-2),
		})
		await dialog(master).getByLabel('Who does it').selectOption({ label: 'Dana Dev' })
		await button(master, 'Add it').click()
		for (const page of [dev, sol, pau]) {
			const row = page.locator('.action', { hasText: 'Ask the port' })
			await row.getByText('Dana Dev').waitFor()
			await row.getByText('Overdue', { exact: true }).waitFor()
		}
		await button(dev, 'Edit “Ask the port about March”').click()
		await fill(dev, { 'Until when (optional)': dated(9) })
		await button(dev, 'Save the change').click()
		await sol.getByText('Overdue', { exact: true }).waitFor({ state: 'detached' })

		await button(dev, 'Done: “Ask the port about March”').press('Enter')
		await sol.getByText('Nothing is open.').waitFor()
		await sol.getByText('Done and dropped, 1').click()
		await sol.locator('.action', { hasText: 'Ask the port' }).getByText('Done').waitFor()
		await master.getByText('Done and dropped, 1').click()
		await button(master, 'Open again: “Ask the port about March”').click()
		await part(sol, 'Action items').getByText('1 open').waitFor()
		await button(master, 'Add an action item').click()
		await fill(master, { 'What is to be done': 'Order bells' })
		await button(master, 'Add it').click()
		await button(dev, 'Drop “Order bells”').click()
		await part(pau, 'Action items').getByText('Done and dropped, 1').waitFor()
		await shoot(master, 'actions-laptop')
		await shoot(pau, 'actions-phone')
		assert.equal((await eventsOf('actionAdded')).length, 2)
	})

	it('C18 an increment is edited by two at once: the slower one keeps what was typed', async () => {
		const { master, dev, sol } = pages
		for (const page of [master, dev, sol]) await openView(page, 'increments')
		assert.equal(await button(sol, /^Edit/).count(), 0)
		for (const page of [master, dev]) await button(page, 'Edit “Quay map”').click()
		await fill(master, { 'Who presents it (optional)': 'Dana Dev' })
		await button(master, 'Save the change').click()
		await sol.getByText('Dana Dev presents').waitFor()

		await fill(dev, { 'Title of the increment': 'Map of the quay' })
		await button(dev, 'Save the change').click()
		await dialog(dev)
			.getByText(/^Jonas Weber changed this at/)
			.waitFor()
		assert.equal(
			await dialog(dev).getByLabel('Title of the increment').inputValue(),
			'Map of the quay',
		)
		await shoot(dev, 'increment-conflict')
		await button(dev, 'Begin again with theirs').click()
		await fill(dev, { 'Title of the increment': 'Map of the quay' })
		await button(dev, 'Save the change').click()
		await sol.getByRole('heading', { name: 'Map of the quay' }).waitFor()
		await sol.getByText('Dana Dev presents').waitFor()
		assert.equal((await eventsOf('incrementEdited')).length, 2)
	})

	it('it is released and withdrawn without a word on its assessment, and the other way round', async () => {
		const { owner, master, dev, sol } = pages
		await openView(owner, 'increments')
		assert.equal(
			await master.getByRole('radiogroup', { name: 'Whether people have it' }).count(),
			0,
		)
		await dev.getByRole('radio', { name: 'Released', exact: true }).click()
		await sol.locator('.inc__by').getByText('Released', { exact: true }).waitFor()
		await sol.getByText('Not assessed yet.').waitFor()
		await button(owner, 'Assess').click()
		await owner.getByRole('radio', { name: 'Not yet', exact: true }).click()
		await owner.getByLabel('Reason').fill('Slow on old phones')
		await button(owner, 'Record the assessment').click()
		await sol.getByText('Slow on old phones').waitFor()
		await sol.locator('.inc__by').getByText('Released', { exact: true }).waitFor()
		await owner.getByRole('radio', { name: 'Withdrawn' }).click()
		await sol.locator('.inc__by').getByText('Withdrawn').waitFor()
		await sol.locator('.inc__verdict', { hasText: 'Not yet' }).waitFor()
		await shoot(owner, 'release-laptop')
	})

	it('a goal ends with a reason that everybody reads, and there is room for a new one', async () => {
		const { owner, sol, pau } = pages
		for (const page of [owner, sol, pau]) await openView(page, 'product')
		await button(owner, 'Abandon it').click()
		const form = owner.getByRole('form', { name: 'Abandon it' })
		await form.getByRole('button', { name: 'Abandon it' }).click()
		await form.getByText('Say why. Everybody reads it').waitFor()
		await form.getByLabel('Why it is abandoned').fill('The port closes')
		await form.getByRole('button', { name: 'Abandon it' }).click()
		for (const page of [sol, pau]) {
			const before = part(page, 'Product Goal').locator('.aim__ended')
			await before.getByText('Abandoned').waitFor()
			await before.getByText('The port closes').waitFor()
		}
		await button(owner, 'Set a Product Goal').click()
		await fill(owner, { 'What is to be reached': 'Every bike has a bell' })
		await button(owner, 'Set it').click()
		await part(pau, 'Product Goal').getByText('Every bike has a bell').waitFor()
		await part(pau, 'Product Goal').getByText('Not measured').waitFor()
		await button(owner, 'It is achieved').click()
		await owner.getByRole('group').getByRole('button', { name: 'It is achieved' }).click()
		await part(sol, 'Product Goal').locator('.chip', { hasText: 'Achieved' }).waitFor()
		await shoot(sol, 'goals-ended')
	})

	it('nothing is wider than a phone, in the dark either', async () => {
		const small = await meeting.join('stakeholder', 'Nia Narrow', {
			...PHONE,
			viewport: { width: 320, height: 640 },
			colorScheme: 'dark',
		})
		for (const view of ['product', 'increments']) {
			await openView(small, view)
			const over = await small.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
			)
			assert.equal(over, 0, view)
			await shoot(small, `narrow-dark-${view}`)
		}
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
