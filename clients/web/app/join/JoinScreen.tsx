// The way in: who is meeting, under which name, what is recorded. No account.
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { AWAY, join, readInvite, Refusal, type InviteFacts } from '../../sdk/http'
import { seatPath } from '../address'
import { Icon } from '../parts/Icon'
import { roleFromWire } from '../parts/roles'
import { words } from '../words/words'
import { About } from './About'
import { Recorded } from './Recorded'
import { liveSeats, rememberSeat, type KnownSeat } from './seats'

export interface JoinScreenProps {
	readonly product: string
	readonly secret: string
}

type Invite = InviteFacts | 'asking' | 'away' | 'refused'

export function JoinScreen({ product, secret }: JoinScreenProps) {
	const [invite, setInvite] = useState<Invite>(secret === '' ? 'refused' : 'asking')
	const [seats, setSeats] = useState<readonly KnownSeat[]>([])
	const [tries, setTries] = useState(0)

	useEffect(() => {
		if (secret === '') return
		readInvite(product, secret).then(setInvite, (error: unknown) => {
			setInvite(error instanceof Refusal && error.code !== AWAY ? 'refused' : 'away')
		})
	}, [product, secret, tries])
	useEffect(() => {
		void liveSeats(product).then(setSeats)
	}, [product])
	useEffect(() => {
		if (typeof invite === 'object') document.title = words.join.pageTitle(invite.productName)
	}, [invite])

	if (invite === 'asking') return <p className="alone alone__text">{words.join.asking}</p>
	if (invite === 'away' || invite === 'refused') {
		return (
			<main className="alone">
				<h1 className="alone__title">{words.join[invite].title}</h1>
				<p className="alone__text">{words.join[invite].text}</p>
				{invite === 'away' && (
					<button
						className="btn btn--main btn--hit"
						onClick={() => {
							setInvite('asking')
							setTries(tries + 1)
						}}
					>
						{words.join.tryAgain}
					</button>
				)}
				<Continue seats={seats} />
			</main>
		)
	}
	return (
		<main className="join">
			<About invite={invite} />
			<div className="join__form">
				<Continue seats={seats} />
				<JoinForm product={product} secret={secret} invite={invite} another={seats.length > 0} />
			</div>
		</main>
	)
}

interface JoinFormProps extends JoinScreenProps {
	readonly invite: InviteFacts
	readonly another: boolean
}

function JoinForm({ product, secret, invite, another }: JoinFormProps) {
	const [name, setName] = useState('')
	const [problem, setProblem] = useState('')
	const [joining, setJoining] = useState(false)
	const field = useRef<HTMLInputElement>(null)
	const role = roleFromWire(invite.role)
	const w = words.join

	useEffect(() => {
		field.current?.focus()
	}, [])

	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		const called = name.trim()
		if (invite.nameNeeded && called === '') {
			setProblem(w.nameMissing)
			field.current?.focus()
			return
		}
		setJoining(true)
		join(product, secret, called).then(
			(seat) => {
				rememberSeat({ product, handle: seat.handle, name: called, role: seat.role })
				window.location.replace(seatPath(product, seat.handle))
			},
			(error: unknown) => {
				setJoining(false)
				setProblem(error instanceof Refusal && error.message !== '' ? error.message : w.away.text)
			},
		)
	}

	return (
		<form className="join__fields" aria-label={w.form} onSubmit={submit} noValidate>
			{invite.nameNeeded && (
				<div className="field">
					<label htmlFor="join-name">{w.name}</label>
					<input
						id="join-name"
						ref={field}
						className="input input--hit"
						autoComplete="name"
						maxLength={80}
						value={name}
						aria-invalid={problem !== ''}
						aria-describedby="join-problem"
						onChange={(event) => {
							setName(event.target.value)
						}}
					/>
				</div>
			)}
			<p id="join-problem" className="problem" role="alert">
				{problem}
			</p>
			<p className="rolebox">
				<Icon name="user" size="l" />
				<b>{w.youJoinAs[role]}</b>
				<small>{w.roleSays[role]}</small>
			</p>
			<button className="btn btn--main btn--hit" type="submit" aria-disabled={joining}>
				{another ? w.joinAsAnother : w.join}
			</button>
			<Recorded role={role} />
		</form>
	)
}

function Continue({ seats }: { readonly seats: readonly KnownSeat[] }) {
	if (seats.length === 0) return null
	return (
		<section className="seats" aria-label={words.join.continueTitle}>
			<p className="label">{words.join.continueTitle}</p>
			{seats.map((seat) => (
				<a key={seat.handle} className="btn btn--hit" href={seatPath(seat.product, seat.handle)}>
					{words.join.continueAs(seat.name, words.roles[roleFromWire(seat.role)])}
				</a>
			))}
		</section>
	)
}
