// How far a measured goal has come: the number, and a bar from where it began to where it is to come to.
import type { Goal } from '../../sdk/goalModel'
import { numberText, percentText } from '../parts/numbers'
import { goalWords } from '../words/goals'
import { shareOf } from './measure'

export function Measure({ goal }: { readonly goal: Goal }) {
	const share = shareOf(goal)
	const w = goalWords.goal
	const [baseline, current, target] = [goal.baseline, goal.current, goal.target].map(numberText)
	const at = { baseline, current, target, metric: goal.metric } as Parameters<typeof w.isAt>[0]
	return (
		<div className="measure">
			<p className="measure__now">
				<b className="measure__n">{current}</b> <span>{goal.metric}</span>
			</p>
			<svg className="measure__bar" role="img" aria-label={w.isAt(at)}>
				<rect className="measure__all" width="100%" height="100%" rx="4" />
				<rect
					className="measure__part"
					width={`${(100 * share).toFixed(1)}%`}
					height="100%"
					rx="4"
				/>
			</svg>
			<p className="measure__ends" aria-hidden="true">
				<span>{w.from(baseline ?? '')}</span>
				<b>{share === 1 ? w.reached : w.share(percentText(share))}</b>
				<span>{w.to(target ?? '')}</span>
			</p>
		</div>
	)
}
