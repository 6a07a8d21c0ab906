// Vision, Product Goals and action items, as a page shows them before, while and after the server
// decides.
import { create, toBinary } from '@bufbuild/protobuf'
import { beforeEach, describe, expect, test } from 'vitest'
import { freeze, thaw } from '../sdk/freeze'
import { ActionState, GoalState } from '../sdk/gen/reviewd/v1/goal_pb'
import { RowChunkSchema } from '../sdk/gen/reviewd/v1/snapshot_pb'
import {
	abandonGoal,
	achieveGoal,
	addAction,
	editAction,
	recordProgress,
	setProductGoal,
	setVision,
} from '../sdk/goalDrafts'
import type { ActionItem, Goal } from '../sdk/goalModel'
import { idOf, keyFor, NO_ID } from '../sdk/id'
import type { Review } from '../sdk/model'
import { stateFromChunks } from '../sdk/snapshot'
import { actionList, carriedFrom, isOverdue } from '../app/goals/actionForm'
import { goalFormOf, goalProblems, goalText, isSoundGoal, NO_GOAL } from '../app/goals/goalForm'
import { shareOf } from '../app/goals/measure'
import { numberFrom } from '../app/parts/numbers'
import { FakeRoom, FakeTab } from './fakeRoom'

const LIMITS = { titleBytes: 1_000, textBytes: 100_000 }
const MEASURED = { statement: 'Half by phone', metric: 'bookings', baseline: 40, target: 80 }

describe('a Product Goal', () => {
	let room: FakeRoom
	let one: FakeTab
	let two: FakeTab
	const goals = (tab: FakeTab): readonly Goal[] => tab.replica.state.goals.list()
	const hear = () => {
		for (const tab of [one, two]) {
			for (const operation of tab.made.splice(0)) room.decide(operation, tab.actor)
		}
		one.hear(room)
		two.hear(room)
	}
	const begin = (): Goal => {
		one.do(setProductGoal(NO_ID, MEASURED, 0))
		hear()
		const [goal] = goals(one)
		if (goal === undefined) throw new Error('no goal')
		return goal
	}

	beforeEach(() => {
		room = new FakeRoom()
		one = new FakeTab(1)
		two = new FakeTab(2)
	})

	test('a new one shows at once, hollow, and stands at its baseline', () => {
		one.do(setProductGoal(NO_ID, MEASURED, 0))
		expect(goals(one)).toMatchObject([{ ...MEASURED, current: 40, setAt: 0, pending: true }])

		hear()

		for (const tab of [one, two]) {
			const stands = { current: 40, state: GoalState.ACTIVE, setAt: room.seq, pending: false }
			expect(goals(tab)).toMatchObject([stands])
		}
	})

	test('there is room for one: another new one shows nothing', () => {
		begin()
		two.do(setProductGoal(NO_ID, { ...MEASURED, statement: 'Another' }, 0))
		expect(goals(two)).toHaveLength(1)
	})

	test('progress is the last number said, and the same one changes nothing', () => {
		const goal = begin()
		one.do(recordProgress(goal.key, 62))
		hear()
		expect(goals(two)).toMatchObject([{ current: 62, progressAt: room.seq }])
		one.do(recordProgress(goal.key, 62))
		expect(goals(one)).toMatchObject([{ pending: false }])
	})

	test('changing what it says keeps where it stands, and names the version that it changes', () => {
		const goal = begin()
		one.do(recordProgress(goal.key, 62))
		hear()
		one.do(setProductGoal(goal.key, { ...MEASURED, target: 90 }, goal.setAt))
		hear()
		expect(goals(two)).toMatchObject([{ target: 90, current: 62, setAt: room.seq }])

		two.do(setProductGoal(goal.key, MEASURED, goal.setAt))
		expect(goals(two)).toMatchObject([{ target: 90, pending: false }])
	})

	test('one that was not measured begins at its baseline', () => {
		one.do(setProductGoal(NO_ID, { ...MEASURED, metric: '', baseline: 0, target: 0 }, 0))
		hear()
		const [goal] = goals(one)
		one.do(setProductGoal(goal!.key, MEASURED, goal!.setAt))
		expect(goals(one)).toMatchObject([{ metric: 'bookings', current: 40 }])
	})

	test('it ends achieved, or abandoned with a reason; then nothing is recorded any more', () => {
		const goal = begin()
		one.do(abandonGoal(goal.key, 'The harbour closes'))
		hear()
		const ended = { state: GoalState.ABANDONED, reason: 'The harbour closes', endedAt: room.seq }
		expect(goals(two)).toMatchObject([ended])

		one.do(recordProgress(goal.key, 70))
		one.do(achieveGoal(goal.key))
		expect(goals(one)).toMatchObject([{ current: 40, state: GoalState.ABANDONED }])
		one.do(setProductGoal(NO_ID, MEASURED, 0))
		expect(goals(one)).toHaveLength(2)
	})

	test('the vision is set, changed and taken away by whoever saw the one that stands', () => {
		const vision = (tab: FakeTab) => tab.replica.state.vision
		one.do(setVision('A bike at every quay', 0))
		expect(vision(one)).toEqual({ text: 'A bike at every quay', at: 0, pending: true })
		hear()
		two.do(setVision('Mine', 0))
		expect(vision(two).text).toBe('A bike at every quay')
		two.made.length = 0
		one.do(setVision('', vision(one).at))
		hear()
		expect(vision(one)).toEqual({ text: '', at: room.seq, pending: false })
	})
})

