// What somebody is typing when a page goes away: given back to the same person, never to another.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openBacklog, rowOf } from './harness/backlog_page.mjs'
import { SAMPLE } from './harness/backlogs.mjs'
import { REFUSED, Watched, isLive, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { planReview } from './harness/program.mjs'
import { Server } from './harness/server.mjs'

const SAID = 'Half a thought'

describe('what is being typed', () => {
	let server, product, program, browser, watched, owner, sol

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(SAMPLE)
		program = await product.ownerProgram()
		const increments = [{ title: 'Quay map', done: true }]
		const review = await planReview(program, { title: 'Sprint 7', goal: 'Fewer calls', increments })
		await program.submit({ openReview: { review } })
		browser = await launch()
		watched = await Watched.open(browser, server.origin)
		watched.excuse(REFUSED)
		owner = await joinAs(watched, product.links.product_owner)
		sol = await joinAs(watched, product.links.stakeholder, 'Sol Stake')
	})
	after(async () => {
		program?.close()
		await browser?.close()
		await server?.dispose()
	})

	const text = (page) => page.getByLabel('Your feedback')
	const kept = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))

	// As another device of the same person does it.
	function onSession(page, method, path) {
		const query = `product=${product.id}&as=${new URL(page.url()).pathname.split('/').at(-1)}`
		return page.evaluate(
			async ({ method, path, query }) => {
				const headers = { 'Content-Type': 'application/json' }
				const body = method === 'POST' ? '{}' : undefined
				const answer = await fetch(`/v1/session${path}?${query}`, { method, headers, body })
				return answer.json().catch(() => ({}))
			},
			{ method, path, query },
		)
	}

	async function type(page) {
		await page.getByRole('radio', { name: 'Anonymous' }).click()
		await page.getByRole('radio', { name: 'Risk' }).click()
		await text(page).fill(SAID)
	}

	// Still to be sent anonymously: a text must never come back under a name.
	async function assertIsBack(page) {
		await page.getByRole('button', { name: 'Send anonymously' }).waitFor()
		assert.equal(await text(page).inputValue(), SAID)
		await page.getByRole('radio', { name: 'Risk', checked: true }).waitFor()
	}

	it('is there after a reload and after a look at the backlog', async () => {
		await type(sol)
		await openBacklog(sol)
		await sol.goBack()
		await assertIsBack(sol)
		await sol.reload()
		await assertIsBack(sol)
	})

	it('is there for the same person who signs in again in this tab', async () => {
		const seat = sol.url()
		const { url } = await onSession(sol, 'POST', '/link')
		await onSession(sol, 'DELETE', '')
		await sol.getByRole('heading', { name: 'Your session has ended' }).waitFor()
		assert.equal(await sol.getByText(SAID).count(), 0)
		await sol.goto(url)
		await sol.getByRole('button', { name: /^Join/ }).click()
		await isLive(sol)
		assert.equal(sol.url().split('#')[0], seat.split('#')[0])
		await assertIsBack(sol)
	})

	it('is gone once it was sent', async () => {
		await sol.getByRole('button', { name: 'Send anonymously' }).click()
		await isLive(sol)
		await sol.reload()
		await isLive(sol)
		assert.equal(await text(sol).inputValue(), '')
		assert.doesNotMatch(await kept(sol), new RegExp(SAID))
	})

	it('G9 is never there for somebody else who comes in through this tab', async () => {
		await type(sol)
		await onSession(sol, 'DELETE', '')
		await sol.getByRole('heading', { name: 'Your session has ended' }).waitFor()
		await sol.goto(product.links.stakeholder)
		await sol.getByLabel('Your name').fill('Sol Stake')
		await sol.getByRole('button', { name: /^Join/ }).click()
		await isLive(sol)
		assert.equal(await text(sol).inputValue(), '')
		assert.doesNotMatch(await kept(sol), new RegExp(SAID))
	})

	it('goes when its author signs out', async () => {
		await type(sol)
		await sol.locator('.top__me').click()
		await sol
			.getByRole('button', { name: /^Sign out/ })
			.first()
			.click()
		await sol
			.getByRole('dialog')
			.getByRole('button', { name: /^Sign out/ })
			.first()
			.click()
		await sol.getByRole('heading', { name: 'Your session has ended' }).waitFor()
		assert.doesNotMatch(await kept(sol), new RegExp(SAID))
	})

	it('a description comes back as it was typed, and a refused save says that somebody wrote meanwhile', async () => {
		const [{ ref, id }] = await product.backlog()
		const [actor, counter, k] = id.split('.').map(Number)
		await openBacklog(owner)
		const open = async () => {
			await rowOf(owner, ref).locator('.ref').click()
			// Into the row, wherever the focus has gone: a text that came back takes it.
			await rowOf(owner, ref).press('Enter')
		}
		await open()
		const part = owner.getByRole('region', { name: 'Description' })
		await part.getByRole('button', { name: 'Edit' }).click()
		await part.getByRole('textbox').fill(SAID)
		await owner.reload()
		await owner.locator('[role=row]').first().waitFor()
		const item = { actor, counter, k }
		await program.submit({
			editItem: {
				item,
				field: 'ITEM_FIELD_DESCRIPTION',
				text: 'Theirs',
				ifVersion: await versionOf(id),
			},
		})
		await open()
		assert.equal(await part.getByRole('textbox').inputValue(), SAID)
		await part.getByRole('button', { name: 'Save' }).click()
		await part.getByText('Somebody wrote this text since').waitFor()
		assert.equal(await part.getByRole('textbox').inputValue(), SAID)
	})

	function versionOf(id) {
		const { handle, token } = product.owner
		const url = `${server.origin}/v1/products/${product.id}/items/${id}?as=${handle}`
		return fetch(url, { headers: { Authorization: `Bearer ${token}` } })
			.then((answer) => answer.json())
			.then((item) => item.description_by)
	}

	it('the pages did nothing that they must not', () => {
		watched.assertClean()
	})
})
