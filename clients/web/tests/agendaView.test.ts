// What the page makes of an agenda, a timer, roles and lent power: pure parts of the app.
import { describe, expect, test } from 'vitest'
import { entriesFrom, moved, problemsOf, rowsOf, withNew } from '../app/agenda/agendaForm'
import { courseOf, sightOf, stepState } from '../app/agenda/course'
import { minutesFrom } from '../app/agenda/minutes'
import { momentToSay, secondsLeft } from '../app/agenda/timerLeft'
import { powersOf } from '../app/parts/powers'
import { expiryOf, LENT_MS_MAX } from '../app/people/lendUntil'
import { lookingAt } from '../app/view'
import { NO_TIMER } from '../sdk/applyAgenda'
import { AgendaKind, DelegationScope, Role, TimerState } from '../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../sdk/id'
import type { AgendaEntry } from '../sdk/model'

const entry = (key: string, kind: AgendaKind, timeboxMs = 0): AgendaEntry => ({
	...{ key, kind, subject: '', timeboxMs },
})
const GOAL = entry('9.1.0', AgendaKind.GOAL)
const INCREMENTS = entry('9.1.1', AgendaKind.INCREMENT)
const BACKLOG = entry('9.1.2', AgendaKind.BACKLOG)
const AGENDA = [GOAL, INCREMENTS, BACKLOG]

describe('where a meeting is', () => {
	const at = (current: string, currentAt = 5) => courseOf({ agenda: AGENDA, current, currentAt })

	test('before the first entry, at one, and after the last', () => {
		expect(at(NO_ID, 0)).toMatchObject({ at: -1, next: GOAL, back: null, through: false })
		expect(at(INCREMENTS.key)).toMatchObject({ at: 1, next: BACKLOG, back: GOAL })
		expect(at(BACKLOG.key)).toMatchObject({ next: null, back: INCREMENTS, through: false })
		expect(at(NO_ID)).toMatchObject({ at: 3, next: null, back: BACKLOG, through: true })
	})

	test('steps are done, now, or to come', () => {
		const states = (course: ReturnType<typeof at>) => AGENDA.map((_, i) => stepState(course, i))
		expect(states(at(NO_ID, 0))).toEqual(['toCome', 'toCome', 'toCome'])
		expect(states(at(INCREMENTS.key))).toEqual(['done', 'now', 'toCome'])
		expect(states(at(NO_ID))).toEqual(['done', 'done', 'done'])
	})
})

describe('what a page looks at', () => {
	const sight = (fragment: string, current: AgendaEntry | null) =>
		sightOf(lookingAt(fragment), AGENDA, current)

	test('now follows the meeting', () => {
		expect(sight('now', GOAL)).toEqual({ screen: 'entry', entry: GOAL, elsewhere: false })
		expect(sight('', BACKLOG)).toEqual({ screen: 'backlog', entry: BACKLOG, elsewhere: false })
		expect(sight('now', null)).toMatchObject({ screen: 'stage', elsewhere: false })
	})

	test('what came of it is what there is to see once the review is through or over', () => {
		const decisions = entry('9.1.3', AgendaKind.DECISIONS)
		const whole = [...AGENDA, decisions]
		const after = (agenda: readonly AgendaEntry[]) => sightOf(lookingAt('now'), agenda, null, true)
		expect(after(whole)).toEqual({ screen: 'entry', entry: decisions, elsewhere: false })
		expect(after(AGENDA)).toMatchObject({ screen: 'stage', entry: INCREMENTS })
		expect(sightOf(lookingAt('increments'), whole, null, true)).toMatchObject({ screen: 'stage' })
	})

	test('the views that there always were look where they say', () => {
		expect(sight('backlog', GOAL)).toEqual({ screen: 'backlog', entry: BACKLOG, elsewhere: true })
		expect(sight('backlog', BACKLOG)).toMatchObject({ elsewhere: false })
		expect(sight('increments', GOAL)).toMatchObject({ screen: 'stage', elsewhere: true })
		expect(sight('backlog', null)).toMatchObject({ screen: 'backlog', elsewhere: false })
	})

	test('goals and action items belong to no entry of the agenda', () => {
		const there = { screen: 'product', entry: undefined }
		expect(sight('product', GOAL)).toEqual({ ...there, elsewhere: true })
		expect(sight('product', null)).toEqual({ ...there, elsewhere: false })
	})

	test('feedback stands beside whatever the meeting is at', () => {
		expect(sight('feedback', GOAL)).toMatchObject({ screen: 'entry', elsewhere: false })
		expect(sight('feedback', BACKLOG)).toMatchObject({ screen: 'stage', elsewhere: false })
	})

	test('an entry by its name, or the meeting where there is none by that name', () => {
		expect(sight(`entry/${GOAL.key}`, BACKLOG)).toMatchObject({ entry: GOAL, elsewhere: true })
		expect(sight('entry/1.2.3', BACKLOG)).toMatchObject({ entry: BACKLOG, elsewhere: false })
		expect(lookingAt('entry')).toMatchObject({ view: 'now' })
		expect(lookingAt('backlog/5.1.0')).toMatchObject({ view: 'backlog', item: '5.1.0' })
	})
})

