// What becomes of feedback, as a page shows it before, while and after the server decides.
import { beforeEach, describe, expect, test } from 'vitest'
import { giveFeedback } from '../sdk/drafts'
import {
	answerFeedback,
	convertFeedback,
	mergeFeedback,
	triageFeedback,
	unmergeFeedback,
} from '../sdk/flowDrafts'
import { placeOf } from '../sdk/gap'
import { FeedbackKind, FeedbackState } from '../sdk/gen/reviewd/v1/meeting_pb'
import { keyFor, NO_ID, type IdKey } from '../sdk/id'
import type { Feedback } from '../sdk/model'
import { actionsOn } from '../app/review/fateActions'
import { inShort, isMine, listed } from '../app/review/merged'
import { powersOf } from '../app/parts/powers'
import { DelegationScope, Role } from '../sdk/gen/reviewd/v1/meeting_pb'
import { meet, roomWithTwoTabs, titles, type FakeRoom, type FakeTab } from './fakeRoom'

const { NEW, ACKNOWLEDGED, DECLINED, PARKED, MERGED, CONVERTED } = FeedbackState
const REVIEW = keyFor(7, 1, 0)

describe('what becomes of feedback', () => {
	let room: FakeRoom
	let one: FakeTab
	let two: FakeTab
	const say = (text: string): IdKey => {
		const given = { review: REVIEW, increment: NO_ID, kind: FeedbackKind.IDEA, anonymous: false }
		const { actor, counter } = two.do(giveFeedback({ ...given, text }))
		meet(room, one, two)
		return keyFor(actor, counter, 0)
	}
	const at = (tab: FakeTab, key: IdKey): Feedback => {
		const found = tab.replica.state.feedback.get(key)
		if (found === undefined) throw new Error('no such feedback')
		return found
	}

	beforeEach(() => {
		;({ room, one, two } = roomWithTwoTabs())
	})

	test('it is acknowledged at once, which is not said of the text, and then for everybody', () => {
		const key = say('More docks')
		one.do(triageFeedback(key, ACKNOWLEDGED))
		expect(at(one, key)).toMatchObject({ state: ACKNOWLEDGED, fatePending: true, pending: false })

		meet(room, one, two)

		for (const tab of [one, two]) {
			expect(at(tab, key)).toMatchObject({ state: ACKNOWLEDGED, fatePending: false })
		}
	})

	test('declining carries its reason, and another state takes it away', () => {
		const key = say('More docks')
		one.do(triageFeedback(key, DECLINED, 'No room on the quay'))
		meet(room, one, two)
		expect(at(two, key)).toMatchObject({ state: DECLINED, reason: 'No room on the quay' })

		one.do(triageFeedback(key, PARKED))
		meet(room, one, two)

		expect(at(two, key)).toMatchObject({ state: PARKED, reason: '' })
	})

	test('an answer is under the name of who gave it, until it is taken back', () => {
		const key = say('Why?')
		one.do(answerFeedback(key, 'Because'))
		meet(room, one, two)
		expect(at(two, key)).toMatchObject({ answer: 'Because', answeredBy: 1, state: NEW })

		one.do(answerFeedback(key, ''))
		meet(room, one, two)

		expect(at(two, key)).toMatchObject({ answer: '', answeredBy: 0 })
	})

	test('merged feedback takes along what was merged into it, and comes back as it was', () => {
		const [first, second, third] = [say('A dock'), say('One more dock'), say('Docks')]
		one.do(triageFeedback(second, ACKNOWLEDGED))
		one.do(mergeFeedback(third, second))
		one.do(mergeFeedback(second, first))
		expect(at(one, third).mergedInto).toBe(first)
		meet(room, one, two)
		expect(at(two, second)).toMatchObject({ state: MERGED, mergedInto: first })

		one.do(unmergeFeedback(second))
		meet(room, one, two)

		expect(at(two, second)).toMatchObject({ state: ACKNOWLEDGED, mergedInto: NO_ID })
		expect(at(two, third).mergedInto).toBe(first)
	})

	test('merging into what is merged means what that was merged into', () => {
		const [first, second, third] = [say('A dock'), say('One more dock'), say('Docks')]
		one.do(mergeFeedback(second, first))
		one.do(mergeFeedback(third, second))
		expect(at(one, third).mergedInto).toBe(first)
	})

	test('what becomes an item is in the backlog at once, and its feedback says which', () => {
		const key = say('G')
		const place = placeOf(one.replica.state.slots, { at: 'top' })
		const item = { title: 'G', description: '', estimate: 0 }
		const { actor, counter } = one.do(convertFeedback(key, item, place))
		expect(titles(one.replica.state)).toBe('G A B C D E F')
		const made = keyFor(actor, counter, 0)
		expect(at(one, key)).toMatchObject({ state: CONVERTED, item: made, fatePending: true })

		expect(meet(room, one, two)).toBe('G A B C D E F')
		expect(at(two, key)).toMatchObject({ state: CONVERTED, item: made })
	})

	test('C31 what became an item meanwhile is not touched by a prediction', () => {
		const key = say('G')
		const place = placeOf(one.replica.state.slots, { at: 'end' })
		const converting = one.do(
			convertFeedback(key, { title: 'G', description: '', estimate: 0 }, place),
		)
		two.do(triageFeedback(key, PARKED))
		two.do(mergeFeedback(key, keyFor(2, 99, 0)))
		room.decideAll(converting, 1)

		two.replica.takeEvents(room.since(two.replica.seq))

		expect(two.replica.pending).toHaveLength(2)
		expect(at(two, key)).toMatchObject({ state: CONVERTED, fatePending: false })
	})

	test('what was merged is listed under what it was merged into, or by itself', () => {
		const [first, second] = [say('A dock'), say('One more dock')]
		one.do(mergeFeedback(second, first))
		const all = one.replica.state.feedback.list()
		expect(listed(all)).toMatchObject([{ feedback: { key: first }, merged: [{ key: second }] }])
		expect(listed(all.slice(1))).toMatchObject([{ feedback: { key: second }, merged: [] }])
	})

	test('feedback is one’s own by its author, or by what only one’s own page knows', () => {
		const mine = at(two, say('Mine'))
		const anonymous = { ...mine, anonymous: true, author: 0 }
		expect(isMine(mine, 2, new Set())).toBe(true)
		expect(isMine(mine, 1, new Set())).toBe(false)
		expect(isMine(anonymous, 2, new Set())).toBe(false)
		expect(isMine(anonymous, 2, new Set([mine.key]))).toBe(true)
		// Somebody who deals with it does not thereby become its author.
		expect(isMine({ ...anonymous, fatePending: true }, 1, new Set())).toBe(false)
	})

	test('a long text is named by its beginning', () => {
		expect(inShort('Short')).toBe('Short')
		expect(inShort('One  line\nand more', 9)).toBe('One line…')
	})
})

