// The order beyond moves, in company: labels, split, merge, sort past a concurrent move, an order that
// is tried, proposed, looked at and applied or rejected, and the rule for changes made offline.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { afterMove, openBacklog, rowOf, topSeen, wholeOrder } from './harness/backlog_page.mjs'
import { SAMPLE } from './harness/backlogs.mjs'
import { NO_NETWORK, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { Server } from './harness/server.mjs'

const TALL = { viewport: { width: 1280, height: 1400 } }

describe('the order beyond moves', () => {
	let server, product, browser, watched, owner, guest, developer, observer, tab, ids
	const order = async () =>
		(await product.backlog())
			.filter((item) => Number(item.archived_at ?? 0) === 0)
			.map((item) => item.ref)

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(SAMPLE)
		browser = await launch()
		watched = await Promise.all([0, 1, 2, 3].map(() => Watched.open(browser, server.origin, TALL)))
		for (const one of watched) one.excuse(NO_NETWORK)
		owner = await joinAs(watched[0], product.links.product_owner)
		guest = await joinAs(watched[1], product.links.stakeholder, 'Gil Guest')
		developer = await joinAs(watched[2], product.links.developer, 'Dora Developer')
		observer = await joinAs(watched[3], product.links.observer, 'Otto Observer')
		for (const page of [owner, guest, developer, observer]) await openBacklog(page)
		tab = await product.ownerProgram()
		const idOf = (text) => {
			const [actor, counter, k] = text.split('.').map(Number)
			return { actor, counter, k }
		}
		ids = Object.fromEntries((await product.backlog()).map(({ ref, id }) => [ref, idOf(id)]))
	})
	after(async () => {
		tab?.close()
		await browser?.close()
		await server?.dispose()
	})

	// By keyboard: picked up, taken along by `keys`, dropped.
	async function move(page, ref, ...keys) {
		await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }))
		await rowOf(page, ref).focus()
		for (const key of ['Enter', ...keys, 'Enter']) await page.keyboard.press(key)
	}

	async function fromMenu(page, name) {
		await page.getByRole('button', { name: 'Order', exact: true }).click()
		await page.getByRole('menuitem', { name }).click()
	}

	// Opens the item beside the list, by keyboard.
	async function open(page, ref) {
		await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }))
		await rowOf(page, ref).focus()
		await page.keyboard.press('ArrowRight')
		return page.locator('.itempane')
	}

	async function tries(page, comment, ...moves) {
		await page.getByRole('button', { name: 'Try an order' }).click()
		for (const [ref, ...keys] of moves) await move(page, ref, ...keys)
		await page.getByRole('button', { name: 'Send as a proposal' }).click()
		await page.getByLabel('Comment').fill(comment)
		await page.getByRole('button', { name: 'Send the proposal' }).click()
		await page.getByText('Your proposal is sent.').waitFor()
		await isLive(page)
	}

	async function openProposal(page, comment) {
		await page.getByRole('button', { name: /^(Proposals|\d+ proposals?)$/ }).click()
		await page.getByRole('dialog').getByRole('button', { name: comment }).click()
		return page.getByRole('dialog')
	}

	it('shows nobody a control that they may not use', async () => {
		const may = async (page, name) =>
			(await page.getByRole('button', { name, exact: true }).count()) > 0
		assert.deepEqual(
			await Promise.all([owner, developer, guest, observer].map((page) => may(page, 'Order'))),
			[true, false, false, false],
		)
		assert.deepEqual(
			await Promise.all([developer, guest, observer].map((page) => may(page, 'Try an order'))),
			[true, true, false],
		)
		const [ref] = await order()
		for (const page of [developer, observer]) {
			const pane = await open(page, ref)
			await pane.getByText('Description').first().waitFor()
			assert.equal(await pane.getByRole('button', { name: /^(Split|Merge)/ }).count(), 0)
			assert.equal(await pane.getByLabel('Add a label').count(), 0)
			await page.keyboard.press('ArrowLeft')
		}
	})

	it('C21 labels are added and removed, and others see it', async () => {
		const [ref] = await order()
		const pane = await open(owner, ref)
		await pane.getByLabel('Add a label').fill('tide')
		await owner.keyboard.press('Enter')
		await rowOf(guest, ref).getByText('tide', { exact: true }).waitFor()
		await pane.getByRole('button', { name: 'Remove the label tide' }).click()
		await rowOf(guest, ref).getByText('tide', { exact: true }).waitFor({ state: 'detached' })
		assert.equal(
			await owner.evaluate(() => document.activeElement.getAttribute('aria-label')),
			'Add a label',
		)
	})

	it('C23 C43 a split puts the new part directly below, and undo takes it back', async () => {
		const before = await order()
		const pane = await open(owner, before[2])
		await pane.getByRole('button', { name: 'Split' }).click()
		const dialog = owner.getByRole('dialog', { name: `Split ${before[2]}` })
		await dialog.getByRole('button', { name: 'Split' }).click()
		await dialog.getByText('Say something here.').waitFor()
		await dialog.getByLabel('Title of the new part').fill('Only the western quay')
		await owner.keyboard.press('Enter')
		await guest
			.locator('[role=row][aria-rowindex="4"]', { hasText: 'Only the western quay' })
			.waitFor()
		await isLive(owner)
		await owner.getByRole('button', { name: 'Undo split' }).click()
		for (const page of [owner, guest]) await topSeen(page, before.slice(0, 5))
	})

	it('C24 a merge says what follows, and leads from the old name to the new', async () => {
		const [gone, , into] = await order()
		const pane = await open(owner, gone)
		await pane.getByRole('button', { name: 'Merge into another' }).click()
		const dialog = owner.getByRole('dialog')
		await dialog.getByRole('combobox').fill(into)
		await owner.keyboard.press('ArrowDown')
		await owner.keyboard.press('Enter')
		await dialog
			.getByText(`Increments that deliver ${gone}, with their votes and feedback`)
			.waitFor()
		await dialog.getByText('A merge cannot be taken back.').waitFor()
		await dialog.getByRole('button', { name: `Merge ${gone} into ${into}` }).click()
		await pane.getByText('Merged into this item').waitFor()
		const paneHasFocus = (page) => page.locator('.itempane #item-title:focus').waitFor()
		await paneHasFocus(owner)
		for (const page of [owner, guest]) {
			await page.getByRole('searchbox').fill(gone)
			await page.getByText(`${gone} is merged into ${into}.`).waitFor()
			await page.getByRole('button', { name: `Show ${into}` }).click()
			await page.locator('.itempane .ref', { hasText: into }).first().waitFor()
			await paneHasFocus(page)
			await page.getByRole('searchbox').fill('')
			await page.locator('.itempane').getByRole('button', { name: 'Close' }).click()
		}
		assert.ok(!(await order()).includes(gone))
	})

	it('C38 a sort keeps a row that another tab moved meanwhile, and says so', async () => {
		const before = await order()
		await watched[0].context.setOffline(true)
		await owner.locator('.state', { hasText: /^Offline$/ }).waitFor()
		await fromMenu(owner, 'Sort')
		await owner.getByRole('radio', { name: 'Reference' }).click()
		await owner.getByRole('radio', { name: 'Highest first' }).click()
		await owner.getByText(/rows get another place/).waitFor()
		const wanted = [...before].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
		await owner.getByRole('list', { name: 'Afterwards' }).getByText(wanted[0]).waitFor()
		await owner.getByRole('dialog').getByRole('button', { name: 'Sort' }).click()
		await owner.getByText(/^Sorted: .* Undo takes it back\.$/).waitFor()
		await topSeen(owner, wanted.slice(0, 6))

		const kept = before[5]
		await tab.submit({ moveItems: { items: [ids[kept]], place: { top: true } } })
		await topSeen(guest, [kept])
		await watched[0].context.setOffline(false)
		const after = [kept, ...wanted.filter((ref) => ref !== kept)]
		for (const page of [owner, guest]) await topSeen(page, after.slice(0, 6))
		const notice = owner.locator('.notice', {
			hasText: 'Your sort was applied, with a difference.',
		})
		await notice.getByText(`${kept} stays where You, in another tab, put it at`).waitFor()
		assert.deepEqual(await order(), after)

		await notice.getByRole('button', { name: /^Apply (mine again|anyway)$/ }).click()
		await topSeen(guest, wanted.slice(0, 6))
		await owner.getByRole('button', { name: 'Undo sort' }).click()
		await topSeen(guest, after.slice(0, 6))
		await owner.getByRole('button', { name: 'Understood' }).click()
	})

	it('sorts only the rows that are selected', async () => {
		const before = await order()
		const block = before.slice(1, 4)
		for (const ref of block) await rowOf(owner, ref).click({ modifiers: ['Control'] })
		await fromMenu(owner, 'Sort')
		await owner.getByRole('radio', { name: '3 rows that you selected' }).waitFor()
		await owner.getByRole('radio', { name: 'Reference' }).click()
		const dialog = owner.getByRole('dialog')
		if (await dialog.getByText('stand in this order already').isVisible()) {
			await owner.getByRole('radio', { name: 'Highest first' }).click()
		}
		await dialog.getByRole('button', { name: 'Sort' }).click()
		await isLive(owner)
		const after = await order()
		assert.notDeepEqual(after, before)
		assert.deepEqual(after.slice(1, 4).toSorted(), block.toSorted())
		assert.deepEqual([after[0], ...after.slice(4)], [before[0], ...before.slice(4)])
		await owner.getByRole('button', { name: 'Understood' }).click()
		await rowOf(owner, after[0]).focus()
		await owner.keyboard.press('Escape')
	})

	it('an order is tried without moving anything, survives a reload, and is given up', async () => {
		const before = await order()
		await guest.getByRole('button', { name: 'Try an order' }).click()
		await guest.getByRole('region', { name: 'Trying an order' }).waitFor()
		await move(guest, before[4], 'Home')
		await rowOf(guest, before[4]).getByText('was 5').waitFor()
		await guest.reload()
		await guest.getByText('You are trying an order, 1 move so far.').waitFor()
		assert.equal((await wholeOrder(guest))[0], before[4])
		assert.deepEqual(await order(), before)
		await topSeen(owner, before.slice(0, 5))
		await rowOf(guest, before[4]).focus()
		await guest.keyboard.press('Control+z')
		await topSeen(guest, before.slice(0, 5))
		await guest.getByRole('button', { name: 'Stop trying' }).click()
		await guest.getByRole('region', { name: 'Trying an order' }).waitFor({ state: 'detached' })
	})

	it('a proposal is looked at beside the order and applied, its author hears, undo takes it back', async () => {
		const before = await order()
		const after = afterMove(afterMove(before, [before[4]], null), [before[1]], before[3])
		await tries(guest, 'Lights first', [before[4], 'Home'], [before[1], 'ArrowDown', 'ArrowDown'])
		assert.deepEqual(await order(), before)
		const dialog = await openProposal(owner, 'Lights first')
		await dialog.getByText('2 items are moved; 3 rows get another place.').waitFor()
		const shown = dialog.getByRole('list', { name: 'Afterwards' })
		assert.match(await shown.getByRole('listitem').first().textContent(), new RegExp(before[4]))
		await dialog.getByRole('button', { name: 'Apply it' }).click()
		await dialog.getByRole('button', { name: 'Apply it' }).click()
		for (const page of [owner, guest, observer]) await topSeen(page, after.slice(0, 5))
		assert.deepEqual(await order(), after)
		await guest.getByText('Ada Owner applied your proposal.').waitFor()
		await guest.getByRole('button', { name: 'Show it' }).click()
		await guest
			.getByRole('dialog')
			.getByText(/Applied by Ada Owner/)
			.waitFor()
		await guest.keyboard.press('Escape')
		assert.equal(await guest.locator('.notice').count(), 0)
		await owner.keyboard.press('Escape')
		await owner.getByRole('button', { name: 'Undo applying of the proposal' }).click()
		await topSeen(guest, before.slice(0, 5))
	})

	it('a proposal is rejected with a reason, which its author reads', async () => {
		const before = await order()
		await tries(guest, 'Locks first', [before[3], 'Home'])
		const dialog = await openProposal(owner, 'Locks first')
		await dialog.getByRole('button', { name: 'Reject it' }).click()
		await dialog.getByRole('button', { name: 'Reject with this reason' }).click()
		await dialog.getByText('A proposal is not rejected without a reason.').waitFor()
		await dialog.getByLabel('Reason').fill('The locks come with the new quay.')
		await dialog.getByRole('button', { name: 'Reject with this reason' }).click()
		await dialog.getByText(/Rejected by Ada Owner/).waitFor()
		await owner.keyboard.press('Escape')
		const news = guest.locator('.notice', { hasText: 'Ada Owner rejected your proposal.' })
		await news.getByText('Reason: The locks come with the new quay.').waitFor()
		await news.getByRole('button', { name: 'Understood' }).click()
		assert.deepEqual(await order(), before)
		// Who comes later reads it too, and who decided.
		await observer.reload()
		const later = await openProposal(observer, 'Locks first')
		await later.getByText(/Rejected by Ada Owner/).waitFor()
		assert.equal(await later.getByRole('button', { name: /Apply|Reject|Take/ }).count(), 0)
		await observer.keyboard.press('Escape')
	})

	it('a stale proposal says since when and why, and is applied anyway', async () => {
		const before = await order()
		await tries(developer, 'Bells first', [before[4], 'Home'])
		await move(owner, before[4], 'ArrowUp')
		await isLive(owner)
		const dialog = await openProposal(developer, 'Bells first')
		await dialog
			.getByText(new RegExp(`^Stale: since it was made, Ada Owner moved ${before[4]}, `))
			.waitFor()
		assert.equal(await dialog.getByRole('button', { name: /Apply/ }).count(), 0)
		await dialog.getByRole('button', { name: 'Take it back' }).waitFor()
		await developer.keyboard.press('Escape')
		const mine = await openProposal(owner, 'Bells first')
		await mine.getByRole('button', { name: 'Apply anyway' }).click()
		await mine.getByRole('button', { name: 'Apply anyway' }).click()
		for (const page of [owner, guest]) await topSeen(page, [before[4], before[0]])
		await owner.keyboard.press('Escape')
	})

	it('its author takes a proposal back', async () => {
		const before = await order()
		await tries(developer, 'Ropes first', [before[2], 'Home'])
		const dialog = await openProposal(developer, 'Ropes first')
		await dialog.getByRole('button', { name: 'Take it back' }).click()
		await dialog.getByRole('button', { name: 'Take it back' }).click()
		await dialog.getByText(/Taken back by whoever made it/).waitFor()
		await developer.keyboard.press('Escape')
		await owner.locator('.tools').getByRole('button', { name: 'Proposals' }).waitFor()
	})

	// The Product Owner estimates offline what the Developer estimates meanwhile.
	async function estimateOffline(ref, mine, theirs) {
		await watched[0].context.setOffline(true)
		await owner.locator('.state', { hasText: /^Offline$/ }).waitFor()
		for (const [page, points] of [
			[owner, mine],
			[developer, theirs],
		]) {
			await page.evaluate(() => document.querySelector('[role=grid]').scrollTo({ top: 0 }))
			await rowOf(page, ref).focus()
			await page.keyboard.press('e')
			await page.getByRole('textbox', { name: 'Points' }).fill(points)
			await page.keyboard.press('Enter')
		}
		await rowOf(guest, ref).locator('.row__est', { hasText: theirs }).waitFor()
		await watched[0].context.setOffline(false)
		await isLive(owner)
	}

	it('C32 an offline change yields and can be applied anyway, until the rule is another', async () => {
		const [ref] = await order()
		const points = (page, n) => rowOf(page, ref).locator('.row__est', { hasText: n }).waitFor()
		await estimateOffline(ref, '31', '32')
		const notice = owner.locator('.notice', { hasText: `Your edit of ${ref} was not applied.` })
		await notice.getByText(/You made it offline. Meanwhile Dora Developer changed/).waitFor()
		await points(owner, '32')
		await notice.getByRole('button', { name: 'Apply anyway' }).click()
		await points(guest, '31')

		await fromMenu(owner, 'Rule for offline changes')
		const dialog = owner.getByRole('dialog')
		await dialog.getByRole('radio', { name: /^What stands stays/, checked: true }).waitFor()
		await dialog.getByRole('radio', { name: /^The offline change is applied/ }).click()
		await dialog.getByRole('button', { name: 'Set the rule' }).click()
		await dialog.getByText('The rule is set.').waitFor()
		await owner.keyboard.press('Escape')
		await estimateOffline(ref, '33', '34')
		await points(guest, '33')
		assert.equal(await owner.locator('.notice').count(), 0)
	})

	it('no page complained or asked another origin for anything', () => {
		for (const one of watched) one.assertClean()
	})
})
