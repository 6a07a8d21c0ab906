// Records the Product Owner's assessment, or another one.
import { useEffect, useRef, type RefObject } from 'react'
import { assessIncrement } from '../../sdk/drafts'
import { Assessment } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment } from '../../sdk/model'
import { VersionedForm } from '../goals/VersionedForm'
import { Choice } from '../parts/Choice'
import { manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useFocusBack } from '../parts/useFocusBack'
import { useVersioned } from '../parts/useVersioned'
import { words } from '../words/words'

const CHOICES = [
	Assessment.MEETS,
	Assessment.MEETS_WITH_FOLLOW_UP,
	Assessment.NOT_YET,
] as const satisfies readonly Assessment[]

export interface AssessmentFormProps {
	readonly increment: Increment
	// Where it is kept while it is typed.
	readonly place: string
	// It takes the place of what was pressed.
	readonly autoFocus: boolean
	readonly onDone: () => void
}

// Strict: whoever assesses has seen what stood before.
export function AssessmentForm({ increment, place, autoFocus, onDone }: AssessmentFormProps) {
	const { key, assessment, assessmentReason } = increment
	const first = useRef<HTMLDivElement>(null)
	useFocusBack(first)
	useEffect(() => {
		if (autoFocus) first.current?.querySelector<HTMLElement>('[role=radio][tabindex="0"]')?.focus()
	}, [autoFocus])
	const versioned = useVersioned({
		place,
		standing: { verdict: assessment, reason: assessmentReason },
		at: increment.assessedAt,
		draft: ({ verdict, reason }, at) => assessIncrement(key, verdict, manyLines(reason), at),
		onClose: onDone,
	})
	const { verdict, reason } = versioned.form
	const w = words.assessment
	const unchosen = verdict === Assessment.UNSPECIFIED
	const problem = titleProblem(manyLines(reason), REASON_BYTES_MAX)
	return (
		<VersionedForm
			versioned={versioned}
			className="assess"
			label={w.title}
			isSound={!unchosen && problem === null}
			action={w.record}
			fields={[
				[w.verdict, w.verdicts[assessment], w.verdicts[verdict]],
				[w.reason, assessmentReason, reason],
			]}
		>
			{(asked) => (
				<>
					<VerdictField
						field={first}
						verdict={verdict}
						wrong={asked && unchosen}
						onChoose={(chosen) => {
							versioned.set({ verdict: chosen })
						}}
					/>
					<TextField
						label={w.reason}
						hint={w.reasonSays}
						emptySays={w.reasonNeeded}
						value={reason}
						problem={asked ? problem : null}
						rows={3}
						onChange={(text) => {
							versioned.set({ reason: text })
						}}
					/>
				</>
			)}
		</VersionedForm>
	)
}

interface VerdictFieldProps {
	readonly field: RefObject<HTMLDivElement | null>
	readonly verdict: Assessment
	readonly wrong: boolean
	readonly onChoose: (verdict: Assessment) => void
}

function VerdictField({ field, verdict, wrong, onChoose }: VerdictFieldProps) {
	const w = words.assessment
	return (
		<div className="field" ref={field}>
			<Choice
				label={w.verdict}
				className="kinds"
				optionClass={() => 'kind'}
				options={CHOICES}
				chosen={CHOICES.find((one) => one === verdict)}
				onChoose={onChoose}
				render={(one) => w.verdicts[one]}
			/>
			{wrong && (
				<p className="problem" role="alert">
					{w.verdictNeeded}
				</p>
			)}
		</div>
	)
}
