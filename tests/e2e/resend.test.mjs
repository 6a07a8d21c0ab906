// Ballots over a network that loses answers: one ballot a voter however often it is sent again, and
// one answer to it however close the end of the poll is.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { Proxy } from './harness/proxy.mjs'
import { openPoll, pollBars, vote } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'

const LOST_ANSWERS = 5
const ROUNDS = 24

describe('ballots through a proxy', () => {
	let proxy, server, product, program, browser, increment
	const watched = []
	const pages = {}

	before(async () => {
		proxy = await Proxy.listen()
		server = await Server.startBehind(proxy)
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
		pages.master = await join('scrum_master', 'Sven Scrum')
		pages.first = await join('stakeholder', 'Sol Stake')
		pages.second = await pages.first.context().newPage()
		await pages.second.goto(pages.first.url())
		await isLive(pages.second)
	})
	after(async () => {
		program?.close()
		await browser?.close()
		await server?.dispose()
		proxy?.close()
	})
	afterEach(() => {
		proxy.rules = {}
	})

	async function join(role, name) {
		const one = await Watched.open(browser, server.origin)
		watched.push(one)
		return joinAs(one, product.links[role], name)
	}

	const tap = (page, choice) => page.getByRole('radio', { name: new RegExp(`^${choice}`) }).click()
	const close = (page) => page.getByRole('button', { name: 'Close the poll' }).click()

	// Both tabs say that this is the vote that counts; nothing waits and nothing was refused.
	async function assertCounted(choice) {
		for (const page of [pages.first, pages.second]) {
			await page.locator('.res--mine', { hasText: choice }).getByText('Your vote').waitFor()
			await isLive(page)
			assert.equal(await page.locator('.notices .notice').count(), 0)
		}
	}

	// How many ballots the server counted in each closed poll, oldest first.
	async function countedBallots() {
		const closed = (await product.events()).filter((event) => event.pollClosed !== undefined)
		return closed.map(({ pollClosed: { tally } }) => tally?.ballots ?? 0)
	}

	it('C28/G2 the same ballot from two tabs, each sent six times, counts once', async () => {
		const ballots = new Ballots(LOST_ANSWERS)
		proxy.rules = ballots
		await openPoll(pages.master, { kind: 'Fist of five' })
		await Promise.all([tap(pages.first, '5 Fully'), tap(pages.second, '5 Fully')])
		for (const page of [pages.first, pages.second])
			await page.getByText('Your vote is saved.').waitFor()
		await close(pages.master)

		for (const page of Object.values(pages)) {
			await pollBars(page, { Fully: '1 of 1', Good: '0 of 1' })
		}
		await assertCounted('Fully')
		assert.equal((await countedBallots()).at(-1), 1)
		ballots.assertSentAgain({ tabs: 2, times: LOST_ANSWERS })
	})

	it('C28/G2 an older ballot that is sent again does not override a newer one', async () => {
		const ballots = new Ballots(LOST_ANSWERS)
		await openPoll(pages.master, { kind: 'Fist of five' })
		// From the third time on the older one comes after the newer one was decided.
		proxy.rules = {
			answer: (...seen) => ballots.answer(...seen),
			operation: async (link, one) => {
				ballots.operation(link, one)
				if (one.actor === ballots.tabs[0] && ballots.sent(one.actor) > 2) {
					await ballots.decided(2)
				}
			},
		}
		await tap(pages.first, '1 Serious')
		await ballots.decided(1)
		await tap(pages.second, '5 Fully')
		for (const page of [pages.first, pages.second])
			await page.getByText('Your vote is saved.').waitFor()
		await close(pages.master)

		for (const page of Object.values(pages)) {
			await pollBars(page, { Fully: '1 of 1', Serious: '0 of 1' })
		}
		await assertCounted('Fully')
		assert.equal((await countedBallots()).at(-1), 1)
		ballots.assertSentAgain({ tabs: 2, times: LOST_ANSWERS })
	})

	it(`C27/G2 in ${ROUNDS} races with the close a ballot is counted or refused, never both`, async () => {
		const { first, master } = pages
		const poll = { increment, kind: 'POLL_KIND_CONSENT' }
		const sight = { secrecy: 'SECRECY_NAMED', results: 'RESULTS_LIVE' }
		const answers = []
		// A tab behind another draws once a second.
		await first.bringToFront()
		for (let round = 1; round <= ROUNDS; round++) {
			const race = new Race(round)
			const question = `Round ${round}?`
			await program.submit({ openPoll: { ...poll, ...sight, question } })
			for (const page of [first, master])
				await page.getByRole('heading', { name: question }).waitFor()
			proxy.rules = race
			await Promise.all([tap(first, 'Yes'), close(master)])
			await first.getByText(/^Poll, closed/).waitFor()
			await isLive(first)
			answers.push(race.theAnswer())
			await assertSaysSo(answers.at(-1), `round ${round}`)
		}
		const counted = answers.map((says) => ({ applied: 1, poll_closed: 0 })[says])
		assert.deepEqual((await countedBallots()).slice(-ROUNDS), counted)
		// Half of the rounds leave no doubt which of the two came first.
		for (const says of [0, 1]) {
			assert.ok(counted.filter((one) => one === says).length >= ROUNDS / 4, answers.join(' '))
		}
	})

	// The voter reads what the answer to the ballot was, and only that.
	async function assertSaysSo(says, round) {
		const { first, master } = pages
		const refused = first.getByText('The poll is closed; your ballot was not counted.')
		const counted = says === 'applied' ? 1 : 0
		for (const page of [first, master]) await pollBars(page, { Yes: `${counted} of ${counted}` })
		assert.equal(await first.locator('.res--mine').count(), counted, round)
		assert.equal(await refused.count(), 1 - counted, round)
		if (counted === 0) await first.getByRole('button', { name: 'Understood' }).click()
	}

	it('C30/G2 a ballot that comes after the reveal is refused as such and changes no result', async () => {
		const { first, second, master } = pages
		const held = new Gate()
		const answers = []
		await openPoll(master, { sight: 'Masked' })
		await vote(second, 'No')
		proxy.rules = {
			operation: (_, { body }) => (body === 'castBallot' ? held.passed : undefined),
			answer: (_, { says }) => void answers.push(says),
		}
		await tap(first, 'Yes')
		await first.getByText('Not counted yet.').waitFor()
		await close(master)
		await master.getByRole('button', { name: 'Reveal the results' }).click()
		await pollBars(master, { Yes: '0 of 1', No: '1 of 1' })
		held.open()

		await first.getByText('Your vote was not accepted.').waitFor()
		await isLive(first)
		assert.ok(answers.includes('round_over'), answers.join(' '))
		for (const page of Object.values(pages)) await pollBars(page, { Yes: '0 of 1', No: '1 of 1' })
		await first.locator('.res--mine', { hasText: 'No' }).waitFor()
	})

	it('anonymous feedback whose answer is late is there once', async () => {
		const { first, master } = pages
		const held = new Gate()
		proxy.rules = { answer: () => held.passed }
		await first.getByRole('radio', { name: 'Anonymous' }).click()
		await first.getByLabel('Your feedback').fill('Too slow')
		await first.getByRole('button', { name: 'Send anonymously' }).click()
		const entry = first.locator('.fbpane .fb', { hasText: 'Too slow' })
		await master.locator('.fbpane .fb', { hasText: 'Too slow' }).waitFor()
		await entry.and(first.locator(':not(.fb--pending)')).waitFor()
		assert.equal(await entry.count(), 1)
		held.open()
		await isLive(first)
		assert.equal(await entry.count(), 1)
		await entry.getByRole('button', { name: 'Take back' }).waitFor()
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})

// Proxy rules: the first `lost` answers to each tab's ballot are lost with their connections.
class Ballots {
	tabs = []
	#lost
	#sent = new Map() // actor -> bytes of each sending
	#answered = new Map() // actor -> what each answer says
	#decided = [new Gate(), new Gate()]

	constructor(lost) {
		this.#lost = lost
	}

	operation(_, { actor, body, bytes }) {
		if (body !== 'castBallot') return
		if (!this.#sent.has(actor)) this.tabs.push(actor)
		this.#sent.set(actor, [...(this.#sent.get(actor) ?? []), bytes.toString('hex')])
	}

	answer(link, { actor, says }) {
		if (!this.#sent.has(actor)) return
		const answered = [...(this.#answered.get(actor) ?? []), says]
		this.#answered.set(actor, answered)
		this.#decided[this.tabs.indexOf(actor)].open()
		if (answered.length <= this.#lost) link.cut()
	}

	sent(actor) {
		return this.#sent.get(actor).length
	}

	// Once the ballot of so many tabs, in the order in which they sent it, has its outcome.
	decided(tabs) {
		return this.#decided[tabs - 1].passed
	}

	// Each tab sent one operation, byte for byte the same each time, and always got the same answer.
	assertSentAgain({ tabs, times }) {
		assert.equal(this.tabs.length, tabs)
		for (const actor of this.tabs) {
			assert.equal(this.#sent.get(actor).length, times + 1)
			assert.equal(new Set(this.#sent.get(actor)).size, 1, 'what was sent again is not the same')
			assert.deepEqual(this.#answered.get(actor), Array(times + 1).fill('applied'))
		}
	}
}

// Proxy rules: a ballot and a close are held until both are there. By turns the ballot is let go
// first and answered, the close is, or both go in one go, in either order. The first answer to every
// third ballot is lost.
class Race {
	#turn
	#loses
	#held = { castBallot: new Gate(), closePoll: new Gate() }
	#done = { castBallot: new Gate(), closePoll: new Gate() }
	#actors = {}
	#answers = []

	constructor(round) {
		this.#turn = round % 4
		this.#loses = round % 3 === 2
	}

	async operation(_, { actor, body }) {
		const other = { castBallot: 'closePoll', closePoll: 'castBallot' }[body]
		// Sent again: the race is over.
		if (other === undefined || this.#actors[body] !== undefined) return
		this.#actors[body] = actor
		if (this.#actors[other] !== undefined) this.#start()
		await this.#held[body].passed
	}

	#start() {
		const [one, other] =
			this.#turn % 2 === 0 ? ['castBallot', 'closePoll'] : ['closePoll', 'castBallot']
		this.#held[one].open()
		if (this.#turn < 2) this.#done[one].passed.then(() => this.#held[other].open())
		else this.#held[other].open()
	}

	answer(link, { actor, says }) {
		if (actor === this.#actors.closePoll) this.#done.closePoll.open()
		if (actor !== this.#actors.castBallot) return
		this.#done.castBallot.open()
		this.#answers.push(says)
		if (this.#loses && this.#answers.length === 1) link.cut()
	}

	// What the voter's page was told of its ballot.
	theAnswer() {
		assert.equal(this.#answers.length, this.#loses ? 2 : 1)
		assert.equal(new Set(this.#answers).size, 1, `answered ${this.#answers.join(', then ')}`)
		return this.#answers[0]
	}
}

class Gate {
	open
	passed = new Promise((resolve) => {
		this.open = resolve
	})
}
