// Where the form of a poll is kept while it is filled in (parts/typed.ts).
import type { IdKey } from '../../sdk/id'
import type { PollSubject } from '../../sdk/pollDrafts'

/** `again`: the poll that is asked again. */
export function placeOfPoll(subject: PollSubject, again?: IdKey): string {
	const on = 'increment' in subject ? `poll/${subject.increment}` : `poll/review/${subject.review}`
	return again === undefined ? on : `${on}/${again}`
}

/** Of the reason why a poll is declared void. */
export function placeOfVoid(poll: IdKey): string {
	return `void/${poll}`
}
