// A review while it is being planned, and what is sent of it. Pure.
import type { ReviewPlan } from '../../sdk/drafts'
import type { Review } from '../../sdk/model'
import type { TextLimits } from '../../sdk/views'
import { lengthProblem, oneLine, titleProblem, type Problem } from '../parts/textCheck'

export interface ReviewForm {
	readonly title: string
	// Digits, or nothing.
	readonly sprint: string
	readonly goal: string
}

export interface ReviewProblems {
	readonly title: Problem | null
	readonly goal: Problem | null
}

// Sprints are counted: the number after the highest one so far.
export function nextReview(reviews: readonly Review[]): ReviewForm {
	const last = Math.max(0, ...reviews.map((review) => review.sprint))
	return { title: '', sprint: last === 0 ? '' : String(last + 1), goal: '' }
}

export function reviewPlan({ title, sprint, goal }: ReviewForm): ReviewPlan {
	return { title: oneLine(title), sprint: Number(sprint), goal: oneLine(goal) }
}

export function reviewProblems(form: ReviewForm, limits: TextLimits): ReviewProblems {
	const { title, goal } = reviewPlan(form)
	return {
		title: titleProblem(title, limits.titleBytes),
		goal: lengthProblem(goal, limits.titleBytes),
	}
}
