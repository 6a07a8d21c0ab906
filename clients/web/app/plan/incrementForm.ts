// An increment while it is being typed, and what is sent of it. Pure.
import { NO_ID, type IdKey } from '../../sdk/id'
import type { AddIncrement } from '../../sdk/gen/reviewd/v1/operation_meeting_pb'
import type { IncrementText } from '../../sdk/drafts'
import type { Criterion, Item } from '../../sdk/model'
import type { TextLimits } from '../../sdk/views'
import {
	asLink,
	CRITERIA_MAX,
	lengthProblem,
	linkProblem,
	manyLines,
	NAME_BYTES_MAX,
	oneLine,
	titleProblem,
	type Problem,
} from '../parts/textCheck'

export interface IncrementForm {
	readonly title: string
	readonly summary: string
	// What stands in the field, and the item that was chosen there.
	readonly itemText: string
	readonly item: IdKey
	readonly done: boolean
	readonly presenter: string
	readonly demoLink: string
	// The last one is empty: there is always a line to type into, until the limit.
	readonly criteria: readonly Criterion[]
}

export interface IncrementProblems {
	readonly title: Problem | null
	readonly summary: Problem | null
	readonly item: Problem | null
	readonly presenter: Problem | null
	readonly demoLink: Problem | null
	// One for each line of the form.
	readonly criteria: readonly (Problem | null)[]
}

const NO_CRITERION: Criterion = { text: '', met: false }

export const EMPTY_INCREMENT: IncrementForm = {
	title: '',
	summary: '',
	itemText: '',
	item: NO_ID,
	done: true,
	presenter: '',
	demoLink: '',
	criteria: [NO_CRITERION],
}

// What the server refused, to be put right.
export function formOf(add: AddIncrement, item: Item | undefined): IncrementForm {
	const { title, summary, done, presenter, demoLink } = add
	const criteria = add.criteria.map((text, i) => ({
		text,
		met: ((add.criteriaMet >> BigInt(i)) & 1n) === 1n,
	}))
	return {
		...{ title, summary, done, presenter, demoLink },
		itemText: item === undefined ? '' : itemName(item),
		item: item?.key ?? NO_ID,
		criteria: withCriterion([...criteria, NO_CRITERION], criteria.length, NO_CRITERION),
	}
}

export function incrementText(form: IncrementForm): IncrementText {
	const criteria = form.criteria
		.map(({ text, met }) => ({ text: oneLine(text), met }))
		.filter(({ text }) => text !== '')
	return {
		title: oneLine(form.title),
		summary: manyLines(form.summary),
		item: form.item,
		done: form.done,
		presenter: oneLine(form.presenter),
		demoLink: asLink(form.demoLink),
		criteria,
	}
}

export function incrementProblems(form: IncrementForm, limits: TextLimits): IncrementProblems {
	const text = incrementText(form)
	const unknown = form.item === NO_ID && oneLine(form.itemText) !== ''
	return {
		title: titleProblem(text.title, limits.titleBytes),
		summary: lengthProblem(text.summary, limits.textBytes),
		item: unknown ? { kind: 'notAnItem' } : null,
		presenter: lengthProblem(text.presenter, NAME_BYTES_MAX),
		demoLink: linkProblem(text.demoLink, limits.titleBytes),
		criteria: form.criteria.map((one) => lengthProblem(oneLine(one.text), limits.titleBytes)),
	}
}

export function isSound({ criteria, ...fields }: IncrementProblems): boolean {
	return [...Object.values(fields), ...criteria].every((problem) => problem === null)
}

// Several pasted lines become as many criteria; typing in the last line makes a new one below it.
export function withCriterion(
	criteria: readonly Criterion[],
	at: number,
	{ text, met }: Criterion,
): readonly Criterion[] {
	const [first = '', ...more] = text.split(/\r\n?|\n/)
	const added = more
		.filter((line) => line.trim() !== '')
		.map((line) => ({ text: line, met: false }))
	const changed = [...criteria.slice(0, at), { text: first, met }, ...added]
	const all = [...changed, ...criteria.slice(at + 1)].slice(0, CRITERIA_MAX)
	const full = all.length === CRITERIA_MAX
	return full || all.at(-1)?.text === '' ? all : [...all, NO_CRITERION]
}

export function itemName(item: Pick<Item, 'ref' | 'title'>): string {
	return item.ref === '' ? item.title : `${item.ref} ${item.title}`
}

// Those whose reference or title has every word that was typed, in the backlog's order; a reference
// that was typed as it is comes first.
export function foundItems(ordered: readonly Item[], typed: string, most: number): readonly Item[] {
	const asked = oneLine(typed).toLocaleLowerCase()
	if (asked === '') return ordered.slice(0, most)
	const exact = ordered.filter((item) => item.ref.toLocaleLowerCase() === asked)
	const parts = asked.split(' ')
	const found: Item[] = exact.slice(0, most)
	for (const item of ordered) {
		if (found.length >= most) break
		const name = itemName(item).toLocaleLowerCase()
		if (parts.every((part) => name.includes(part)) && !exact.includes(item)) found.push(item)
	}
	return found
}

// The only item that can be meant by what was typed: its reference, or all of its name.
export function itemMeant(ordered: readonly Item[], typed: string): Item | undefined {
	const asked = oneLine(typed).toLocaleLowerCase()
	if (asked === '') return undefined
	return ordered.find((item) =>
		[item.ref, itemName(item)].some((name) => name !== '' && name.toLocaleLowerCase() === asked),
	)
}
