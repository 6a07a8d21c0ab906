// A poll while it is written, and what a page says about polls: pure parts of the screen.
import { describe, expect, test, vi } from 'vitest'
import { PollKind, PollState, Results, Role, Secrecy } from '../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../sdk/id'
import { OPTIONS_MAX } from '../sdk/pollKind'
import { ProductState } from '../sdk/productState'
import type { PollForm } from '../app/review/pollForm'
import { inSight, onReview } from '../app/review/pollOrder'
import { placeOfPoll } from '../app/review/pollPlace'
import { backlogOf, items, POLL, pollWith, REVIEW, texts } from './polled'

// The catalogue looks at the browser's languages when it is loaded.
vi.stubGlobal('navigator', { languages: ['en'] })
const { askedInWords, isMeant } = await import('../app/review/asked')
const { ballotInWords, choicesOf } = await import('../app/review/choices')
const { quorumOf } = await import('../app/review/quorum')
const {
	emptyForm,
	formFrom,
	hasRoom,
	isSound,
	KIND_OF,
	KINDS,
	planOf,
	problemsOf,
	withItem,
	withKind,
	without,
	withText,
} = await import('../app/review/pollForm')

const GROUPS = [
	{ key: 'c', name: 'City' },
	{ key: 'r', name: 'Riders' },
]

const form = (fields: Partial<PollForm> = {}): PollForm => ({ ...emptyForm(), ...fields })
const problems = (fields: Partial<PollForm>) => problemsOf(form(fields), 40, GROUPS)

describe('the form of a poll', () => {
	test('as it opens it can be sent: everybody is asked, nothing is limited', () => {
		expect(isSound(problems({}))).toBe(true)
		expect(planOf(form(), GROUPS, NO_ID)).toMatchObject({
			...{ kind: PollKind.CONSENT, secrecy: Secrecy.NAMED, results: Results.LIVE, openForMs: 0 },
			...{ options: [], dots: 0, dotsPerOption: 0, roles: [], quorum: 0, again: NO_ID },
		})
	})

	test('every kind of poll can be chosen', () => {
		expect(new Set(KINDS.map((kind) => KIND_OF[kind])).size).toBe(9)
	})

	test('a kind with options needs two of them, all different and none too long', () => {
		for (const kind of ['single', 'multi', 'dots', 'ranking'] as const) {
			const asks = { kind, question: 'Which?' }
			expect(problems({ ...asks, options: texts('A', '  ') }).options.tooFew).toBe(true)
			expect(isSound(problems({ ...asks, options: texts('A', 'B', '') }))).toBe(true)
			const twice = problems({ ...asks, options: texts('A', ' A ', '') })
			expect(twice.options.lines).toEqual([null, { kind: 'twice' }, null])
			const long = problems({ ...asks, options: texts('A', 'x'.repeat(41)) })
			expect(long.options.lines[1]).toEqual({ kind: 'tooLong', by: 1 })
			for (const found of [twice, long]) expect(isSound(found)).toBe(false)
		}
		expect(isSound(problems({ kind: 'scale', options: texts('') }))).toBe(true)
	})

	test('numbers that the server would refuse are said at their fields', () => {
		const dots = { kind: 'dots', question: 'Which?', options: texts('A', 'B') } as const
		for (const wrong of ['', '0', '101']) expect(problems({ ...dots, dots: wrong }).dots).toBe(true)
		expect(problems({ ...dots, dots: '5', perOption: '6' }).perOption).toBe(true)
		expect(problems({ ...dots, dots: '5', perOption: '0' }).perOption).toBe(true)
		expect(isSound(problems({ ...dots, dots: '100', perOption: '100' }))).toBe(true)
		for (const wrong of ['0', '20001']) expect(problems({ quorum: wrong }).quorum).toBe(true)
		expect(problems({ kind: 'consent', dots: '' }).dots).toBe(false)
	})

	test('a question and somebody to ask are needed', () => {
		expect(problems({ question: '  ' }).question).toEqual({ kind: 'empty' })
		expect(problems({ roles: [] }).roles).toBe(true)
		expect(isSound(problems({ roles: [] }))).toBe(false)
	})

	test('a poll for groups that are gone is not sent as one for everybody', () => {
		expect(problems({ groups: ['gone'] }).groups).toBe(true)
		expect(isSound(problems({ groups: ['gone'] }))).toBe(false)
		expect(isSound(problems({ groups: ['gone', 'c'] }))).toBe(true)
		expect(isSound(problems({ groups: [] }))).toBe(true)
	})

	test('pasted lines push out nothing that stands already', () => {
		const full = [...texts('A', ''), ...items('1.5.0'), ...texts('Z', '')]
		const lines = Array.from({ length: 30 }, (_, i) => `${i}`)
		const pasted = withText(full, 1, lines.join('\n'))
		expect(pasted).toHaveLength(OPTIONS_MAX)
		expect(pasted.slice(0, 3)).toEqual(texts('A', '0', '1'))
		expect(pasted.slice(-2)).toEqual([...items('1.5.0'), ...texts('Z')])
		expect(withText(texts('A', '', 'C', ''), 0, 'AB')).toEqual(texts('AB', '', 'C', ''))
	})

	test('what is sent has only what the kind has, in one line each', () => {
		const filled = {
			...{ question: ' Which \n one? ', options: texts(' A ', '', 'B\tC', '') },
			...{ dots: '7', perOption: '', quorum: '3', roles: [Role.STAKEHOLDER, Role.DEVELOPER] },
		}
		expect(planOf(form({ ...filled, kind: 'dots' }), GROUPS, POLL)).toMatchObject({
			...{ question: 'Which one?', options: texts('A', 'B C'), dots: 7, dotsPerOption: 0 },
			...{ quorum: 3, roles: [Role.DEVELOPER, Role.STAKEHOLDER], again: POLL },
		})
		expect(planOf(form({ groups: ['r', 'gone'] }), GROUPS, NO_ID)).toMatchObject({
			roles: [],
			groups: ['r'],
		})
		expect(planOf(form({ ...filled, kind: 'roti' }), GROUPS, NO_ID)).toMatchObject({
			options: [],
			dots: 0,
		})
	})

	test('the suggested question goes with the kind, a written one stays', () => {
		const roti = withKind(form(), 'roti')
		expect(roti.question).not.toBe(form().question)
		expect(withKind(roti, 'single').question).toBe('')
		expect(withKind(form({ question: 'Mine?' }), 'roti').question).toBe('Mine?')
	})

	test('there is always a line to type into, until there are twenty options', () => {
		expect(withText(texts(''), 0, 'A')).toEqual(texts('A', ''))
		expect(withText(texts('A', ''), 1, 'B\n\nC')).toEqual(texts('A', 'B', 'C', ''))
		expect(without(texts('A', 'B', ''), 0)).toEqual(texts('B', ''))
		expect(withItem(texts('A', ''), '1.5.0')).toEqual([
			...texts('A'),
			...items('1.5.0'),
			...texts(''),
		])
		const many = withText(texts(''), 0, Array.from({ length: 30 }, (_, i) => `${i}`).join('\n'))
		expect(many).toHaveLength(OPTIONS_MAX)
		expect(hasRoom(many)).toBe(false)
		expect(hasRoom(many.with(3, { text: '', item: NO_ID }))).toBe(true)
	})
})

