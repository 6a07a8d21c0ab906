// The page's own files without a network: which requests the service worker answers, and with what.
import { beforeEach, describe, expect, test } from 'vitest'
import { FILES_MAX, NETWORK_WAIT_MS, ShellCache, type Shell } from '../worker/shell'

const ORIGIN = 'https://review.example.org'
const SEAT = '/p/00c0ffee12345678/0123456789abcdef'
const OLD: Shell = { version: 'old', files: ['/assets/app-1.js', '/assets/app-1.css'] }
const NEW: Shell = { version: 'new', files: ['/assets/app-2.js'] }

let caches: FakeCaches
let server: Map<string, string>
let asked: string[]
let network: 'there' | 'gone' | 'slow' | 'proxy'

class FakeCaches {
	readonly all = new Map<string, Map<string, Response>>()
	readonly open = (name: string) => {
		const kept = this.all.get(name) ?? new Map<string, Response>()
		this.all.set(name, kept)
		return Promise.resolve({
			addAll: async (requests: Request[]) => {
				const answers = await Promise.all(requests.map(ask))
				if (answers.some((answer) => !answer.ok)) throw new TypeError('not all are there')
				for (const [i, { url }] of requests.entries()) kept.set(url, answers[i]!)
			},
			match: ({ url }: Request) => Promise.resolve(kept.get(url)?.clone()),
		})
	}
	readonly keys = () => Promise.resolve([...this.all.keys()])
	readonly delete = (name: string) => Promise.resolve(this.all.delete(name))
}

function ask({ url }: Request): Promise<Response> {
	asked.push(url)
	// As the server: every address of a page is the page.
	const { pathname } = new URL(url)
	const text = server.get(/^\/[jp]\//.test(pathname) ? '/' : pathname)
	switch (network) {
		case 'there':
			return Promise.resolve(
				new Response(text ?? 'none', { status: text === undefined ? 404 : 200 }),
			)
		case 'gone':
			return Promise.reject(new TypeError('Failed to fetch'))
		case 'slow':
			return new Promise(() => undefined)
		case 'proxy':
			return Promise.resolve(new Response('bad gateway', { status: 502 }))
	}
}

function cacheOf(shell: Shell): ShellCache {
	return new ShellCache(shell, {
		caches: caches as unknown as CacheStorage,
		origin: ORIGIN,
		fetch: ask,
		wait: (ms) => {
			expect(ms).toBe(NETWORK_WAIT_MS)
			return network === 'slow' ? Promise.resolve() : new Promise(() => undefined)
		},
	})
}

function get(path: string, more: { mode?: string; method?: string } = {}): Request {
	const { mode = 'cors', method = 'GET' } = more
	return { url: new URL(path, ORIGIN).href, mode, method } as Request
}

function navigation(path: string): Request {
	return get(path, { mode: 'navigate' })
}

async function text(answer: Promise<Response> | null): Promise<string> {
	if (answer === null) return 'not answered'
	return (await answer).text()
}

beforeEach(() => {
	caches = new FakeCaches()
	asked = []
	network = 'there'
	server = new Map([
		['/', 'old page'],
		['/assets/app-1.js', 'old script'],
		['/assets/app-1.css', 'old style'],
	])
})

describe('without a network', () => {
	test.each(['/', SEAT, '/j/00c0ffee12345678'])('%s is the page that is kept', async (path) => {
		const shell = cacheOf(OLD)
		await shell.fill()
		network = 'gone'
		expect(await text(shell.answer(navigation(path)))).toBe('old page')
	})

	test.each(['slow', 'proxy'] as const)('a network that is %s counts as none', async (kind) => {
		const shell = cacheOf(OLD)
		await shell.fill()
		network = kind
		expect(await text(shell.answer(navigation(SEAT)))).toBe('old page')
	})

	test('a page that was never kept fails as it would have', async () => {
		const shell = cacheOf(OLD)
		network = 'gone'
		await expect(shell.answer(navigation(SEAT))).rejects.toThrow('Failed to fetch')
	})
})

describe('with a network', () => {
	test('a navigation gets what the server has now', async () => {
		const shell = cacheOf(OLD)
		await shell.fill()
		server.set('/', 'new page')
		expect(await text(shell.answer(navigation(SEAT)))).toBe('new page')
	})

	test('what the page is made of is asked for once', async () => {
		const shell = cacheOf(OLD)
		await shell.fill()
		asked = []
		expect(await text(shell.answer(get('/assets/app-1.js')))).toBe('old script')
		expect(asked).toEqual([])
	})

	test('a newer page replaces the older one whole', async () => {
		await cacheOf(OLD).fill()
		caches.all.set('somebody-else', new Map())
		server = new Map([
			['/', 'new page'],
			['/assets/app-2.js', 'new script'],
		])
		const shell = cacheOf(NEW)
		await shell.fill()
		await shell.dropOthers()

		network = 'gone'
		expect(await text(shell.answer(navigation(SEAT)))).toBe('new page')
		expect(shell.answer(get('/assets/app-1.js'))).toBeNull()
		expect([...caches.all.keys()]).toEqual(['somebody-else', 'reviewd-page-new'])
	})

	test('a newer page of which a file is missing does not come into use', async () => {
		server.set('/', 'new page')
		await expect(cacheOf(NEW).fill()).rejects.toThrow()
	})

	test('a page of too many files is not kept', async () => {
		const files = Array.from({ length: FILES_MAX + 1 }, (_, i) => `/assets/${i}.js`)
		await expect(cacheOf({ version: 'big', files }).fill()).rejects.toThrow('too many files')
	})
})

describe('what is no part of the page', () => {
	test.each([
		get('/v1/session?product=1&as=2'),
		get('/v1/products/1/export'),
		navigation('/v1/products/1/export'),
		navigation('/healthz'),
		get('/assets/other.js'),
		get('/assets/app-1.js', { method: 'HEAD' }),
		get('https://elsewhere.example.org/assets/app-1.js'),
		navigation('https://elsewhere.example.org/p/1/2'),
	])('$mode $method $url is left alone', async (request) => {
		const shell = cacheOf(OLD)
		await shell.fill()
		expect(shell.answer(request)).toBeNull()
	})

	test('a secret in an address is not kept', async () => {
		const shell = cacheOf(OLD)
		await shell.fill()
		for (const way of ['there', 'gone'] as const) {
			network = way
			await text(shell.answer(navigation('/j/00c0ffee12345678#5ec4e7')))
		}
		const kept = [...caches.all.values()].flatMap((cache) => [...cache.keys()])
		expect(kept).toEqual(['/', ...OLD.files].map((path) => ORIGIN + path))
	})
})
