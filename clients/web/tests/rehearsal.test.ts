// Rehearsals: what this browser remembers of them, and why one is not started.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ErrorCode } from '../sdk/gen/reviewd/v1/error_pb'
import { AWAY } from '../sdk/http'
import { productOfLink, startRehearsal } from '../sdk/rehearsal'
import { sessionAlive } from '../sdk/session'

const PRODUCT = '0123456789abcdef'

let kept: Map<string, string>

beforeEach(() => {
	kept = new Map()
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
	})
	vi.stubGlobal('navigator', {
		languages: [],
		locks: { request: (_: string, ask: () => unknown) => ask() },
	})
})

afterEach(() => {
	vi.unstubAllGlobals()
})

// As the next page does it.
function openAgain() {
	vi.resetModules()
	return import('../app/rehearsal/standing')
}

function answer(status: number, body: object) {
	const asked: string[] = []
	vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
		asked.push(`${init.method ?? 'GET'} ${path} ${init.body as string}`)
		return Promise.resolve(new Response(JSON.stringify(body), { status }))
	})
	return asked
}

describe('a rehearsal', () => {
	test('is known as one to the next page, and as over once the server does not know it', async () => {
		const first = await openAgain()
		expect(first.standings.get(PRODUCT)).toBe('no')
		let told = 0
		const stop = first.standings.subscribe(() => (told += 1))
		first.noteRehearsal(PRODUCT)
		first.noteRehearsal(PRODUCT)
		expect([first.standings.get(PRODUCT), told]).toEqual(['on', 1])

		const next = await openAgain()
		expect(next.standings.get(PRODUCT)).toBe('on')
		next.noteGone(PRODUCT)
		expect(next.standings.get(PRODUCT)).toBe('over')
		stop()
	})

	test('is what no other product that is gone is called', async () => {
		const { noteGone, standings } = await openAgain()
		noteGone(PRODUCT)
		expect(standings.get(PRODUCT)).toBe('no')
	})

	test('is remembered among twenty at most', async () => {
		const { noteRehearsal } = await openAgain()
		for (let n = 0; n < 30; n++) noteRehearsal(`p${n}`)
		const next = await openAgain()
		expect(next.standings.get('p9')).toBe('no')
		expect(next.standings.get('p10')).toBe('on')
	})

	test('is known for as long as the page is open where nothing can be kept', async () => {
		kept.set('reviewd-rehearsals', '{')
		const { noteRehearsal, standings } = await openAgain()
		vi.stubGlobal('localStorage', {
			setItem: () => {
				throw new Error('blocked')
			},
		})
		noteRehearsal(PRODUCT)
		expect(standings.get(PRODUCT)).toBe('on')
	})

	test('is asked for by the review’s id, and answered with a link into its product', async () => {
		const url = `https://bikes.example/j/${PRODUCT}#00`
		const asked = answer(200, { url })
		expect(await startRehearsal('p', 'h', '5.12.0')).toBe(url)
		expect(asked).toEqual(['POST /v1/products/p/rehearsal?as=h {"review":"5.12.0"}'])
		expect(productOfLink(url)).toBe(PRODUCT)
		expect(productOfLink('https://bikes.example/')).toBe('')
	})

	test('that is refused is refused in the page’s own words, where it has some', async () => {
		const { refusalOf } = await import('../app/rehearsal/refusal')
		const { Refusal } = await import('../sdk/http')
		const refusal = (code: number, text: string) => new Refusal(code, text)
		expect(refusalOf(refusal(ErrorCode.OVERLOADED, 'this server has 10'))).toMatch(/can hold/)
		expect(refusalOf(refusal(ErrorCode.FORBIDDEN, 'no'))).toMatch(/^Rehearsals are started by/)
		expect(refusalOf(refusal(AWAY, ''))).toMatch(/^The server cannot be reached\./)
		expect(refusalOf(refusal(ErrorCode.CLOSED, 'it is closed'))).toBe('It is closed.')
		expect(refusalOf(new Error('?'))).toMatch(/^The server cannot be reached\./)
	})

	test('that is gone is told apart from a session that is over', async () => {
		answer(404, { code: ErrorCode.UNKNOWN_PRODUCT, text: '' })
		expect(await sessionAlive('p', 'h')).toBe('gone')
		answer(401, { code: ErrorCode.UNAUTHENTICATED, text: '' })
		expect(await sessionAlive('p', 'h')).toBe('over')
	})
})
