// Unlinkable polls from the form to the reveal, of which nobody learns who voted what, and ballots that
// are entered for people in the room, labelled wherever they are shown.
import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { SERVER_AWAY, isLive } from './harness/browser.mjs'
import { Meeting } from './harness/meeting.mjs'
import { closePoll, openPoll, openView, pollBars, showsBars, vote } from './harness/review_page.mjs'
import { shoot, shootAll } from './harness/shots.mjs'

const INCREMENTS = [{ title: 'Quay map', done: true }]

describe('secret polls', () => {
	const meeting = new Meeting()
	const { pages } = meeting
	const everybody = () => Object.values(pages)

	before(async () => {
		await meeting.begin({ increments: INCREMENTS })
		// On their phone they look at what the meeting is at.
		await openView(pages.pau, 'now')
		await pages.master.getByText('5 here').waitFor()
	})
	after(() => meeting.end())

	const reveal = async () => {
		await closePoll(pages.master)
		await pages.master.getByRole('button', { name: 'Reveal the results' }).click()
	}
	const chosen = (page, choice) =>
		page.getByRole('radio', { name: new RegExp(`^${choice}`), checked: true })

	it('an unlinkable poll: voted, voted again, there after a reload, and then only a result', async () => {
		const { master, dev, sol, pau } = pages
		await openPoll(master, { sight: 'Unlinkable' })
		for (const page of [dev, sol, pau]) {
			await page.getByText('nobody can find out what you voted').waitFor()
		}
		await vote(sol, 'Yes')
		await vote(pau, 'No')
		await vote(dev, 'Yes')
		await vote(sol, 'No')
		await shoot(sol, 'laptop-unlinkable-voted')
		await shoot(pau, 'phone-unlinkable-voted')
		await sol.reload()
		await isLive(sol)
		await chosen(sol, 'No').waitFor()
		await sol.getByText('Your vote is saved.').waitFor()
		for (const page of everybody()) {
			await page.getByText('3 of 5 voted').waitFor()
			assert.equal(await showsBars(page), false)
			assert.equal(await page.locator('.whovoted').count(), 0)
		}

		await closePoll(master)
		for (const page of [sol, pau]) await page.getByText('If you voted, your vote counts.').waitFor()
		assert.equal(await sol.getByText('You voted:').count(), 0)
		await shoot(sol, 'laptop-unlinkable-closed')
		await sol.reload()
		await isLive(sol)
		await sol.getByText('If you voted, your vote counts.').waitFor()

		await master.getByRole('button', { name: 'Reveal the results' }).click()
		for (const page of everybody()) {
			await pollBars(page, { Yes: '1 of 3', No: '2 of 3', Abstain: '0 of 3' })
			assert.equal(await page.locator('.whovoted').count(), 0)
			assert.equal(await page.getByText('Your vote', { exact: true }).count(), 0)
		}
		await shootAll(sol, 'laptop-unlinkable-revealed')
		await shoot(pau, 'phone-unlinkable-revealed')
	})

	it('nothing of who voted what is in the log, nor on a device', async () => {
		const { sol } = pages
		const log = JSON.stringify(await meeting.product.events())
		assert.doesNotMatch(log, /ballotCast/)
		const kept = await sol.evaluate(async () => {
			const open = indexedDB.open('reviewd')
			const db = await new Promise((resolve) => {
				open.onsuccess = () => resolve(open.result)
			})
			if (!db.objectStoreNames.contains('states')) return []
			const all = db.transaction('states').objectStore('states').getAll()
			await new Promise((resolve) => {
				all.onsuccess = resolve
			})
			db.close()
			return all.result.map((state) => [...state.views.ownBallots.keys()])
		})
		assert.deepEqual(kept.flat(), [])
	})

	const room = (page) => page.getByRole('region', { name: 'Ballots for people in the room' })
	const enter = async (page, name, choice) => {
		const form = room(page).getByRole('form', { name: 'Ballot for somebody in the room' })
		await form.getByLabel('Their name').fill(name)
		await form.getByRole('radio', { name: choice }).click()
		await form.getByRole('button', { name: /the ballot$/ }).click()
		await room(page).getByText(`The ballot of ${name} is entered.`).waitFor()
	}

	it('ballots for people in the room count at once, say so, are replaced and taken back', async () => {
		const { owner, master, sol, pau } = pages
		await openPoll(master, { sight: 'Named, live' })
		await vote(sol, 'Yes')
		await room(master).getByRole('button', { name: 'Enter a ballot for somebody' }).click()
		await room(master).getByRole('button', { name: 'Enter the ballot' }).click()
		await room(master).getByText('Say whose ballot it is.').waitFor()
		await room(master).getByText('Choose what they vote.').waitFor()
		await shoot(master, 'room-wrong')
		await enter(master, 'Rosa', 'Yes')
		// The form is there for the next one, with the focus where their name goes.
		await enter(master, 'Ben', 'No')
		for (const page of [owner, sol, pau]) {
			await pollBars(page, { Yes: '2 of 3', No: '1 of 3' })
			await page.getByText('2 entered for people in the room').waitFor()
			assert.equal(await page.getByRole('button', { name: 'Enter a ballot' }).count(), 0)
		}
		await sol.locator('.whovoted summary').click()
		await sol.getByText('Ben (entered by Jonas Weber)').waitFor()
		await shoot(sol, 'laptop-room')
		await shootAll(master, 'room-entered')

		const form = room(master).getByRole('form')
		await form.getByLabel('Their name').fill('Ben')
		await form.getByText('A ballot of Ben is there already').waitFor()
		await enter(master, 'Ben', 'Yes')
		await pollBars(sol, { Yes: '3 of 3', No: '0 of 3' })
		await form.getByRole('button', { name: 'Done' }).click()
		await room(master).getByRole('button', { name: 'Take back the ballot of Ben' }).click()
		await room(master).getByText('The ballot of Ben is taken back.').waitFor()
		await pollBars(sol, { Yes: '2 of 2', No: '0 of 2' })
		await room(master).getByRole('button', { name: 'Change the ballot of Rosa' }).click()
		await enter(master, 'Rosa', 'Abstain')
		await pollBars(sol, { Yes: '1 of 2', Abstain: '1 of 2' })
		await closePoll(master)
		await sol.getByText('1 entered for somebody in the room').waitFor()
		await sol.getByText('2 of 6 voted').waitFor()
	})

	it('where results are hidden only those who lead see whose were entered, until the reveal', async () => {
		const { master, sol, pau } = pages
		await openPoll(master, { kind: 'Fist of five', sight: 'Named, on reveal' })
		await vote(pau, '4 Good')
		await room(master).getByRole('button', { name: 'Enter a ballot for somebody' }).click()
		await enter(master, 'Rosa', '2 Have concerns')
		await room(master).getByRole('listitem').filter({ hasText: 'Rosa' }).waitFor()
		await master.getByText('2 of 6 voted').waitFor()
		await sol.getByText('2 of 5 voted').waitFor()
		assert.equal(await sol.getByText('Rosa').count(), 0)
		await shoot(master, 'room-hidden')
		await reveal()
		for (const page of everybody()) {
			await pollBars(page, { Good: '1 of 2', 'Have concerns': '1 of 2' })
			await page.getByText('1 entered for somebody in the room').waitFor()
		}
		await sol.locator('.whovoted summary').click()
		await sol.getByText('Rosa (entered by Jonas Weber)').waitFor()
	})

	it('a Developer who facilitates may enter them, with dots and with a ranking', async () => {
		const { master, dev, sol } = pages
		assert.equal(await room(dev).count(), 0)
		await master.locator('.people').click()
		await master.getByRole('button', { name: /Dana Dev/ }).click()
		await master.getByRole('button', { name: 'Let them facilitate' }).click()
		await master.getByRole('group').getByRole('button', { name: 'Let them facilitate' }).click()
		await master.getByText('Dana Dev facilitates now.').waitFor()
		await master.keyboard.press('Escape')
		await openPoll(master, {
			...{ kind: 'Dots', sight: 'Named, live', question: 'What is next?' },
			options: ['Lockers', 'Ramps'],
		})
		await room(dev).getByRole('button', { name: 'Enter a ballot for somebody' }).click()
		await room(dev).getByLabel('Their name').fill('Rosa')
		for (let i = 0; i < 3; i++) {
			await room(dev).getByRole('button', { name: 'One dot more for Ramps' }).click()
		}
		await shoot(dev, 'room-dots')
		await room(dev).getByRole('button', { name: 'Enter the ballot' }).click()
		await pollBars(sol, { Ramps: '3 of 3 dots, from 1 person' })
		await closePoll(master)
		await openPoll(master, {
			...{ kind: 'Ranking', sight: 'Named, live', question: 'In which order?' },
			options: ['Lockers', 'Ramps'],
		})
		await room(dev).getByRole('button', { name: 'Enter a ballot for somebody' }).click()
		await room(dev).getByLabel('Their name').fill('Rosa')
		await room(dev).getByRole('button', { name: 'Put Ramps at place 1' }).click()
		await room(dev).getByRole('button', { name: 'Put Lockers at place 2' }).click()
		await shoot(dev, 'room-ranking')
		await room(dev).getByRole('button', { name: 'Enter the ballot' }).click()
		await sol.getByText('In front: Ramps').waitFor()
		await closePoll(master)
	})

	it('an unlinkable poll whose key is lost is void, says why, and can be asked again', async () => {
		const { master, sol, pau } = pages
		const { server } = meeting.product
		await openPoll(master, { sight: 'Unlinkable' })
		await vote(sol, 'Yes')
		for (const one of meeting.watched) one.excuse(SERVER_AWAY)
		await server.kill()
		await rm(path.join(server.folder, 'data/ballot-keys'))
		await server.start()
		for (const page of [master, sol, pau]) {
			await isLive(page)
			await page.getByText('lost the key of the ballot box').waitFor()
			await page.getByText(/^Poll, void/).waitFor()
		}
		assert.equal(await sol.getByText('If you voted, your vote counts.').count(), 0)
		await shoot(sol, 'laptop-key-lost')
		await master.getByRole('button', { name: 'Ask again' }).click()
		const form = master.getByRole('form', { name: 'Ask again' })
		await form.getByRole('radio', { name: /^Unlinkable/, checked: true }).waitFor()
		await shoot(master, 'form-unlinkable')
	})

	it('nothing went wrong in any page', () => {
		for (const one of meeting.watched) one.assertClean()
	})
})
