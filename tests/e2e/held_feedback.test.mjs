// Anonymous feedback that waits for its release: its author sees it waiting, those who lead decide about
// it, and nobody else learns that it is there.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hasLostFocus } from './harness/browser.mjs'
import { Meeting } from './harness/meeting.mjs'
import { feedbackOn, openView } from './harness/review_page.mjs'
import { shoot, shootAll } from './harness/shots.mjs'

describe('feedback that is held', () => {
	const meeting = new Meeting()
	const { pages } = meeting

	before(async () => {
		await meeting.begin({ increments: [{ title: 'Quay map', done: true }] })
		await openView(pages.pau, 'feedback')
		await pages.master.getByText('5 here').waitFor()
	})
	after(() => meeting.end())

	const say = async (page, text) => {
		await page.getByLabel('Your feedback').fill(text)
		await page.getByRole('radio', { name: 'Anonymous' }).click()
		await page.getByRole('button', { name: 'Send anonymously' }).click()
	}
	const entry = (page, text) => page.locator('.fbpane .fb', { hasText: text })

	it('the switch is with those who lead, and everybody sees that it is on', async () => {
		const { master, owner, sol, pau, dev } = pages
		for (const page of [sol, pau, dev]) {
			assert.equal(await page.getByRole('button', { name: /^Hold/ }).count(), 0)
		}
		await master.getByRole('button', { name: 'Hold anonymous feedback back' }).click()
		for (const page of [sol, pau, dev, owner, master]) {
			await page.getByText('Anonymous feedback waits for release').waitFor()
		}
		await owner.getByRole('button', { name: 'Hold no longer' }).waitFor()
	})

	it('its author sees it waiting, those who lead its text, and nobody else anything', async () => {
		const { master, owner, sol, pau, dev } = pages
		// On a phone the rest of the form comes with the first tap.
		await pau.getByLabel('Your feedback').tap()
		await pau.getByRole('radio', { name: 'Anonymous' }).click()
		await pau.getByText('It waits until those who lead release it').waitFor()
		await say(pau, 'The quay is too narrow.')
		await entry(pau, 'The quay is too narrow.').getByText('Waits for release').waitFor()
		await say(pau, 'Jonas is rude.')
		await say(pau, 'Said too early.')
		for (const page of [master, owner]) {
			await page.getByText('3 wait for release').waitFor()
			await entry(page, 'The quay is too narrow.').waitFor()
		}
		await shootAll(master, 'held-laptop')
		await shoot(pau, 'held-phone-author')
		for (const page of [sol, dev]) assert.equal(await entry(page, 'narrow').count(), 0)
		assert.equal(await master.locator('.fb', { hasText: 'Pau Phone' }).count(), 0)
		await pau.reload()
		await entry(pau, 'Jonas is rude.').getByText('Waits for release').waitFor()
	})

	it('one is released and then is feedback like any other, in its author’s page once', async () => {
		const { master, sol, pau } = pages
		await master.getByRole('button', { name: 'Release “The quay is too narrow.”' }).click()
		assert.match(await feedbackOn(sol, 'The quay is too narrow.'), /Anonymous/)
		await entry(pau, 'narrow').getByText('Waits for release').waitFor({ state: 'detached' })
		assert.match(await feedbackOn(pau, 'The quay is too narrow.'), /Yours/)
		await feedbackOn(master, 'The quay is too narrow.')
		await master.getByText('2 wait for release').waitFor()
	})

	it('a discard that is cancelled by keyboard gives the focus back to what asked for it', async () => {
		const { master } = pages
		const discard = master.getByRole('button', { name: 'Discard “Jonas is rude.”' })
		for (const keys of [['Escape'], ['Tab', 'Tab', 'Enter']]) {
			await discard.press('Enter')
			await master.getByLabel('Why it is not released').and(master.locator(':focus')).waitFor()
			for (const key of keys) await master.keyboard.press(key)
			await discard.waitFor()
			assert.equal(await hasLostFocus(master), false)
			await discard.and(master.locator(':focus')).waitFor()
		}
	})

	it('one is discarded with a reason that its author alone reads', async () => {
		const { master, sol, pau } = pages
		await master.getByRole('button', { name: 'Discard “Jonas is rude.”' }).click()
		await master.getByRole('button', { name: 'Discard it' }).click()
		await master.getByText('Say why. Its author reads it').waitFor()
		await master.getByLabel('Why it is not released').fill('It is about a person.')
		await shoot(master, 'held-discard')
		await master.getByRole('button', { name: 'Discard it' }).click()
		await entry(pau, 'Jonas is rude.').getByText('Not released: It is about a person.').waitFor()
		await master.getByText('1 waits for release').waitFor()
		await shoot(pau, 'held-phone-discarded')
		assert.equal(await entry(sol, 'rude').count(), 0)
	})

	it('its author takes one back, and nobody is asked about it any more', async () => {
		const { master, pau } = pages
		const mine = entry(pau, 'Said too early.')
		await mine.getByRole('button', { name: 'Take back' }).click()
		await mine.getByRole('button', { name: 'Take it back' }).click()
		await mine.waitFor({ state: 'detached' })
		await master.getByText('1 waits for release').waitFor({ state: 'detached' })
	})

	it('a review is not closed over what waits; released all at once, it is', async () => {
		const { master, owner, sol } = pages
		await say(sol, 'First of two.')
		await say(sol, 'Second of two.')
		await master.getByText('2 wait for release').waitFor()
		await owner.getByRole('button', { name: 'Hold no longer' }).click()
		await sol.getByText('Anonymous feedback waits for release').waitFor({ state: 'detached' })
		await owner.getByText('Anonymous feedback shows at once, 2 still wait').waitFor()
		await owner.getByRole('button', { name: 'Close the review' }).click()
		await owner.getByText('release or discard it first').waitFor()
		await shoot(owner, 'held-close')
		await owner.getByRole('button', { name: 'Understood' }).click()
		await master.getByRole('button', { name: 'Release all' }).click()
		await feedbackOn(pages.dev, 'First of two.')
		await feedbackOn(pages.dev, 'Second of two.')
		await owner.getByText('2 still wait').waitFor({ state: 'detached' })
		await owner.getByRole('button', { name: 'Close the review' }).click()
		await sol.getByText('This review is closed').waitFor()
	})

	it('nothing went wrong in any page', () => {
		for (const one of meeting.watched) one.assertClean()
	})
})
