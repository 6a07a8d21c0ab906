// The flow of a review in the page: agenda, timer, breaks, who leads, and power that is lent.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { dragBelow, openBacklog, rowOf, topSeen } from './harness/backlog_page.mjs'
import { isLive } from './harness/browser.mjs'
import { Meeting } from './harness/meeting.mjs'

describe('agenda', () => {
	const meeting = new Meeting()
	const { pages, watched } = meeting
	let program
	const everybody = () => Object.values(pages)

	before(async () => {
		await meeting.begin({
			increments: [{ title: 'Quay map', done: true }, { title: 'Night rides' }],
		})
		program = await meeting.product.ownerProgram()
	})
	after(async () => {
		program?.close()
		await meeting.end()
	})

	const eventsOf = async (name) => (await meeting.product.events()).filter((event) => event[name])
	const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' })
	// As fingers do, that do not wait for a button which has just become another one. It takes no taps
	// for half a second after a move.
	const tapAtOnce = async (name) => {
		const ready = (page) => page.getByRole('button', { name, exact: true, disabled: false })
		const leading = [pages.owner, pages.master]
		const buttons = await Promise.all(leading.map((page) => ready(page).elementHandle()))
		await Promise.all(buttons.map((one) => one.evaluate((element) => element.click())))
	}
	const timer = (page) => page.getByRole('timer')
	const step = (page, name) => page.getByRole('link', { name })
	const isAt = async (page, name) => {
		const now = page.locator('.flow [aria-current=step]')
		const short = page.locator('.flow__short')
		await (page === pages.pau ? short : now).filter({ hasText: name }).waitFor()
	}

	it('everybody sees the agenda, and only those who lead can go on', async () => {
		const { owner, master, dev, sol, pau } = pages
		for (const page of [owner, master]) await button(page, 'Begin: Goal').waitFor()
		for (const page of [owner, dev, sol]) {
			const names = await page.locator('.flow .step').allTextContents()
			assert.deepEqual(
				names.map((name) => name.replace(/^\d|\(.*\)/g, '').trim()),
				['Goal', 'Accomplished', 'Increments', 'Environment', 'Backlog', 'Decisions'],
			)
		}
		for (const page of [dev, sol, pau]) {
			assert.equal(await button(page, /^(Begin|Next)|Start a timer|^Meeting$/).count(), 0)
		}
	})

	it('C37 two who tap Next at once go on once, and everybody follows', async () => {
		const { owner, master } = pages
		await tapAtOnce('Begin: Goal')
		for (const page of everybody()) await isAt(page, 'Goal')
		await pages.sol.getByRole('heading', { name: 'Where we wanted to be' }).waitFor()
		await Promise.all([owner, master].map(isLive))
		assert.equal((await eventsOf('agendaAdvanced')).length, 1)
		await tapAtOnce('Next: Accomplished')
		for (const page of everybody()) await isAt(page, 'Accomplished')
		await Promise.all([owner, master].map(isLive))
		assert.equal((await eventsOf('agendaAdvanced')).length, 2)
	})

	it('C37 who was slower is told calmly where the meeting is', async () => {
		const { owner, master } = pages
		await watched[1].context.setOffline(true)
		await master.getByText(/^Offline|^Reconnecting/).waitFor()
		await button(master, 'Back to Goal').click()
		await button(owner, 'Next: Increments').click()
		await isLive(owner)
		await watched[1].context.setOffline(false)
		await master.getByText('Ada Owner was quicker. The meeting is at Increments.').waitFor()
		await button(master, 'Understood').click()
		await isAt(master, 'Increments')
	})

	it('who looks elsewhere is told where the meeting is, and goes there; who leads brings everybody', async () => {
		const { sol, dev, master } = pages
		await step(sol, /Environment/).click()
		await sol.getByRole('heading', { name: 'What has changed around us' }).waitFor()
		await sol.getByText('The meeting is at Increments. You are looking at Environment.').waitFor()
		assert.equal(await button(sol, 'Bring everybody here').count(), 0)
		await button(sol, 'Go there').click()
		await sol.locator('.inc__title', { hasText: 'Quay map' }).waitFor()
		await step(master, /Environment/).click()
		await button(master, 'Bring everybody here').click()
		for (const page of [sol, dev]) {
			await page.getByRole('heading', { name: 'What has changed around us' }).waitFor()
		}
	})

	it('who is typing is not taken away from it', async () => {
		const { sol, master } = pages
		await sol.getByLabel('Your feedback').fill('The port closes')
		await button(master, 'Next: Backlog').click()
		await sol.getByText('The meeting is at Backlog. You are looking at Environment.').waitFor()
		assert.equal(await sol.getByLabel('Your feedback').inputValue(), 'The port closes')
		await button(sol, /^Send as/).click()
		await rowOf(sol, 'HB-101').waitFor()
	})

	it('C35 the timer is the same for everybody, and stands still in a break', async () => {
		const { owner, master, sol, pau } = pages
		await button(master, 'Start a timer').click()
		await master.getByRole('radio', { name: '5 min', exact: true }).click()
		await button(master, 'Start').click()
		const left = async (page) => {
			await timer(page).waitFor()
			const [, minutes, seconds] = /(\d+):(\d+)/.exec(await timer(page).textContent())
			return Number(minutes) * 60 + Number(seconds)
		}
		const all = await Promise.all([owner, master, sol, pau].map(left))
		assert.ok(Math.max(...all) - Math.min(...all) <= 2, `left: ${all.join(', ')}`)
		await button(owner, 'Add two minutes').click()
		await sol.getByText('of 7 min').waitFor()
		await button(master, 'Pause the timer').click()
		for (const page of [sol, pau]) await page.locator('.timer', { hasText: 'Paused' }).waitFor()
		await button(master, 'Go on with the timer').click()
		await button(master, 'Pause the timer').waitFor()

		await button(master, 'Meeting').click()
		await button(master, /^Have a break/).click()
		for (const page of everybody()) await page.getByText('The meeting is having a break.').waitFor()
		await sol.locator('.timer', { hasText: 'Paused' }).waitFor()
		assert.equal(await button(master, /^Next/).count(), 0)
		await button(owner, 'Go on').first().click()
		for (const page of everybody()) {
			await page.getByText('The meeting is having a break.').waitFor({ state: 'detached' })
		}
		await button(owner, 'Stop the timer').click()
		await timer(sol).waitFor({ state: 'detached' })
	})

	it('C36 when the time is up, everybody reads it in words', async () => {
		const { sol, pau, owner } = pages
		const review = (await eventsOf('reviewPlanned'))[0].reviewPlanned.review
		const ifTimerRev = (await eventsOf('timerSet')).at(-1).timerSet.timer.rev
		await program.submit({
			setTimer: { review, change: 'TIMER_CHANGE_START', ms: 1_000, ifTimerRev },
		})
		for (const page of [sol, pau, owner])
			await timer(page).filter({ hasText: 'Time is up' }).waitFor()
		await button(owner, 'Start another timer').waitFor()
	})

	it('the agenda is edited by keyboard, and a conflict shows the one that stands', async () => {
		const { owner, master, sol } = pages
		await Promise.all([owner, master].map((page) => button(page, 'Meeting').click()))
		for (const page of [owner, master]) await button(page, 'Edit the agenda').click()
		await owner.getByLabel('Minutes').nth(5).fill('10')
		await button(owner, 'Set the agenda').click()
		await button(owner, 'Set the agenda').waitFor({ state: 'detached' })

		await button(master, 'Add an entry').press('Enter')
		await master.getByLabel('What it is for').last().and(master.locator(':focus')).waitFor()
		await master.getByLabel('Subject').last().fill('Thanks to the harbour')
		await master.getByLabel('Subject').last().press('Alt+ArrowUp')
		await button(master, 'Set the agenda').click()
		await master.getByText('Somebody has set the agenda since you opened it').waitFor()
		await button(master, 'Set mine anyway').click()
		await step(sol, /5?6?.*Thanks to the harbour/).waitFor()
		const names = await sol.locator('.flow .step').allTextContents()
		assert.match(names[5], /Thanks to the harbour/)
		assert.match(names[6], /Decisions/)
		const { agendaSet } = (await eventsOf('agendaSet')).at(-1)
		assert.equal(agendaSet.entries.length, 7)
	})

	it('the lead is handed to a Developer, who goes on, and taken back', async () => {
		const { owner, dev, sol, pau } = pages
		await owner.locator('.people').click()
		await owner.locator('.person', { hasText: 'Dana Dev' }).click()
		await button(owner, 'Let them facilitate').click()
		await button(owner, 'Let them facilitate').click()
		for (const page of [sol, pau]) await page.getByText('Dana Dev facilitates').waitFor()
		await button(dev, /^Next: Thanks/).click()
		await isAt(sol, 'Thanks to the harbour')
		await button(owner, 'Take the lead back').click()
		await sol.getByText('Dana Dev facilitates').waitFor({ state: 'detached' })
		assert.equal(await button(dev, /^Next/).count(), 0)
		await owner.keyboard.press('Escape')
	})

	async function lend(page, name, scope) {
		await page.locator('.people').click()
		await page.locator('.person', { hasText: name }).click()
		await button(page, 'Lend power to them').click()
		await page.getByLabel(scope).check()
		await button(page, 'Lend it').click()
		await page.getByText(`It is lent to ${name} until`).waitFor()
		await page.keyboard.press('Escape')
	}

	it('lent power is used, is seen on what was done with it, and revoked', async () => {
		const { owner, dev, sol } = pages
		await openBacklog(dev)
		await openBacklog(sol)
		assert.equal(await dev.getByText('Your order').count(), 0)
		await lend(owner, 'Dana Dev', 'Order the backlog')
		await dev.getByText(/^Until .* you may order the backlog for Ada Owner\.$/).waitFor()
		assert.equal(await button(dev, 'Add item').count(), 0)
		await dragBelow(dev, 'HB-103', 'HB-101')
		await topSeen(sol, ['HB-101', 'HB-103'])
		await sol.getByText('1 item moved by Dana Dev for Ada Owner').waitFor()
		const moved = (await eventsOf('itemsMoved')).at(-1)
		assert.ok(moved.onBehalfOf > 0)

		await owner.locator('.people').click()
		await button(owner, 'Revoke what is lent to Dana Dev').click()
		await button(owner, 'Revoke').click()
		await owner.getByText('Dana Dev has it no more.').waitFor()
		await owner.keyboard.press('Escape')
		await dev.getByText('What Ada Owner lent you has ended.').waitFor()
		await dev.getByText('Your order').waitFor({ state: 'detached' })
	})

	it('what was done offline with power that has ended is refused, and says so', async () => {
		const { owner, dev, sol } = pages
		await button(dev, 'Understood').click()
		await lend(owner, 'Dana Dev', 'Order the backlog')
		await dev.getByText(/you may order the backlog/).waitFor()
		await watched[2].context.setOffline(true)
		await dev.getByText(/^Offline|^Reconnecting/).waitFor()
		await dragBelow(dev, 'HB-105', 'HB-101')
		await owner.locator('.people').click()
		await button(owner, 'Revoke what is lent to Dana Dev').click()
		await button(owner, 'Revoke').click()
		await owner.getByText('Dana Dev has it no more.').waitFor()
		await owner.keyboard.press('Escape')
		await watched[2].context.setOffline(false)
		await dev.getByText('Your move was not accepted. What the Product Owner had lent you').waitFor()
		await topSeen(dev, ['HB-101', 'HB-103'])
		await topSeen(sol, ['HB-101', 'HB-103'])
	})

	it('C33 lent power runs out by itself', async () => {
		const { dev } = pages
		const joined = (await eventsOf('participantJoined')).map((event) => event.participantJoined)
		const to = joined.find(({ name }) => name.plain === 'Dana Dev').participant
		const expiresMs = String(Date.now() + 4_000)
		await program.submit({ delegate: { to, scopes: ['DELEGATION_SCOPE_EDIT'], expiresMs } })
		await button(dev, 'Add item').waitFor()
		await dev.getByText('What Ada Owner lent you has ended.').waitFor()
		await button(dev, 'Add item').waitFor({ state: 'detached' })
		assert.equal((await eventsOf('delegationEnded')).at(-1).delegationEnded.expired, true)
	})

	it('the agenda comes to its end, the review is closed, and opened again with a reason', async () => {
		const { owner, master, sol } = pages
		await button(master, 'Next: Decisions').click()
		await button(master, 'Agenda is through').click()
		await master.locator('.flow__end').getByText('The agenda is through').waitFor()
		await button(master, 'Close the review').click()
		await sol.getByText('This review is closed').waitFor()
		await button(owner, 'Open it again').click()
		await button(owner, 'Open the review again').click()
		await owner.getByText('A closed review is not opened again without a reason.').waitFor()
		await owner.getByLabel('Reason').fill('The board came late')
		await button(owner, 'Open the review again').click()
		await button(owner, 'Close the review').waitFor()
		const reopened = (await eventsOf('reviewReopened')).at(-1)
		assert.equal(reopened.reason.plain, 'The board came late')
		await button(owner, 'Back to Decisions').click()
		await isAt(sol, 'Decisions')
	})

	it('on a phone the whole agenda is a tap away, and a step leads there', async () => {
		const { pau } = pages
		await pau.locator('.flow__short').tap()
		const list = pau.getByRole('dialog', { name: 'Agenda' })
		await list.getByRole('link', { name: /Accomplished/ }).tap()
		await list.waitFor({ state: 'detached' })
		await pau.getByRole('heading', { name: 'What was done, and what was not' }).waitFor()
		await pau.getByText('The meeting is at Decisions.').waitFor()
		const tooWide = await pau.evaluate(() => {
			const { scrollWidth, clientWidth } = document.documentElement
			return scrollWidth - clientWidth
		})
		assert.ok(tooWide <= 0, `${tooWide} px`)
	})

	it('the pages did nothing that they must not', () => {
		for (const one of watched) one.assertClean()
	})
})
