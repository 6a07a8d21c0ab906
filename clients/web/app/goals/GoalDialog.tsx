// Sets a Product Goal, or changes what the one that is active says.
import { GoalState } from '../../sdk/gen/reviewd/v1/goal_pb'
import { setProductGoal } from '../../sdk/goalDrafts'
import type { Goal } from '../../sdk/goalModel'
import { NO_ID } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { TextField } from '../parts/TextField'
import { useVersioned } from '../parts/useVersioned'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import {
	goalFormOf,
	goalProblems,
	goalText,
	isMeasuredForm,
	isSoundGoal,
	type GoalForm,
	type GoalProblems,
} from './goalForm'
import { VersionedForm } from './VersionedForm'

export function GoalDialog({ onClose }: { readonly onClose: () => void }) {
	const { views } = useClient()
	const limits = useSignal(views.limits)
	const active = activeGoal(useSignal(views.goals))
	const standing = goalFormOf(active)
	const versioned = useVersioned({
		place: 'productGoal',
		standing,
		at: active?.setAt ?? 0,
		draft: (form, at) => setProductGoal(active?.key ?? NO_ID, goalText(form), at),
		onClose,
	})
	const { form, set } = versioned
	const problems = goalProblems(form, limits)
	const w = goalWords.goal
	return (
		<Dialog title={active === undefined ? w.set : w.changeTitle} onClose={versioned.close}>
			<VersionedForm
				versioned={versioned}
				isSound={isSoundGoal(problems)}
				action={active === undefined ? w.setIt : w.changeIt}
				fields={[
					[w.statement, standing.statement, form.statement],
					[w.metric, standing.metric, form.metric],
					[w.baseline, standing.baseline, form.baseline],
					[w.target, standing.target, form.target],
				]}
			>
				{(asked) => <Fields form={form} problems={asked ? problems : null} onChange={set} />}
			</VersionedForm>
		</Dialog>
	)
}

interface FieldsProps {
	readonly form: GoalForm
	readonly problems: GoalProblems | null
	readonly onChange: (fields: Partial<GoalForm>) => void
}

function Fields({ form, problems, onChange }: FieldsProps) {
	const w = goalWords.goal
	return (
		<>
			<TextField
				label={w.statement}
				value={form.statement}
				problem={problems?.statement}
				rows={3}
				onChange={(statement) => {
					onChange({ statement })
				}}
			/>
			<TextField
				label={w.metric}
				hint={w.metricSays}
				value={form.metric}
				problem={problems?.metric}
				optional
				onChange={(metric) => {
					onChange({ metric })
				}}
			/>
			{isMeasuredForm(form) && (
				<div className="fieldrow">
					<TextField
						label={w.baseline}
						value={form.baseline}
						problem={problems?.baseline}
						short
						onChange={(baseline) => {
							onChange({ baseline })
						}}
					/>
					<TextField
						label={w.target}
						value={form.target}
						problem={problems?.target}
						short
						onChange={(target) => {
							onChange({ target })
						}}
					/>
				</div>
			)}
		</>
	)
}

// One at a time.
export function activeGoal(goals: readonly Goal[]): Goal | undefined {
	return goals.find(({ state }) => state === GoalState.ACTIVE)
}
