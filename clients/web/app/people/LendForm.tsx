// The Product Owner lends a part of their power: which part, and until when.
import { useId, useRef, useState, type SubmitEvent } from 'react'
import { DelegationScope } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { delegatePower } from '../../sdk/flowDrafts'
import type { Person } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { timeOrDay } from '../parts/times'
import { useFocusBack } from '../parts/useFocusBack'
import { words } from '../words/words'
import { expiryOf, type Until } from './lendUntil'
import type { Act } from './useAct'

const SCOPES = [
	DelegationScope.ORDER,
	DelegationScope.EDIT,
	DelegationScope.ASSESS,
	DelegationScope.CONVERT,
] as const

export interface LendFormProps {
	readonly person: Person
	readonly act: Act
	readonly onClose: () => void
}

export function LendForm({ person: { participant, name }, act, onClose }: LendFormProps) {
	const client = useClient()
	const [scopes, setScopes] = useState<readonly DelegationScope[]>([])
	const [until, setUntil] = useState<Until>('soon')
	const [chosen, setChosen] = useState('')
	const [asked, setAsked] = useState(false)
	const form = useRef<HTMLFormElement>(null)
	useFocusBack(form)
	const w = words.lend
	const expires = expiryOf(until, chosen, client.now())

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (scopes.length === 0 || expires === null) {
			setAsked(true)
			return
		}
		const done = w.isLent(name, timeOrDay(expires))
		act.run(delegatePower(participant, scopes, expires), done)
		onClose()
	}
	return (
		<form ref={form} className="confirm" aria-label={w.lendTo(name)} noValidate onSubmit={submit}>
			<p>{w.says(name)}</p>
			<Scopes scopes={scopes} wrong={asked && scopes.length === 0} onChange={setScopes} />
			<Choice
				label={w.until}
				className="kinds"
				optionClass={() => 'kind'}
				options={['soon', 'today', 'chosen'] as const}
				chosen={until}
				onChoose={setUntil}
				render={(one) => w.untils[one]}
			/>
			{until === 'chosen' && (
				<ChosenTime chosen={chosen} wrong={asked && expires === null} onChange={setChosen} />
			)}
			{asked && expires === null && (
				<p className="problem" role="alert">
					{w.chosenWrong}
				</p>
			)}
			<div className="buttons">
				<button type="submit" className="btn btn--main">
					{w.do}
				</button>
				<button type="button" className="btn" onClick={onClose}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}

interface ChosenTimeProps {
	readonly chosen: string
	readonly wrong: boolean
	readonly onChange: (chosen: string) => void
}

function ChosenTime({ chosen, wrong, onChange }: ChosenTimeProps) {
	const id = useId()
	return (
		<div className="field">
			<label htmlFor={id}>{words.lend.chosen}</label>
			<input
				id={id}
				className="input"
				type="datetime-local"
				value={chosen}
				aria-invalid={wrong || undefined}
				onChange={(event) => {
					onChange(event.target.value)
				}}
			/>
		</div>
	)
}

interface ScopesProps {
	readonly scopes: readonly DelegationScope[]
	readonly wrong: boolean
	readonly onChange: (scopes: readonly DelegationScope[]) => void
}

function Scopes({ scopes, wrong, onChange }: ScopesProps) {
	const w = words.lend
	return (
		<fieldset className="criteria">
			<legend>{w.scopes}</legend>
			{SCOPES.map((scope, i) => (
				<label key={scope} className="tick">
					<input
						type="checkbox"
						autoFocus={i === 0}
						checked={scopes.includes(scope)}
						onChange={(event) => {
							const others = scopes.filter((one) => one !== scope)
							onChange(event.target.checked ? [...others, scope] : others)
						}}
					/>
					{w.scopeNames[scope]}
				</label>
			))}
			{wrong && (
				<p className="problem" role="alert">
					{w.scopesNeeded}
				</p>
			)}
		</fieldset>
	)
}
