// Five people in browsers of their own, in a product in which nothing is planned yet: Product Owner and
// Developer at laptops, the Scrum Master at a shared screen, one stakeholder on a phone, one at a laptop
// in the dark.
import assert from 'node:assert/strict'
import { SAMPLE } from './backlogs.mjs'
import { LAPTOP, PHONE, Watched, joinAs, launch } from './browser.mjs'
import { Product } from './product.mjs'
import { Server } from './server.mjs'
import { shoot } from './shots.mjs'

const SCREEN = { viewport: { width: 1920, height: 1080 } }
const PEOPLE = [
	['owner', 'product_owner', undefined, LAPTOP],
	['master', 'scrum_master', 'Jonas Weber', SCREEN],
	['dev', 'developer', 'Dana Dev', LAPTOP],
	['pau', 'stakeholder', 'Pau Phone', PHONE],
	['sol', 'stakeholder', 'Sol Stake', { ...LAPTOP, colorScheme: 'dark' }],
]

export class FivePeople {
	// Who -> their page.
	pages = {}
	#watched = []
	#stage = 0

	async begin() {
		this.server = await Server.start()
		this.product = await Product.create(this.server)
		await this.product.import(SAMPLE)
		this.browser = await launch()
		for (const [who, role, name, settings] of PEOPLE) {
			const one = await Watched.open(this.browser, this.server.origin, settings)
			this.#watched.push(one)
			this.pages[who] = await joinAs(one, this.product.links[role], name)
		}
	}

	get everybody() {
		return Object.values(this.pages)
	}

	// Runs `look` on each page at once.
	all(look) {
		return Promise.all(this.everybody.map(look))
	}

	// A picture of each page, numbered in the order of the meeting. Nothing may be wider than its screen.
	async shoot(stage) {
		this.#stage += 1
		const n = String(this.#stage).padStart(2, '0')
		for (const [who, page] of Object.entries(this.pages)) {
			await shoot(page, `${n}-${stage}-${who}`)
			const over = await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
			)
			assert.ok(over <= 0, `${stage}: ${who} has ${over} px too many`)
		}
	}

	events(name) {
		return this.product.events().then((all) => all.filter((event) => event[name]))
	}

	assertClean() {
		for (const one of this.#watched) one.assertClean()
	}

	async end() {
		await this.browser?.close()
		await this.server?.dispose()
	}
}
