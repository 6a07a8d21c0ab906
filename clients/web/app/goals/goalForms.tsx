// What the Product Owner records about the goal that is active: how far it has come, and its end.
import { useRef } from 'react'
import { abandonGoal, achieveGoal, recordProgress } from '../../sdk/goalDrafts'
import type { Goal } from '../../sdk/goalModel'
import { useClient } from '../meeting/seat'
import { Confirm } from '../parts/Confirm'
import { numberFrom, typedNumber } from '../parts/numbers'
import { manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useFocusBack } from '../parts/useFocusBack'
import { useTyped } from '../parts/useTyped'
import { goalWords } from '../words/goals'
import { words } from '../words/words'

interface OfGoal {
	readonly goal: Goal
	readonly onDone: () => void
}

export function ProgressForm({ goal, onDone }: OfGoal) {
	const client = useClient()
	const typed = useTyped(`progress/${goal.key}`, typedNumber(goal.current))
	const form = useRef<HTMLFormElement>(null)
	useFocusBack(form)
	const current = numberFrom(typed.value)
	const done = () => {
		typed.forget()
		onDone()
	}
	const { asked, submit } = useCheckedSubmit(current !== null, () => {
		if (current !== null) client.submit(recordProgress(goal.key, current))
		done()
	})
	const w = goalWords.goal
	return (
		<form ref={form} className="form inlineform" noValidate onSubmit={submit} aria-label={w.record}>
			<TextField
				label={w.current(goal.metric)}
				value={typed.value}
				problem={asked && current === null ? { kind: 'notANumber' } : null}
				short
				autoFocus
				onChange={typed.set}
			/>
			<Buttons action={w.recordIt} onCancel={done} />
		</form>
	)
}

export function AchieveConfirm({ goal, onDone }: OfGoal) {
	const client = useClient()
	const w = goalWords.goal
	return (
		<Confirm
			says={w.achieveSays}
			action={w.achieve}
			onConfirm={() => {
				client.submit(achieveGoal(goal.key))
				onDone()
			}}
			onCancel={onDone}
		/>
	)
}

export function AbandonForm({ goal, onDone }: OfGoal) {
	const client = useClient()
	const typed = useTyped(`abandon/${goal.key}`, '')
	const form = useRef<HTMLFormElement>(null)
	useFocusBack(form)
	const reason = manyLines(typed.value)
	const problem = titleProblem(reason, REASON_BYTES_MAX)
	const done = () => {
		typed.forget()
		onDone()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		client.submit(abandonGoal(goal.key, reason))
		done()
	})
	const w = goalWords.goal
	return (
		<form
			ref={form}
			className="form inlineform"
			noValidate
			onSubmit={submit}
			aria-label={w.abandon}
		>
			<TextField
				label={w.abandonWhy}
				emptySays={w.abandonNeeded}
				value={typed.value}
				problem={asked ? problem : null}
				rows={2}
				autoFocus
				onChange={typed.set}
			/>
			<Buttons action={w.abandon} onCancel={done} />
		</form>
	)
}

function Buttons({ action, onCancel }: { readonly action: string; readonly onCancel: () => void }) {
	return (
		<div className="buttons">
			<button className="btn btn--main" type="submit">
				{action}
			</button>
			<button className="btn btn--quiet" type="button" onClick={onCancel}>
				{words.cancel}
			</button>
		</div>
	)
}
