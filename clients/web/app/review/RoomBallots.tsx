// Ballots of people who are in the room and have no device, for whoever may enter them while the poll
// is open: entering one, entering it anew, taking it back. Each is labelled wherever it is shown.
import { useState } from 'react'
import { Results } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { EnteredBallot, Poll } from '../../sdk/model'
import type { Draft } from '../../sdk/outbox'
import { withdrawBallot } from '../../sdk/pollDrafts'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { ballotInWords } from './choices'
import { EnterBallotForm } from './EnterBallotForm'
import type { OfPoll } from './shownPoll'

// Somebody whose ballot is there. What it says is known where ballots are shown as they come.
interface Entered {
	readonly name: string
	readonly ballot: EnteredBallot | undefined
}

// The form: of somebody whose ballot is there, or the n-th of somebody new.
type Form = { readonly of: Entered | null; readonly n: number } | null

export function RoomBallots({ shown }: OfPoll) {
	const { poll } = shown
	const told = useSignal(useClient().views.voted).get(poll.key)
	const entered = enteredIn(poll, told?.entered ?? [])
	const [form, setForm] = useState<Form>(null)
	const sending = useSending()
	const w = laterWords.room
	const close = () => {
		setForm(null)
	}
	return (
		<section className="room" aria-label={w.title}>
			{(entered.length > 0 || form !== null) && <h3 className="label">{w.title}</h3>}
			<EnteredList
				shown={shown}
				entered={entered}
				onChange={(one) => {
					setForm({ of: one, n: 0 })
				}}
				onTakeBack={({ name }) => {
					sending.send(withdrawBallot(poll.key, name), w.isTakenBack(name))
				}}
			/>
			{/* Where the focus comes back to. */}
			<div>
				{form === null ? (
					<button
						type="button"
						className="btn btn--s"
						onClick={() => {
							setForm({ of: null, n: 0 })
						}}
					>
						<Icon name="plus" size="s" />
						{w.open}
					</button>
				) : (
					<EnterBallotForm
						key={form.of?.name ?? form.n}
						shown={shown}
						name={form.of?.name ?? ''}
						choices={form.of?.ballot?.choices}
						taken={entered.map(({ name }) => name)}
						onEnter={(draft, name) => {
							sending.send(draft, w.isEntered(name))
							// A new one for whoever is next.
							setForm(form.of === null ? { of: null, n: form.n + 1 } : null)
						}}
						onDone={close}
					/>
				)}
			</div>
			<p className={sending.refused ? 'problem' : 'quiet said'} role="status">
				{sending.said}
			</p>
		</section>
	)
}

function enteredIn(poll: Poll, told: readonly string[]): readonly Entered[] {
	if (poll.results === Results.LIVE) {
		return [...poll.entered.values()].map((ballot) => ({ name: ballot.name, ballot }))
	}
	return told.map((name) => ({ name, ballot: undefined }))
}

// Says what came of the last one.
function useSending() {
	const client = useClient()
	const [said, setSaid] = useState('')
	const [refused, setRefused] = useState(false)
	const send = (draft: Draft, done: string) => {
		setRefused(false)
		setSaid(words.saving)
		void client.answered(client.submit(draft)).then((accepted) => {
			setRefused(!accepted)
			setSaid(accepted ? done : laterWords.room.refused)
		})
	}
	return { said, refused, send }
}

interface EnteredListProps extends OfPoll {
	readonly entered: readonly Entered[]
	readonly onChange: (one: Entered) => void
	readonly onTakeBack: (one: Entered) => void
}

function EnteredList({ shown, entered, onChange, onTakeBack }: EnteredListProps) {
	if (entered.length === 0) return null
	return (
		<>
			<ul className="room__all">
				{entered.map((one) => (
					<EnteredRow
						key={one.name}
						shown={shown}
						entered={one}
						onChange={() => {
							onChange(one)
						}}
						onTakeBack={() => {
							onTakeBack(one)
						}}
					/>
				))}
			</ul>
			{shown.poll.results !== Results.LIVE && <p className="meta">{laterWords.room.hidden}</p>}
		</>
	)
}

interface EnteredRowProps extends OfPoll {
	readonly entered: Entered
	readonly onChange: () => void
	readonly onTakeBack: () => void
}

function EnteredRow({ shown, entered, onChange, onTakeBack }: EnteredRowProps) {
	const { poll, choices } = shown
	const people = useSignal(useClient().views.people)
	const { name, ballot } = entered
	const by = people.find((one) => one.participant === ballot?.by)?.name ?? ''
	const w = laterWords.room
	return (
		<li className="room__one">
			<p>
				<b>{name}</b>
				{ballot !== undefined && <span>: {ballotInWords(poll.kind, choices, ballot.choices)}</span>}
				{by !== '' && <span className="meta"> {w.by(by)}</span>}
				{ballot?.pending === true && <Saving text={words.saving} />}
			</p>
			<button type="button" className="btn btn--s" aria-label={w.changeOf(name)} onClick={onChange}>
				{w.change}
			</button>
			<button
				type="button"
				className="btn btn--s btn--quiet"
				aria-label={w.takeBackOf(name)}
				onClick={onTakeBack}
			>
				{w.takeBack}
			</button>
		</li>
	)
}