describe('asking again', () => {
	test('the form has what the poll had, less what is archived and merged since', () => {
		const options = [...texts('A'), ...items('a', 'b', 'c', 'gone')]
		const poll = pollWith({
			...{ kind: PollKind.DOTS, options, dots: 7, dotsPerOption: 3, quorum: 2 },
			...{ secrecy: Secrecy.MASKED, results: Results.ON_REVEAL, roles: [Role.DEVELOPER] },
			groups: ['gone', 'r'],
		})
		const backlog = backlogOf({ key: 'a' }, { key: 'b', into: 'a' }, { key: 'c', archived: true })
		expect(formFrom(poll, backlog)).toEqual({
			...{ question: 'Which?', kind: 'dots', dots: '7', perOption: '3', quorum: '2' },
			...{ sight: 'masked', time: 'none', roles: [Role.DEVELOPER] },
			groups: ['gone', 'r'],
			options: [...texts('A'), ...items('a'), ...texts('')],
		})
	})

	test('what is typed for one poll is not there for another', () => {
		const places = [
			placeOfPoll({ review: REVIEW }),
			placeOfPoll({ increment: REVIEW }),
			placeOfPoll({ review: REVIEW }, POLL),
		]
		expect(new Set(places).size).toBe(3)
	})
})

describe('what is said of a poll', () => {
	test('who is asked is told by the roles and groups it names', () => {
		const roles = [Role.STAKEHOLDER, Role.DEVELOPER]
		expect(askedInWords({ roles: [], groups: [] }, GROUPS)).toBe('')
		expect(askedInWords({ roles, groups: [] }, GROUPS)).toBe('Developers, Stakeholders')
		expect(askedInWords({ roles: [], groups: ['r'] }, GROUPS)).toBe('whoever is in Riders')
		const both = { roles: [Role.STAKEHOLDER], groups: ['r', 'c'] }
		expect(askedInWords(both, GROUPS)).toBe('Stakeholders, if in City or Riders')
		const gone = { roles: [], groups: ['c', 'x'] }
		expect(askedInWords(gone, GROUPS)).toBe('whoever is in City or a group that is gone')
	})

	test('those who have the role and are in the group are meant', () => {
		const meant = (role: Role, group: string, asked: object) =>
			isMeant({ roles: [], groups: [], ...asked }, { role, group })
		expect(meant(Role.DEVELOPER, NO_ID, {})).toBe(true)
		expect(meant(Role.DEVELOPER, 'c', { roles: [Role.STAKEHOLDER] })).toBe(false)
		expect(meant(Role.STAKEHOLDER, NO_ID, { groups: ['c'] })).toBe(false)
		expect(meant(Role.STAKEHOLDER, 'c', { roles: [Role.STAKEHOLDER], groups: ['c'] })).toBe(true)
	})

	test('a quorum is reached, missing so many, or was not reached', () => {
		const quorum = (state: PollState, got: number | null, told?: number) =>
			quorumOf({ quorum: 3, state }, got === null ? null : { ballots: got }, told)
		expect(quorum(PollState.OPEN, 3)).toEqual({ is: 'reached', of: 3 })
		expect(quorum(PollState.OPEN, null, 1)).toEqual({ is: 'missing', of: 3, got: 1 })
		expect(quorum(PollState.CLOSED, 2)).toEqual({ is: 'notReached', of: 3, got: 2 })
		expect(quorum(PollState.CLOSED, null, 2)).toEqual({ is: 'wanted', of: 3 })
		expect(quorum(PollState.VOID, null)).toEqual({ is: 'none' })
		expect(quorumOf({ quorum: 0, state: PollState.OPEN }, null, 1)).toEqual({ is: 'none' })
	})

	test('a ballot in words: names, dots, an order, or none of them', () => {
		const options = texts('A', 'B', 'C')
		const choices = choicesOf(new ProductState(), { kind: PollKind.MULTI, options })
		expect(ballotInWords(PollKind.MULTI, choices, [0, 2])).toBe('A, C')
		expect(ballotInWords(PollKind.MULTI, choices, [])).toBe('none of them')
		expect(ballotInWords(PollKind.DOTS, choices, [3, 0, 1])).toBe('A: 3, C: 1')
		expect(ballotInWords(PollKind.RANKING, choices, [2, 0])).toBe('1. C, 2. A')
		const scale = choicesOf(new ProductState(), { kind: PollKind.SCALE, options: [] })
		expect(scale.map(({ selection }) => selection)).toEqual([5, 4, 3, 2, 1])
		expect(ballotInWords(PollKind.SCALE, scale, [5])).toBe('5 Very much')
	})

	test('C29 an option whose item is archived or merged says where its votes go', () => {
		const backlog = backlogOf({ key: 'a' }, { key: 'b', into: 'a' }, { key: 'c', archived: true })
		const choices = choicesOf(backlog, { kind: PollKind.DOTS, options: items('a', 'b', 'c') })
		expect(choices.map(({ countsAt }) => countsAt)).toEqual([0, 0, null])
		expect(choices.map(({ says }) => says === '')).toEqual([true, false, false])
		expect(choices[1]?.says).toContain('Item a')
	})

	test('the open polls come first, else the one opened last, whatever order they are known in', () => {
		const keys = (polls: readonly { key: string }[]) => polls.map(({ key }) => key)
		const over = { state: PollState.CLOSED }
		const polls = [
			pollWith({ key: 'c', ...over, openedAt: 30 }),
			pollWith({ key: 'a', ...over, openedAt: 9 }),
			pollWith({ key: 'b', openedAt: 12 }),
		]
		expect(keys(inSight(polls).now)).toEqual(['b'])
		expect(keys(inSight(polls).earlier)).toEqual(['c', 'a'])
		const ended = inSight(polls.filter(({ key }) => key !== 'b'))
		expect([keys(ended.now), keys(ended.earlier)]).toEqual([['c'], ['a']])
		expect(inSight([])).toEqual({ now: [], earlier: [] })
	})

	test('polls on the review as a whole are those on no increment of it', () => {
		const whole = pollWith({ key: 'w', increment: NO_ID })
		expect(
			onReview([pollWith({}), whole, pollWith({ increment: NO_ID, review: 'x' })], REVIEW),
		).toEqual([whole])
	})
})
