// What can be chosen in a poll, in the order in which it is shown, and how it is called. Pure.
import { PollKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../../sdk/id'
import type { Poll, PollOption, Selection } from '../../sdk/model'
import { hasOptions, numbersOf } from '../../sdk/pollKind'
import { whereOptionsCount, type Backlog } from '../../sdk/tally'
import { words } from '../words/words'

export interface PollChoice {
	// Its number in ballots and counts.
	readonly selection: number
	readonly name: string
	// What it means, where the name alone does not say it; else empty.
	readonly says: string
	// The choices are numbers themselves, which have an order.
	readonly isScore: boolean
	// The option where what is said for this one counts now (C29); null: nowhere.
	readonly countsAt: number | null
}

const SCORED = [
	PollKind.FIST_OF_FIVE,
	PollKind.SCALE,
	PollKind.CONFIDENCE,
	PollKind.ROTI,
] as const satisfies readonly PollKind[]

/** Whether people answer with a number of an order, so that there is a middle and a spread. */
export function isScored(kind: PollKind): kind is (typeof SCORED)[number] {
	return SCORED.some((one) => one === kind)
}

/** The choices of a poll; those of scores from the highest down. */
export function choicesOf(backlog: Backlog, poll: Pick<Poll, 'kind' | 'options'>): PollChoice[] {
	const { kind, options } = poll
	if (hasOptions(kind)) return optionChoices(backlog, options)
	const [first, last] = numbersOf(kind, 0)
	const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i)
	if (isScored(kind)) {
		return numbers.reverse().map((selection) => ({
			...{ selection, says: '', isScore: true, countsAt: selection },
			name: words.poll.scores[kind][selection] ?? String(selection),
		}))
	}
	return numbers.map((selection) => {
		const { name = String(selection), says = '' } = words.poll.consents[selection] ?? {}
		return { selection, name, says, isScore: false, countsAt: selection }
	})
}

function optionChoices(backlog: Backlog, options: readonly PollOption[]): PollChoice[] {
	const names = options.map((option) => optionName(backlog, option))
	return whereOptionsCount(backlog, options).map((countsAt, selection) => ({
		...{ selection, countsAt, isScore: false },
		name: names[selection] ?? '',
		says:
			countsAt === null
				? words.poll.archived
				: countsAt === selection
					? ''
					: words.poll.mergedInto(names[countsAt] ?? ''),
	}))
}

/** What an option is called: its text, or the title that its item has now. */
export function optionName({ items }: Pick<Backlog, 'items'>, { text, item }: PollOption): string {
	if (item === NO_ID) return text
	const found = items.get(item)
	if (found === undefined) return words.feedback.fate.anItem
	return found.ref === '' ? found.title : `${found.ref} ${found.title}`
}

/** With the number before it, where the number is not beside it. */
export function choiceInFull({ selection, name, isScore }: PollChoice): string {
	return isScore ? words.poll.numbered(selection, name) : name
}

/** A whole ballot in words. */
export function ballotInWords(
	kind: PollKind,
	choices: readonly PollChoice[],
	says: Selection,
): string {
	const w = words.poll
	const nameOf = (selection: number) => {
		const choice = choices.find((one) => one.selection === selection)
		return choice === undefined ? String(selection) : choiceInFull(choice)
	}
	if (kind === PollKind.RANKING) return w.inOrder(says.map(nameOf))
	const parts =
		kind === PollKind.DOTS
			? says.flatMap((dots, place) => (dots > 0 ? [w.dotsFor(nameOf(place), dots)] : []))
			: says.map(nameOf)
	return parts.length === 0 ? w.noneOfThem : parts.join(', ')
}
