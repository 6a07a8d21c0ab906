// Who may do what in the page, several people in one browser, and one person in two tabs.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { afterMove, dragBelow, grid, openBacklog, rowOf, topSeen } from './harness/backlog_page.mjs'
import { backlogFiles } from './harness/backlogs.mjs'
import { Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { feedbackOn, openView, pollBars, whoAmI } from './harness/review_page.mjs'
import { Server } from './harness/server.mjs'

const PEOPLE = [
	['product_owner', undefined, /Ada Owner.*Product Owner/],
	['scrum_master', 'Sven Scrum', /Sven Scrum.*Scrum Master/],
	['developer', 'Dana Dev', /Dana Dev.*Developer/],
	['stakeholder', 'Sol Stake', /Sol Stake.*Stakeholder/],
]

describe('roles', () => {
	let server, product, browser, watched, order
	const pages = {}

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(backlogFiles()[0])
		order = (await product.backlog()).map((item) => item.ref)
		const program = await product.ownerProgram()
		const review = await planReview(program, {
			title: 'Sprint 7',
			goal: 'Fewer calls',
			increments: [{ title: 'Quay map', done: true }],
		})
		await program.submit({ openReview: { review } })
		program.close()
		browser = await launch()
		watched = await Watched.open(browser, server.origin)
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
	})

	it('four people sit in one browser at once', async () => {
		for (const [role, name, says] of PEOPLE) {
			pages[role] = await joinAs(watched, product.links[role], name)
			assert.match(await whoAmI(pages[role]), says)
		}
		for (const page of Object.values(pages)) await page.getByText('4 here').waitFor()
	})

	it('each keeps role and identity across a reload', async () => {
		await Promise.all(Object.values(pages).map((page) => page.reload()))
		for (const [role, , says] of PEOPLE) {
			await isLive(pages[role])
			assert.match(await whoAmI(pages[role]), says)
		}
	})

	for (const [role] of PEOPLE.slice(1)) {
		it(`G10 a ${role} sees the order and is offered no way to change it`, async () => {
			const page = pages[role]
			await openBacklog(page)
			assert.equal(await grid(page).getAttribute('aria-readonly'), 'true')
			assert.equal(await page.locator('.row__grip').count(), 0)
			assert.equal(await page.getByRole('button', { name: 'Add item' }).count(), 0)
			assert.equal(await page.getByText('pick up', { exact: true }).count(), 0)

			await rowOf(page, order[1]).focus()
			for (const key of ['Enter', 'ArrowDown', 'Enter', 'Escape', ' ', 'F2']) {
				await page.keyboard.press(key)
			}
			assert.equal(await page.locator('.keys--holding').count(), 0)
			assert.equal(await page.locator('[aria-selected=true]').count(), 0)
			assert.equal(await page.locator('.row__edit').count(), 0)
			await tryToDrag(page, order[0], order[3])
			assert.equal(await page.locator('.ghost').count(), 0)
			assert.deepEqual(
				(await product.backlog()).map((item) => item.ref),
				order,
			)
		})
	}

	it('only the Product Owner and the Scrum Master may invite, open polls and close the review', async () => {
		for (const [role] of PEOPLE) {
			const page = pages[role]
			await openView(page, 'now')
			const leads = role === 'product_owner' || role === 'scrum_master'
			for (const name of ['Invite', 'Open the poll', 'Close the review']) {
				const button = page.getByRole('button', { name, exact: true })
				if (leads) await button.waitFor()
				else assert.equal(await button.count(), 0, `${role}: ${name}`)
			}
			const assess = page.getByRole('button', { name: 'Assess' })
			assert.equal(await assess.count(), role === 'product_owner' ? 1 : 0)
		}
	})

	it('an invite made in the page lets somebody in', async () => {
		const page = pages.scrum_master
		await page.getByRole('button', { name: 'Invite', exact: true }).click()
		await page.getByRole('radio', { name: 'Observer' }).click()
		await page.getByRole('button', { name: 'Make a link' }).click()
		const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
		await page.keyboard.press('Escape')
		const other = await Watched.open(browser, server.origin)
		const observer = await joinAs(other, link, 'Olga Observer')
		assert.match(await whoAmI(observer), /Olga Observer.*Observer/)
		assert.equal(await observer.getByLabel('Your feedback').count(), 0)
		await other.context.close()
		other.assertClean()
	})

	describe('one stakeholder in two tabs', () => {
		let first, second

		before(async () => {
			first = pages.stakeholder
			second = await watched.context.newPage()
			await second.goto(first.url())
			await isLive(second)
			await isLive(first)
		})

		it('G2 a vote from each counts once', async () => {
			await openView(first, 'now')
			await openView(second, 'now')
			await pages.scrum_master.getByRole('button', { name: 'Open the poll' }).click()
			await first.getByRole('radio', { name: /^Yes/ }).click()
			await first.getByText('Your vote is saved.').waitFor()
			await second.getByRole('radio', { name: /^Yes/, checked: true }).waitFor()
			await second.getByRole('radio', { name: /^No/ }).click()
			const wanted = { Yes: '0 of 1', No: '1 of 1', Abstain: '0 of 1' }
			for (const page of [first, second, pages.product_owner]) {
				assert.deepEqual(await pollBars(page, wanted), wanted)
			}
			await first.getByRole('radio', { name: /^No/, checked: true }).waitFor()
		})

		it('G9 a masked vote shows in both tabs of the voter and nowhere else until the reveal', async () => {
			const leader = pages.scrum_master
			await leader.getByRole('button', { name: 'Close the poll' }).click()
			await leader.getByRole('button', { name: 'Open another poll' }).click()
			await leader.getByRole('radio', { name: /^Masked/ }).click()
			await leader.getByRole('button', { name: 'Open the poll' }).click()
			for (const page of [first, second]) await page.getByText('Tap once.').waitFor()
			await second.getByRole('radio', { name: /^Yes/ }).click()
			await second.getByText('Your vote is saved.').waitFor()
			await first.getByRole('radio', { name: /^Yes/, checked: true }).waitFor()
			for (const page of [first, leader, pages.product_owner]) {
				await page.getByText(/^1 of \d+ voted$/).waitFor()
				await page.getByText('Results are hidden until they are revealed').waitFor()
				assert.equal(await page.getByRole('list', { name: 'Votes' }).count(), 0)
				assert.equal(await page.getByText('Who voted what', { exact: true }).count(), 0)
			}
			await leader.getByRole('button', { name: 'Close the poll' }).click()
			await leader.getByRole('button', { name: 'Reveal the results' }).click()
			const wanted = { Yes: '1 of 1', No: '0 of 1', Abstain: '0 of 1' }
			for (const page of [first, second, leader, pages.product_owner]) {
				assert.deepEqual(await pollBars(page, wanted), wanted)
				assert.equal(await page.getByText('Who voted what', { exact: true }).count(), 0)
			}
		})

		it('G2 feedback from each is there once in both', async () => {
			const said = { first: 'From the first tab.', second: 'From the second tab.' }
			for (const [page, text] of [
				[first, said.first],
				[second, said.second],
			]) {
				await page.getByLabel('Your feedback').fill(text)
				await page.getByRole('button', { name: 'Send as Sol Stake' }).click()
			}
			for (const page of [first, second, pages.product_owner]) {
				await feedbackOn(page, said.first)
				await feedbackOn(page, said.second)
			}
		})

		it('the person is shown once among those who are here', async () => {
			await pages.product_owner.getByText('4 here').waitFor()
			await pages.product_owner.locator('.people').click()
			const present = pages.product_owner.locator('.present').first()
			await present.waitFor()
			assert.equal(await present.locator('li').count(), 4)
			await pages.product_owner.keyboard.press('Escape')
		})
	})

	it('G2 the Product Owner moves in two tabs and nothing is done twice', async () => {
		const first = pages.product_owner
		const second = await watched.context.newPage()
		await second.goto(first.url())
		await isLive(second)
		await Promise.all([first, second].map(openBacklog))
		const events = (await product.events()).length

		const [one, two, , four] = order
		order = afterMove(order, [one], four)
		await dragBelow(first, one, four)
		await topSeen(second, order.slice(0, 6))
		order = afterMove(order, [two], one)
		await dragBelow(second, two, one)
		await topSeen(first, order.slice(0, 6))
		await Promise.all([first, second].map(isLive))
		await Promise.all([first, second].map((page) => page.reload()))
		for (const page of [first, second]) {
			await isLive(page)
			await openBacklog(page)
			await topSeen(page, order.slice(0, 6))
		}
		assert.equal((await product.events()).length, events + 2)
		assert.deepEqual(
			(await product.backlog()).map((item) => item.ref),
			order,
		)
	})

	it('no page complained or asked another origin for anything', () => {
		watched.assertClean()
	})
})

async function tryToDrag(page, ref, below) {
	const from = await rowOf(page, ref).locator('.row__title').boundingBox()
	const to = await rowOf(page, below).boundingBox()
	await page.mouse.move(from.x + 20, from.y + from.height / 2)
	await page.mouse.down()
	await page.mouse.move(to.x + 60, to.y + to.height * 0.8, { steps: 6 })
	await page.mouse.up()
}
