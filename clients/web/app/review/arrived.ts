// One's own anonymous feedback comes back under an id that the server chose, before the answer to it:
// for that moment it would be there twice. Pure.
import type { IdKey } from '../../sdk/id'
import type { Feedback } from '../../sdk/model'

// Without what is still waiting for its answer and has been seen arriving. `own` are the arrived ones
// that are known to be this person's: those were sent earlier.
export function withoutArrived(
	feedback: readonly Feedback[],
	own: ReadonlySet<IdKey>,
): readonly Feedback[] {
	if (!feedback.some(isOnItsWay)) return feedback
	const arrived = feedback.filter((one) => one.anonymous && !one.pending && !own.has(one.key))
	const taken = new Set<Feedback>()
	return feedback.filter((one) => {
		if (!isOnItsWay(one)) return true
		const same = arrived.find((other) => !taken.has(other) && isSame(one, other))
		if (same === undefined) return true
		taken.add(same)
		return false
	})
}

// One that is being taken back is pending too, but under the server's id.
function isOnItsWay({ anonymous, pending, retracted }: Feedback): boolean {
	return anonymous && pending && !retracted
}

function isSame(one: Feedback, other: Feedback): boolean {
	return (
		one.text === other.text &&
		one.kind === other.kind &&
		one.increment === other.increment &&
		one.review === other.review
	)
}
