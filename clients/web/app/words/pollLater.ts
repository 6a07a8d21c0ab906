// The words of the parts of polls that come after the page, in the language that is in use.
import { pollLaterWords } from './enPollLater'
import { inUse } from './words'

export const laterWords = inUse({ en: pollLaterWords })
