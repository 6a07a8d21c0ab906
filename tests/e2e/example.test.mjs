// The client that docs/PROTOCOL.md shows, as somebody would run it: whatever is done to the order, it has
// the order that the server has.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { createInterface } from 'node:readline'
import { openBacklog, topSeen, wholeOrder } from './harness/backlog_page.mjs'
import { backlogFiles } from './harness/backlogs.mjs'
import { Watched, joinAs, launch } from './harness/browser.mjs'
import { Product } from './harness/product.mjs'
import { Server, root } from './harness/server.mjs'

describe('docs/examples/follow.mjs', () => {
	let server, product, program, browser, order, ids
	const followers = []

	before(async () => {
		server = await Server.start()
		product = await Product.create(server)
		await product.import(backlogFiles()[0])
		program = await product.ownerProgram()
		const backlog = await product.backlog()
		order = backlog.map(({ ref }) => ref)
		ids = backlog.map(({ id }) => {
			const [actor, counter, k] = id.split('.').map(Number)
			return { actor, counter, k }
		})
	})
	after(async () => {
		for (const { child } of followers) child.kill()
		program?.close()
		await browser?.close()
		await server?.dispose()
	})

	// `saw(refs)` resolves once it has printed exactly that order.
	function follow(...words) {
		const script = `${root}/docs/examples/follow.mjs`
		const child = spawn(process.execPath, [script, ...words], {
			stdio: ['ignore', 'pipe', 'inherit'],
		})
		const lines = createInterface({ input: child.stdout })
		let last = ''
		let look = () => {}
		lines.on('line', (line) => {
			last = line.slice(line.indexOf(' ') + 1)
			look()
		})
		const saw = (refs) =>
			new Promise((resolve, reject) => {
				const wanted = refs.join(' ')
				const timer = setTimeout(
					() => reject(new Error(`last line: ${last.slice(0, 200)}`)),
					15_000,
				)
				look = () => {
					if (last !== wanted) return
					clearTimeout(timer)
					resolve()
				}
				look()
			})
		const follower = { child, saw }
		followers.push(follower)
		return follower
	}

	it('joins by a link and moves an item', async () => {
		const owner = follow(product.links.product_owner, '', order[4])
		order.unshift(...order.splice(4, 1))
		ids.unshift(...ids.splice(4, 1))
		await owner.saw(order)
		assert.deepEqual(
			(await product.backlog()).map(({ ref }) => ref),
			order,
		)
	})

	async function page(link, name) {
		browser ??= await launch()
		const joined = await joinAs(await Watched.open(browser, server.origin), link, name)
		await openBacklog(joined)
		return joined
	}

	it('C23 C24 C38 C41 C44 has the server’s order after everything that can be done to it, and so has the page', async () => {
		const early = follow(await product.invite('stakeholder'), 'Early Bird')
		await early.saw(order)
		const watcher = await page(await product.invite('stakeholder'), 'Pat Page')
		const [a, b, c, d] = ids
		const sort = { zone: 'ZONE_ORDERED', items: [d, c, b, a] }
		const sorted = await program.submit({ sortItems: sort })
		const move = { items: [a, d], place: { end: true } }
		const moved = await program.submit({ moveItems: move })
		await program.submit({ undo: sorted }).catch(() => undefined)
		await program.submit({ undo: moved })
		await program.submit({ redo: moved })
		await program.submit({ splitItem: { item: b, second: { title: 'Second half' } } })
		await program.submit({ mergeItem: { item: ids[5], into: ids[6] } })
		await program.submit({ archiveItem: { item: ids[7] } })
		const away = { items: [ids[8]], place: { zone: 'ZONE_NOT_YET_ORDERED', top: true } }
		const left = await program.submit({ moveItems: away })
		await program.submit({ undo: left })
		await program.submit({ proposeOrder: { moves: [{ items: [c], place: { end: true } }] } })
		const now = (await product.backlog()).filter((item) => !item.archived_at)
		const refs = now.map(({ ref }) => ref)
		assert.notDeepEqual(refs, order)
		await early.saw(refs)
		const late = follow(await product.invite('observer'), 'Late Riser')
		await late.saw(refs)
		const fresh = await page(await product.invite('observer'), 'Fay Fresh')
		for (const one of [watcher, fresh]) {
			await topSeen(one, refs.slice(0, 5))
			assert.deepEqual(await wholeOrder(one), refs)
		}
	})
})
