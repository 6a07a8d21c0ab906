// A meeting that is on: a server with one product, the sample in its backlog, its review open, and
// five people who joined it, each in a browser of their own.
import { SAMPLE } from './backlogs.mjs'
import { LAPTOP, PHONE, Watched, joinAs, launch } from './browser.mjs'
import { Product } from './product.mjs'
import { planReview } from './program.mjs'
import { Server } from './server.mjs'

const PEOPLE = [
	['owner', 'product_owner', undefined, LAPTOP],
	['master', 'scrum_master', 'Jonas Weber', LAPTOP],
	['dev', 'developer', 'Dana Dev', LAPTOP],
	['sol', 'stakeholder', 'Sol Stake', LAPTOP],
	['pau', 'stakeholder', 'Pau Phone', PHONE],
]

export class Meeting {
	// `pages`: who -> their page. `watched`: in the order of PEOPLE. Filled by begin() and never
	// replaced, so that a suite can name them before it.
	pages = {}
	watched = []
	#server
	#browser

	async begin({ increments }) {
		this.#server = await Server.start()
		this.product = await Product.create(this.#server)
		await this.product.import(SAMPLE)
		await openReview(this.product, increments)
		this.#browser = await launch()
		for (const [who, ...person] of PEOPLE) this.pages[who] = await this.join(...person)
	}

	// Somebody more, in a browser of their own; returns their page.
	async join(role, name, settings) {
		const one = await Watched.open(this.#browser, this.#server.origin, settings)
		this.watched.push(one)
		return joinAs(one, this.product.links[role], name)
	}

	// Whatever begin() came to: a server or a browser that is left over keeps the run from ending.
	async end() {
		await this.#browser?.close()
		await this.#server?.dispose()
	}
}

async function openReview(product, increments) {
	const program = await product.ownerProgram()
	const review = await planReview(program, { title: 'Sprint 7', goal: 'Fewer calls', increments })
	await program.submit({ openReview: { review } })
	program.close()
}
