// Where held rows would go, in a list that may be filtered.
import { describe, expect, test } from 'vitest'
import {
	changesNothing,
	gapOf,
	lineIndex,
	staying,
	targetAt,
	targetAtPointer,
} from '../app/backlog/held'
import type { Item } from '../sdk/model'

function rows(keys: string): Item[] {
	return [...keys].map((key) => ({
		key,
		ref: '',
		title: key,
		estimate: 0,
		labels: [],
		archivedAt: 0,
		slot: key,
		zone: 1,
		pending: false,
		changedAt: 0,
	}))
}

const all = { rows: rows('ABCDEF'), filtered: false }
const some = { rows: rows('BDF'), filtered: true }

describe('pointing', () => {
	test('the upper half of a row is above it, the lower half below', () => {
		expect(targetAtPointer(all, ['F'], 2.2)).toEqual({ at: 'above', item: 'C' })
		expect(targetAtPointer(all, ['F'], 2.8)).toEqual({ at: 'below', item: 'C' })
	})

	test('the ends of the whole list are said as top and end', () => {
		expect(targetAtPointer(all, ['C'], -3)).toEqual({ at: 'top' })
		expect(targetAtPointer(all, ['C'], 40)).toEqual({ at: 'end' })
	})

	test('the ends of a filtered list are beside rows that can be seen', () => {
		expect(targetAtPointer(some, ['D'], -3)).toEqual({ at: 'above', item: 'B' })
		expect(targetAtPointer(some, ['D'], 40)).toEqual({ at: 'below', item: 'F' })
	})

	test('a held row is never the row pointed at', () => {
		expect(targetAtPointer(all, ['C', 'D'], 2.8)).toEqual({ at: 'below', item: 'B' })
		expect(targetAtPointer(all, ['C', 'D'], 3.2)).toEqual({ at: 'above', item: 'E' })
	})
})

describe('keys', () => {
	test('moving down means below the row passed, moving up above it', () => {
		const stay = staying(all, ['A'])
		expect(targetAt(stay, 2, 'below', false)).toEqual({ at: 'below', item: 'C' })
		expect(targetAt(stay, 2, 'above', false)).toEqual({ at: 'above', item: 'D' })
	})

	test('a target is found again after others moved rows', () => {
		const stay = staying({ rows: rows('FEDCBA'), filtered: false }, ['A'])
		expect(gapOf(stay, { at: 'below', item: 'C' })).toBe(4)
		expect(gapOf(stay, { at: 'below', item: 'gone' })).toBeNull()
	})
})

test('the drop line is drawn in the list as it stands, held rows included', () => {
	expect(lineIndex(all, { at: 'below', item: 'C' })).toBe(3)
	expect(lineIndex(all, { at: 'top' })).toBe(0)
	expect(lineIndex(all, { at: 'end' })).toBe(6)
})

test('dropping where it was is not a move', () => {
	expect(changesNothing(all, ['C'], { at: 'below', item: 'B' })).toBe(true)
	expect(changesNothing(all, ['C'], { at: 'above', item: 'D' })).toBe(true)
	expect(changesNothing(all, ['C'], { at: 'below', item: 'D' })).toBe(false)
	expect(changesNothing(all, ['B', 'D'], { at: 'below', item: 'A' })).toBe(false)
})
