// Takes the pictures of docs/images from the running demo: `node tests/e2e/screenshots.mjs [FOLDER]`.
//
// Each is taken in light and dark: the Product Owner's backlog while a block is dragged, the review
// with a poll and feedback at 1440 x 900; vote and backlog on a phone of 375 px; the way in.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { lift, openBacklog, rowOf } from './harness/backlog_page.mjs'
import { PHONE, Watched, joinAs, launch } from './harness/browser.mjs'
import { openView } from './harness/review_page.mjs'
import { Server, root } from './harness/server.mjs'

const DESK = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 }
const folder = process.argv[2] ?? path.join(root, 'docs/images')
await mkdir(folder, { recursive: true })

const server = await Server.start(['--demo'])
const browser = await launch()
try {
	const links = demoLinks(server.said)
	const [owner, master, laptop, phone] = await Promise.all(
		[DESK, DESK, DESK, PHONE].map((settings) => Watched.open(browser, server.origin, settings)),
	)
	const way = await laptop.context.newPage()
	await way.goto(links.stakeholder)
	await way.getByLabel('Your name').fill('Ruth Adeyemi')
	await shoot('join', way)

	const pages = {
		owner: await joinAs(owner, links.product_owner),
		master: await joinAs(master, links.scrum_master, 'Jonas Weber'),
		laptop: await joinAs(laptop, links.stakeholder, 'Ruth Adeyemi'),
		phone: await joinAs(phone, links.stakeholder, 'Mateo Silva'),
	}
	await vote(pages)
	await shoot('review', pages.owner)
	await shoot('review-stakeholder', pages.laptop)
	await shoot('phone-vote', pages.phone)
	await openView(pages.phone, 'feedback')
	await shoot('phone-feedback', pages.phone)
	await openBacklog(pages.phone)
	await shoot('phone-backlog', pages.phone)
	await drag(pages.owner)
	for (const watched of [owner, master, laptop, phone]) watched.assertClean()
} finally {
	await browser.close()
	await server.dispose()
}

// "Product Owner  http://.." -> {product_owner: 'http://..'}
function demoLinks(said) {
	const found = said.map((line) => /^(\S.*?)\s\s+(http\S+)$/.exec(line)).filter((match) => match)
	return Object.fromEntries(
		found.map(([, role, link]) => [role.toLowerCase().replaceAll(' ', '_'), link]),
	)
}

// The demo has a poll open already; whoever came later is let in by the Scrum Master.
async function vote({ owner, master, laptop, phone }) {
	await master.getByText('4 here').waitFor()
	await master.getByRole('button', { name: 'Let them vote' }).click()
	await owner.getByRole('radio', { name: /^Yes/ }).click()
	await laptop.getByRole('radio', { name: /^Yes/ }).click()
	await phone.getByRole('radio', { name: /^No/ }).tap()
	for (const page of [owner, laptop, phone]) await page.getByText('Your vote is saved.').waitFor()
	await laptop
		.getByLabel('Your feedback')
		.fill('Our drivers would book at six in the morning, from the lorry.')
	await laptop.getByRole('button', { name: 'Send as Ruth Adeyemi' }).click()
	for (const page of [owner, phone]) {
		await page.locator('.fb', { hasText: 'Our drivers' }).waitFor({ state: 'attached' })
	}
}

// Two selected rows held over the list; let go nowhere, with Escape.
async function drag(page) {
	await openBacklog(page)
	const refs = await page.locator('[role=row] .ref').allTextContents()
	for (const ref of [refs[6], refs[7]]) await rowOf(page, ref).click({ modifiers: ['Control'] })
	await lift(page, refs[6], refs[2])
	await shoot('backlog', page)
	await page.keyboard.press('Escape')
	await page.mouse.up()
}

async function shoot(name, page) {
	for (const scheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
		await page.screenshot({ path: path.join(folder, `${name}-${scheme}.png`) })
	}
	await page.emulateMedia({ colorScheme: 'light' })
}
