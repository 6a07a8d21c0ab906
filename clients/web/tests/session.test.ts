// A seat's session over HTTP, and join codes as they are drawn and typed.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { drawJoinCode, isJoinCode, plainJoinCode, shownJoinCode } from '../sdk/joinCode'
import { readSession, sessionAlive } from '../sdk/session'

let answers: { status: number; body: object }[]
let requests: string[]

beforeEach(() => {
	requests = []
	vi.stubGlobal('navigator', { locks: { request: (_: string, ask: () => unknown) => ask() } })
	vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
		requests.push(`${init.method ?? 'GET'} ${path.replace(/\?.*/, '')} ${init.body as string}`)
		const answer = answers.shift()
		if (answer === undefined) return Promise.reject(new TypeError('no network'))
		return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }))
	})
})

afterEach(() => {
	vi.unstubAllGlobals()
})

describe('a session', () => {
	test('that is good is left alone', async () => {
		answers = [{ status: 200, body: { renew: false, waiting: true } }]
		expect(await sessionAlive('p', 'h')).toBe('alive')
		expect(requests).toHaveLength(1)
	})

	test('that has to be renewed is renewed, with a body that the server takes', async () => {
		answers = [
			{ status: 200, body: { renew: true } },
			{ status: 200, body: { handle: 'h' } },
			{ status: 200, body: { renew: false } },
		]
		expect(await sessionAlive('p', 'h')).toBe('alive')
		expect(requests[1]).toBe('POST /v1/session/renew {}')
	})

	test('whose role has changed twice is renewed twice', async () => {
		answers = [
			{ status: 200, body: { renew: true } },
			{ status: 200, body: { handle: 'h' } },
			{ status: 200, body: { renew: true } },
			{ status: 200, body: { handle: 'h' } },
			{ status: 200, body: { renew: false } },
		]
		expect(await sessionAlive('p', 'h')).toBe('alive')
		expect(answers).toHaveLength(0)
	})

	test('whose renewal goes unanswered is asked for again later, not given up', async () => {
		answers = [{ status: 200, body: { renew: true } }]
		expect(await sessionAlive('p', 'h')).toBe('away')
	})

	test('that the server does not know is over', async () => {
		answers = [{ status: 401, body: { code: 200, text: 'no' } }]
		expect(await sessionAlive('p', 'h')).toBe('over')
	})

	test('nobody can say anything about while the server is away or busy', async () => {
		answers = []
		expect(await sessionAlive('p', 'h')).toBe('away')
		answers = [{ status: 429, body: { code: 600, text: 'slow down' } }]
		expect(await sessionAlive('p', 'h')).toBe('away')
		answers = [{ status: 502, body: {} }]
		expect(await sessionAlive('p', 'h')).toBe('away')
	})

	test('is not asked about by one tab while another renews it', async () => {
		const turns: (() => Promise<unknown>)[] = []
		const request = (name: string, ask: () => Promise<unknown>) =>
			new Promise((resolve) => {
				turns.push(async () => {
					expect(name).toBe('reviewd-session-p/h')
					resolve(await ask())
				})
			})
		vi.stubGlobal('navigator', { locks: { request } })
		answers = [{ status: 200, body: { name: 'Paula' } }]
		const asked = readSession('p', 'h')
		expect(requests).toHaveLength(0)
		await turns[0]?.()
		expect((await asked).name).toBe('Paula')
	})

	test('is not believed to be good by an answer that was cut off', async () => {
		const cut = new ReadableStream({
			start: (body) => {
				body.error(new TypeError('connection lost'))
			},
		})
		vi.stubGlobal('fetch', () => Promise.resolve(new Response(cut)))
		expect(await sessionAlive('p', 'h')).toBe('away')
	})

	test('is asked for again before a refusal is believed, where tabs cannot take turns', async () => {
		vi.useFakeTimers()
		vi.stubGlobal('navigator', {})
		answers = [
			{ status: 401, body: { code: 200 } },
			{ status: 200, body: {} },
		]
		const asked = sessionAlive('p', 'h')
		await vi.advanceTimersByTimeAsync(1_000)
		expect(await asked).toBe('alive')
		vi.useRealTimers()
	})
})

describe('a join code', () => {
	test('has eight characters, and no byte favours one of them', () => {
		const bytes = [255, 240, 0, 29, 30, 239, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
		const draw = (into: Uint8Array<ArrayBuffer>) => {
			into.set(bytes.splice(0, into.length))
			return into
		}
		expect(drawJoinCode(draw)).toBe('A9A9BCDE')
	})

	test('is read however it is typed', () => {
		expect(plainJoinCode(' abcd-23 45 ')).toBe('ABCD2345')
		expect(isJoinCode('ABCD2345')).toBe(true)
		expect(isJoinCode('ABCD234')).toBe(false)
		expect(isJoinCode('ABCDO345')).toBe(false)
		expect(shownJoinCode('ABCD2345')).toBe('ABCD 2345')
	})
})
