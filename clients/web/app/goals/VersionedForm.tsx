// The frame of a form that names the version it changes: fields, what somebody else has made of it
// meanwhile, and the way on.
import { useEffect, useRef, type ReactNode } from 'react'
import { useClient } from '../meeting/seat'
import { asSentence } from '../parts/textCheck'
import { clockTimeToSecond } from '../parts/times'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { inItsPlace, useFocusBack, type Gone } from '../parts/useFocusBack'
import type { Versioned } from '../parts/useVersioned'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'

// One field, by its label: as it stands, and as it is typed here.
export type Differing = readonly [label: string, theirs: string, mine: string]

export interface VersionedFormProps {
	readonly versioned: Pick<
		Versioned<object>,
		'state' | 'save' | 'takeTheirs' | 'saveMine' | 'close'
	>
	readonly isSound: boolean
	// Where no dialog around it has one.
	readonly label?: string
	readonly className?: string
	readonly action: string
	// What is compared when somebody else has changed it.
	readonly fields: readonly Differing[]
	// `asked`: it was submitted with something wrong, which is said from then on.
	readonly children: (asked: boolean) => ReactNode
}

export function VersionedForm(props: VersionedFormProps) {
	const { versioned, isSound, action, label, className = 'form', children } = props
	const { state, save, close } = versioned
	const { asked, submit } = useCheckedSubmit(isSound, save)
	const w = goalWords.changed
	return (
		<form className={className} aria-label={label} noValidate onSubmit={submit}>
			{state.kind === 'changed' && <Changed {...props} />}
			{children(asked)}
			<p className={state.kind === 'refused' ? 'problem' : 'quiet said'} role="status">
				{state.kind === 'saving' && words.saving}
				{state.kind === 'refused' && `${w.refused} ${asSentence(state.why) ?? ''}`}
			</p>
			<div className="buttons">
				<button className="btn btn--main" type="submit" aria-disabled={state.kind === 'saving'}>
					{action}
				</button>
				<button className="btn btn--quiet" type="button" onClick={close}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}

function Changed({ versioned, fields }: VersionedFormProps) {
	const { state, takeTheirs, saveMine } = versioned
	const client = useClient()
	useSignal(client.views.told)
	const names = useNames()
	const shown = useRef<HTMLDivElement>(null)
	useFocusBack(shown, submitOf)
	// Above what is being typed, which may have been scrolled away from it.
	useEffect(() => {
		shown.current?.scrollIntoView({ block: 'nearest' })
	}, [])
	if (state.kind !== 'changed') return null
	// Known by now, even where it was not when the answer came.
	const { author, timeMs } = client.replica.toldBy(state.by.seq) ?? state.by
	const w = goalWords.changed
	const other = fields.filter(([, theirs, mine]) => theirs !== mine)
	return (
		<div className="confirm" role="alert" ref={shown}>
			<p>
				<b>{w.by(names(author), timeMs === 0 ? '' : clockTimeToSecond(timeMs))}</b> {w.kept}
			</p>
			{other.length > 0 && (
				<>
					<p>{w.stands}</p>
					<dl className="standing">
						{other.map(([label, theirs]) => (
							<div key={label}>
								<dt>{label}</dt>
								<dd>{theirs === '' ? <em>{w.nothing}</em> : theirs}</dd>
							</div>
						))}
					</dl>
				</>
			)}
			<div className="buttons">
				<button type="button" className="btn btn--s" onClick={takeTheirs}>
					{w.takeTheirs}
				</button>
				<button type="button" className="btn btn--s" onClick={saveMine}>
					{w.saveMine}
				</button>
			</div>
		</div>
	)
}

// It goes with the button that was pressed in it; the form may have gone too, with the answer.
function submitOf(gone: Gone): HTMLElement | null {
	const [form] = gone.around
	if (!(form instanceof HTMLFormElement)) return inItsPlace(gone)
	return form.querySelector<HTMLElement>('button[type=submit]')
}

// Empty: it is not known who.
function useNames(): (participant: number) => string {
	const { views } = useClient()
	const people = useSignal(views.people)
	const me = useSignal(views.me)
	return (participant) => {
		if (participant === 0) return ''
		if (participant === me.participant) return words.notice.you
		return people.find((one) => one.participant === participant)?.name ?? ''
	}
}
