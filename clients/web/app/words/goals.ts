// The words of goals, action items and facts of a review, in the language that is in use.
import { enGoals } from './enGoals'
import { inUse } from './words'

export const goalWords = inUse({ en: enGoals })
