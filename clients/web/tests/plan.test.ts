// Planning a review and adding increments: what the forms accept, what is sent, what shows at once.
import { describe, expect, test } from 'vitest'
import { NO_FACTS } from '../sdk/applyFacts'
import { NO_TIMER } from '../sdk/applyAgenda'
import { addIncrement, closeReview, openReview, planReview } from '../sdk/drafts'
import { ReviewState } from '../sdk/gen/reviewd/v1/meeting_pb'
import { keyFor, NO_ID } from '../sdk/id'
import type { Item } from '../sdk/model'
import { asLink, lengthProblem, linkProblem, manyLines, oneLine } from '../app/parts/textCheck'
import {
	EMPTY_INCREMENT,
	foundItems,
	formOf,
	incrementProblems,
	incrementText,
	isSound,
	itemMeant,
	withCriterion,
} from '../app/plan/incrementForm'
import { nextReview, reviewPlan, reviewProblems } from '../app/plan/reviewForm'
import { roomWithTwoTabs } from './fakeRoom'

const LIMITS = { titleBytes: 20, textBytes: 30 }
const PLAN = { title: 'Sprint 18', sprint: 18, goal: 'Fewer calls' }

describe('prediction', () => {
	test('a planned review and its increment show at once, before the server has either', () => {
		const { room, one, two } = roomWithTwoTabs()
		one.do(planReview(PLAN))
		const review = keyFor(1, 1, 0)
		const criteria = [
			{ text: 'Works offline', met: true },
			{ text: 'Is fast', met: false },
			{ text: 'Is small', met: true },
		]
		const text = { ...incrementText(EMPTY_INCREMENT), title: 'Quay map', criteria }
		one.do(addIncrement(review, { ...text, item: one.item('C') }))

		const shown = { review, title: 'Quay map', item: one.item('C'), criteria, pending: true }
		expect(one.replica.state.reviews.list()).toMatchObject([
			{ key: review, ...PLAN, state: ReviewState.DRAFT, pending: true },
		])
		expect(one.replica.state.increments.list()).toMatchObject([shown])

		for (const operation of one.made) room.decide(operation, 1)
		one.hear(room)
		two.hear(room)

		for (const { replica } of [one, two]) {
			expect(replica.state.reviews.list()).toMatchObject([{ ...PLAN, pending: false }])
			expect(replica.state.increments.list()).toMatchObject([{ ...shown, pending: false }])
		}
	})

	test('a review that the server refuses goes, and takes its increment with it', () => {
		const { one } = roomWithTwoTabs()
		one.do(planReview(PLAN))
		one.do(addIncrement(keyFor(1, 1, 0), { ...incrementText(EMPTY_INCREMENT), title: 'Quay map' }))

		for (const counter of [1, 2]) one.replica.settle(1, counter)

		expect(one.replica.state.reviews.size).toBe(0)
		expect(one.replica.state.increments.size).toBe(0)
	})

	test('a review can be opened and closed before the server has it', () => {
		const { one } = roomWithTwoTabs()
		one.do(planReview(PLAN))
		one.do(openReview(keyFor(1, 1, 0)))
		expect(one.replica.state.reviews.list()).toMatchObject([{ state: ReviewState.OPEN }])
		one.do(closeReview(keyFor(1, 1, 0)))
		expect(one.replica.state.reviews.list()).toMatchObject([{ state: ReviewState.CLOSED }])
	})
})

describe('what was typed', () => {
	test('lengths are those of the bytes that are sent, told in characters', () => {
		expect(lengthProblem('a'.repeat(20), 20)).toBeNull()
		expect(lengthProblem('a'.repeat(23), 20)).toEqual({ kind: 'tooLong', by: 3 })
		expect(lengthProblem('ä'.repeat(11), 20)).toEqual({ kind: 'tooLong', by: 1 })
		expect(lengthProblem('🚲'.repeat(7), 20)).toEqual({ kind: 'tooLong', by: 2 })
	})

	test('only links that open a page are links', () => {
		expect(linkProblem('', 20)).toBeNull()
		expect(linkProblem(asLink(' HTTPS://a.example '), 20)).toBeNull()
		for (const wrong of ['a.example', 'javascript:alert(1)', 'https://', 'ftp://a.example']) {
			expect(linkProblem(asLink(wrong), 20)).toEqual({ kind: 'notALink' })
		}
		expect(linkProblem('https://a.example/long', 20)).toEqual({ kind: 'tooLong', by: 2 })
	})

	test('characters that the server refuses are not sent', () => {
		expect(oneLine(' a\t\u0000b\n c ')).toBe('a b c')
		expect(manyLines('a\r\nb\u0007\n\n\tc ')).toBe('a\nb\n\n\tc')
	})
})

