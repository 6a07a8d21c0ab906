// Opens a poll on an increment or on a review as a whole. Who may vote is fixed at that moment.
import { useRef, useState } from 'react'
import { PollKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../../sdk/id'
import type { Poll } from '../../sdk/model'
import { openPoll, type PollSubject } from '../../sdk/pollDrafts'
import { DOTS_MAX, hasOptions } from '../../sdk/pollKind'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { AskedField } from './AskedField'
import { NumberField } from './NumberField'
import { OptionsField } from './OptionsField'
import { useFocusFromOpening } from './pollFocus'
import {
	emptyForm,
	formFrom,
	isSound,
	isWhole,
	KIND_OF,
	KINDS,
	planOf,
	problemsOf,
	SIGHTS,
	TIMES,
	withKind,
	type PollForm,
	type PollProblems,
} from './pollForm'
import { placeOfPoll } from './pollPlace'

export interface OpenPollFormProps {
	readonly subject: PollSubject
	// The poll that is asked again.
	readonly again?: Poll | undefined
	// It takes the place of what was pressed.
	readonly autoFocus?: boolean
	readonly onOpened?: () => void
	// Given where there is something to go back to.
	readonly onCancel?: () => void
}

export function OpenPollForm(props: OpenPollFormProps) {
	const { again, autoFocus = false, onCancel } = props
	const { form, problems, set, submit, forget } = usePollForm(props)
	const frame = useRef<HTMLFormElement>(null)
	useFocusFromOpening(frame, again?.key)
	const w = laterWords
	const fields = { form, problems, onChange: set }
	return (
		<form
			ref={frame}
			className="openpoll"
			aria-label={again === undefined ? w.openLabel : w.askAgain}
			noValidate
			onSubmit={submit}
		>
			{again !== undefined && <p className="meta">{w.againSays}</p>}
			<TextField
				label={w.questionLabel}
				value={form.question}
				problem={problems?.question}
				rows={2}
				autoFocus={autoFocus}
				onChange={(question) => {
					set({ question })
				}}
			/>
			<AnswerFields {...fields} />
			<SightAndTime {...fields} />
			<VoterFields {...fields} />
			<div className="buttons">
				<button className="btn btn--main" type="submit">
					{w.openIt}
				</button>
				{onCancel !== undefined && (
					<button
						className="btn btn--quiet"
						type="button"
						onClick={() => {
							forget()
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

// What is written, what is wrong with it once somebody asked to open it, and what opens it.
function usePollForm({ subject, again, onOpened }: OpenPollFormProps) {
	const client = useClient()
	const limits = useSignal(client.views.limits)
	const groups = useSignal(client.views.groups)
	const [empty] = useState(() =>
		again === undefined ? emptyForm() : formFrom(again, client.replica.state),
	)
	const typed = useTyped<PollForm>(placeOfPoll(subject, again?.key), empty)
	const form = typed.value
	const found = problemsOf(form, limits.titleBytes, groups)
	const set = (fields: Partial<PollForm>) => {
		typed.set({ ...form, ...fields })
	}
	const { asked, submit } = useCheckedSubmit(isSound(found), () => {
		client.submit(openPoll(subject, planOf(form, groups, again?.key ?? NO_ID)))
		typed.forget()
		onOpened?.()
	})
	return { form, problems: asked ? found : null, set, submit, forget: typed.forget }
}

interface FieldsProps {
	readonly form: PollForm
	// Null: not looked for yet.
	readonly problems: PollProblems | null
	readonly onChange: (fields: Partial<PollForm>) => void
}

// What can be answered.
function AnswerFields({ form, problems, onChange }: FieldsProps) {
	const kind = KIND_OF[form.kind]
	const w = laterWords
	return (
		<>
			<Described
				label={w.kindLabel}
				className="ident ident--two"
				options={KINDS}
				says={w.kinds}
				chosen={form.kind}
				onChoose={(chosen) => {
					onChange(withKind(form, chosen))
				}}
			/>
			{hasOptions(kind) && (
				<OptionsField
					options={form.options}
					problems={problems?.options ?? null}
					onChange={(options) => {
						onChange({ options })
					}}
				/>
			)}
			{kind === PollKind.DOTS && (
				<DotsFields
					dots={form.dots}
					perOption={form.perOption}
					wrong={problems}
					onChange={onChange}
				/>
			)}
		</>
	)
}

// What is seen of the answers and when, and for how long it is open.
function SightAndTime({ form, onChange }: FieldsProps) {
	const w = laterWords
	return (
		<>
			<Described
				label={w.sightLabel}
				className="ident"
				options={SIGHTS}
				says={w.sights}
				chosen={form.sight}
				onChoose={(sight) => {
					onChange({ sight })
				}}
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
					chosen={form.time}
					onChoose={(time) => {
						onChange({ time })
					}}
					render={(one) => w.times[one]}
				/>
			</div>
		</>
	)
}

// Who is asked, and how many of them have to answer.
function VoterFields({ form, problems, onChange }: FieldsProps) {
	const w = laterWords
	return (
		<>
			<AskedField roles={form.roles} groups={form.groups} wrong={problems} onChange={onChange} />
			<NumberField
				label={w.quorum}
				value={form.quorum}
				problem={problems?.quorum === true ? w.quorumWrong : null}
				hint={w.quorumSays}
				optional
				onChange={(quorum) => {
					onChange({ quorum })
				}}
			/>
		</>
	)
}

export interface DotsFieldsProps {
	readonly dots: string
	readonly perOption: string
	// Null: not looked for yet.
	readonly wrong: { readonly dots: boolean; readonly perOption: boolean } | null
	readonly onChange: (fields: { readonly dots?: string; readonly perOption?: string }) => void
}

/** How many dots a voter has, and how many one option may get. */
export function DotsFields({ dots, perOption, wrong, onChange }: DotsFieldsProps) {
	const w = laterWords
	const most = isWhole(dots, DOTS_MAX) ? dots : ''
	return (
		<div className="fieldpair">
			<NumberField
				label={w.dots}
				value={dots}
				problem={wrong?.dots === true ? w.dotsWrong(DOTS_MAX) : null}
				onChange={(typed) => {
					onChange({ dots: typed })
				}}
			/>
			<NumberField
				label={w.perOption}
				value={perOption}
				problem={wrong?.perOption === true ? w.perOptionWrong(most) : null}
				optional
				onChange={(typed) => {
					onChange({ perOption: typed })
				}}
			/>
		</div>
	)
}

interface DescribedProps<T extends string> {
	readonly label: string
	readonly className: string
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
