// Feedback and increments in the page: upvotes, taking back, checks, and the reason of an assessment.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { NO_NETWORK, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { feedbackOn } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'
import { shootAll } from './harness/shots.mjs'

const PEOPLE = [
	['owner', 'product_owner', undefined],
	['dev', 'developer', 'Dana Dev'],
	['sol', 'stakeholder', 'Sol Stake'],
	['pau', 'stakeholder', 'Pau Phone'],
]

describe('feedback and increments', () => {
	let server, product, program, browser
	const watched = []
	const pages = {}
	const everybody = () => Object.values(pages)

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		program = await product.ownerProgram()
		const review = await planReview(program, {
			title: 'Sprint 7',
			goal: 'Fewer calls',
			increments: [],
		})
		await program.submit({ openReview: { review } })
		browser = await launch()
		for (const [who, role, name] of PEOPLE) {
			const one = await Watched.open(browser, server.origin)
			one.excuse(NO_NETWORK)
			watched.push(one)
			pages[who] = await joinAs(one, product.links[role], name)
		}
	})
	after(async () => {
		program?.close()
		await browser?.close()
		await server?.dispose()
	})

	const eventsOf = async (kind) =>
		(await product.events()).map((event) => event[kind]).filter((body) => body !== undefined)
	const entry = (page, text) => page.locator('.fbpane .fb', { hasText: text })

	async function say(page, text, { anonymous = false } = {}) {
		const form = page.getByRole('form', { name: 'New feedback' })
		await form.getByLabel('Your feedback').fill(text)
		await form.getByRole('radio', { name: anonymous ? 'Anonymous' : /^As / }).click()
		await form.getByRole('button', { name: /^Send / }).click()
		await isLive(page)
	}

	it('the Product Owner sets the Definition of Done, and a Developer’s tick appears at the others', async () => {
		const { owner, dev, sol } = pages
		await owner.getByRole('button', { name: 'Add an increment' }).click()
		await owner.getByRole('button', { name: 'Write the Definition of Done' }).click()
		await owner.getByLabel('Checks, one a line').fill('Reviewed\n\nRuns in staging\n')
		await owner.getByRole('button', { name: 'Set the Definition of Done' }).click()
		await owner.getByText('get its 2 checks').waitFor()
		await owner.getByLabel('Title of the increment').fill('Quay map')
		await owner.getByLabel('Criterion 1', { exact: true }).fill('Works offline')
		await owner.locator('form').getByRole('button', { name: 'Add an increment' }).click()
		const list = (page, name) => page.getByRole('list', { name })
		await list(dev, 'Definition of Done').getByRole('checkbox', { name: 'Reviewed' }).check()
		for (const page of [owner, sol]) {
			const checks = list(page, 'Definition of Done')
			await checks.getByRole('listitem').filter({ hasText: 'Reviewed' }).getByLabel('Met').waitFor()
			assert.equal(await checks.getByRole('checkbox').count(), 0)
		}
		await list(owner, 'Acceptance criteria').getByRole('checkbox').check()
		await list(sol, 'Acceptance criteria').getByLabel('Met', { exact: true }).waitFor()
		assert.equal(await list(sol, 'Acceptance criteria').getByRole('checkbox').count(), 0)
	})

	it('an assessment without a reason cannot be sent, and says why', async () => {
		const { owner, sol } = pages
		await owner.getByRole('button', { name: 'Assess' }).click()
		await owner.getByRole('radio', { name: 'Meets', exact: true }).click()
		await owner.getByRole('button', { name: 'Record the assessment' }).click()
		await owner.getByText('An assessment is not recorded without its reason.').waitFor()
		await owner.getByLabel('Reason').and(owner.locator(':focus')).waitFor()
		const assessed = (event) => event.incrementAssessed !== undefined
		assert.equal((await product.events()).filter(assessed).length, 0)
		await owner.getByLabel('Reason').fill('Offline works on the quay')
		await owner.getByRole('button', { name: 'Record the assessment' }).click()
		await sol.getByText('Offline works on the quay').waitFor()
	})

	it('C18 an assessment that was not seen is not overwritten', async () => {
		const { owner } = pages
		const [{ increment }] = await eventsOf('incrementAssessed')
		await owner.getByRole('button', { name: 'Change' }).click()
		await owner.getByLabel('Reason').fill('The quay is full')
		const { seq } = (await product.events()).find((event) => event.incrementAssessed !== undefined)
		await program.submit({
			assessIncrement: { increment, assessment: 'ASSESSMENT_NOT_YET', ifVersion: seq },
			reason: 'It sinks',
		})
		const form = owner.getByRole('form', { name: /assessment/ })
		await form.getByRole('button', { name: 'Record the assessment' }).click()
		await form.locator('.standing', { hasText: 'It sinks' }).waitFor()
		assert.equal(await owner.getByLabel('Reason').inputValue(), 'The quay is full')
		assert.equal((await eventsOf('incrementAssessed')).length, 2)
		await form.getByRole('button', { name: 'Save mine anyway' }).click()
		await owner.locator('.inc__assess', { hasText: 'The quay is full' }).waitFor()
		await owner.getByRole('button', { name: 'Change' }).and(owner.locator(':focus')).waitFor()
		assert.equal((await eventsOf('incrementAssessed')).length, 3)
	})

	it('a poll on another increment does not take the page from under somebody’s hands', async () => {
		const { dev } = pages
		const [{ review }] = await eventsOf('reviewPlanned')
		const bell = await program.submit({ addIncrement: { review, title: 'Bell' } })
		await dev.getByRole('button', { name: /^Edit .*Quay map/ }).click()
		const dialog = dev.getByRole('dialog')
		await dialog.getByLabel('Title of the increment').fill('Map of the quay')
		const how = { secrecy: 'SECRECY_NAMED', results: 'RESULTS_LIVE' }
		await program.submit({
			openPoll: { increment: bell, question: 'Loud enough?', kind: 'POLL_KIND_CONSENT', ...how },
		})
		await dev.locator('.notice', { hasText: 'Bell' }).waitFor()
		await dev.keyboard.type(' side')
		await dev.keyboard.press('Enter')
		await dialog.waitFor({ state: 'detached' })
		const [edited] = await eventsOf('incrementEdited')
		assert.equal(edited.title.plain, 'Map of the quay side')
		// Nothing is being typed any more: along it goes.
		await dev.getByRole('heading', { name: 'Bell' }).waitFor()
	})

	it('an upvote counts once at everybody, can be taken back, and not be given to oneself', async () => {
		const { owner, dev, sol, pau } = pages
		await say(sol, 'More docks')
		await entry(pau, 'More docks')
			.getByRole('button', { name: /^Upvote/ })
			.click()
		await entry(dev, 'More docks')
			.getByRole('button', { name: /^Upvote/ })
			.click()
		for (const page of [owner, pau]) {
			await entry(page, 'More docks').getByRole('button', { name: 'Upvote, 2 so far' }).waitFor()
		}
		await entry(sol, 'More docks').getByLabel('2 upvotes').waitFor()
		assert.equal(
			await entry(sol, 'More docks')
				.getByRole('button', { name: /^Upvote/ })
				.count(),
			0,
		)

		await say(owner, 'Fewer steps')
		await entry(pau, 'Fewer steps').waitFor()
		await pau.getByRole('radio', { name: 'Most upvoted' }).click()
		assert.match(await pau.locator('.fb').first().textContent(), /More docks/)
		await pau.getByRole('radio', { name: 'Newest' }).click()
		assert.match(await pau.locator('.fb').first().textContent(), /Fewer steps/)

		const mine = entry(pau, 'More docks').getByRole('button', { name: /^Upvote/ })
		assert.equal(await mine.getAttribute('aria-pressed'), 'true')
		await pau.reload()
		await entry(pau, 'More docks').getByRole('button', { pressed: true }).click()
		for (const page of [owner, pau]) {
			await entry(page, 'More docks').getByRole('button', { name: 'Upvote, 1 so far' }).waitFor()
		}
	})

	it('its author takes feedback back, after being asked, and it says so everywhere', async () => {
		const { sol, pau, owner } = pages
		assert.equal(
			await entry(pau, 'More docks').getByRole('button', { name: 'Take back' }).count(),
			0,
		)
		await entry(sol, 'More docks').getByRole('button', { name: 'Take back' }).click()
		await entry(sol, 'More docks').getByRole('button', { name: 'Keep it' }).click()
		await sol.locator('.fb__retract:focus').click()
		await entry(sol, 'More docks').getByRole('button', { name: 'Take it back' }).click()
		await sol.locator('.fb:focus', { hasText: /Taking it back|Taken back/ }).waitFor()
		for (const page of everybody()) {
			await page.getByText('Taken back by its author.').waitFor()
			await entry(page, 'More docks').waitFor({ state: 'detached' })
		}
		await owner.reload()
		assert.match(await feedbackOn(owner, 'Taken back by its author.'), /Sol Stake/)
	})

	it('anonymous feedback is its author’s to take back, and nobody learns whose it was', async () => {
		const { pau, sol, owner } = pages
		const form = pau.getByRole('form', { name: 'New feedback' })
		// On a phone the rest of the form comes with the first tap.
		await form.getByLabel('Your feedback').click()
		await form.getByRole('radio', { name: 'Anonymous' }).click()
		await form.getByText('Only the server knows it.').waitFor()
		await say(pau, 'Too slow', { anonymous: true })
		for (const page of [sol, owner]) {
			assert.doesNotMatch(await feedbackOn(page, 'Too slow'), /Pau|Take back/)
		}
		await pau.reload()
		await entry(pau, 'Too slow').getByRole('button', { name: 'Take back' }).click()
		await entry(pau, 'Too slow').getByRole('button', { name: 'Take it back' }).click()
		for (const page of everybody()) await entry(page, 'Too slow').waitFor({ state: 'detached' })
		const taken = sol.locator('.fb', { hasText: 'Taken back' }).filter({ hasText: 'Anonymous' })
		assert.equal(await taken.count(), 1)
	})

	it('who is muted reads why there is nothing to write with', async () => {
		const { sol } = pages
		const person = (await product.events())
			.map((event) => event.participantJoined)
			.find((joined) => joined?.name?.plain === 'Sol Stake')
		await program.submit({ muteParticipant: { participant: person.participant, muted: true } })
		await sol.getByText('has muted you').waitFor()
		assert.equal(await sol.getByLabel('Your feedback').count(), 0)
		assert.equal(await sol.getByRole('button', { name: /^Upvote/ }).count(), 0)
	})

	it('what somebody wrote comes back to them when it was not taken', async () => {
		const { pau } = pages
		const [{ context }] = watched.slice(-1)
		await context.grantPermissions(['clipboard-read', 'clipboard-write'])
		await context.setOffline(true)
		await pau.locator('.state', { hasText: /^Offline/ }).waitFor()
		const form = pau.getByRole('form', { name: 'New feedback' })
		await form.getByLabel('Your feedback').fill('The stairs are missing')
		await form.getByRole('button', { name: /^Send / }).click()
		const person = (await product.events())
			.map((event) => event.participantJoined)
			.find((joined) => joined?.name?.plain === 'Pau Phone')
		await program.submit({ muteParticipant: { participant: person.participant, muted: true } })
		await context.setOffline(false)
		const notice = pau.locator('.notice', { hasText: 'Your feedback was not' })
		await notice.locator('blockquote', { hasText: 'The stairs are missing' }).waitFor()
		await notice.getByRole('button', { name: 'Copy what you wrote' }).click()
		await notice.getByRole('button', { name: 'Copied' }).waitFor()
		assert.equal(await pau.evaluate(() => navigator.clipboard.readText()), 'The stairs are missing')
		await shootAll(pau, 'what-you-wrote')
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
