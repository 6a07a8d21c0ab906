// Starts a timer: a tap for the usual lengths, a field for any other.
import { useId, useState, type SubmitEvent } from 'react'
import { TimerChange } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { setTimer } from '../../sdk/flowDrafts'
import type { Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Dialog } from '../parts/Dialog'
import { words } from '../words/words'
import { minutesFrom } from './minutes'

const USUAL = [2, 5, 10, 15, 30] as const

export interface TimerDialogProps {
	readonly review: Review
	readonly onClose: () => void
}

export function TimerDialog({ review, onClose }: TimerDialogProps) {
	const client = useClient()
	const [chosen, setChosen] = useState<(typeof USUAL)[number]>()
	const [other, setOther] = useState('')
	const [asked, setAsked] = useState(false)
	const w = words.timer
	const minutes = other === '' ? (chosen ?? null) : minutesFrom(other)

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (minutes === null) {
			setAsked(true)
			return
		}
		client.submit(setTimer(review, TimerChange.START, minutes * 60_000))
		onClose()
	}
	return (
		<Dialog title={w.start} onClose={onClose}>
			<form className="form" noValidate onSubmit={submit}>
				<Choice
					label={w.howLong}
					className="kinds"
					optionClass={() => 'kind'}
					options={USUAL}
					chosen={other === '' ? chosen : undefined}
					onChoose={(one) => {
						setChosen(one)
						setOther('')
					}}
					render={(one) => words.agenda.minutes(one)}
				/>
				<OtherMinutes typed={other} wrong={asked && minutes === null} onType={setOther} />
				<div className="buttons">
					<button className="btn btn--main" type="submit">
						{w.startIt}
					</button>
					<button className="btn btn--quiet" type="button" onClick={onClose}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}

interface OtherMinutesProps {
	readonly typed: string
	readonly wrong: boolean
	readonly onType: (typed: string) => void
}

function OtherMinutes({ typed, wrong, onType }: OtherMinutesProps) {
	const id = useId()
	const w = words.timer
	return (
		<>
			<div className="field field--short">
				<label htmlFor={id}>{w.otherMinutes}</label>
				<input
					id={id}
					className="input"
					inputMode="numeric"
					autoComplete="off"
					maxLength={4}
					value={typed}
					aria-invalid={wrong || undefined}
					aria-describedby={wrong ? `${id}-problem` : undefined}
					onChange={(event) => {
						onType(event.target.value.replaceAll(/\D/g, ''))
					}}
				/>
			</div>
			{wrong && (
				<p className="problem" id={`${id}-problem`} role="alert">
					{w.minutesWrong}
				</p>
			)}
		</>
	)
}
