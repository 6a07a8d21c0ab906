// Being ready to go on, choosing one's own group, the list of groups that two people change at once, and
// polls on the review as a whole where the agenda has no entry for them.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PHONE, isLive } from './harness/browser.mjs'
import { Meeting } from './harness/meeting.mjs'
import { closePoll, openPoll, openView, pollBars, vote } from './harness/review_page.mjs'
import { shoot, shootAll } from './harness/shots.mjs'

describe('ready to go on, and groups', () => {
	const meeting = new Meeting()
	const { pages } = meeting

	before(async () => {
		await meeting.begin({ increments: [{ title: 'Quay map', done: true }] })
		await openView(pages.pau, 'now')
		await pages.master.getByText('5 here').waitFor()
	})
	after(() => meeting.end())

	const toggle = (page) => page.getByRole('button', { name: 'Ready to go on' })
	const isReady = (page, on) =>
		page.locator(`.ready__toggle[aria-pressed=${on}]`).waitFor({ state: 'attached' })

	it('everybody says so, all see how many, those who lead see who, and it is over with the next step', async () => {
		const { master, sol, pau, dev } = pages
		await toggle(sol).press('Enter')
		await toggle(pau).tap()
		await isReady(sol, true)
		await dev.getByText('2 of 5 ready').waitFor()
		await shoot(dev, 'ready-laptop')
		await shoot(pau, 'ready-phone')
		await shootAll(master, 'ready-master')
		await master.getByRole('button', { name: /2 of 5 ready/ }).click()
		await master.locator('.person', { hasText: 'Sol Stake' }).getByText('Ready').waitFor()
		assert.equal(await master.locator('.person .chip', { hasText: 'Ready' }).count(), 2)
		await shoot(master, 'ready-who')
		await master.keyboard.press('Escape')
		await dev.locator('.people').click()
		assert.equal(await dev.locator('.person .chip', { hasText: 'Ready' }).count(), 0)
		await dev.keyboard.press('Escape')
		await toggle(sol).click()
		await dev.getByText('1 of 5 ready').waitFor()
		await master.getByRole('button', { name: /^Begin/ }).click()
		await isReady(pau, false)
		await dev.getByText('of 5 ready').waitFor({ state: 'detached' })
	})

	it('is still so after a reconnect', async () => {
		const { sol, dev } = pages
		await toggle(sol).click()
		await dev.getByText('1 of 5 ready').waitFor()
		await sol.evaluate(() => window.dispatchEvent(new Event('offline')))
		await sol.evaluate(() => window.dispatchEvent(new Event('online')))
		await isLive(sol)
		await isReady(sol, true)
		await new Promise((resolve) => setTimeout(resolve, 2_500))
		await isReady(sol, true)
		await dev.getByText('1 of 5 ready').waitFor()
	})

	const addGroup = async (page, name) => {
		await page.getByRole('button', { name: 'Add a group' }).click()
		await page.getByLabel('Name of the group').fill(name)
		await page.getByRole('button', { name: 'Add', exact: true }).click()
		await page.getByText(`${name} is a group now.`).waitFor()
	}

	it('groups change places by keyboard, and what two people change at once is not lost', async () => {
		const { owner, master } = pages
		await owner.locator('.people').click()
		await addGroup(owner, 'City')
		await addGroup(owner, 'Riders')
		const up = owner.getByRole('button', { name: 'Move Riders up' })
		await up.focus()
		await owner.keyboard.press('Enter')
		await owner.getByText('Riders is number 1 now.').waitFor()
		assert.match(await owner.locator('.groups__one').first().textContent(), /^Riders/)

		await master.locator('.people').click()
		await master.getByRole('button', { name: 'Rename City' }).click()
		await master.getByLabel('Name of the group').fill('City hall')
		await owner.getByRole('button', { name: 'Rename Riders' }).click()
		await owner.getByLabel('Name of the group').fill('Cyclists')
		await owner.getByRole('button', { name: 'Save the name' }).click()
		await owner.getByText('Riders is called Cyclists now.').waitFor()
		await master.locator('.groups__one', { hasText: 'Cyclists' }).waitFor()
		await master.getByRole('button', { name: 'Save the name' }).click()
		await master.getByText('Somebody has changed the groups meanwhile.').waitFor()
		assert.equal(await master.getByLabel('Name of the group').inputValue(), 'City hall')
		await shoot(master, 'groups-conflict')
		await master.getByRole('button', { name: 'Save the name' }).click()
		await master.getByText('City is called City hall now.').waitFor()
		await owner.locator('.groups__one', { hasText: 'City hall' }).waitFor()
		await shootAll(owner, 'groups-order')
		for (const page of [owner, master]) await page.keyboard.press('Escape')
	})

	it('a stakeholder is asked for their group once, chooses it, and is asked no more', async () => {
		const { sol, pau, dev, owner } = pages
		for (const page of [sol, pau]) await page.getByText('Which group do you belong to?').waitFor()
		assert.equal(await dev.getByText('Which group do you belong to?').count(), 0)
		await shoot(sol, 'group-ask')
		await shoot(pau, 'group-ask-phone')
		await sol.getByRole('button', { name: 'Choose your group' }).click()
		await shoot(sol, 'group-choose')
		await sol.getByRole('radio', { name: 'Cyclists' }).click()
		await sol.getByText('Which group do you belong to?').waitFor({ state: 'detached' })
		await pau.getByRole('button', { name: 'Not now' }).tap()
		await pau.reload()
		await isLive(pau)
		assert.equal(await pau.getByText('Which group do you belong to?').count(), 0)
		await pau.locator('.people').tap()
		await pau
			.getByRole('region', { name: 'Your group' })
			.getByRole('radio', { name: 'City hall' })
			.tap()
		await pau.getByText('You are in City hall now.').waitFor()
		await shoot(pau, 'group-own-phone')
		await pau.keyboard.press('Escape')
		await owner.locator('.people').click()
		await owner.locator('.person', { hasText: 'Pau Phone' }).getByText('City hall').waitFor()
		await owner.keyboard.press('Escape')
	})

	it('a poll on the whole review is seen and voted in where the agenda has no entry for it', async () => {
		const { master, owner, sol, pau } = pages
		const program = await meeting.product.ownerProgram()
		const planned = (await meeting.product.events()).find(
			(event) => event.reviewPlanned !== undefined,
		)
		const { review, agenda } = planned.reviewPlanned
		const keeps = agenda.filter(({ kind }) => /INCREMENT|BACKLOG/.test(kind))
		const at = agenda.find(({ kind }) => /GOAL/.test(kind))
		const to = keeps.find(({ kind }) => /BACKLOG/.test(kind))
		await program.submit({ advanceAgenda: { review, from: at.entry, to: to.entry } })
		await program.submit({
			setAgenda: { review, entries: keeps.map(({ entry, kind }) => ({ entry, kind })) },
		})
		program.close()
		await owner.getByRole('link', { name: 'Whole review' }).click()
		await owner.getByRole('heading', { name: 'The review as a whole' }).waitFor()
		await owner.getByRole('button', { name: 'Open a poll on the whole review' }).click()
		await openPoll(owner, { kind: 'Consent' })
		for (const page of [sol, pau, master]) {
			await page.getByText('A poll is open on the review as a whole.').waitFor()
		}
		await shoot(sol, 'whole-notice')
		await sol.getByRole('button', { name: 'Go there' }).last().click()
		await vote(sol, 'Yes')
		await pau.getByText('A poll is open on the review as a whole.').waitFor()
		await pau.getByRole('button', { name: 'Go there' }).last().tap()
		await vote(pau, 'No')
		await pollBars(owner, { Yes: '1 of 2', No: '1 of 2' })
		await shootAll(owner, 'whole-laptop')
		await shoot(pau, 'whole-phone')
	})

	it('where the agenda is empty such a poll is opened from a phone as well', async () => {
		const { owner, sol, pau } = pages
		await closePoll(owner)
		const program = await meeting.product.ownerProgram()
		const all = await meeting.product.events()
		const { review, to: from } = all.findLast((event) => event.agendaAdvanced).agendaAdvanced
		const { seq: ifVersion } = all.findLast((event) => event.agendaSet)
		await program.submit({ advanceAgenda: { review, from } })
		await program.submit({ setAgenda: { review, entries: [], ifVersion } })
		program.close()
		// The link of before was for one person.
		meeting.product.links.scrum_master = await meeting.product.invite('scrum_master')
		const phone = await meeting.join('scrum_master', 'Pia Phone', PHONE)
		await phone.getByRole('button', { name: 'No agenda' }).tap()
		const list = phone.getByRole('dialog', { name: 'Agenda' })
		await shoot(phone, 'no-agenda-phone')
		await list.getByRole('link', { name: 'Whole review' }).tap()
		await list.waitFor({ state: 'detached' })
		await openPoll(phone, { kind: 'Consent', question: 'Shall we go on?' })
		for (const page of [sol, pau]) await page.getByText('Shall we go on?').waitFor()
		await vote(pau, 'Yes')
		await pollBars(phone, { Yes: '1 of 1' })
	})

	it('nothing went wrong in any page', () => {
		for (const one of meeting.watched) one.assertClean()
	})
})