describe('action items', () => {
	const REVIEW = keyFor(9, 1, 0)
	let room: FakeRoom
	let one: FakeTab
	const actions = (): readonly ActionItem[] => one.replica.state.actions.list()

	beforeEach(() => {
		room = new FakeRoom()
		one = new FakeTab(1)
	})

	test('one is added, done and opened again', () => {
		const text = { text: 'Ask the port', owner: 3, due: '2026-12-01' }
		room.decide(one.do(addAction(REVIEW, text)), 1)
		expect(actions()).toMatchObject([{ ...text, review: REVIEW, pending: true, editedAt: 0 }])
		one.hear(room)
		const [added] = actions()
		expect(added).toMatchObject({ state: ActionState.OPEN, editedAt: 1, pending: false })

		room.decide(one.do(editAction(added!.key, { ...text, state: ActionState.DONE }, 1)), 1)
		one.hear(room)
		expect(actions()).toMatchObject([{ state: ActionState.DONE, editedAt: 2 }])
		one.do(editAction(added!.key, { ...text, state: ActionState.OPEN }, 1))
		expect(actions()).toMatchObject([{ state: ActionState.DONE }])
	})

	const action = (fields: Partial<ActionItem>): ActionItem => ({
		...{ key: '1.1.0', review: NO_ID, text: 'Ask', owner: 0, due: '' },
		...{ state: ActionState.OPEN, editedAt: 1, pending: false },
		...fields,
	})

	test('it is overdue from the day after, while it is open', () => {
		const due = '2026-11-29'
		expect(isOverdue(action({ due }), '2026-11-29')).toBe(false)
		expect(isOverdue(action({ due }), '2026-11-30')).toBe(true)
		expect(isOverdue(action({ due, state: ActionState.DONE }), '2026-11-30')).toBe(false)
		expect(isOverdue(action({}), '2026-11-30')).toBe(false)
	})

	test('what is due first comes first, without a day last, and what ended apart from it', () => {
		const days = ['', '2026-12-02', '2026-12-01']
		const open = days.map((due, i) => action({ key: `1.${i}.0`, due }))
		const { ended, ...list } = actionList([action({ state: ActionState.DONE }), ...open])
		expect(list.open.map(({ due }) => due)).toEqual(['2026-12-01', '2026-12-02', ''])
		expect(ended).toHaveLength(1)
	})

	test('it is carried over while it is open and a later review is on', () => {
		const reviews = ['9.1.0', '9.2.0'].map((key) => ({ key }) as Review)
		const from = (fields: Partial<ActionItem>, now: string) =>
			carriedFrom(action(fields), now, reviews)?.key
		expect(from({ review: '9.1.0' }, '9.2.0')).toBe('9.1.0')
		expect(from({ review: '9.1.0' }, '9.1.0')).toBeUndefined()
		expect(from({ review: '9.1.0', state: ActionState.DONE }, '9.2.0')).toBeUndefined()
		expect(from({}, '9.2.0')).toBeUndefined()
	})
})

