// A poll while it is being written, and what is sent of it. Pure.
import { PollKind, Results, Secrecy, type Role } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { Group, Poll, PollOption } from '../../sdk/model'
import type { PollPlan } from '../../sdk/pollDrafts'
import { DOTS_MAX, hasOptions, OPTIONS_MAX, OPTIONS_MIN, QUORUM_MAX } from '../../sdk/pollKind'
import type { Backlog } from '../../sdk/tally'
import { lengthProblem, oneLine, titleProblem, type Problem } from '../parts/textCheck'
import { laterWords } from '../words/pollLater'
import { VOTING_ROLES } from './asked'

export const KINDS = [
	'consent',
	'fist',
	'scale',
	'confidence',
	'roti',
	'single',
	'multi',
	'dots',
	'ranking',
] as const
export const SIGHTS = ['live', 'afterOwnVote', 'onReveal', 'masked', 'unlinkable'] as const
export const TIMES = ['none', 'seconds30', 'minutes1', 'minutes2', 'minutes5'] as const

export type KindName = (typeof KINDS)[number]
type SightName = (typeof SIGHTS)[number]
type TimeName = (typeof TIMES)[number]

export const KIND_OF: Readonly<Record<KindName, PollKind>> = {
	consent: PollKind.CONSENT,
	fist: PollKind.FIST_OF_FIVE,
	scale: PollKind.SCALE,
	confidence: PollKind.CONFIDENCE,
	roti: PollKind.ROTI,
	single: PollKind.SINGLE,
	multi: PollKind.MULTI,
	dots: PollKind.DOTS,
	ranking: PollKind.RANKING,
}
// Masked and unlinkable polls show their results on reveal only: the server takes nothing else.
const SIGHT_OF: Readonly<Record<SightName, { secrecy: Secrecy; results: Results }>> = {
	live: { secrecy: Secrecy.NAMED, results: Results.LIVE },
	afterOwnVote: { secrecy: Secrecy.NAMED, results: Results.AFTER_OWN_VOTE },
	onReveal: { secrecy: Secrecy.NAMED, results: Results.ON_REVEAL },
	masked: { secrecy: Secrecy.MASKED, results: Results.ON_REVEAL },
	unlinkable: { secrecy: Secrecy.UNLINKABLE, results: Results.ON_REVEAL },
}
const MS_OF: Readonly<Record<TimeName, number>> = {
	none: 0,
	seconds30: 30_000,
	minutes1: 60_000,
	minutes2: 120_000,
	minutes5: 300_000,
}

export interface PollForm {
	readonly question: string
	readonly kind: KindName
	// The last one is an empty text: there is always a line to type into, until the limit.
	readonly options: readonly PollOption[]
	readonly dots: string
	readonly perOption: string
	readonly sight: SightName
	readonly time: TimeName
	readonly roles: readonly Role[]
	// Empty: whatever group they are in. One that is removed meanwhile stays here: a poll for some groups
	// does not become one for everybody by that.
	readonly groups: readonly IdKey[]
	readonly quorum: string
}

export interface OptionProblems {
	// One for each line of the form.
	readonly lines: readonly (Problem | { readonly kind: 'twice' } | null)[]
	readonly tooFew: boolean
}

export interface PollProblems {
	readonly question: Problem | null
	readonly options: OptionProblems
	readonly dots: boolean
	readonly perOption: boolean
	readonly roles: boolean
	// None of those that were chosen is there any more.
	readonly groups: boolean
	readonly quorum: boolean
}

const NO_OPTION: PollOption = { text: '', item: NO_ID }

/** The form as it opens for a new poll. */
export function emptyForm(): PollForm {
	return {
		question: laterWords.kinds.consent.asks,
		kind: 'consent',
		options: [NO_OPTION],
		dots: '5',
		perOption: '',
		sight: 'live',
		time: 'none',
		roles: VOTING_ROLES,
		groups: [],
		quorum: '',
	}
}

/** A poll that is asked again, as far as it can be: items that are archived by now are left out. */
export function formFrom(poll: Poll, { items, aliases }: Backlog): PollForm {
	const known = KINDS.find((one) => KIND_OF[one] === poll.kind) ?? 'consent'
	const sight = SIGHTS.find(
		(one) => SIGHT_OF[one].secrecy === poll.secrecy && SIGHT_OF[one].results === poll.results,
	)
	const seen = new Set<IdKey>()
	const options = poll.options.flatMap(({ text, item }) => {
		if (item === NO_ID) return [{ text, item }]
		const now = aliases.get(item)?.into ?? item
		if (seen.has(now) || items.get(now)?.archivedAt !== 0) return []
		seen.add(now)
		return [{ text: '', item: now }]
	})
	const limited = poll.dotsPerOption > 0 && poll.dotsPerOption < poll.dots
	return {
		...emptyForm(),
		question: poll.question,
		kind: known,
		options: withRoom(options),
		...(poll.dots > 0 ? { dots: String(poll.dots) } : {}),
		perOption: limited ? String(poll.dotsPerOption) : '',
		sight: sight ?? 'live',
		...(poll.roles.length > 0 ? { roles: poll.roles } : {}),
		groups: poll.groups,
		quorum: poll.quorum === 0 ? '' : String(poll.quorum),
	}
}

