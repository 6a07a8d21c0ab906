// A whole Sprint Review by five people and through the page only, from planning to what each reads
// afterwards: Product Owner, Scrum Master at the shared screen, Developer, and two stakeholders, one on a
// phone and one in the dark.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dragBelow, openBacklog, rowOf, topSeen } from './harness/backlog_page.mjs'
import { isLive } from './harness/browser.mjs'
import { FivePeople } from './harness/five_people.mjs'
import {
	addIncrement,
	assess,
	button,
	chooseIncrement,
	deal,
	dialog,
	editFacts,
	enterBallot,
	fill,
	goOn,
	handLead,
	isAt,
	lend,
	part,
	planReview,
	revoke,
	said,
	say,
	setAgenda,
	takeLeadBack,
} from './harness/meeting_acts.mjs'
import { closePoll, openPoll, openView, pollBars, showsBars, vote } from './harness/review_page.mjs'

const GOAL = 'A rider finds and pays for a bike without calling us'
const DOCKS =
	'More docks on the quay, please: at six in the evening there is nowhere to return a bike'
const NIGHT = 'Does it work at night, when the kiosk is closed?'
const RED = 'Paint all bikes red'
const PRICE = 'The price is shown too late to change my mind'
const RUDE = 'Jonas talks too much'
const ACTION = 'Ask the port about lights on the quay'

