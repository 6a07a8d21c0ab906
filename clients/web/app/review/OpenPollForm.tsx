// Opens a consent poll on an increment. Who may vote is fixed at that moment.
import { useState, type SubmitEvent } from 'react'
import { Results, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { openPoll } from '../../sdk/drafts'
import type { Increment } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { words } from '../words/words'

const KINDS = ['live', 'onReveal', 'masked'] as const
type Kind = (typeof KINDS)[number]

const PLANS: Record<Kind, { secrecy: Secrecy; results: Results }> = {
	live: { secrecy: Secrecy.NAMED, results: Results.LIVE },
	onReveal: { secrecy: Secrecy.NAMED, results: Results.ON_REVEAL },
	masked: { secrecy: Secrecy.MASKED, results: Results.ON_REVEAL },
}

export interface OpenPollFormProps {
	readonly increment: Increment
	readonly again?: boolean
}

export function OpenPollForm({ increment, again = false }: OpenPollFormProps) {
	const client = useClient()
	const [question, setQuestion] = useState<string>(words.poll.question)
	const [kind, setKind] = useState<Kind>('live')
	const w = words.poll

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (question.trim() === '') return
		client.submit(openPoll(increment.key, { question: question.trim(), ...PLANS[kind] }))
	}
	return (
		<form className="openpoll" aria-label={w.openLabel} onSubmit={submit}>
			<label className="field">
				<span className="field__l">{w.questionLabel}</span>
				<input
					className="input"
					value={question}
					maxLength={300}
					onChange={(event) => {
						setQuestion(event.target.value)
					}}
				/>
			</label>
			<Choice
				label={w.kindLabel}
				className="ident"
				optionClass={() => 'ident__o ident__o--s'}
				options={KINDS}
				chosen={kind}
				onChoose={setKind}
				render={(one) => (
					<>
						<span className="radio" />
						<b>{w.kinds[one].name}</b>
						<small>{w.kinds[one].says}</small>
					</>
				)}
			/>
			<button className={again ? 'btn' : 'btn btn--main'} type="submit">
				{again ? w.openAgain : w.openIt}
			</button>
		</form>
	)
}
