// What a review says of itself and of its Sprint, while it is being typed, and what is sent of it. Pure.
import type { ReviewFacts } from '../../sdk/goalDrafts'
import type { Review } from '../../sdk/model'
import type { TextLimits } from '../../sdk/views'
import { lengthProblem, manyLines, oneLine, titleProblem, type Problem } from '../parts/textCheck'

// Of a Sprint's number, of items and of points.
export const DIGITS_MAX = 6

export interface FactsForm {
	readonly title: string
	// Digits, or nothing.
	readonly sprint: string
	readonly goal: string
	// YYYY-MM-DD, or nothing.
	readonly starts: string
	readonly ends: string
	readonly itemsDone: string
	readonly pointsDone: string
	readonly environment: string
}

export interface FactsProblems {
	readonly title: Problem | null
	readonly goal: Problem | null
	readonly ends: Problem | null
	readonly environment: Problem | null
}

export function factsFormOf(review: Review): FactsForm {
	const { title, sprint, goal, starts, ends, itemsDone, pointsDone, environment } = review
	const digits = (n: number) => (n === 0 ? '' : String(n))
	return {
		...{ title, sprint: digits(sprint), goal, starts, ends },
		...{ itemsDone: digits(itemsDone), pointsDone: digits(pointsDone), environment },
	}
}

export function onlyDigits(typed: string): string {
	return typed.replaceAll(/\D/g, '').slice(0, DIGITS_MAX)
}

export function factsOf(form: FactsForm): ReviewFacts {
	return {
		title: oneLine(form.title),
		sprint: Number(form.sprint),
		goal: oneLine(form.goal),
		starts: form.starts,
		ends: form.ends,
		itemsDone: Number(form.itemsDone),
		pointsDone: Number(form.pointsDone),
		environment: manyLines(form.environment),
	}
}

export function factsProblems(form: FactsForm, limits: TextLimits): FactsProblems {
	const { title, goal, starts, ends, environment } = factsOf(form)
	const backwards = starts !== '' && ends !== '' && ends < starts
	return {
		title: titleProblem(title, limits.titleBytes),
		goal: lengthProblem(goal, limits.titleBytes),
		ends: backwards ? { kind: 'endsBefore' } : null,
		environment: lengthProblem(environment, limits.textBytes),
	}
}
