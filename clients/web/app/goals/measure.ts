// How far a measured goal has come. Pure.
import type { Goal } from '../../sdk/goalModel'

/** From 0, where it began, to 1, where it is to come to; never beyond. Also for goals that go down. */
export function shareOf({ baseline, current, target }: Pick<Goal, Numbers>): number {
	if (target === baseline) return 0
	return Math.min(1, Math.max(0, (current - baseline) / (target - baseline)))
}

type Numbers = 'baseline' | 'current' | 'target'

export function isMeasured({ metric }: Pick<Goal, 'metric'>): boolean {
	return metric !== ''
}
