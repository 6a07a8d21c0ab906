// What can be chosen in a poll, in the order in which it is shown, and how it is called.
import { Consent, PollKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { words } from '../words/words'

const CONSENTS: readonly number[] = [Consent.YES, Consent.NO, Consent.ABSTAIN]
const FINGERS: readonly number[] = [5, 4, 3, 2, 1, 0]

export function isFist(kind: PollKind): boolean {
	return kind === PollKind.FIST_OF_FIVE
}

export function choicesOf(kind: PollKind): readonly number[] {
	return isFist(kind) ? FINGERS : CONSENTS
}

export function choiceName(kind: PollKind, selection: number): string {
	if (isFist(kind)) return words.poll.fingers[selection]?.name ?? String(selection)
	return words.poll.consents[selection]?.name ?? String(selection)
}

// With the number before it, where the number is not beside it.
export function choiceInFull(kind: PollKind, selection: number): string {
	const name = choiceName(kind, selection)
	return isFist(kind) ? words.poll.numbered(selection, name) : name
}
