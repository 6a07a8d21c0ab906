// The words of starting a rehearsal, in the language that is in use.
import { enRehearse } from './enRehearse'
import { inUse } from './words'

export const rehearseWords = inUse({ en: enRehearse })