describe('an increment’s form', () => {
	test('needs a title and nothing else', () => {
		expect(incrementProblems(EMPTY_INCREMENT, LIMITS).title).toEqual({ kind: 'empty' })
		const titled = { ...EMPTY_INCREMENT, title: ' Quay map ' }
		expect(isSound(incrementProblems(titled, LIMITS))).toBe(true)
		expect(incrementText(titled)).toMatchObject({ title: 'Quay map', item: NO_ID, criteria: [] })
	})

	test('says which criterion is too long, and sends no empty ones', () => {
		const criteria = ['Short', '', 'x'.repeat(21), ' '].map((text) => ({ text, met: true }))
		const form = { ...EMPTY_INCREMENT, title: 'A', criteria }
		const problems = incrementProblems(form, LIMITS)
		expect(problems.criteria).toEqual([null, null, { kind: 'tooLong', by: 1 }, null])
		expect(isSound(problems)).toBe(false)
		expect(incrementText(form).criteria).toHaveLength(2)
	})

	test('a text that names no item is a problem, not a silent loss', () => {
		const form = { ...EMPTY_INCREMENT, title: 'A', itemText: 'TRL-999' }
		expect(incrementProblems(form, LIMITS).item).toEqual({ kind: 'notAnItem' })
		const chosen = { ...form, item: keyFor(1, 1, 0) }
		expect(incrementProblems(chosen, LIMITS).item).toBeNull()
	})

	test('there is always an empty line until the limit, and pasted lines are criteria', () => {
		const one = withCriterion(EMPTY_INCREMENT.criteria, 0, { text: 'First', met: true })
		expect(one.map(({ text }) => text)).toEqual(['First', ''])
		const more = withCriterion(one, 1, { text: 'Second\r\n\nThird', met: false })
		expect(more.map(({ text, met }) => [text, met])).toEqual([
			['First', true],
			['Second', false],
			['Third', false],
			['', false],
		])
		expect(withCriterion(more, 3, { text: 'x\n'.repeat(99), met: false })).toHaveLength(64)
	})

	test('what was refused comes back as it was typed', () => {
		const criteria = [
			{ text: 'One', met: false },
			{ text: 'Two', met: true },
		]
		const text = { ...incrementText(EMPTY_INCREMENT), title: 'A', summary: 'B', criteria }
		const { body } = addIncrement(keyFor(7, 1, 0), text)
		if (body.case !== 'addIncrement') throw new Error('no increment')
		expect(incrementText(formOf(body.value, undefined))).toEqual(text)
	})
})

describe('choosing an item', () => {
	const ordered = ['TRL-21 Map of quays', 'TRL-2 Bell', 'TRL-3 Quay lights'].map(itemNamed)

	test('finds by reference or words of the title, the exact reference first', () => {
		expect(refs(foundItems(ordered, 'trl-2', 8))).toEqual(['TRL-2', 'TRL-21'])
		expect(refs(foundItems(ordered, 'quay', 8))).toEqual(['TRL-21', 'TRL-3'])
		expect(refs(foundItems(ordered, 'lights trl', 8))).toEqual(['TRL-3'])
		expect(refs(foundItems(ordered, '', 2))).toEqual(['TRL-21', 'TRL-2'])
	})

	test('a reference typed in full needs no choosing', () => {
		expect(itemMeant(ordered, ' trl-3 ')?.ref).toBe('TRL-3')
		expect(itemMeant(ordered, 'TRL-2 bell')?.ref).toBe('TRL-2')
		expect(itemMeant(ordered, 'quay')).toBeUndefined()
		expect(itemMeant(ordered, '')).toBeUndefined()
	})
})

describe('a review’s form', () => {
	test('counts Sprints on from the last one', () => {
		expect(nextReview([]).sprint).toBe('')
		const flow = {
			agenda: [],
			agendaAt: 0,
			current: '',
			currentAt: 0,
			timer: NO_TIMER,
			...NO_FACTS,
			feedbackHeld: false,
			holdPending: false,
		}
		const state = ReviewState.CLOSED
		const before = { key: '1.1.0', title: '', goal: '', state, ...flow, pending: false }
		expect(nextReview([{ ...before, sprint: 17 }]).sprint).toBe('18')
	})

	test('needs a title; number and goal may be missing', () => {
		const empty = { title: ' ', sprint: '', goal: '' }
		expect(reviewProblems(empty, LIMITS)).toEqual({ title: { kind: 'empty' }, goal: null })
		expect(reviewPlan({ ...empty, title: 'R', goal: 'Two\nlines' })).toEqual({
			...{ title: 'R', sprint: 0, goal: 'Two lines' },
		})
	})
})

function itemNamed(name: string): Item {
	const [ref = '', ...title] = name.split(' ')
	return { key: ref, ref, title: title.join(' ') } as Item
}

function refs(items: readonly Item[]): string[] {
	return items.map(({ ref }) => ref)
}
