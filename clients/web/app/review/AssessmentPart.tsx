// The Product Owner's assessment: recorded with a reason, independent of every vote.
import { useState, type SubmitEvent } from 'react'
import { Assessment } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { assessIncrement } from '../../sdk/drafts'
import type { Increment } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Choice } from '../parts/Choice'
import { Saving } from '../parts/Saving'
import { manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { focusFirstProblem, TextField } from '../parts/TextField'
import { clockTime } from '../parts/times'
import { useTyped, useWasTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'

const CHOICES = [
	Assessment.MEETS,
	Assessment.MEETS_WITH_FOLLOW_UP,
	Assessment.NOT_YET,
] as const satisfies readonly Assessment[]

export interface AssessmentPartProps {
	readonly increment: Increment
	readonly reviewIsOver: boolean
}

export function AssessmentPart({ increment, reviewIsOver }: AssessmentPartProps) {
	const { views } = useClient()
	const { assess } = usePowers()
	const people = useSignal(views.people)
	const [editing, setEditing] = useState(useWasTyped(placeOf(increment)))
	const w = words.assessment
	const given = increment.assessment !== Assessment.UNSPECIFIED
	const by = people.find((one) => one.participant === increment.assessedBy)?.name ?? ''

	return (
		<div className="inc__assess">
			<div className="sec">
				<h3>{w.title}</h3>
				{given && (
					<span className="meta">
						{increment.assessedAtMs > 0 && `${clockTime(increment.assessedAtMs)}, `}
						{by}
					</span>
				)}
			</div>
			{given && !editing && (
				<>
					<p className="inc__verdict">{w.verdicts[increment.assessment]}</p>
					{increment.assessmentReason !== '' && <p>{increment.assessmentReason}</p>}
					{increment.pending && <Saving text={words.saving} />}
				</>
			)}
			{!given && !editing && <p className="quiet">{w.none}</p>}
			{assess && !reviewIsOver && !editing && (
				<button
					className="btn btn--s"
					onClick={() => {
						setEditing(true)
					}}
				>
					{given ? w.change : w.give}
				</button>
			)}
			{editing && assess && !reviewIsOver && (
				<AssessmentForm
					increment={increment}
					onDone={() => {
						setEditing(false)
					}}
				/>
			)}
		</div>
	)
}

function placeOf({ key }: Increment): string {
	return `assessment/${key}`
}

interface AssessmentFormProps {
	readonly increment: Increment
	readonly onDone: () => void
}

function AssessmentForm({ increment, onDone }: AssessmentFormProps) {
	const client = useClient()
	const typed = useTyped(placeOf(increment), {
		verdict: increment.assessment,
		reason: increment.assessmentReason,
	})
	const { verdict, reason } = typed.value
	const [asked, setAsked] = useState(false)
	const w = words.assessment
	const unchosen = verdict === Assessment.UNSPECIFIED
	const problem = titleProblem(manyLines(reason), REASON_BYTES_MAX)

	const done = () => {
		typed.forget()
		onDone()
	}
	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (unchosen || problem !== null) {
			setAsked(true)
			focusFirstProblem(event.currentTarget)
			return
		}
		client.submit(assessIncrement(increment.key, verdict, manyLines(reason), increment.assessedAt))
		done()
	}
	return (
		<form className="assess" aria-label={w.title} noValidate onSubmit={submit}>
			<div className="field">
				<Choice
					label={w.verdict}
					className="kinds"
					optionClass={() => 'kind'}
					options={CHOICES}
					chosen={CHOICES.find((one) => one === verdict)}
					onChoose={(chosen) => {
						typed.set({ verdict: chosen, reason })
					}}
					render={(one) => w.verdicts[one]}
				/>
				{asked && unchosen && (
					<p className="problem" role="alert">
						{w.verdictNeeded}
					</p>
				)}
			</div>
			<TextField
				label={w.reason}
				hint={w.reasonSays}
				emptySays={w.reasonNeeded}
				value={reason}
				problem={asked ? problem : null}
				rows={3}
				onChange={(text) => {
					typed.set({ verdict, reason: text })
				}}
			/>
			<div className="buttons">
				<button className="btn btn--main" type="submit">
					{w.record}
				</button>
				<button className="btn btn--quiet" type="button" onClick={done}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}