describe('a timer by the server’s clock', () => {
	test('counts down while it runs, stands still while it is paused', () => {
		const running = { ...NO_TIMER, state: TimerState.RUNNING, deadlineMs: 10_000 }
		expect([1_000, 9_001, 10_000, 12_000].map((now) => secondsLeft(running, now))).toEqual([
			...[9, 1, 0, 0],
		])
		const paused = { ...NO_TIMER, state: TimerState.PAUSED, remainingMs: 4_200 }
		expect(secondsLeft(paused, 99_000)).toBe(5)
		expect(secondsLeft({ ...NO_TIMER, state: TimerState.EXPIRED }, 0)).toBe(0)
	})

	test('is said at a few moments, and never for longer than they last', () => {
		const said = (left: number) => momentToSay(600_000, left)
		expect([601, 600, 300, 299, 290, 60, 10, 4, 0].map(said)).toEqual([
			...[undefined, undefined, 300, 300, undefined, 60, 10, undefined, undefined],
		])
	})
})

describe('who may do what', () => {
	const lend = (to: number, scopes: readonly DelegationScope[]) => [
		{ key: '1.1.0', to, scopes, expiresMs: 9 },
	]
	const powers = (role: Role, facilitator = 0, lent = lend(9, [DelegationScope.ORDER])) =>
		powersOf({ participant: 4, role }, facilitator, lent)

	test('a Developer leads while they facilitate, and a stakeholder never', () => {
		expect(powers(Role.DEVELOPER).leads).toBe(false)
		expect(powers(Role.DEVELOPER, 4).leads).toBe(true)
		expect(powers(Role.STAKEHOLDER, 4).leads).toBe(false)
		expect(powers(Role.SCRUM_MASTER).leads).toBe(true)
	})

	test('lent power is the scopes that were lent, to that person, in the team', () => {
		const lent = lend(4, [DelegationScope.ORDER])
		expect(powers(Role.DEVELOPER, 0, lent)).toMatchObject({ order: true, edit: false })
		expect(powers(Role.DEVELOPER)).toMatchObject({ order: false, estimate: true, undo: true })
		expect(powers(Role.STAKEHOLDER, 0, lent)).toMatchObject({ order: false, undo: false })
		const assess = lend(4, [DelegationScope.ASSESS])
		expect(powers(Role.SCRUM_MASTER, 0, assess)).toMatchObject({ assess: true, convert: false })
		expect(powers(Role.PRODUCT_OWNER)).toMatchObject({ order: true, convert: true, lend: true })
	})

	test('until a whole millisecond, ahead, and not too far', () => {
		const now = Date.UTC(2026, 2, 2, 12) + 0.25
		expect(expiryOf('soon', '', now)).toBe(Math.round(now) + 1_800_000)
		const today = expiryOf('today', '', now) ?? 0
		expect(today).toBeGreaterThan(now)
		expect(today - now).toBeLessThan(86_400_000)
		expect(expiryOf('chosen', '', now)).toBeNull()
		expect(expiryOf('chosen', '2026-03-01T12:00', now)).toBeNull()
		expect(expiryOf('chosen', '2026-03-03T12:00', now)).toBe(new Date(2026, 2, 3, 12).getTime())
		expect(LENT_MS_MAX).toBe(2_678_400_000)
		expect(expiryOf('chosen', '2027-03-03T12:00', now)).toBeNull()
	})
})

describe('writing an agenda', () => {
	const standing = [entry('9.1.0', AgendaKind.GOAL, 90_000), BACKLOG]

	test('a time box that was not touched keeps its seconds', () => {
		expect(entriesFrom(rowsOf(standing), standing)).toEqual(standing)
		const rows = rowsOf(standing).map((row) => ({ ...row, minutes: '5' }))
		expect(entriesFrom(rows, standing).map((one) => one.timeboxMs)).toEqual([300_000, 300_000])
	})

	test('an entry that somebody has removed meanwhile becomes a new one', () => {
		const [gone] = entriesFrom(rowsOf(standing), [BACKLOG])
		expect(gone).toMatchObject({ key: NO_ID, kind: AgendaKind.GOAL })
	})

	test('rows are moved by one, and not over the edges', () => {
		const rows = rowsOf(standing)
		expect(moved(rows, 1, -1)?.map(({ key }) => key)).toEqual([BACKLOG.key, '9.1.0'])
		expect(moved(rows, 0, -1)).toBeNull()
		expect(moved(rows, 1, 1)).toBeNull()
	})

	test('a free entry says what it is about, the others need not', () => {
		const row = withNew([])[0]!
		expect(problemsOf(row, 100).subject).toEqual({ kind: 'empty' })
		expect(problemsOf({ ...row, kind: AgendaKind.GOAL }, 100).subject).toBeNull()
		expect(problemsOf({ ...row, minutes: '0' }, 100).minutes).toBe(true)
		expect(['1', '480', '481', '1.5', ''].map(minutesFrom)).toEqual([1, 480, null, null, null])
	})
})