/** Those that are still in the list. */
export function thereOf(some: readonly IdKey[], groups: readonly Group[]): readonly IdKey[] {
	return groups.map(({ key }) => key).filter((key) => some.includes(key))
}

/** What is suggested to ask goes with the kind; what somebody wrote stays. */
export function withKind(form: PollForm, kind: KindName): PollForm {
	const suggested =
		form.question.trim() === '' || form.question === laterWords.kinds[form.kind].asks
	return { ...form, kind, question: suggested ? laterWords.kinds[kind].asks : form.question }
}

/** What is sent. `again`: the poll that is asked again, or NO_ID. */
export function planOf(form: PollForm, groups: readonly Group[], again: IdKey): PollPlan {
	const kind = KIND_OF[form.kind]
	const dots = kind === PollKind.DOTS ? Number(form.dots) : 0
	const everybody = VOTING_ROLES.every((role) => form.roles.includes(role))
	return {
		question: oneLine(form.question),
		kind,
		...SIGHT_OF[form.sight],
		openForMs: MS_OF[form.time],
		options: hasOptions(kind) ? writtenOptions(form.options) : [],
		dots,
		dotsPerOption: kind === PollKind.DOTS ? Number(form.perOption) : 0,
		roles: everybody ? [] : VOTING_ROLES.filter((role) => form.roles.includes(role)),
		groups: thereOf(form.groups, groups),
		quorum: Number(form.quorum),
		again,
	}
}

function writtenOptions(options: readonly PollOption[]): readonly PollOption[] {
	return options
		.map(({ text, item }) => ({ text: oneLine(text), item }))
		.filter(({ text, item }) => text !== '' || item !== NO_ID)
}

/** What the server would refuse, for each field. */
export function problemsOf(
	form: PollForm,
	titleBytes: number,
	groups: readonly Group[],
): PollProblems {
	const kind = KIND_OF[form.kind]
	const dots = kind === PollKind.DOTS && !isWhole(form.dots, DOTS_MAX)
	const most = dots ? DOTS_MAX : Number(form.dots)
	return {
		question: titleProblem(oneLine(form.question), titleBytes),
		options: hasOptions(kind)
			? optionProblems(form.options, titleBytes)
			: { lines: [], tooFew: false },
		dots,
		perOption: kind === PollKind.DOTS && form.perOption !== '' && !isWhole(form.perOption, most),
		roles: form.roles.length === 0,
		groups: form.groups.length > 0 && thereOf(form.groups, groups).length === 0,
		quorum: form.quorum !== '' && !isWhole(form.quorum, QUORUM_MAX),
	}
}

/** Whether nothing of it is wrong. */
export function isSound({ question, options, ...wrong }: PollProblems): boolean {
	const lines = options.lines.every((problem) => problem === null)
	return question === null && lines && !options.tooFew && !Object.values(wrong).includes(true)
}

function optionProblems(options: readonly PollOption[], titleBytes: number): OptionProblems {
	const texts = options.map(({ text }) => oneLine(text))
	const lines = texts.map((text, i) => {
		if (text === '') return null
		if (texts.indexOf(text) < i) return { kind: 'twice' } as const
		return lengthProblem(text, titleBytes)
	})
	return { lines, tooFew: writtenOptions(options).length < OPTIONS_MIN }
}

/** Whether it is a whole number from 1 to `most`. */
export function isWhole(typed: string, most: number): boolean {
	return /^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= most
}

/**
 * Several pasted lines become as many options, as far as there is room beside those that stand already;
 * typing in the last line makes a new one below it.
 */
export function withText(
	options: readonly PollOption[],
	at: number,
	text: string,
): readonly PollOption[] {
	const [first = '', ...more] = text.split(/\r\n?|\n/)
	const above = options.slice(0, at)
	const written = options.slice(at + 1).filter((one) => !isFree(one))
	const room = OPTIONS_MAX - above.length - 1 - written.length
	const added = more.filter((line) => line.trim() !== '').slice(0, Math.max(0, room))
	const lines = [first, ...added].map((line) => ({ text: line, item: NO_ID }))
	return withRoom([...above, ...lines, ...(added.length > 0 ? written : options.slice(at + 1))])
}

/** The item comes after everything that is written. */
export function withItem(options: readonly PollOption[], item: IdKey): readonly PollOption[] {
	const written = options.filter((one) => one.text.trim() !== '' || one.item !== NO_ID)
	return withRoom([...written, { text: '', item }])
}

/** Without the line at that place. */
export function without(options: readonly PollOption[], at: number): readonly PollOption[] {
	return withRoom(options.toSpliced(at, 1))
}

/** Whether another one fits. */
export function hasRoom(options: readonly PollOption[]): boolean {
	return writtenOptions(options).length < OPTIONS_MAX
}

function withRoom(options: readonly PollOption[]): readonly PollOption[] {
	const all = options.slice(0, OPTIONS_MAX)
	const end = all.at(-1)
	const isRoom = end !== undefined && isFree(end)
	return isRoom || all.length === OPTIONS_MAX ? all : [...all, NO_OPTION]
}

// A line that nothing was written into.
function isFree({ text, item }: PollOption): boolean {
	return item === NO_ID && text === ''
}
