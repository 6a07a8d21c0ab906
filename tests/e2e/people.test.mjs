// People come in, are let in, change roles, are muted, removed and signed out: what each of them
// reads, and that their pages do at once what their role may do. Groups of stakeholders.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { PHONE, REFUSED, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { Program, planReview } from './harness/program.mjs'
import { feedbackOn, openView, whoAmI } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'
import { shoot } from './harness/shots.mjs'

describe('people', () => {
	let server, product, browser, watched, guest, owner

	before(async () => {
		server = await Server.start()
		browser = await launch()
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
	})
	// A product each: nobody is left over from the test before.
	beforeEach(async () => {
		product = await Product.create(server)
		const program = await product.ownerProgram()
		const increments = [{ title: 'Quay map', done: true }]
		const review = await planReview(program, { title: 'Sprint 7', goal: 'Calm', increments })
		await program.submit({ openReview: { review } })
		program.close()
		watched = await Watched.open(browser, server.origin)
		guest = await Watched.open(browser, server.origin, PHONE)
		// Whoever is signed out, or was, is told so with 401.
		guest.excuse(REFUSED)
		guest.excuse(/HTTP Authentication failed/)
		owner = await joinAs(watched, product.links.product_owner)
	})
	afterEach(async () => {
		await watched.context.close()
		await guest.context.close()
		watched.assertClean()
		guest.assertClean()
	})

	// The page of one person in the Product Owner's list.
	async function openPerson(name) {
		await owner.locator('.people').click()
		await owner.getByRole('button', { name: new RegExp(name) }).click()
		await owner.getByRole('heading', { name }).waitFor()
	}
	async function askAndConfirm(label) {
		await owner.getByRole('button', { name: label, exact: true }).click()
		await owner.getByRole('group').getByRole('button', { name: label, exact: true }).click()
	}
	async function giveRole(name, role) {
		await openPerson(name)
		await owner.getByRole('button', { name: 'Change the role' }).click()
		await owner.getByRole('radio', { name: role }).click()
		await owner.getByRole('button', { name: `Make them ${role}` }).click()
		await owner.getByText(`${name} is ${role} now.`).waitFor()
		await owner.keyboard.press('Escape')
	}

	it('a code made in the page leads to the waiting room and, by keyboard, into the meeting', async () => {
		await owner.getByRole('button', { name: 'Invite' }).click()
		await owner.getByRole('button', { name: 'Make a join code' }).click()
		const shown = owner.locator('.joincode__code [aria-hidden]')
		const code = await shown.textContent()
		await owner.getByRole('img', { name: /^QR code/ }).waitFor()
		await owner.keyboard.press('Escape')

		const page = await guest.context.newPage()
		await page.goto(`${server.origin}/j/${product.id}`)
		await page.getByLabel('Join code').fill(code.toLowerCase())
		await page.getByLabel('Your name').fill('Ruth')
		await page.getByRole('button', { name: 'Ask to be let in' }).tap()
		await page.getByRole('heading', { name: 'Waiting to be let in' }).waitFor()

		await owner.getByText('1 waiting').waitFor()
		await owner.locator('.people').focus()
		await owner.keyboard.press('Enter')
		await owner.getByRole('button', { name: 'Let in Ruth', exact: true }).press('Enter')
		await isLive(page)
		assert.match(await whoAmI(page), /Ruth.*Stakeholder/)
		await owner.getByText('Ruth is let in').waitFor()
	})

	it('a role changed while somebody types keeps the text and takes effect at once', async () => {
		const page = await joinAs(guest, product.links.stakeholder, 'Sol Stake')
		await openView(page, 'feedback')
		await page.getByLabel('Your feedback').fill('The quay is on the wrong')
		await giveRole('Sol Stake', 'Developer')
		await page.locator('.top__name', { hasText: 'Developer' }).waitFor({ state: 'attached' })
		await isLive(page)
		assert.equal(await page.getByLabel('Your feedback').inputValue(), 'The quay is on the wrong')
		await page.getByLabel('Your feedback').pressSequentially(' side.')
		await page.getByRole('button', { name: 'Send as Sol Stake' }).tap()
		await feedbackOn(owner, 'The quay is on the wrong side.')

		await giveRole('Sol Stake', 'Observer')
		await page.locator('.top__name', { hasText: 'Observer' }).waitFor({ state: 'attached' })
		await page.getByLabel('Your feedback').waitFor({ state: 'detached' })
	})

	it('somebody removed while voting reads it, and finds the way back', async () => {
		await owner.getByRole('button', { name: 'Open the poll' }).click()
		const late = await joinAs(guest, product.links.stakeholder, 'Vera Vote')
		await owner.getByRole('button', { name: 'Let them vote' }).click()
		await late.getByRole('radio', { name: /^Yes/ }).tap()
		await late.getByText('Your vote is saved.').waitFor()
		await openPerson('Vera Vote')
		await owner.getByRole('button', { name: 'Remove' }).click()
		await owner.getByText('is out at once').waitFor()
		await owner.getByRole('group').getByRole('button', { name: 'Remove' }).click()
		await owner.getByText('Vera Vote was removed.').waitFor()

		await late.getByRole('heading', { name: 'You were removed from this review' }).waitFor()
		assert.equal(await late.getByRole('radio').count(), 0)
		await owner.keyboard.press('Escape')
		await owner.getByText('1 here').waitFor()
		await late.reload()
		await late.getByRole('heading', { name: 'Your session has ended' }).waitFor()
		await late.getByRole('link', { name: 'Join again' }).tap()
		await late.getByLabel('Join code').waitFor()
	})

	it('cookies that were cleared are told as such, with a way back', async () => {
		const page = await joinAs(guest, product.links.stakeholder, 'Cleo')
		await guest.context.clearCookies()
		await page.reload()
		await page.getByRole('heading', { name: 'Your session has ended' }).waitFor()
		await page.getByRole('link', { name: 'Join again' }).tap()
		await page.getByLabel('Join code').waitFor()
		assert.equal(await page.getByText('Continue as').count(), 0)
	})

	it('a duplicated tab works beside the first one', async () => {
		const first = await joinAs(guest, product.links.stakeholder, 'Tom Twice')
		const second = await guest.context.newPage()
		await second.goto(first.url())
		await isLive(second)
		for (const [page, text] of [
			[first, 'From the first.'],
			[second, 'From the second.'],
		]) {
			await openView(page, 'feedback')
			await page.getByLabel('Your feedback').fill(text)
			await page.getByRole('button', { name: 'Send as Tom Twice' }).tap()
			await feedbackOn(owner, text)
			await isLive(page)
		}
	})

	it('the Product Owner hands over, and both pages can do what their role may do', async () => {
		const page = await joinAs(guest, product.links.developer, 'Dana Dev')
		await openPerson('Dana Dev')
		await owner.getByRole('button', { name: 'Hand over the Product Owner role' }).click()
		await owner.getByRole('radio', { name: 'Stakeholder' }).click()
		await owner.getByRole('button', { name: 'Hand over to Dana Dev' }).click()
		await owner.locator('.top__me', { hasText: 'Stakeholder' }).waitFor()
		await page.locator('.top__name', { hasText: 'Product Owner' }).waitFor({ state: 'attached' })
		await isLive(owner)
		await isLive(page)
		await owner.keyboard.press('Escape')
		assert.equal(await owner.getByRole('button', { name: 'Invite' }).count(), 0)
		assert.equal(await page.getByRole('button', { name: 'Invite' }).count(), 1)
	})

	it('a link withdrawn in the page opens nothing any more, and says why', async () => {
		await owner.getByRole('button', { name: 'Invite' }).click()
		await owner.getByRole('button', { name: 'Withdraw this link for Stakeholder' }).click()
		await owner.getByRole('group').getByRole('button', { name: 'Withdraw', exact: true }).click()
		await owner.getByText('A link for Stakeholder is withdrawn.').waitFor()
		const page = await guest.context.newPage()
		await page.goto(product.links.stakeholder)
		await page.getByText('was withdrawn').waitFor()
		await page.getByRole('button', { name: 'Type a join code' }).tap()
		await page.getByLabel('Join code').waitFor()
	})

	it('a further device is the same person, once, until signed out everywhere', async () => {
		await owner.locator('.top__me').click()
		await owner.getByRole('button', { name: 'Make the link' }).click()
		await owner
			.getByRole('timer')
			.filter({ hasText: /good for (10:00|9:)/ })
			.waitFor()
		const link = await owner.getByLabel('Link for your other device').inputValue()
		const device = await joinAs(guest, link)
		assert.match(await whoAmI(device), /Ada Owner.*Product Owner/)
		const again = await guest.context.newPage()
		await again.goto(link)
		await again.getByRole('heading', { name: 'This link does not work any more' }).waitFor()

		watched.excuse(REFUSED)
		await askAndConfirm('Sign out everywhere')
		for (const page of [owner, device]) {
			await page.getByRole('heading', { name: 'Your session has ended' }).waitFor()
		}
	})

	it('the focus is never lost on the way through a person and back, by keyboard alone', async () => {
		await joinAs(guest, product.links.stakeholder, 'Kit')
		const focused = () => owner.evaluate(() => document.activeElement.textContent)
		await owner.locator('.people').focus()
		await owner.keyboard.press('Enter')
		await owner.getByRole('button', { name: /Kit/ }).press('Enter')
		assert.equal(await focused(), 'All people')
		await owner.getByRole('button', { name: 'Remove' }).press('Enter')
		assert.equal(await focused(), 'Cancel')
		await owner.keyboard.press('Enter')
		await owner.getByRole('button', { name: 'All people' }).press('Enter')
		assert.match(await focused(), /Kit/)
		await owner.keyboard.press('Escape')
		assert.match(await focused(), /2 here/)
	})

	it('somebody muted is told so where they would write', async () => {
		const page = await joinAs(guest, product.links.stakeholder, 'Max')
		await openPerson('Max')
		await askAndConfirm('Mute')
		await owner.getByText('Max is muted.').waitFor()
		await page.locator('.top__me').tap()
		await page.getByText('You are muted').waitFor()
		await page.keyboard.press('Escape')
		await openView(page, 'feedback')
		await page.getByText('has muted you: you can vote and read along').waitFor()
		assert.equal(await page.getByLabel('Your feedback').count(), 0)
	})

	async function addGroup(name) {
		await owner.getByRole('button', { name: 'Add a group' }).click()
		await owner.getByLabel('Name of the group').fill(name)
		await owner.getByRole('button', { name: 'Add', exact: true }).click()
		await owner.getByText(`${name} is a group now.`).waitFor()
	}
	const focusIsOn = (text) =>
		owner.waitForFunction((wanted) => document.activeElement.textContent === wanted, text)
	const row = (page, name) => page.locator('.person', { hasText: name })

	it('groups are made, somebody is put into one, and everybody sees it beside the name', async () => {
		const page = await joinAs(guest, product.links.stakeholder, 'Sol Stake')
		await owner.locator('.people').click()
		await owner.getByText('Put stakeholders into groups').waitFor()
		await addGroup('City')
		await addGroup('Cyclists')
		await focusIsOn('Add a group')
		await owner.getByRole('button', { name: 'Add a group' }).click()
		await owner.getByLabel('Name of the group').fill('City')
		await owner.getByRole('button', { name: 'Add', exact: true }).click()
		await owner.getByText('There is a group of this name already.').waitFor()
		await shoot(owner, 'groups-twice')
		await owner.getByRole('button', { name: 'Cancel' }).click()
		await owner.getByRole('button', { name: 'Rename Cyclists' }).click()
		await owner.getByLabel('Name of the group').fill('Riders')
		await owner.getByRole('button', { name: 'Save the name' }).click()
		await owner.getByText('Cyclists is called Riders now.').waitFor()
		await focusIsOn('Rename')

		await owner.getByRole('button', { name: /Sol Stake/ }).click()
		await owner.getByRole('button', { name: 'Put into a group' }).click()
		await focusIsOn('No group')
		await shoot(owner, 'groups-put')
		await owner.getByRole('radio', { name: 'Riders' }).click()
		await owner.getByText('Sol Stake is in Riders now.').waitFor()
		await focusIsOn('Put into a group')
		await owner.getByRole('button', { name: 'All people' }).click()
		await row(owner, 'Sol Stake').getByText('Riders').waitFor()
		await owner.getByRole('listitem').filter({ hasText: 'Riders' }).getByText('1 person').waitFor()
		await shoot(owner, 'groups-list')
		await owner.setViewportSize({ width: 375, height: 812 })
		await shoot(owner, 'groups-list-phone')
		await owner.setViewportSize({ width: 1280, height: 800 })

		await page.locator('.people').tap()
		await row(page, 'Sol Stake').getByText('Riders').waitFor()
		assert.equal(await page.getByRole('button', { name: 'Add a group' }).count(), 0)
		await shoot(page, 'phone-groups')

		await owner.getByRole('button', { name: 'Remove the group Riders' }).click()
		await owner.getByText('the person in it is in no group').waitFor()
		await shoot(owner, 'groups-remove')
		await owner.getByRole('group').getByRole('button', { name: 'Remove', exact: true }).click()
		await owner.getByText('The group Riders is removed.').waitFor()
		for (const one of [owner, page]) {
			await row(one, 'Sol Stake').getByText('Riders').waitFor({ state: 'detached' })
		}
	})

	it('a link for a group brings people into it, and the links in use say so', async () => {
		await owner.locator('.people').click()
		await addGroup('City')
		await owner.keyboard.press('Escape')
		await owner.getByRole('button', { name: 'Invite' }).click()
		await owner
			.getByRole('radiogroup', { name: 'Group' })
			.getByRole('radio', { name: 'City' })
			.click()
		await owner.getByRole('button', { name: 'Make a link' }).click()
		const link = await owner.getByLabel('Link', { exact: true }).inputValue()
		await owner.getByText('into City, not used yet').waitFor()
		await shoot(owner, 'groups-link')
		const carla = await Program.join(server.origin, link, 'Carla City')
		await owner.getByText('into City, used once').waitFor()
		await owner.keyboard.press('Escape')
		await owner.locator('.people').click()
		await row(owner, 'Carla City').getByText('City', { exact: true }).waitFor()
		carla.close()
	})

	it('the longest name of a group, without a space in it, fits a phone everywhere', async () => {
		const longest = 'Wharf'.repeat(16)
		await owner.locator('.people').click()
		await addGroup(longest)
		await owner.keyboard.press('Escape')
		const page = await joinAs(guest, product.links.stakeholder, 'Sol Stake')
		await owner.setViewportSize({ width: 375, height: 812 })
		const fits = async (one, name) => {
			await shoot(one, `phone-long-${name}`)
			const wider = await one.evaluate(() =>
				[document.documentElement, ...document.querySelectorAll('dialog, .pollpane')]
					.filter((part) => part.scrollWidth > part.clientWidth + 1)
					.map((part) => part.className || part.tagName),
			)
			assert.deepEqual(wider, [], name)
		}
		await fits(owner, 'form')
		await owner.getByRole('checkbox', { name: longest }).check()
		await owner.getByRole('button', { name: 'Open the poll' }).click()
		await page.getByText(`Asked: whoever is in ${longest}`).waitFor()
		await fits(page, 'poll')
		await openPerson('Sol Stake')
		await owner.getByRole('button', { name: 'Put into a group' }).click()
		await fits(owner, 'put')
		await owner.getByRole('radio', { name: longest }).click()
		await owner.getByText(`Sol Stake is in ${longest} now.`).waitFor()
		await fits(owner, 'person')
		await owner.getByRole('button', { name: 'All people' }).click()
		await owner.getByRole('button', { name: `Remove the group ${longest}` }).click()
		await fits(owner, 'remove')
		await owner.keyboard.press('Escape')
		await page.getByText('You were not among those who are asked when').waitFor()
		await page.locator('.people').tap()
		await row(page, 'Sol Stake').getByText(longest).waitFor()
		await fits(page, 'people')
		await owner.setViewportSize({ width: 1280, height: 800 })
	})
})
