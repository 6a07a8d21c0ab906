// Upvotes as one person sees them: what the server counted last, with one's own added or taken off
// at once. Pure.
import type { Feedback, OwnUpvote, UpvoteCount } from '../../sdk/model'

export interface ShownUpvotes {
	readonly count: number
	readonly up: boolean
	readonly pending: boolean
}

export function shownUpvotes(
	counted: UpvoteCount | undefined,
	own: OwnUpvote | undefined,
): ShownUpvotes {
	const { count, withOwn } = counted ?? { count: 0, withOwn: false }
	const up = own?.up === true
	const others = count - (withOwn ? 1 : 0)
	return { count: others + (up ? 1 : 0), up, pending: own?.pending === true }
}

export type FeedbackSort = 'newest' | 'upvoted'

// By the server's counts only: one's own tap must not move what one is about to tap again.
export function sortedFeedback(
	feedback: readonly Feedback[],
	sort: FeedbackSort,
	upvotes: ReadonlyMap<string, UpvoteCount>,
): readonly Feedback[] {
	const newest = feedback.toReversed()
	if (sort === 'newest') return newest
	const count = ({ key, retracted }: Feedback) => (retracted ? -1 : (upvotes.get(key)?.count ?? 0))
	return newest.sort((a, b) => count(b) - count(a))
}
