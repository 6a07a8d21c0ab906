// The Product Owner's assessment: recorded with a reason, independent of every vote.
import { useState } from 'react'
import { Assessment } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Increment } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { laterPart } from '../parts/laterPart'
import { Saving } from '../parts/Saving'
import { clockTime } from '../parts/times'
import { useWasTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'

const AssessmentForm = laterPart(() => import('./AssessmentForm').then((m) => m.AssessmentForm))

export interface AssessmentPartProps {
	readonly increment: Increment
	readonly reviewIsOver: boolean
}

export function AssessmentPart({ increment, reviewIsOver }: AssessmentPartProps) {
	const { views } = useClient()
	const { assess } = usePowers()
	const people = useSignal(views.people)
	const place = `assessment/${increment.key}`
	const wasTyped = useWasTyped(place)
	const [form, setForm] = useState<'none' | 'brought back' | 'asked for'>(
		wasTyped ? 'brought back' : 'none',
	)
	const editing = form !== 'none'
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
					aria-disabled={increment.pending || undefined}
					onClick={() => {
						if (!increment.pending) setForm('asked for')
					}}
				>
					{given ? w.change : w.give}
				</button>
			)}
			{editing && assess && !reviewIsOver && (
				<AssessmentForm
					increment={increment}
					place={place}
					autoFocus={form === 'asked for'}
					onDone={() => {
						setForm('none')
					}}
				/>
			)}
		</div>
	)
}
