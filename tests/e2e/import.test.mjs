// Every backlog there is, imported and looked at: REVIEWD_BACKLOGS, or our sample.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { grid, openBacklog, rowCount } from './harness/backlog_page.mjs'
import { backlogFiles } from './harness/backlogs.mjs'
import { Watched, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { Server } from './harness/server.mjs'

describe('import', () => {
	let server, browser

	before(async () => {
		server = await Server.start()
		browser = await launch()
	})
	after(async () => {
		await browser?.close()
		await server?.dispose()
	})

	for (const file of backlogFiles()) {
		it(`${path.basename(file)} is there in full, first row to last`, async () => {
			const product = await Product.create(server, { name: path.basename(file) })
			const imported = await product.import(file)
			const watched = await Watched.open(browser, server.origin)
			const page = await joinAs(watched, product.links.product_owner)
			await openBacklog(page)

			const items = await product.backlog()
			assert.equal(items.length, imported)
			assert.equal(await rowCount(page), imported)
			await sees(page, 1, items[0])
			await grid(page).press('End')
			await sees(page, imported, items.at(-1))
			console.log(`${path.basename(file)}: ${imported} items`)
			await watched.context.close()
			watched.assertClean()
		})
	}
})

async function sees(page, place, { ref, title }) {
	const row = page.locator(`[role=row][aria-rowindex="${place}"]`)
	await row.waitFor()
	assert.equal(await row.locator('.ref').textContent(), ref)
	assert.equal(await row.locator('.row__title').textContent(), title)
}
