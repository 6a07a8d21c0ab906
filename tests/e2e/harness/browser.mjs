// Chromium, and people in it: each a context of its own, watched for anything a page must not do.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { root } from './server.mjs'

const { chromium } = createRequire(`${root}/clients/web/package.json`)('playwright-core')

export const LAPTOP = { viewport: { width: 1280, height: 800 } }
export const PHONE = {
	viewport: { width: 375, height: 812 },
	deviceScaleFactor: 2,
	hasTouch: true,
	isMobile: true,
}

const WAIT_MS_MAX = 15_000

export function launch() {
	return chromium.launch({
		executablePath: process.env.REVIEWD_CHROMIUM || '/usr/bin/chromium',
		args: [
			...['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run'],
			...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
		],
	})
}

// A context that notes every console error, uncaught error, policy violation and request to
// another origin. assertClean() at the end of a test.
export class Watched {
	#wrong = []
	#excused = []

	static async open(browser, origin, settings = LAPTOP) {
		const watched = new Watched()
		watched.context = await browser.newContext({ locale: 'en-GB', ...settings })
		watched.context.setDefaultTimeout(WAIT_MS_MAX)
		watched.context.on('request', (request) => watched.#onRequest(request, origin))
		watched.context.on('page', (page) => watched.#onPage(page))
		return watched
	}

	#onRequest(request, origin) {
		const url = new URL(request.url())
		if (url.origin !== origin) this.#wrong.push(`request to ${url.origin}`)
	}

	#onPage(page) {
		page.on('pageerror', (error) => this.#wrong.push(`uncaught: ${error.stack ?? error}`))
		page.on('crash', () => this.#wrong.push('the page crashed'))
		page.on('console', (message) => {
			if (message.type() !== 'error') return
			const text = `${message.text()} (${message.location().url})`
			if (!this.#excused.some((known) => known.test(text))) this.#wrong.push(`console: ${text}`)
		})
		page.on('websocket', (socket) => {
			if (new URL(socket.url()).host !== new URL(page.url()).host) {
				this.#wrong.push(`socket to ${socket.url()}`)
			}
		})
	}

	// Chromium itself writes failed requests to the console; no page can keep it from that. Excuses
	// exactly those that a test provokes.
	excuse(pattern) {
		this.#excused.push(pattern)
	}

	assertClean() {
		assert.deepEqual(this.#wrong, [])
	}
}

export const SERVER_AWAY =
	/net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/
export const NO_NETWORK = /net::ERR_INTERNET_DISCONNECTED/
export const REFUSED = /the server responded with a status of 4\d\d/

// A person with an invite: opens the link, says a name, and is in.
export async function joinAs(watched, link, name) {
	const page = await watched.context.newPage()
	await page.goto(link)
	if (name !== undefined) await page.getByLabel('Your name').fill(name)
	await page.getByRole('button', { name: /^Join/ }).click()
	await page.waitForURL(/\/p\//)
	await isLive(page)
	return page
}

// Whether nothing has the focus, once the page is drawn anew.
export function hasLostFocus(page) {
	return page.evaluate(async () => {
		for (let n = 0; n < 3; n += 1) await new Promise((drawn) => requestAnimationFrame(drawn))
		return document.activeElement === document.body
	})
}

// The state line says so, and nothing waits to be sent.
export async function isLive(page) {
	await page.locator('.state', { hasText: /^Live$/ }).waitFor()
}
