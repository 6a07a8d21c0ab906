// Polls in the page: two kinds, who sees what and when, and the server's own end of them.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { NO_NETWORK, Watched, hasLostFocus, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { openPoll, pollBars, showsBars, vote } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'

const PEOPLE = [
	['master', 'scrum_master', 'Sven Scrum'],
	['sol', 'stakeholder', 'Sol Stake'],
	['pau', 'stakeholder', 'Pau Phone'],
]

describe('polls', () => {
	let server, product, program, browser, increment
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
		increment = await program.submit({ addIncrement: { review, title: 'Quay map', done: true } })
		await program.submit({ openReview: { review } })
		browser = await launch()
		for (const [who, role, name] of PEOPLE) pages[who] = await join(role, name)
		await pages.master.getByText('4 here').waitFor()
	})
	after(async () => {
		program?.close()
		await browser?.close()
		await server?.dispose()
	})

	async function join(role, name) {
		const one = await Watched.open(browser, server.origin)
		watched.push(one)
		return joinAs(one, product.links[role], name)
	}

	it('a fist of five of two stakeholders and a facilitator shows bars, middle and spread', async () => {
		const { master, sol, pau } = pages
		await openPoll(master, { kind: 'Fist of five' })
		await vote(sol, '4 Good')
		await vote(pau, '1 Serious')
		await sol.locator('.whovoted summary').click()
		await sol.getByText('Ada Owner, Sven Scrum').waitFor()
		await vote(master, '4 Good')
		const wanted = { Good: '2 of 3', Serious: '1 of 3', Stop: '0 of 3', Fully: '0 of 3' }
		for (const page of everybody()) {
			await pollBars(page, wanted)
			await page.getByText('In the middle: Good').waitFor()
			await page.getByText('Far apart: the middle half of the votes lies from 1 to 4').waitFor()
			await page.getByText('1 vote of two fingers or fewer').waitFor()
		}
		assert.match(await sol.locator('.whovoted').textContent(), /4 Good\s*Sol Stake, Sven Scrum/)
	})

	it('G2 the same ballot from two tabs counts once', async () => {
		const { sol, master } = pages
		const second = await sol.context().newPage()
		await second.goto(sol.url())
		await isLive(second)
		await second.getByRole('radio', { name: /^4 Good/, checked: true }).waitFor()
		await vote(second, '5 Fully')
		await vote(sol, '5 Fully')
		await pollBars(master, { Fully: '1 of 3', Good: '1 of 3', Serious: '1 of 3' })
		await second.close()
		await master.getByRole('button', { name: 'Close the poll' }).click()
		await sol.getByText(/^Poll, closed/).waitFor()
	})

	it('after-own-vote shows nothing before one’s vote, the tally after it, names at the end', async () => {
		const { master, sol, pau } = pages
		await openPoll(master, { sight: 'Named, after' })
		for (const page of everybody()) {
			await page.getByText('Results are hidden until you have voted').waitFor()
		}
		await vote(sol, 'Yes')
		await pollBars(sol, { Yes: '1 of 1', No: '0 of 1' })
		await master.getByText('1 of 4').waitFor()
		for (const page of [master, pau]) assert.equal(await showsBars(page), false)
		assert.equal(await pau.locator('.whovoted').count(), 0)
		await master.locator('.whovoted summary').click()
		await master.getByText('Ada Owner, Sven Scrum, Pau Phone').waitFor()
		assert.equal(await master.getByText('Sol Stake').count(), 0)

		await watchCount(master)
		await vote(pau, 'No')
		await master.getByText('2 of 4').waitFor()
		for (const page of [sol, pau]) await pollBars(page, { Yes: '1 of 2', No: '1 of 2' })
		assert.equal(await sol.locator('.whovoted').count(), 0)
		await master.getByText('Ada Owner, Sven Scrum', { exact: true }).waitFor()
		assert.deepEqual(await master.evaluate(() => window.countSaid), ['2 of 4 voted'])
		await master.getByRole('button', { name: 'Close the poll' }).click()
		for (const page of everybody()) {
			await pollBars(page, { Yes: '1 of 2', No: '1 of 2', Abstain: '0 of 2' })
			assert.match(await page.locator('.whovoted').textContent(), /No\s*Pau Phone/)
		}
	})

	// Notes what a screen reader is told of the count, and whether the list of voters goes away. Those
	// who lead are told of each count twice.
	function watchCount(page) {
		return page.evaluate(() => {
			window.countSaid = []
			const count = document.querySelector('.poll__facts [role=status]')
			const list = document.querySelector('.whovoted')
			new MutationObserver((changes) => {
				if (changes.some(({ target }) => count.contains(target))) {
					window.countSaid.push(count.textContent)
				}
				const gone = changes.flatMap(({ removedNodes }) => [...removedNodes])
				if (gone.includes(list)) window.countSaid.push('the list went away')
			}).observe(document.querySelector('.pollpane'), {
				...{ subtree: true, childList: true, characterData: true },
			})
		})
	}

	it('G9 a masked poll reveals for all at once, and nobody sees a name', async () => {
		const { master, sol, pau } = pages
		await openPoll(master, { kind: 'Fist of five', sight: 'Masked' })
		for (const page of everybody()) await page.getByText('Masked: people never see').waitFor()
		await vote(sol, '2 Have')
		await vote(pau, '5 Fully')
		await master.getByText('2 of 4').waitFor()
		await master.getByRole('button', { name: 'Close the poll' }).click()
		await sol.getByText('You voted: 2 Have concerns').waitFor()
		for (const page of everybody()) assert.equal(await showsBars(page), false)
		await master.getByRole('button', { name: 'Reveal the results' }).click()
		for (const page of everybody()) {
			await pollBars(page, { Fully: '1 of 2', concerns: '1 of 2', Good: '0 of 2' })
			assert.equal(await page.locator('.whovoted').count(), 0)
		}
		assert.match(await sol.locator('.res--mine').textContent(), /Have concerns\s*Your vote/)
	})

	it('closed and revealed by keyboard, the focus stays in the poll', async () => {
		const { master } = pages
		const poll = master.getByRole('article', { name: 'By keys?' })
		const tabTo = async (name) => {
			for (let n = 0; n < 10; n += 1) {
				await master.keyboard.press('Tab')
				const found = poll.getByRole('button', { name }).and(master.locator(':focus'))
				if ((await found.count()) > 0) return
			}
			assert.fail(`${name} is not within ten stops`)
		}
		await openPoll(master, { sight: 'Masked', question: 'By keys?' })
		await master.getByRole('button', { name: 'Close the poll' }).focus()
		await master.keyboard.press('Enter')
		await poll.getByRole('button', { name: 'Reveal the results' }).waitFor()
		assert.equal(await hasLostFocus(master), false)
		await poll.and(master.locator(':focus')).waitFor()
		await tabTo('Reveal the results')
		await master.keyboard.press('Enter')
		await poll.getByText(/^Poll, revealed/).waitFor()
		assert.equal(await hasLostFocus(master), false)
		await poll.and(master.locator(':focus')).waitFor()
		for (const opens of ['Open another poll', 'Ask again']) {
			await tabTo(opens)
			await master.keyboard.press('Enter')
			await master.getByLabel('Question').and(master.locator(':focus')).waitFor()
			await master.getByRole('button', { name: 'Cancel' }).focus()
			await master.keyboard.press('Enter')
			await poll.getByRole('button', { name: opens }).and(master.locator(':focus')).waitFor()
			await poll.focus()
		}
	})

	it('a deadline closes by itself, and a vote that comes after it is refused in words', async () => {
		const { master, sol, pau } = pages
		watched[2].excuse(NO_NETWORK)
		const poll = { increment, question: 'Ship it?', kind: 'POLL_KIND_CONSENT' }
		const sight = { secrecy: 'SECRECY_NAMED', results: 'RESULTS_LIVE' }
		await program.submit({ openPoll: { ...poll, ...sight, openForMs: 6_000 } })
		for (const page of [master, sol, pau])
			await page.getByRole('timer').getByText('Closes in').waitFor()
		await vote(sol, 'Yes')
		await pau.context().setOffline(true)
		await pau.locator('.state', { hasText: 'Offline' }).waitFor()
		await pau.getByRole('radio', { name: /^No/ }).click()
		await pau.getByText('Not counted yet.').waitFor()
		await pau.getByText('Waiting to send').waitFor()
		for (const page of [master, sol]) await page.getByText('when its time was up').waitFor()
		await pau.context().setOffline(false)
		await pau.getByText('Your vote was not accepted.').waitFor()
		await pau.getByText('The poll is closed; your ballot was not counted.').waitFor()
		await pau.getByRole('button', { name: 'Understood' }).click()
		for (const page of everybody()) await pollBars(page, { Yes: '1 of 1', No: '0 of 1' })
	})

	it('who comes later reads why there is no vote, and is let in by one tap', async () => {
		const { master } = pages
		await openPoll(master, { time: '5 min' })
		pages.lia = await join('stakeholder', 'Lia Later')
		const { lia } = pages
		await lia.getByText('This poll was opened before you came.').waitFor()
		assert.equal(await lia.getByRole('radio', { name: /^Yes/ }).count(), 0)
		await master.getByRole('button', { name: 'Let them vote' }).click()
		await vote(lia, 'Yes')
		await pollBars(master, { Yes: '1 of 1' })
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
