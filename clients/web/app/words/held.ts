// The words about feedback that waits for its release, in the language that is in use.
import { heldWordsEn } from './enHeld'
import { inUse } from './words'

export const heldWords = inUse({ en: heldWordsEn })
