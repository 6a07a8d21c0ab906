// Why a rehearsal was not started, in the page's own words where it has some. Pure.
import { AWAY, Refusal } from '../../sdk/http'
import { asSentence } from '../parts/textCheck'
import { rehearseWords } from '../words/rehearse'
import { words } from '../words/words'

export function refusalOf(error: unknown): string {
	const w = rehearseWords
	if (!(error instanceof Refusal) || error.code === AWAY)
		return words.notYet.away.title + '. ' + w.tryAgain
	return w.refused[error.code] ?? asSentence(error.message) ?? w.failed
}
