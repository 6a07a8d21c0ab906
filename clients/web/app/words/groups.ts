// The words about groups of stakeholders, in the language that is in use.
import { groupWordsEn } from './enGroups'
import { inUse } from './words'

export const groupWords = inUse({ en: groupWordsEn })
