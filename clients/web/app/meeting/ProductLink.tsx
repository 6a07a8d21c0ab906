// What the product is for, beside what the Sprint is for, and the way to all of it.
import { GoalState } from '../../sdk/gen/reviewd/v1/goal_pb'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useClient } from './seat'

export function ProductLink() {
	const goals = useSignal(useClient().views.goals)
	const active = goals.find(({ state }) => state === GoalState.ACTIVE)
	const w = words.product
	return (
		<a className="goal__product" href="#product" title={w.look}>
			<span className="goal__of">
				{w.goal} <Icon name="right" size="s" />
			</span>
			<span className="goal__aim">{active?.statement ?? w.noGoal}</span>
		</a>
	)
}
