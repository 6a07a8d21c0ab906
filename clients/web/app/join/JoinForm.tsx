// Under which name somebody comes in, and with what: a link's secret, or a join code typed here.
import { useEffect, useRef, useState, type RefObject, type SubmitEvent } from 'react'
import { AWAY, join, Refusal, type InviteFacts, type Key } from '../../sdk/http'
import { isJoinCode, plainJoinCode, shownJoinCode } from '../../sdk/joinCode'
import { seatPath } from '../address'
import { Icon } from '../parts/Icon'
import { roleFromWire } from '../parts/roles'
import { asSentence, lengthProblem, NAME_BYTES_MAX, oneLine } from '../parts/textCheck'
import { tellProblem } from '../parts/TextField'
import { words } from '../words/words'
import { Recorded } from './Recorded'
import { rememberSeat } from './seats'

export interface JoinFormProps {
	readonly product: string
	// What the link said, or a code to begin with: empty where it is still to be typed.
	readonly by: { readonly secret: string; readonly invite: InviteFacts } | { readonly code: string }
	// Somebody in this browser is in already.
	readonly another: boolean
}

type Problem = { readonly of: 'name' | 'code' | 'all'; readonly text: string } | null

export function JoinForm({ product, by, another }: JoinFormProps) {
	const byCode = 'code' in by
	const nameNeeded = byCode || by.invite.nameNeeded
	const { code, setCode, name, setName, codeField, nameField, problem, joining, submit } =
		useJoining(product, by, nameNeeded)
	const role = byCode ? 'stakeholder' : roleFromWire(by.invite.role)
	const w = words.join
	return (
		<form className="join__fields" aria-label={w.form} onSubmit={submit} noValidate>
			{byCode && <CodeField field={codeField} code={code} onCode={setCode} problem={problem} />}
			{nameNeeded && <NameField field={nameField} name={name} onName={setName} problem={problem} />}
			<p id="join-problem" className="problem" role="alert">
				{problem?.text}
			</p>
			<p className="rolebox">
				<Icon name="user" size="l" />
				<b>{w.youJoinAs[role]}</b>
				<small>{byCode ? w.codeSays : w.roleSays[role]}</small>
			</p>
			<button className="btn btn--main btn--hit" type="submit" aria-disabled={joining}>
				{byCode ? w.askIn : another ? w.joinAsAnother : w.join}
			</button>
			<Recorded role={role} product={product} />
		</form>
	)
}

// What was typed, and coming in with it: what is wrong is said, and the focus goes to it.
function useJoining(product: string, by: JoinFormProps['by'], nameNeeded: boolean) {
	const byCode = 'code' in by
	const [code, setCode] = useState(byCode && by.code !== '' ? shownJoinCode(by.code) : '')
	const [name, setName] = useState('')
	const [problem, setProblem] = useState<Problem>(null)
	const [joining, setJoining] = useState(false)
	const codeField = useRef<HTMLInputElement>(null)
	const nameField = useRef<HTMLInputElement>(null)

	useEffect(() => {
		const first = codeField.current?.value === '' ? codeField : nameField
		first.current?.focus()
	}, [])

	const show = (found: Problem) => {
		setProblem(found)
		if (found?.of === 'code') codeField.current?.focus()
		if (found?.of === 'name') nameField.current?.focus()
	}
	const submit = (event: SubmitEvent) => {
		event.preventDefault()
		if (joining) return
		const called = oneLine(name)
		const plain = plainJoinCode(code)
		const found = (byCode ? codeProblem(plain) : null) ?? (nameNeeded ? nameProblem(called) : null)
		if (found !== null) {
			show(found)
			return
		}
		setJoining(true)
		comeIn(product, byCode ? { code: plain } : { secret: by.secret }, called).catch(
			(error: unknown) => {
				setJoining(false)
				show({ of: byCode && isRefused(error) ? 'code' : 'all', text: tellRefusal(error, byCode) })
			},
		)
	}
	return { code, setCode, name, setName, codeField, nameField, problem, joining, submit }
}

function codeProblem(code: string): Problem {
	if (isJoinCode(code)) return null
	return { of: 'code', text: code === '' ? words.join.codeMissing : words.join.codeWrong }
}

function nameProblem(name: string): Problem {
	if (name === '') return { of: 'name', text: words.join.nameMissing }
	const tooLong = lengthProblem(name, NAME_BYTES_MAX)
	return tooLong === null ? null : { of: 'name', text: tellProblem(tooLong) }
}

async function comeIn(product: string, key: Key, name: string): Promise<void> {
	const { handle, role } = await join(product, key, name)
	rememberSeat({ product, handle, name, role })
	window.location.replace(seatPath(product, handle))
}

function isRefused(error: unknown): boolean {
	return error instanceof Refusal && error.code !== AWAY
}

function tellRefusal(error: unknown, byCode: boolean): string {
	const { away, codeRefused, linkRefused, refused } = words.join
	if (!(error instanceof Refusal) || error.code === AWAY) return away.text
	const known = byCode ? codeRefused[error.code] : toldOfLink(linkRefused[error.code])
	return known ?? asSentence(error.message) ?? refused.text
}

function toldOfLink(known: { title: string; text: string } | undefined): string | undefined {
	return known === undefined ? undefined : `${known.title}. ${known.text}`
}

interface FieldProps {
	readonly field: RefObject<HTMLInputElement | null>
	readonly problem: Problem
}

interface CodeFieldProps extends FieldProps {
	readonly code: string
	readonly onCode: (code: string) => void
}

function CodeField({ field, problem, code, onCode }: CodeFieldProps) {
	const w = words.join
	return (
		<div className="field">
			<label htmlFor="join-code">{w.code}</label>
			<input
				id="join-code"
				ref={field}
				className="input input--hit input--code"
				autoComplete="off"
				autoCapitalize="characters"
				spellCheck={false}
				maxLength={24}
				value={code}
				aria-invalid={problem?.of === 'code'}
				aria-describedby="join-code-says join-problem"
				onChange={(event) => {
					onCode(event.target.value.toUpperCase())
				}}
			/>
			<small id="join-code-says">{w.codeWhere}</small>
		</div>
	)
}

interface NameFieldProps extends FieldProps {
	readonly name: string
	readonly onName: (name: string) => void
}

function NameField({ field, problem, name, onName }: NameFieldProps) {
	return (
		<div className="field">
			<label htmlFor="join-name">{words.join.name}</label>
			<input
				id="join-name"
				ref={field}
				className="input input--hit"
				autoComplete="name"
				maxLength={80}
				value={name}
				aria-invalid={problem?.of === 'name'}
				aria-describedby="join-problem"
				onChange={(event) => {
					onName(event.target.value)
				}}
			/>
		</div>
	)
}
