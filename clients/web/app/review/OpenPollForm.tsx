// Opens a poll on an increment. Who may vote is fixed at that moment.
import { useState, type SubmitEvent } from 'react'
import { PollKind, Results, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { openPoll } from '../../sdk/drafts'
import type { Increment } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { oneLine, titleProblem } from '../parts/textCheck'
import { focusFirstProblem, TextField } from '../parts/TextField'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'

const KINDS = ['consent', 'fist'] as const
const SIGHTS = ['live', 'afterOwnVote', 'onReveal', 'masked'] as const
const TIMES = ['none', 'seconds30', 'minutes1', 'minutes2', 'minutes5'] as const

const KIND_OF = { consent: PollKind.CONSENT, fist: PollKind.FIST_OF_FIVE } as const
// A masked poll shows its results on reveal only: the server takes nothing else.
const PLAN_OF: Record<(typeof SIGHTS)[number], { secrecy: Secrecy; results: Results }> = {
	live: { secrecy: Secrecy.NAMED, results: Results.LIVE },
	afterOwnVote: { secrecy: Secrecy.NAMED, results: Results.AFTER_OWN_VOTE },
	onReveal: { secrecy: Secrecy.NAMED, results: Results.ON_REVEAL },
	masked: { secrecy: Secrecy.MASKED, results: Results.ON_REVEAL },
}
const MS_OF: Record<(typeof TIMES)[number], number> = {
	none: 0,
	seconds30: 30_000,
	minutes1: 60_000,
	minutes2: 120_000,
	minutes5: 300_000,
}

export interface OpenPollFormProps {
	readonly increment: Increment
	readonly onOpened?: () => void
	// Given where there is something to go back to.
	readonly onCancel?: () => void
}

export function OpenPollForm({ increment, onOpened, onCancel }: OpenPollFormProps) {
	const client = useClient()
	const limits = useSignal(client.views.limits)
	const typed = useTyped<string>(placeOfPoll(increment), words.poll.question)
	const question = typed.value
	const [kind, setKind] = useState<(typeof KINDS)[number]>('consent')
	const [sight, setSight] = useState<(typeof SIGHTS)[number]>('live')
	const [time, setTime] = useState<(typeof TIMES)[number]>('none')
	const [asked, setAsked] = useState(false)
	const w = words.poll
	const problem = titleProblem(oneLine(question), limits.titleBytes)

	const submit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (problem !== null) {
			setAsked(true)
			focusFirstProblem(event.currentTarget)
			return
		}
		const plan = { question: oneLine(question), kind: KIND_OF[kind], openForMs: MS_OF[time] }
		client.submit(openPoll(increment.key, { ...plan, ...PLAN_OF[sight] }))
		typed.forget()
		onOpened?.()
	}
	return (
		<form className="openpoll" aria-label={w.openLabel} noValidate onSubmit={submit}>
			<TextField
				label={w.questionLabel}
				value={question}
				problem={asked ? problem : null}
				rows={2}
				onChange={typed.set}
			/>
			<div className="field">
				<span className="field__l" aria-hidden="true">
					{w.kindLabel}
				</span>
				<Choice
					label={w.kindLabel}
					className="seg"
					optionClass={() => 'seg__o'}
					options={KINDS}
					chosen={kind}
					onChoose={setKind}
					render={(one) => w.kinds[one].name}
				/>
				<p className="meta">{w.kinds[kind].says}</p>
			</div>
			<Described
				label={w.sightLabel}
				options={SIGHTS}
				says={w.sights}
				chosen={sight}
				onChoose={setSight}
			/>
			<div className="field">
				<span className="field__l" aria-hidden="true">
					{w.timeLabel}
				</span>
				<Choice
					label={w.timeLabel}
					className="seg"
					optionClass={() => 'seg__o'}
					options={TIMES}
					chosen={time}
					onChoose={setTime}
					render={(one) => w.times[one]}
				/>
			</div>
			<div className="buttons">
				<button className="btn btn--main" type="submit">
					{w.openIt}
				</button>
				{onCancel !== undefined && (
					<button
						className="btn btn--quiet"
						type="button"
						onClick={() => {
							typed.forget()
							onCancel()
						}}
					>
						{words.cancel}
					</button>
				)}
			</div>
		</form>
	)
}

// Where its question is kept while it is typed.
export function placeOfPoll({ key }: Increment): string {
	return `poll/${key}`
}

interface DescribedProps<T extends string> {
	readonly label: string
	readonly options: readonly T[]
	readonly says: Readonly<Record<T, { readonly name: string; readonly says: string }>>
	readonly chosen: T
	readonly onChoose: (value: T) => void
}

// A choice whose options are explained where they are chosen.
function Described<T extends string>({ label, says, ...rest }: DescribedProps<T>) {
	return (
		<div className="field">
			<span className="field__l" aria-hidden="true">
				{label}
			</span>
			<Choice
				{...rest}
				label={label}
				className="ident"
				optionClass={() => 'ident__o ident__o--s'}
				render={(one) => (
					<>
						<span className="radio" />
						<b>{says[one].name}</b>
						<small>{says[one].says}</small>
					</>
				)}
			/>
		</div>
	)
}