describe('five people in a review', () => {
	const five = new FivePeople()
	const { pages } = five
	const everybody = (look) => five.all(look)
	const shoot = (stage) => five.shoot(stage)

	before(() => five.begin())
	after(() => five.end())

	const revealAndSee = async (bars) => {
		await closePoll(pages.master)
		await button(pages.master, 'Reveal the results').click()
		await everybody((page) => pollBars(page, bars))
	}

	it('everybody is told what will happen, and the Product Owner plans the review', async () => {
		const { owner, master, dev, pau, sol } = pages
		await master.getByText('5 here').waitFor()
		for (const page of [dev, pau, sol]) await page.getByText('No review is planned yet').waitFor()
		await shoot('nothing-planned')
		await planReview(owner, { title: 'Review of Sprint 18', sprint: '18', goal: GOAL })
		await everybody((page) => page.getByText(GOAL).first().waitFor())
		await editFacts(owner, {
			'First day of the Sprint (optional)': '2026-11-16',
			'Last day of the Sprint (optional)': '2026-11-27',
			'Items done (optional)': '5',
			'Points done (optional)': '21',
			'What has changed in the environment (optional)':
				'The port closes the eastern quay in March. The ferry sells its own day tickets now.',
		})
	})

	it('the team says what it shows, and for how long', async () => {
		const { owner, master, dev, sol } = pages
		await addIncrement(dev, {
			title: 'Quay map',
			item: 'Show free bikes',
			summary: 'Every quay with its free bikes and free docks, on one map, a minute old at most.',
			criteria: ['Shows free bikes for all 24 quays', 'Works without an account'],
			presenter: 'Dana Dev',
		})
		await addIncrement(dev, {
			title: 'Price before the ride',
			item: 'Price of a ride',
			summary: 'The price for thirty minutes stands beside the button that unlocks the bike.',
			presenter: 'Dana Dev',
		})
		await addIncrement(dev, {
			title: 'Helmet boxes at the ferry',
			item: 'Helmet boxes',
			done: false,
		})
		await setAgenda(owner, {
			minutes: ['5', '10', '30', '10', '15', '5'],
			more: [{ kind: 'Something else', subject: 'Thanks to the harbour', minutes: '2' }],
		})
		for (const page of [master, sol]) {
			await page.getByRole('link', { name: /Thanks to the harbour/ }).waitFor()
			await page.locator('.inclist__o', { hasText: 'Helmet boxes' }).waitFor()
		}
		await shoot('planned')
	})

	it('the Scrum Master opens it and begins; people say that they are ready to go on', async () => {
		const { master, dev, pau, sol } = pages
		await button(master, 'Open the review').click()
		await goOn(master, 'Begin: Goal')
		await everybody((page) => isAt(page, 'Goal'))
		await everybody((page) => page.locator('.entry__goal', { hasText: GOAL }).waitFor())
		await button(sol, 'Ready to go on').click()
		await button(pau, 'Ready to go on').tap()
		await dev.getByText('2 of 5 ready').waitFor()
		await shoot('goal-ready')
		await goOn(master, 'Next: Accomplished')
		await everybody((page) => page.getByText('21 points done').waitFor())
		await dev.getByText('of 5 ready').waitFor({ state: 'detached' })
		await shoot('accomplished')
	})

	it('on the first increment: a named poll, with the ballot of somebody in the room', async () => {
		const { owner, master, dev, pau, sol } = pages
		await goOn(master, 'Next: Increments')
		await everybody((page) =>
			page.locator('.inc__title', { hasText: 'Quay map' }).waitFor({ state: 'attached' }),
		)
		await openPoll(master, { kind: 'Consent', sight: 'Named, live' })
		await shoot('poll-named-open')
		await vote(owner, 'Yes')
		await vote(dev, 'Yes')
		await vote(sol, 'No')
		await vote(pau, 'Yes')
		await enterBallot(master, 'Rosa from the kiosk', 'Yes')
		await everybody((page) => pollBars(page, { Yes: '4 of 5', No: '1 of 5', Abstain: '0 of 5' }))
		await everybody((page) => page.getByText('1 entered for somebody in the room').waitFor())
		await sol.locator('.whovoted summary').click()
		await sol.getByText('Rosa from the kiosk (entered by Jonas Weber)').waitFor()
		await shoot('poll-named-voted')
		await closePoll(master)
		await everybody((page) =>
			page
				.getByText(/^Poll, closed/)
				.first()
				.waitFor(),
		)
		await assess(owner, {
			verdict: 'Meets, with follow-up',
			reason: 'Free docks at night are a guess so far',
		})
		await everybody((page) =>
			page.getByText('Free docks at night').first().waitFor({ state: 'attached' }),
		)
		await dev.getByRole('radio', { name: 'Released', exact: true }).click()
		await sol.locator('.inc__by').getByText('Released', { exact: true }).waitFor()
		await shoot('poll-named-closed')
	})

	it('on the second one: a masked poll, of which nobody sees anything before the reveal', async () => {
		const { owner, master, dev, pau, sol } = pages
		await chooseIncrement(master, 'Price before the ride')
		await openPoll(master, { kind: 'Fist of five', sight: 'Masked' })
		await everybody((page) =>
			page.locator('.inc__title', { hasText: 'Price before' }).waitFor({ state: 'attached' }),
		)
		await vote(owner, '4 Good')
		await vote(dev, '4 Good')
		await vote(sol, '1 Serious concerns')
		await vote(pau, '5 Fully behind it')
		await everybody((page) => page.getByText('4 of 5 voted').waitFor())
		for (const page of five.everybody) assert.equal(await showsBars(page), false)
		await shoot('poll-masked-voted')
		await revealAndSee({ Good: '2 of 4', 'Serious concerns': '1 of 4' })
		await everybody(async (page) => assert.equal(await page.locator('.whovoted').count(), 0))
		await shoot('poll-masked-revealed')
	})

	it('on the third one: an unlinkable poll with options, whose votes are gone once it is closed', async () => {
		const { owner, master, dev, pau, sol } = pages
		await chooseIncrement(master, 'Helmet boxes')
		await openPoll(master, {
			kind: 'Choose one',
			sight: 'Unlinkable',
			question: 'What should a helmet cost?',
			options: ['Nothing', 'A deposit', 'One euro a day'],
		})
		await everybody((page) => page.getByText('nobody can find out what you voted').waitFor())
		await shoot('poll-unlinkable-open')
		await vote(owner, 'A deposit')
		await vote(dev, 'Nothing')
		await vote(sol, 'Nothing')
		await vote(pau, 'A deposit')
		await vote(pau, 'Nothing')
		await closePoll(master)
		for (const page of [pau, sol]) await page.getByText('If you voted, your vote counts.').waitFor()
		await shoot('poll-unlinkable-closed')
		await button(master, 'Reveal the results').click()
		await everybody((page) => pollBars(page, { Nothing: '3 of 4', 'A deposit': '1 of 4' }))
		await shoot('poll-unlinkable-revealed')
		assert.doesNotMatch(
			JSON.stringify((await five.events('ballotCast')).map(({ ballotCast }) => ballotCast.poll)),
			/helmet/,
		)
	})

	it('people say what they think, under their name and anonymously', async () => {
		const { owner, master, dev, pau, sol } = pages
		await say(sol, DOCKS)
		await say(pau, NIGHT, { kind: 'Question' })
		await say(sol, RED)
		for (const text of [DOCKS, NIGHT, RED])
			for (const page of [owner, master, dev]) await said(page, text).waitFor()
		await said(sol, NIGHT)
			.getByRole('button', { name: /^Upvote/ })
			.click()
		await said(master, NIGHT).getByRole('button', { name: 'Upvote, 1 so far' }).waitFor()
		await button(master, 'Hold anonymous feedback back').click()
		for (const page of [pau, sol])
			await page.getByText('Anonymous feedback waits for release').waitFor()
		await say(pau, PRICE, { kind: 'Concern', anonymous: true })
		await say(pau, RUDE, { anonymous: true })
		await master.getByText('2 wait for release').waitFor()
		for (const page of [dev, sol]) assert.equal(await said(page, PRICE).count(), 0)
		await shoot('feedback-held')
		await button(master, `Release “${PRICE}”`).click()
		for (const page of [owner, dev, sol, pau])
			await said(page, PRICE).getByText('Anonymous').first().waitFor()
		await button(master, `Discard “${RUDE}”`).click()
		await master.getByLabel('Why it is not released').fill('It is about a person. Talk to me.')
		await shoot('feedback-discarding')
		await button(master, 'Discard it').click()
		await pau.getByText('Not released: It is about a person. Talk to me.').waitFor()
		await owner.getByText(RUDE).waitFor({ state: 'detached' })
		for (const page of [dev, sol]) assert.equal(await page.getByText(RUDE).count(), 0)
		await button(master, 'Hold no longer').click()
	})

	it('it is dealt with: answered, parked, declined with a reason, turned into an item', async () => {
		const { owner, master, dev, pau, sol } = pages
		const answering = await deal(dev, NIGHT, 'Answer')
		await answering
			.getByRole('textbox', { name: 'Answer' })
			.fill('Yes: the lock has its own battery.')
		await shoot('triage')
		await button(dev, 'Answer it').click()
		await said(pau, NIGHT).getByText('Yes: the lock has its own battery.').waitFor()
		await deal(master, PRICE, 'Park')
		await said(sol, PRICE).getByText('Parked').waitFor()
		await deal(owner, RED, 'Decline')
		await owner.getByLabel('Why it is declined').fill('They must be seen at night')
		await button(owner, 'Decline it').click()
		await said(sol, RED).getByText('They must be seen at night').waitFor()
		await deal(owner, DOCKS, 'Turn into an item')
		await dialog(owner)
			.getByRole('textbox', { name: 'Title' })
			.fill('Twelve more docks on the quay')
		await dialog(owner).getByRole('radio', { name: 'To the end' }).click()
		await shoot('converting')
		await button(owner, 'Make the item').click()
		await said(sol, DOCKS).getByText('Became').waitFor()
		await said(pau, DOCKS).getByText('Became').waitFor()
		await shoot('triaged')
	})

	it('the Product Owner lends the Developer power, which is used in her name and revoked', async () => {
		const { owner, master, dev, sol, pau } = pages
		await lend(owner, 'Dana Dev', ['Assess increments'])
		await dev.getByText(/^Until .* you may assess increments for Ada Owner\.$/).waitFor()
		await chooseIncrement(dev, 'Price before the ride')
		await assess(dev, { verdict: 'Meets', reason: 'It stands where people look' })
		for (const page of [owner, master, sol]) {
			await chooseIncrement(page, 'Price before the ride')
			await page.locator('.inc__assess').getByText('Dana Dev').waitFor()
			await page.getByText('It stands where people look').first().waitFor()
		}
		const assessed = (await five.events('incrementAssessed')).at(-1)
		assert.ok(assessed.onBehalfOf > 0)
		await openView(pau, 'increments')
		await shoot('lent')
		await revoke(owner, 'Dana Dev')
		await dev.getByText('What Ada Owner lent you has ended.').waitFor()
		assert.equal(await button(dev, 'Change').count(), 0)
		await button(dev, 'Understood').click()
	})

	it('the Developer facilitates for a while, and the lead comes back', async () => {
		const { owner, master, dev, sol, pau } = pages
		await openView(pau, 'now')
		await handLead(master, 'Dana Dev')
		for (const page of [sol, pau, owner])
			await page.getByText('Dana Dev facilitates').first().waitFor()
		await goOn(dev, 'Next: Environment')
		await everybody((page) => isAt(page, 'Environment'))
		await everybody((page) => page.getByText('The port closes the eastern quay').waitFor())
		await say(sol, 'The ferry wants to sell our rides, too', { kind: 'Environment' })
		await dev.locator('.entry__said', { hasText: 'The ferry wants' }).waitFor()
		await shoot('environment')
		await takeLeadBack(master)
		await everybody((page) =>
			page.getByText('Dana Dev facilitates').first().waitFor({ state: 'detached' }),
		)
		await dev.locator('.flow__next').waitFor({ state: 'detached' })
	})

	it('the Product Owner re-orders the backlog while everybody watches', async () => {
		const { owner, master, dev, sol } = pages
		await goOn(master, 'Next: Backlog')
		await everybody((page) => rowOf(page, 'HB-101').waitFor())
		for (const page of [dev, sol]) assert.equal(await page.getByText('Your order').count(), 0)
		const seen = five.everybody.map((page) =>
			topSeen(page, ['HB-102', 'HB-103', 'HB-104', 'HB-101']),
		)
		await dragBelow(owner, 'HB-101', 'HB-104')
		await Promise.all(seen)
		for (const page of [master, dev, sol])
			await page.getByText('1 item moved by Ada Owner').waitFor()
		await shoot('backlog')
	})

	it('what was decided and agreed stands in one place', async () => {
		const { owner, master, dev, sol, pau } = pages
		await goOn(master, 'Next: Decisions')
		await everybody((page) => isAt(page, 'Decisions'))
		await button(dev, 'Add an action item').click()
		await fill(dev, { 'What is to be done': ACTION, 'Until when (optional)': '2026-12-11' })
		await dialog(dev).getByLabel('Who does it').selectOption({ label: 'Ada Owner' })
		await button(dev, 'Add it').click()
		await everybody((page) =>
			page.locator('.action', { hasText: ACTION }).getByText('Ada Owner').waitFor(),
		)
		for (const page of [owner, sol, pau]) {
			await page.getByText('It stands where people look').first().waitFor()
			await page.getByText(DOCKS).first().waitFor({ state: 'attached' })
		}
		await shoot('decisions')
		await goOn(master, 'Next: Thanks to the harbour')
		await everybody((page) => isAt(page, 'Thanks to the harbour'))
		await button(master, 'Open a poll on the whole review').click()
		await openPoll(master, { kind: 'Time well spent', sight: 'Named, live' })
		await vote(pau, '5 Very well spent')
		await vote(sol, '4 Well spent')
		await pollBars(owner, { 'Very well spent': '1 of 2', Wasted: '0 of 2' })
		await shoot('thanks')
	})

	it('the review is closed, and each reads what came of it', async () => {
		const { owner, master, pau, sol } = pages
		await goOn(master, 'Agenda is through')
		// Over an open poll it is not closed, by nobody's page.
		await button(master, 'Close the review').click()
		await master.getByText('A poll of the review is open; close it first.').waitFor()
		await button(master, 'Understood').click()
		await closePoll(master)
		await everybody((page) =>
			page.getByRole('heading', { name: 'What came of this review' }).waitFor(),
		)
		await button(master, 'Close the review').click()
		await everybody((page) => page.getByText('This review is closed').first().waitFor())
		await shoot('closed')
		await button(owner, 'Plan the next review').waitFor()
		for (const page of [pau, sol]) {
			assert.equal(await page.getByRole('form', { name: 'New feedback' }).count(), 0)
			await openView(page, 'product')
		}
		const mine = part(sol, 'What became of what you said')
		await mine.getByText(DOCKS).waitFor()
		await mine.getByText('They must be seen at night').waitFor()
		await part(pau, 'What became of what you said').getByText(NIGHT).waitFor()
		await everybody((page) => openView(page, 'product'))
		await shoot('afterwards-goals')
		await everybody((page) => openView(page, 'feedback'))
		await shoot('afterwards-feedback')
		await openBacklog(sol)
		await everybody(isLive)
		const titles = (await five.product.backlog()).map(({ title }) => title)
		assert.ok(titles.includes('Twelve more docks on the quay'))
	})

	it('the pages did nothing that they must not', () => five.assertClean())
})
