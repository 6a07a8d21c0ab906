// A Product Goal while it is being typed, and what is sent of it. Pure.
import type { GoalText } from '../../sdk/goalDrafts'
import type { Goal } from '../../sdk/goalModel'
import type { TextLimits } from '../../sdk/views'
import { numberFrom, typedNumber } from '../parts/numbers'
import { lengthProblem, manyLines, oneLine, titleProblem, type Problem } from '../parts/textCheck'

export interface GoalForm {
	readonly statement: string
	// Empty: it is not measured, and its numbers do not matter.
	readonly metric: string
	readonly baseline: string
	readonly target: string
}

export interface GoalProblems {
	readonly statement: Problem | null
	readonly metric: Problem | null
	readonly baseline: Problem | null
	readonly target: Problem | null
}

export const NO_GOAL: GoalForm = { statement: '', metric: '', baseline: '0', target: '' }

export function goalFormOf(goal: Goal | undefined): GoalForm {
	if (goal === undefined) return NO_GOAL
	const { statement, metric, baseline, target } = goal
	if (metric === '') return { ...NO_GOAL, statement }
	return { statement, metric, baseline: typedNumber(baseline), target: typedNumber(target) }
}

export function isMeasuredForm({ metric }: GoalForm): boolean {
	return oneLine(metric) !== ''
}

/** Of a form without problems. */
export function goalText(form: GoalForm): GoalText {
	const measured = isMeasuredForm(form)
	return {
		statement: manyLines(form.statement),
		metric: oneLine(form.metric),
		baseline: measured ? (numberFrom(form.baseline) ?? 0) : 0,
		target: measured ? (numberFrom(form.target) ?? 0) : 0,
	}
}

export function goalProblems(form: GoalForm, limits: TextLimits): GoalProblems {
	const measured = isMeasuredForm(form)
	const [from, to] = [numberFrom(form.baseline), numberFrom(form.target)]
	const number = (value: number | null): Problem | null =>
		measured && value === null ? { kind: 'notANumber' } : null
	return {
		statement: titleProblem(manyLines(form.statement), limits.titleBytes),
		metric: lengthProblem(oneLine(form.metric), limits.titleBytes),
		baseline: number(from),
		target: measured && to !== null && to === from ? { kind: 'sameNumber' } : number(to),
	}
}

export function isSoundGoal(problems: GoalProblems): boolean {
	return Object.values(problems).every((problem) => problem === null)
}