describe('what may be done with feedback', () => {
	const lent = { key: '1.1.0', to: 4, scopes: [DelegationScope.CONVERT], expiresMs: 0 }
	const may = (role: Role, state: FeedbackState, open = true, delegations = [lent]) =>
		actionsOn(state, powersOf({ participant: 4, role }, 0, delegations), open)

	test('by role, and by what is lent', () => {
		expect(may(Role.STAKEHOLDER, NEW)).toEqual([])
		expect(may(Role.DEVELOPER, NEW, true, [])).toEqual(['answer'])
		expect(may(Role.DEVELOPER, NEW)).toEqual(['answer', 'convert', 'decline'])
		expect(may(Role.SCRUM_MASTER, NEW, true, [])).toEqual([
			...['acknowledge', 'park', 'answer', 'merge'],
		])
		expect(may(Role.PRODUCT_OWNER, PARKED, true, [])).toEqual([
			...['acknowledge', 'newAgain', 'answer', 'merge', 'convert', 'decline'],
		])
	})

	test('after the review it can only become an item', () => {
		expect(may(Role.PRODUCT_OWNER, ACKNOWLEDGED, false)).toEqual(['convert'])
		expect(may(Role.SCRUM_MASTER, ACKNOWLEDGED, false, [])).toEqual([])
	})

	test('an item stays one, and what is merged can be taken apart', () => {
		expect(may(Role.PRODUCT_OWNER, CONVERTED)).toEqual(['answer'])
		expect(may(Role.SCRUM_MASTER, MERGED, true, [])).toEqual(['unmerge'])
	})
})
