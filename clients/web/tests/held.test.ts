// Where held rows would go, in a list that may be filtered.
import { describe, expect, test } from 'vitest'
import {
	changesNothing,
	gapOf,
	staying,
	targetAt,
	targetAtPointer,
	viewOf,
	type RowTarget,
} from '../app/backlog/held'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
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
		zone: Zone.ORDERED,
		saidIn: '',
		pending: false,
		changedAt: 0,
		writtenAt: { place: 0, title: 0, description: 0, estimate: 0, archived: 0 },
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

describe('what is drawn', () => {
	const whole = { ...all, total: 6, placeOf: (index: number) => index + 1 }
	const view = (target: RowTarget, held = 'B') =>
		viewOf(whole, { items: [...held], target, by: 'keys' })

	test('the drop line is in the list as it stands, held rows included', () => {
		expect(view({ at: 'below', item: 'C' }).line).toBe(3)
		expect(view({ at: 'above', item: 'C' }).line).toBe(2)
		expect(view({ at: 'top' }).line).toBe(0)
		expect(view({ at: 'end' }).line).toBe(6)
	})

	test('held rows get the places they would have after the drop', () => {
		expect(view({ at: 'below', item: 'C' }).firstPlace).toBe(3)
		expect(view({ at: 'above', item: 'A' }, 'EF').firstPlace).toBe(1)
		expect(view({ at: 'top' }).firstPlace).toBe(1)
		expect(view({ at: 'end' }, 'AC').firstPlace).toBe(5)
	})

	test('the gap is named by rows that stay', () => {
		const { above, below } = view({ at: 'above', item: 'D' }, 'C')
		expect([above?.key, below?.key]).toEqual(['B', 'D'])
		expect(view({ at: 'end' }).below).toBeNull()
	})

	test('places are those of the whole backlog when a filter hides rows', () => {
		const hidden = { ...some, total: 6, placeOf: (index: number) => [2, 4, 6][index] ?? 0 }
		const held = { items: ['F'], target: { at: 'below', item: 'B' }, by: 'keys' } as const
		expect(viewOf(hidden, held).firstPlace).toBe(3)
	})
})

test('dropping where it was is not a move', () => {
	expect(changesNothing(all, ['C'], { at: 'below', item: 'B' })).toBe(true)
	expect(changesNothing(all, ['C'], { at: 'above', item: 'D' })).toBe(true)
	expect(changesNothing(all, ['C'], { at: 'below', item: 'D' })).toBe(false)
	expect(changesNothing(all, ['B', 'D'], { at: 'below', item: 'A' })).toBe(false)
})
