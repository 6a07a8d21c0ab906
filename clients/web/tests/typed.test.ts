// What is typed and not sent: given back to the same person in the same tab, and to nobody else.
import { describe, expect, test } from 'vitest'
import {
	forgetOthers,
	forgetTyped,
	TypedTexts,
	TYPED_MAX,
	type TabStorage,
} from '../app/parts/typed'

const ADA = 'p1/ada'
const EVE = 'p1/eve'

class Tab implements TabStorage {
	readonly kept = new Map<string, string>()
	full = false

	getItem(key: string): string | null {
		return this.kept.get(key) ?? null
	}

	setItem(key: string, value: string): void {
		if (this.full) throw new Error('quota')
		this.kept.set(key, value)
	}

	removeItem(key: string): void {
		this.kept.delete(key)
	}
}

describe('typed texts', () => {
	test('come back to the same seat of the same product', () => {
		const tab = new Tab()
		new TypedTexts(tab, ADA).keep('feedback', 'Half a thought')
		expect(new TypedTexts(tab, ADA).read('feedback', '')).toBe('Half a thought')
		expect(new TypedTexts(tab, ADA).has('item')).toBe(false)
		expect(new TypedTexts(tab, 'p2/ada').read('feedback', '')).toBeUndefined()
	})

	test('are never read by another person, and go when one comes', () => {
		const tab = new Tab()
		new TypedTexts(tab, ADA).keep('feedback', 'Half a thought')
		expect(new TypedTexts(tab, EVE).read('feedback', '')).toBeUndefined()
		forgetOthers(tab, ADA)
		expect(tab.kept.size).toBe(1)
		forgetOthers(tab, EVE)
		expect(tab.kept.size).toBe(0)
	})

	test('do not mix where somebody else types before the others were forgotten', () => {
		const tab = new Tab()
		new TypedTexts(tab, ADA).keep('feedback', 'Half a thought')
		new TypedTexts(tab, EVE).keep('item', 'Hers')
		expect([...tab.kept.values()].join()).not.toContain('Half')
	})

	test('leave nothing behind once sent or signed out', () => {
		const tab = new Tab()
		const texts = new TypedTexts(tab, ADA)
		texts.keep('feedback', 'Half a thought')
		texts.keep('feedback', undefined)
		expect(tab.kept.size).toBe(0)
		texts.keep('feedback', 'Another')
		forgetTyped(tab)
		expect(tab.kept.size).toBe(0)
	})

	test('G4 beyond the most that are kept, the one touched longest ago goes', () => {
		const tab = new Tab()
		const texts = new TypedTexts(tab, ADA)
		for (let i = 0; i < TYPED_MAX; i++) texts.keep(`item/${String(i)}`, 'x')
		texts.keep('item/0', 'touched')
		texts.keep('one more', 'x')
		expect(texts.has('item/0')).toBe(true)
		expect(texts.has('item/1')).toBe(false)
		expect(texts.has('item/2')).toBe(true)
	})

	test('of another form, or no text at all, count as nothing', () => {
		const tab = new Tab()
		const texts = new TypedTexts(tab, ADA)
		const empty = { text: '', met: [{ on: false }] }
		texts.keep('form', { text: 'a', met: [{ on: true }] })
		expect(texts.read('form', empty)).toEqual({ text: 'a', met: [{ on: true }] })
		texts.keep('form', { text: 'a', met: [{ on: 'yes' }] })
		expect(texts.read('form', empty)).toBeUndefined()
		tab.kept.set('reviewd-typed', '{"seat":"p1/ada","texts":[5]}')
		expect(texts.read('form', empty)).toBeUndefined()
		tab.kept.set('reviewd-typed', 'not json')
		expect(texts.read('form', empty)).toBeUndefined()
		forgetOthers(tab, ADA)
		expect(tab.kept.size).toBe(0)
	})

	test('a tab that cannot keep anything goes on without', () => {
		const tab = new Tab()
		tab.full = true
		const texts = new TypedTexts(tab, ADA)
		texts.keep('feedback', 'Half a thought')
		expect(texts.read('feedback', '')).toBeUndefined()
	})
})
