// The Product Goal: what it says and how far it has come, for everybody; what the Product Owner does
// with it; and those that have ended.
import { useState } from 'react'
import { GoalState } from '../../sdk/gen/reviewd/v1/goal_pb'
import type { Goal } from '../../sdk/goalModel'
import { useClient } from '../meeting/seat'
import { numberText } from '../parts/numbers'
import { isOwner } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import { activeGoal, GoalDialog } from './GoalDialog'
import { AchieveConfirm, AbandonForm, ProgressForm } from './goalForms'
import { Measure } from './Measure'
import { isMeasured } from './measure'

export interface GoalPartProps {
	// What ended is told where there is room for it.
	readonly history?: boolean
}

export function GoalPart({ history = false }: GoalPartProps) {
	const { views } = useClient()
	const goals = useSignal(views.goals)
	const owner = isOwner(useSignal(views.me).role)
	const active = activeGoal(goals)
	const ended = goals.filter((one) => one.state !== GoalState.ACTIVE).toReversed()
	const w = goalWords.goal
	return (
		<section className="aim" aria-label={w.title}>
			<div className="sec">
				<h3>{w.title}</h3>
				{active?.pending === true && <Saving text={words.saving} />}
			</div>
			{active === undefined ? (
				<p className="quiet">{owner ? w.noneMine : w.none}</p>
			) : (
				<>
					<p className="aim__says">{active.statement}</p>
					{isMeasured(active) ? <Measure goal={active} /> : <p className="meta">{w.notMeasured}</p>}
				</>
			)}
			{owner && <OwnerActions goal={active} />}
			{history && ended.length > 0 && <Ended goals={ended} />}
		</section>
	)
}

type Doing = 'nothing' | 'set' | 'progress' | 'achieve' | 'abandon'

function OwnerActions({ goal }: { readonly goal: Goal | undefined }) {
	const [doing, setDoing] = useState<Doing>('nothing')
	const w = goalWords.goal
	const done = () => {
		setDoing('nothing')
	}
	const offer = (what: Doing, label: string) => (
		<button
			className="btn btn--s"
			// Until the server has it there is nothing to change.
			aria-disabled={goal?.pending === true || undefined}
			onClick={() => {
				if (goal?.pending !== true) setDoing(what)
			}}
		>
			{label}
		</button>
	)
	if (goal !== undefined && doing === 'progress') return <ProgressForm goal={goal} onDone={done} />
	if (goal !== undefined && doing === 'achieve') return <AchieveConfirm goal={goal} onDone={done} />
	if (goal !== undefined && doing === 'abandon') return <AbandonForm goal={goal} onDone={done} />
	return (
		<div className="buttons">
			{goal !== undefined && isMeasured(goal) && offer('progress', w.record)}
			{offer('set', goal === undefined ? w.set : w.change)}
			{goal !== undefined && offer('achieve', w.achieve)}
			{goal !== undefined && offer('abandon', w.abandon)}
			{doing === 'set' && <GoalDialog onClose={done} />}
		</div>
	)
}

function Ended({ goals }: { readonly goals: readonly Goal[] }) {
	const w = goalWords.goal
	return (
		<div className="aim__ended">
			<h4 className="label">{w.ended}</h4>
			<ul className="entry__list">
				{goals.map((goal) => (
					<li key={goal.key}>
						<span className={goal.state === GoalState.ACHIEVED ? 'chip chip--accent' : 'chip'}>
							{w.states[goal.state]}
						</span>
						<span className="aim__was">{goal.statement}</span>
						{isMeasured(goal) && (
							<span className="meta">
								{w.isAt({
									metric: goal.metric,
									current: numberText(goal.current),
									baseline: numberText(goal.baseline),
									target: numberText(goal.target),
								})}
							</span>
						)}
						{goal.reason !== '' && <p className="entry__said quiet">{goal.reason}</p>}
					</li>
				))}
			</ul>
		</div>
	)
}