test('a snapshot brings goals, vision and actions, and a device keeps them', () => {
	const set = { goal: idOf('1.1.0'), statement: { plain: 'Half' }, metric: { plain: 'rides' } }
	const goal = {
		set: { ...set, baseline: 1, target: 3 },
		state: GoalState.ACHIEVED,
		...{ current: 3, setAt: 4n, progressAt: 5n, endedAt: 6n, reason: { plain: 'Done' } },
	}
	const added = { action: idOf('1.2.0'), review: idOf('9.1.0'), text: { plain: 'Ask' }, owner: 2 }
	const meeting = {
		...{ vision: { plain: 'Bikes' }, visionAt: 3n, goals: [goal] },
		actions: [{ added: { ...added, due: '2026-12-01' }, state: ActionState.DROPPED, editedAt: 8n }],
	}
	const chunk = toBinary(RowChunkSchema, create(RowChunkSchema, { meeting }))
	const told = stateFromChunks([chunk])
	for (const state of [told, thaw(freeze(told))]) {
		expect(state.vision).toEqual({ text: 'Bikes', at: 3, pending: false })
		expect(state.goals.list()).toEqual([
			{
				...{ key: '1.1.0', statement: 'Half', metric: 'rides', baseline: 1, target: 3 },
				...{ current: 3, state: GoalState.ACHIEVED, setAt: 4, progressAt: 5, endedAt: 6 },
				...{ reason: 'Done', pending: false },
			},
		])
		expect(state.actions.list()).toMatchObject([
			{ text: 'Ask', owner: 2, due: '2026-12-01', state: ActionState.DROPPED, editedAt: 8 },
		])
	}
})

describe('a goal’s form', () => {
	test('without a metric its numbers do not matter and are not sent', () => {
		const form = { ...NO_GOAL, statement: ' Half ', baseline: 'x', target: '' }
		expect(isSoundGoal(goalProblems(form, LIMITS))).toBe(true)
		const sent = { statement: 'Half', metric: '', baseline: 0, target: 0 }
		expect(goalText(form)).toEqual(sent)
	})

	test('with one it needs two numbers that differ', () => {
		const form = { ...NO_GOAL, statement: 'Half', metric: 'rides', baseline: '5', target: '' }
		expect(goalProblems(form, LIMITS).target).toEqual({ kind: 'notANumber' })
		const same = { ...form, target: '5.0' }
		expect(goalProblems(same, LIMITS).target).toEqual({ kind: 'sameNumber' })
		expect(goalProblems({ ...form, statement: ' ' }, LIMITS).statement).toEqual({ kind: 'empty' })
		expect(isSoundGoal(goalProblems({ ...form, target: '-3' }, LIMITS))).toBe(true)
	})

	test('shows what stands as it can be typed again', () => {
		const goal = { ...MEASURED, baseline: 0.5 } as Goal
		expect(goalFormOf(goal)).toEqual({
			...{ statement: 'Half by phone', metric: 'bookings', baseline: '0.5', target: '80' },
		})
	})

	test.each([
		['1,250.5', 1250.5],
		['3,5', 3.5],
		['−2', -2],
		['1 000', 1000],
		['', null],
		['1e5', null],
		['2000000000000', null],
	])('%s is %s', (typed, number) => {
		expect(numberFrom(typed)).toBe(number)
	})

	test.each([
		[60, 0.5],
		[30, 0],
		[90, 1],
	])('at %s the share of the way is %s', (current, share) => {
		expect(shareOf({ baseline: 40, target: 80, current })).toBe(share)
		expect(shareOf({ baseline: 80, target: 40, current: 120 - current })).toBe(share)
	})
})
