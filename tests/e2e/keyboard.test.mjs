// The backlog without a mouse: where the focus is, what each key does, what a screen reader hears.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { afterMove, grid, openBacklog, rowOf, topSeen } from './harness/backlog_page.mjs'
import { SAMPLE } from './harness/backlogs.mjs'
import { Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { Server } from './harness/server.mjs'

describe('keyboard', () => {
	let server, product, browser, watched, page, guest, order

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(SAMPLE)
		browser = await launch()
		watched = [
			await Watched.open(browser, server.origin),
			await Watched.open(browser, server.origin),
		]
		page = await joinAs(watched[0], product.links.product_owner)
		guest = await joinAs(watched[1], product.links.stakeholder, 'Gil Guest')
		order = (await product.backlog()).map((item) => item.ref)
		await openBacklog(page)
		await openBacklog(guest)
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
	})
	beforeEach(async () => {
		await rowOf(page, (await topRef()) ?? order[0]).focus()
	})

	const press = async (...keys) => {
		for (const key of keys) await page.keyboard.press(key)
	}
	// The list from its top, with the focus on the first row.
	const topRef = async () => {
		await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }))
		await page.locator('[role=row][aria-rowindex="1"]').waitFor()
		return page.locator('[role=row][aria-rowindex="1"] .ref').textContent()
	}
	const says = async (text) => {
		const status = page.locator('.keys [role=status]')
		await status.filter({ hasText: text }).waitFor()
		assert.equal((await status.textContent()).trim(), text)
	}
	const focused = async (index) => {
		const row = page.locator(`[role=row][aria-rowindex="${index + 1}"]:focus`)
		await row.waitFor()
		assert.ok(await row.evaluate(isInSight), `row ${index} is out of sight`)
	}
	// Scrolls to the top to compare.
	const moved = async (refs, below) => {
		order = afterMove(order, refs, below)
		await topSeen(page, order.slice(0, 8))
		await topSeen(guest, order.slice(0, 8))
		await isLive(page)
		assert.deepEqual(
			(await product.backlog()).map((item) => item.ref),
			order,
		)
	}

	it('the grid is one stop of Tab and says what it is', async () => {
		await page.getByRole('searchbox', { name: 'Filter' }).focus()
		const stops = []
		for (let i = 0; i < 6; i++) {
			await press('Tab')
			stops.push(
				await page.evaluate(
					() => document.activeElement.getAttribute('role') ?? document.activeElement.textContent,
				),
			)
		}
		assert.equal(stops.filter((stop) => stop === 'row').length, 1, stops.join(', '))
		assert.equal(await grid(page).getAttribute('aria-label'), 'Backlog, you order it')
		assert.equal(await grid(page).getAttribute('aria-rowcount'), String(order.length))
		assert.equal(
			await rowOf(page, order[0]).getAttribute('aria-label'),
			'1, HB-101, Show free bikes on the harbour map, 1 point',
		)
	})

	it('arrows, Page, Home and End move the focus and keep it in sight', async () => {
		await press('ArrowDown', 'ArrowDown', 'ArrowUp')
		await focused(1)
		await press('PageDown', 'PageDown')
		await focused(21)
		await press('PageUp')
		await focused(11)
		await press('End')
		await focused(order.length - 1)
		await press('ArrowDown')
		await focused(order.length - 1)
		await press('Home')
		await focused(0)
	})

	it('an item is picked up, moved and dropped, each step in words', async () => {
		const [, item, three, four, five] = order
		await press('ArrowDown', 'Enter')
		await says(`Holding ${item} below ${order[0]}, above ${three}`)
		await press('ArrowDown')
		await says(`Holding ${item} below ${three}, above ${four}`)
		await press('ArrowDown')
		await says(`Holding ${item} below ${four}, above ${five}`)
		await press('Enter')
		await says('Dropped at place 4.')
		await focused(3)
		await moved([item], four)
	})

	it('Home and End take it to the top and to the end', async () => {
		const item = order[2]
		await press('ArrowDown', 'ArrowDown', 'Enter', 'Home')
		await says(`Holding ${item} to the top`)
		await press(' ')
		await says('Dropped at place 1.')
		await focused(0)
		await moved([item], null)

		await press('Enter', 'End')
		await says(`Holding ${item} to the end`)
		await press('Enter')
		await says(`Dropped at place ${order.length}.`)
		await focused(order.length - 1)
		await moved([item], order.at(-1))
	})

	it('Escape puts it back, and a drop where it was changes nothing', async () => {
		const events = (await product.events()).length
		await press('ArrowDown', 'Enter', 'ArrowDown', 'ArrowDown', 'Escape')
		await says('Put back. Nothing was moved.')
		await press('Enter', 'ArrowDown', 'ArrowUp', 'Enter')
		await says('Put back where it was.')
		await focused(1)
		assert.equal((await product.events()).length, events)
	})

	it('rows selected with Space and Shift move as one block', async () => {
		const block = [order[1], order[3], order[4]]
		await press('ArrowDown', ' ', 'ArrowDown', 'ArrowDown', ' ', 'Shift+ArrowDown')
		await page.getByText('3 selected').waitFor()
		await press('Enter')
		await says(
			`Holding ${block[0]}, ${block[1]}, and ${block[2]} below ${order[0]}, above ${order[2]}`,
		)
		await press('Home')
		await says(`Holding ${block[0]}, ${block[1]}, and ${block[2]} to the top`)
		await press('Enter')
		await says('3 items dropped at places 1 to 3.')
		await moved(block, null)
		await press('Escape')
		await page.getByText('3 selected').waitFor({ state: 'detached' })
	})

	it('Shift and a click select everything between', async () => {
		await rowOf(page, order[2]).click({ modifiers: ['Control'] })
		await rowOf(page, order[5]).click({ modifiers: ['Shift'] })
		const selected = await page
			.locator('[aria-selected=true] .ref')
			.evaluateAll((refs) => refs.map((ref) => ref.textContent))
		const marked = await page.evaluate(() => getSelection().toString())
		await press('Escape')
		assert.deepEqual(selected, order.slice(2, 6))
		assert.equal(marked, '', 'text of the page is marked as well')
	})

	it('a move in a filtered list is said with its neighbours and goes beside the one pointed at', async () => {
		const filter = page.getByRole('searchbox', { name: 'Filter' })
		await filter.fill('lock')
		const shown = page.locator('[role=row] .ref')
		await page.getByText(/^\d+ of 50 items$/).waitFor()
		const refs = await shown.evaluateAll((all) => all.map((ref) => ref.textContent))
		const item = refs[2]
		await rowOf(page, item).focus()
		await press('Enter', 'ArrowUp', 'ArrowUp')
		await says(`Holding ${item} above ${refs[0]}`)
		await press('ArrowDown')
		await says(`Holding ${item} below ${refs[0]}, above ${refs[1]}`)
		await press('Enter')
		await filter.fill('')
		await page.getByText(/^50 items$/).waitFor()
		await moved([item], refs[0])
	})

	it('F2 edits the title: Enter keeps it, Escape puts it back, the focus returns', async () => {
		await press('F2')
		const field = page.getByRole('textbox', { name: 'Title' })
		await field.fill('Not this one')
		await press('Escape')
		await focused(0)
		await press('F2')
		await field.fill('Map of free bikes, also offline')
		await press('Enter')
		await focused(0)
		await guest.getByText('Map of free bikes, also offline').waitFor()
		assert.equal(await guest.getByText('Not this one').count(), 0)
	})

	it('E edits the estimate', async () => {
		await press('e')
		await page.getByRole('textbox', { name: 'Points' }).fill('21')
		await press('Enter')
		await focused(0)
		await rowOf(guest, order[0]).locator('.row__est', { hasText: '21' }).waitFor()
	})

	it('the right arrow opens the details, the left one closes them', async () => {
		await press('ArrowRight')
		await page.locator('.itempane').getByText(order[0], { exact: true }).waitFor()
		await press('ArrowLeft')
		await page.locator('.itempane').waitFor({ state: 'detached' })
	})

	it('those who watch hear who moved what', async () => {
		const item = order[1]
		await press('ArrowDown', 'Enter', 'ArrowDown', 'Enter')
		await moved([item], order[2])
		await guest.getByRole('status').filter({ hasText: '1 item moved by Ada Owner' }).waitFor()
	})

	it('no page complained or asked another origin for anything', () => {
		for (const one of watched) one.assertClean()
	})
})

function isInSight(row) {
	const { top, bottom } = row.getBoundingClientRect()
	const list = row.closest('[role=grid]').getBoundingClientRect()
	return top >= list.top - 1 && bottom <= list.bottom + 1
}
