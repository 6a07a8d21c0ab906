// Every kind of poll in the page, from the form to the result, with a stakeholder on a phone; polls that
// are declared void, asked again, or on the review as a whole; polls for a group, and results by group.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { PHONE, Watched, hasLostFocus, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { Program, planReview } from './harness/program.mjs'
import { closePoll, fillPoll, openPoll, pollBars, showsBars, vote } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'
import { shoot } from './harness/shots.mjs'

const PEOPLE = [
	['master', 'scrum_master', 'Sven Scrum'],
	['sol', 'stakeholder', 'Sol Stake'],
	['pau', 'stakeholder', 'Pau Phone', PHONE],
]
const ITEMS = ['Quay opening hours', 'Bike locks', 'Large print']

describe('every kind of poll', () => {
	let server, product, program, browser
	const watched = []
	const items = {}
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
		await program.submit({ addIncrement: { review, title: 'Quay map', done: true } })
		await program.submit({ openReview: { review } })
		for (const title of ITEMS) {
			items[title] = await program.submit({
				addItems: { items: [{ title }], place: { zone: 'ZONE_ORDERED', end: true } },
			})
		}
		browser = await launch()
		for (const [who, role, name, settings] of PEOPLE) {
			const one = await Watched.open(browser, server.origin, settings)
			watched.push(one)
			pages[who] = await joinAs(one, product.links[role], name)
		}
		await pages.master.getByText('4 here').waitFor()
	})
	after(async () => {
		program?.close()
		await browser?.close()
		await server?.dispose()
	})

	const saved = (page) => page.getByText('Your vote is saved').waitFor()
	const voteFor = async (page, name) => {
		await page.getByRole('checkbox', { name, exact: true }).click()
		await saved(page)
	}
	const pollEvents = async () =>
		(await product.events()).filter((event) => event.pollOpened !== undefined)

	it('what is wrong is said beside its field, and nothing is sent', async () => {
		const { master } = pages
		await fillPoll(master, {
			kind: 'Dots',
			options: ['Cards'],
			numbers: { 'Dots for each': '0', Quorum: '0' },
		})
		for (const role of ['Product Owner', 'Scrum Master', 'Developers', 'Stakeholders']) {
			await master.getByRole('checkbox', { name: role }).uncheck()
		}
		await master.getByRole('button', { name: 'Open the poll' }).click()
		const form = master.getByRole('form', { name: 'Open a poll' })
		for (const says of [
			'Say something here.',
			'Give two options at least.',
			'A whole number, 1 to 100.',
			'Ask somebody.',
			'A whole number, or nothing.',
		]) {
			await form.getByText(says).waitFor()
		}
		assert.equal(
			await form.getByLabel('Question').evaluate((field) => field === document.activeElement),
			true,
		)
		await form.getByLabel('Option 2', { exact: true }).fill('Cards')
		await form.getByText('This option is there already.').waitFor()
		await shoot(master, 'form-wrong')
		assert.equal((await pollEvents()).length, 0)
		for (const role of ['Product Owner', 'Scrum Master', 'Developers', 'Stakeholders']) {
			await master.getByRole('checkbox', { name: role }).check()
		}
		for (const n of [2, 1])
			await form
				.getByRole('button', { name: 'Remove Cards' })
				.nth(n - 1)
				.click()
		await form.getByLabel('Quorum').fill('')
	})

	it('scale, confidence, time well spent: one tap each, then the middle and how far apart', async () => {
		const { master, sol, pau } = pages
		for (const [kind, [high, middle, low]] of [
			['Scale', ['5 Very much', '4 Much', '1 Not at all']],
			['Confidence', ['5 Certain', '4 Quite sure', '1 Do not']],
			['Time well spent', ['5 Very well', '4 Well spent', '1 Wasted']],
		]) {
			await openPoll(master, { kind, sight: 'Named, on reveal' })
			await vote(sol, high)
			await vote(pau, low)
			await vote(master, middle)
			await shoot(pau, `phone-${kind}-voted`)
			await closePoll(master)
			await master.getByRole('button', { name: 'Reveal the results' }).click()
			for (const page of everybody()) {
				await pollBars(page, { [high.slice(2)]: '1 of 3', [low.slice(2)]: '1 of 3' })
				await page.getByText(`In the middle: ${middle.slice(2)}`).waitFor()
				await page.getByText('the middle half of the votes lies from 1 to 5').waitFor()
			}
			await shoot(master, `laptop-${kind}`)
			await shoot(pau, `phone-${kind}`)
		}
	})

	it('choose one, of texts and of items found by their titles', async () => {
		const { master, sol, pau } = pages
		await fillPoll(master, {
			...{ kind: 'Choose one', sight: 'Named, after', question: 'What is next?' },
			...{ options: ['Tidal times'], items: ['Bike locks', 'Large print'] },
		})
		await shoot(master, 'form-single')
		await master.getByRole('button', { name: 'Open the poll' }).click()
		await vote(sol, '.*Bike locks')
		await shoot(sol, 'laptop-single-voted')
		await pollBars(sol, {
			'Tidal times': '0 of 1',
			'Bike locks': '1 of 1',
			'Large print': '0 of 1',
		})
		assert.equal(await showsBars(pau), false)
		await vote(pau, 'Tidal times')
		await vote(pau, '.*Bike locks')
		await shoot(pau, 'phone-single-voted')
		await closePoll(master)
		for (const page of everybody())
			await pollBars(page, { 'Tidal times': '0 of 2', 'Bike locks': '2 of 2' })
		assert.match(await pau.locator('.whovoted').textContent(), /Bike locks\s*Sol Stake, Pau Phone/)
	})

	it('C28 choose several: each tap sends the whole ballot, also when one is taken back', async () => {
		const { master, sol, pau } = pages
		await openPoll(master, {
			kind: 'Choose several',
			question: 'Which help?',
			options: ['Map', 'Bell', 'Lamp'],
		})
		await voteFor(sol, 'Map')
		await voteFor(sol, 'Bell')
		await voteFor(pau, 'Bell')
		await voteFor(pau, 'Map')
		await voteFor(pau, 'Map')
		await shoot(pau, 'phone-multi-voted')
		await master.getByRole('button', { name: 'None of them' }).click()
		await master.getByText('Your vote is saved: none of them.').waitFor()
		for (const page of everybody()) {
			await pollBars(page, { Map: '1 of 3', Bell: '2 of 3', Lamp: '0 of 3' })
			await page.getByText('Share of those who voted.').waitFor()
		}
		await shoot(sol, 'laptop-multi')
		await sol.locator('.whovoted summary').click()
		await sol.getByText('None of them').waitFor()
		await closePoll(master)
		for (const page of everybody())
			await pollBars(page, { Map: '1 of 3', Bell: '2 of 3', Lamp: '0 of 3' })
	})

	const dot = async (page, how, name, times = 1) => {
		for (let i = 0; i < times; i += 1)
			await page.getByRole('button', { name: `One dot ${how} for ${name}` }).click()
		await saved(page)
	}

	it('C28 dots: what is left, the limit of one option, and fewer of them while it is open', async () => {
		const { master, sol, pau } = pages
		await openPoll(master, {
			...{ kind: 'Dots', question: 'Where to spend?', options: ['Map', 'Bell', 'Lamp'] },
			numbers: { 'Dots for each': '5', 'At most for': '3', Quorum: '3' },
		})
		for (const page of everybody())
			await page.getByText('Quorum of 3: 3 more votes are needed').waitFor()
		await dot(sol, 'more', 'Map', 3)
		const full = sol.getByRole('button', { name: 'One dot more for Map' })
		assert.equal(await full.getAttribute('aria-disabled'), 'true')
		await dot(sol, 'more', 'Lamp', 2)
		await sol.locator('.yourvote', { hasText: 'No dots left' }).waitFor()
		await dot(pau, 'more', 'Bell', 2)
		await dot(pau, 'less', 'Bell')
		await pau.locator('.yourvote', { hasText: '4 of 5 dots left' }).waitFor()
		await shoot(pau, 'phone-dots-voted')
		const before = { Map: '3 of 6 dots, from 1 person', Bell: '1 of 6 dots, from 1 person' }
		for (const page of everybody()) await pollBars(page, before)

		await master.getByRole('button', { name: 'Change the dots' }).click()
		await master.getByLabel('Dots for each').fill('3')
		await master.getByLabel('At most for').fill('2')
		await shoot(master, 'laptop-dots-change')
		await master
			.getByRole('form', { name: 'Change the dots' })
			.getByRole('button', { name: 'Change the dots' })
			.click()
		const now = {
			Map: '2 of 4 dots, from 1 person',
			Bell: '1 of 4 dots, from 1 person',
			Lamp: '1 of 4 dots, from 1 person',
		}
		for (const page of everybody()) await pollBars(page, now)
		await sol.locator('.yourvote', { hasText: 'No dots left' }).waitFor()
		await pau.locator('.yourvote', { hasText: '2 of 3 dots left' }).waitFor()
		await dot(pau, 'more', 'Bell')
		await closePoll(master)
		for (const page of everybody()) {
			await pollBars(page, { Bell: '2 of 5 dots, from 1 person' })
			await page.getByText('Quorum of 3 not reached: with 2 votes it says little').waitFor()
		}
		await shoot(pau, 'phone-dots')
		await shoot(master, 'laptop-dots')
	})

	it('G9 ranking: built by tapping, moved with keys, places for all at the reveal', async () => {
		const { master, sol, pau } = pages
		await openPoll(master, {
			...{
				kind: 'Ranking',
				sight: 'Masked',
				question: 'In which order?',
				options: ['Map', 'Bell', 'Lamp', 'Oar'],
			},
		})
		for (const [n, name] of ['Bell', 'Map'].entries()) {
			await pau.getByRole('button', { name: `Put ${name} at place ${n + 1}` }).click()
		}
		await saved(pau)
		await shoot(pau, 'phone-ranking-voted')
		for (const [n, name] of ['Bell', 'Lamp', 'Map'].entries()) {
			await sol.getByRole('button', { name: `Put ${name} at place ${n + 1}` }).click()
		}
		await sol.getByRole('button', { name: 'Move Map up' }).focus()
		await sol.keyboard.press('Alt+ArrowUp')
		await sol.keyboard.press('Alt+ArrowUp')
		await sol.getByText('Map is number 1 now.').waitFor({ state: 'attached' })
		await sol.getByRole('button', { name: 'Take Lamp out' }).click()
		await saved(sol)
		const order = sol.getByRole('list', { name: 'Your order', exact: true }).getByRole('listitem')
		assert.deepEqual(await order.locator('.vote__say').allTextContents(), ['Map', 'Bell'])
		await master.getByText('2 of 4').waitFor()
		await closePoll(master)
		for (const page of everybody())
			assert.equal(await page.getByRole('list', { name: 'Places' }).count(), 0)
		await sol.getByText('You voted: 1. Map, 2. Bell').waitFor()
		await master.getByRole('button', { name: 'Reveal the results' }).click()
		for (const page of everybody()) {
			const places = page.getByRole('list', { name: 'Places' }).getByRole('listitem')
			await page.getByText('In front together: “Map”, “Bell”.').waitFor()
			assert.deepEqual(await places.evaluateAll((rows) => rows.map((row) => row.textContent)), [
				'1sharedMapFirst for 1 of 2',
				'1sharedBellFirst for 1 of 2',
				'3sharedLampFirst for 0 of 2',
				'3sharedOarFirst for 0 of 2',
			])
			assert.equal(await page.locator('.whovoted').count(), 0)
			await page.getByText('Compare each two').click()
			const row = page.locator('.pairs tbody tr').first().getByRole('cell')
			assert.deepEqual(await row.allTextContents(), ['–', '1', '2', '2'])
			await page.locator('.pairs').scrollIntoViewIfNeeded()
		}
		await shoot(pau, 'phone-ranking')
		await shoot(master, 'laptop-ranking')
	})

	// By keyboard; the focus is on what is called `then` afterwards.
	const pressTo = async (page, key, then) => {
		await page.keyboard.press(key)
		assert.equal(await hasLostFocus(page), false, `the focus is lost before ${then}`)
		await page.getByRole('button', { name: then }).and(page.locator(':focus')).waitFor()
	}

	it('a ranking is built by keyboard alone, and the focus is never lost', async () => {
		const { master, sol } = pages
		const plan = { kind: 'Ranking', sight: 'Masked', question: 'By keys?' }
		await openPoll(master, { ...plan, options: ['Map', 'Bell', 'Lamp'] })
		await sol.getByRole('button', { name: 'Put Map at place 1' }).focus()
		await pressTo(sol, 'Tab', 'Put Bell at place 1')
		await pressTo(sol, 'Enter', 'Put Lamp at place 2')
		await pressTo(sol, 'Enter', 'Put Map at place 3')
		await pressTo(sol, 'Enter', 'Move Map up')
		await pressTo(sol, 'Enter', 'Move Map up')
		await saved(sol)
		const order = sol.getByRole('list', { name: 'Your order', exact: true }).getByRole('listitem')
		assert.deepEqual(await order.locator('.vote__say').allTextContents(), ['Bell', 'Map', 'Lamp'])
		await pressTo(sol, 'Tab', 'Move Map down')
		await pressTo(sol, 'Tab', 'Take Map out')
		await pressTo(sol, 'Enter', 'Take Lamp out')
		await closePoll(master)
		await master.getByRole('button', { name: 'Reveal the results' }).click()
	})

	it('C29 votes for an archived item do not count, and what was said stays', async () => {
		const { master, sol, pau } = pages
		const all = ['Quay opening hours', 'Bike locks']
		await openPoll(master, {
			kind: 'Choose one',
			question: 'Which first?',
			options: [],
			items: all,
		})
		await vote(sol, '.*Bike locks')
		await vote(pau, '.*Quay')
		await pollBars(master, { 'Bike locks': '1 of 2', Quay: '1 of 2' })
		await program.submit({ archiveItem: { item: items['Bike locks'] } })
		for (const page of everybody())
			await page.getByText('Not counted, because archived: “').waitFor()
		await shoot(pau, 'phone-archived')
		await closePoll(master)
		for (const page of everybody()) {
			await page.getByText(/^Poll, closed/).waitFor()
			assert.deepEqual(Object.values(await pollBars(page, { Quay: '1 of 2' })), ['1 of 2'])
		}
		await program.submit({ archiveItem: { item: items['Quay opening hours'] } })
		await pau.reload()
		for (const page of [pau, sol]) await pollBars(page, { Quay: '1 of 2' })
	})

	it('a poll for some roles says who is asked, and who is not', async () => {
		const { master, sol } = pages
		const notAsked = ['Product Owner', 'Scrum Master', 'Developers']
		await openPoll(master, { kind: 'Fist of five', question: 'Is it for you?', notAsked })
		await sol.getByText('Asked: Stakeholders').waitFor()
		await master.getByText('You are not among those who are asked (Stakeholders).').waitFor()
		assert.equal(await master.getByRole('radio', { name: /^5 Fully/ }).count(), 0)
		await master.getByText('2 people here are not among those who are asked.').waitFor()
		await vote(sol, '4 Good')
		await shoot(master, 'laptop-roles')
	})

	it('a poll that is declared void says why and keeps no vote; asked again it is as it was', async () => {
		const { master, sol, pau } = pages
		await master.getByRole('button', { name: 'Declare void' }).click()
		await master.getByRole('button', { name: 'Declare it void' }).click()
		await master.getByText('Say why. Everybody reads it.').waitFor()
		await shoot(master, 'laptop-void-form')
		await master.getByLabel('Why it does not count').fill('Nobody had seen the map')
		await master.getByRole('button', { name: 'Declare it void' }).click()
		for (const page of everybody()) {
			await page.getByText(/^Poll, declared void/).waitFor()
			await page.getByText('This poll does not count.').waitFor()
			await page.getByText('Nobody had seen the map').waitFor()
			assert.equal(await showsBars(page), false)
		}
		assert.equal(await sol.getByText('You voted').count(), 0)
		await shoot(pau, 'phone-void')

		await master.getByRole('button', { name: 'Ask again' }).click()
		const form = master.getByRole('form', { name: 'Ask again' })
		assert.equal(await form.getByLabel('Question').inputValue(), 'Is it for you?')
		assert.equal(await form.getByRole('radio', { name: /^Fist of five/ }).isChecked(), true)
		assert.equal(await form.getByRole('checkbox', { name: 'Developers' }).isChecked(), false)
		await shoot(master, 'laptop-again')
		await form.getByRole('button', { name: 'Open the poll' }).click()
		for (const page of everybody()) await page.getByText('Asks an earlier poll again').waitFor()
		await vote(sol, '5 Fully')
		await pollBars(pau, { Fully: '1 of 1', Good: '0 of 1' })
		await pau.getByText('Is it for you? declared void').click()
		await pau.getByText('Nobody had seen the map').waitFor()
		await shoot(pau, 'phone-again')
		await closePoll(master)
	})

	it('a poll on the review as a whole is voted on at an entry that is no increment', async () => {
		const { master, sol, pau } = pages
		await master.getByRole('button', { name: /^Begin/ }).click()
		await master.getByRole('button', { name: 'Open a poll on the whole review' }).click()
		await openPoll(master, { kind: 'Time well spent', question: 'Worth your time?' })
		await vote(sol, '5 Very well')
		await vote(pau, '4 Well spent')
		await shoot(pau, 'phone-whole')
		await shoot(sol, 'laptop-whole')
		for (const page of everybody())
			await page.getByText('On the review as a whole').first().waitFor()
		await closePoll(master)
		await openPoll(master, { kind: 'Consent', question: 'Shall we go on?' })
		await vote(pau, 'Yes')
		for (const page of everybody()) {
			await pollBars(page, { Yes: '1 of 1' })
			const questions = await page
				.locator('.pollpane')
				.getByRole('heading', { level: 2 })
				.allTextContents()
			assert.deepEqual(questions, ['Shall we go on?'])
		}
		await sol.getByText('Worth your time? closed').click()
		await sol.getByText('5 Very well spent').first().waitFor({ state: 'attached' })
		await sol.evaluate(() => {
			location.hash = 'increments'
		})
		await sol.getByText('A poll is open on the review as a whole.').waitFor()
		await shoot(sol, 'laptop-elsewhere')
		await sol.getByRole('button', { name: 'Go there' }).last().click()
		await vote(sol, 'No')
		await closePoll(master)
	})

	describe('groups of stakeholders', () => {
		// Who votes without a page, by their group.
		const VOTERS = { City: 6, Riders: 5, Press: 3 }
		const voters = {}
		let groups

		before(async () => {
			const names = Object.keys(VOTERS).map((name) => ({ name }))
			const made = await program.submit({ setGroups: { groups: names } })
			groups = names.map(({ name }, k) => ({ group: { ...made, k }, name }))
			for (const { group, name } of groups) {
				voters[name] = []
				for (let n = 1; n <= VOTERS[name]; n += 1) {
					const voter = await Program.join(server.origin, product.links.stakeholder, `${name} ${n}`)
					voters[name].push(voter)
				}
				const participants = voters[name].map(({ participant }) => participant)
				await program.submit({ assignGroup: { participants, group } })
			}
		})
		after(() => {
			for (const voter of Object.values(voters).flat()) voter.close()
		})

		// One ballot each, in the order of the group's voters.
		async function cast(name, ballots) {
			const { pollOpened } = (await pollEvents()).at(-1)
			for (const [i, ballot] of ballots.entries()) {
				await voters[name][i].submitSealed({ castBallot: { poll: pollOpened.poll, ...ballot } })
			}
		}
		const part = (page) => page.getByRole('region', { name: 'By group' })
		const lines = (page) =>
			part(page)
				.locator('.bygroup__who')
				.evaluateAll((rows) => rows.map((line) => line.textContent))
		async function shootAll(name) {
			const { master, pau } = pages
			for (const page of [master, pau]) await part(page).scrollIntoViewIfNeeded()
			await shoot(pau, `phone-${name}`)
			await shoot(master, `laptop-${name}`)
			await pau.emulateMedia({ colorScheme: 'dark' })
			await shoot(pau, `phone-dark-${name}`)
			await pau.emulateMedia({ colorScheme: null })
			await master.setViewportSize({ width: 1920, height: 1080 })
			await part(master).scrollIntoViewIfNeeded()
			await shoot(master, `screen-${name}`)
			await master.setViewportSize({ width: 1280, height: 800 })
		}

		it('a poll that asks one group says so to everybody, and is not told by group', async () => {
			const { master, sol, pau } = pages
			await openPoll(master, { kind: 'Consent', question: 'For the city?', groups: ['City'] })
			for (const page of everybody()) await page.getByText('Asked: whoever is in City').waitFor()
			await sol.getByText('You are not among those who are asked (whoever is in City).').waitFor()
			const { pollOpened } = (await pollEvents()).at(-1)
			assert.deepEqual(
				pollOpened.electorate,
				voters.City.map(({ participant }) => participant),
			)
			await cast('City', Array(6).fill({ consent: 'CONSENT_YES' }))
			await pollBars(pau, { Yes: '6 of 6' })
			await shoot(pau, 'phone-asks-group')
			await closePoll(master)
			await pau
				.getByText(/^Poll, closed/)
				.first()
				.waitFor()
			assert.equal(await part(pau).count(), 0)
		})

		it('G9 small groups are joined, and each line says what its votes came to', async () => {
			const { master, sol, pau } = pages
			await openPoll(master, { kind: 'Fist of five', question: 'By group?' })
			const fingers = (...all) => all.map((one) => ({ fingers: one }))
			await cast('City', fingers(5, 5, 4, 4, 4, 3))
			await cast('Riders', fingers(0, 1, 1, 2, 4))
			await cast('Press', fingers(3, 3, 5))
			await vote(sol, '3 Can')
			await vote(pau, '3 Can')
			for (const page of everybody()) assert.equal(await part(page).count(), 0)
			await closePoll(master)
			for (const page of everybody()) {
				await part(page).getByText('Middle 4, Good').waitFor()
				assert.deepEqual(await lines(page), [
					'City 6 votes',
					'Riders 5 votes',
					'Press and those in no group 5 votes',
				])
				await part(page).getByText('Middle 1, Serious concerns').waitFor()
				await part(page).getByText('the middle half from 1 to 2').waitFor()
				await part(page).getByText('With fewer than 5 votes a group is shown').waitFor()
			}
			await shootAll('groups-fist')
			await sol.reload()
			await part(sol).getByText('Middle 1, Serious concerns').waitFor()
		})

		it('G9 a choice has one row of bars for each, by the share of its own votes', async () => {
			const { master, pau } = pages
			await openPoll(master, {
				kind: 'Choose several',
				sight: 'Masked',
				question: 'Which?',
				options: ['Lamp', 'A map of all quays, in large print', 'Bell'],
			})
			const choices = (...all) => all.map((one) => ({ choices: one }))
			await cast('City', choices([0], [0], [0, 1], [0], [2], [0]))
			await cast('Riders', choices([1], [1, 2], [1], [2], [1]))
			await closePoll(master)
			await pau
				.getByText(/^Poll, closed/)
				.first()
				.waitFor()
			assert.equal(await part(pau).count(), 0)
			await master.getByRole('button', { name: 'Reveal the results' }).click()
			const riders = part(pau).getByRole('list', { name: 'Riders' }).getByRole('listitem')
			await riders.filter({ hasText: 'large print' }).getByRole('img', { name: '4 of 5' }).waitFor()
			await riders.filter({ hasText: 'Lamp' }).getByRole('img', { name: '0 of 5' }).waitFor()
			assert.deepEqual(await lines(pau), ['City 6 votes', 'Riders 5 votes'])
			assert.equal(await part(pau).getByText('With fewer than 5').count(), 0)
			await shootAll('groups-multi')
		})

		it('G9 dots are told by group by the share of the dots given there', async () => {
			const { master, pau } = pages
			await openPoll(master, { kind: 'Dots', question: 'How much?', options: ['Lamp', 'Bell'] })
			await cast('City', Array(6).fill({ choices: [4, 1] }))
			await cast('Riders', Array(5).fill({ choices: [0, 3] }))
			await closePoll(master)
			const city = part(pau).getByRole('list', { name: 'City' }).getByRole('listitem')
			const says = '24 of 30 dots, from 6 people'
			await city.filter({ hasText: 'Lamp' }).getByRole('img', { name: says }).waitFor()
			await shootAll('groups-dots')
		})

		it('G9 a ranking has its places by group, and a group that is gone is said to be gone', async () => {
			const { master, pau } = pages
			await openPoll(master, {
				kind: 'Ranking',
				question: 'In which order?',
				options: ['Lamp', 'Map', 'Bell'],
			})
			await cast('City', Array(6).fill({ choices: [1, 0, 2] }))
			await cast('Riders', Array(5).fill({ choices: [2] }))
			await closePoll(master)
			const riders = part(pau).getByRole('list', { name: 'Riders' }).getByRole('listitem')
			await riders.first().getByText('Bell').waitFor()
			await shootAll('groups-ranking')
			const { seq } = (await product.events()).findLast((event) => event.groupsSet !== undefined)
			const left = groups.filter(({ name }) => name !== 'Riders')
			await program.submit({ setGroups: { groups: left, ifVersion: seq } })
			for (const page of everybody()) {
				await part(page).getByText('A group that is gone').waitFor()
				assert.deepEqual(await lines(page), ['City 6 votes', 'A group that is gone 5 votes'])
			}
			await master.getByRole('button', { name: 'Ask again' }).click()
			const form = master.getByRole('form', { name: 'Ask again' })
			assert.equal(await form.getByRole('checkbox', { name: 'Riders' }).count(), 0)
			await form.getByRole('checkbox', { name: 'Press' }).check()
			await form.getByText('3 people are asked if you open it now.').waitFor()
			await form.getByText('Press').scrollIntoViewIfNeeded()
			await shoot(master, 'laptop-groups-form')
		})
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
