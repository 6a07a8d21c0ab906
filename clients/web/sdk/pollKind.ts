// What kinds of poll there are: which of them have options, and what a ballot may say. As
// server/domain/poll_kind.cc has it. Pure.
import { Consent, PollKind, PollState, Secrecy } from './gen/reviewd/v1/meeting_pb'
import type { OwnBallot, Poll, Selection } from './model'

// docs/LIMITS.md, "What a product holds".
export const OPTIONS_MIN = 2
export const OPTIONS_MAX = 20
export const DOTS_MAX = 100
export const QUORUM_MAX = 20_000

const FINGERS_MAX = 5
const SCALE_MAX = 5

/** Whether a ballot says several numbers rather than one. */
export function saysSeveral(kind: PollKind): boolean {
	return kind === PollKind.MULTI || kind === PollKind.DOTS || kind === PollKind.RANKING
}

/** Whether people choose among options that whoever opens the poll writes. */
export function hasOptions(kind: PollKind): boolean {
	return kind === PollKind.SINGLE || saysSeveral(kind)
}

/** The first and the last number that a ballot of one number may say. */
export function numbersOf(kind: PollKind, options: number): readonly [first: number, last: number] {
	switch (kind) {
		case PollKind.CONSENT:
			return [Consent.YES, Consent.ABSTAIN]
		case PollKind.FIST_OF_FIVE:
			return [0, FINGERS_MAX]
		case PollKind.SINGLE:
			return [0, options - 1]
		default:
			return [1, SCALE_MAX]
	}
}

/**
 * What a ballot says, as the wire has it. A poll that is not known: what can be told without it.
 */
export function selectionIn(
	kind: PollKind | undefined,
	{ selection, choices }: { readonly selection: number; readonly choices: readonly number[] },
): Selection {
	const several = kind === undefined ? choices.length > 0 : saysSeveral(kind)
	return several ? choices : [selection]
}

/** Whether the poll takes such a ballot. */
export function isBallot(poll: Pick<Poll, 'kind' | BallotFields>, selection: Selection): boolean {
	const { kind, options } = poll
	if (kind === PollKind.DOTS) return isDots(poll, selection)
	if (saysSeveral(kind)) {
		const fresh = new Set(selection).size === selection.length
		const there = selection.every((place) => place >= 0 && place < options.length)
		return fresh && there && (kind === PollKind.MULTI || selection.length > 0)
	}
	const [first, last] = numbersOf(kind, options.length)
	const [number = -1] = selection
	return selection.length === 1 && number >= first && number <= last
}

type BallotFields = 'options' | 'dots' | 'dotsPerOption'

function isDots({ options, dots, dotsPerOption }: Pick<Poll, BallotFields>, given: Selection) {
	if (given.length !== options.length) return false
	return given.every((count) => count >= 0 && count <= dotsPerOption) && sum(given) <= dots
}

/** Without the dots that are over the limits: of each option, then from the last option up. */
export function clampDots(
	{ dots, dotsPerOption }: Pick<Poll, 'dots' | 'dotsPerOption'>,
	given: Selection,
): Selection {
	const clamped = given.map((count) => Math.min(count, dotsPerOption))
	let over = sum(clamped) - dots
	for (let i = clamped.length - 1; i >= 0 && over > 0; i -= 1) {
		const less = Math.min(clamped[i] ?? 0, over)
		clamped[i] = (clamped[i] ?? 0) - less
		over -= less
	}
	return clamped
}

/**
 * A ballot that was known before, in its poll as that is now. Undefined: the poll was declared void, or
 * it is unlinkable and over, and nobody is to know the ballot any more.
 */
export function stillCast(poll: Poll | undefined, own: OwnBallot): OwnBallot | undefined {
	if (poll?.state === PollState.VOID) return undefined
	if (!own.pending && isForgotten(poll)) return undefined
	if (poll?.kind !== PollKind.DOTS) return own
	return { ...own, choices: clampDots(poll, own.choices) }
}

function isForgotten(poll: Poll | undefined): boolean {
	return poll?.secrecy === Secrecy.UNLINKABLE && poll.state !== PollState.OPEN
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((all, one) => all + one, 0)
}
