// Says something on an increment. The button repeats whose name will be shown.
import { useRef, type SubmitEvent, type KeyboardEvent } from 'react'
import { FeedbackKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { giveFeedback } from '../../sdk/drafts'
import { isUnderWay } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Icon } from '../parts/Icon'
import { tellProblem } from '../parts/TextField'
import { HELD_TEXT_BYTES_MAX, lengthProblem } from '../parts/textCheck'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'
import type { Increment, Review } from '../../sdk/model'
import { NO_ID } from '../../sdk/id'
import { KIND_ICONS } from './kindIcons'

const KINDS = [
	FeedbackKind.PRAISE,
	FeedbackKind.CONCERN,
	FeedbackKind.QUESTION,
	FeedbackKind.IDEA,
	FeedbackKind.RISK,
	FeedbackKind.ENVIRONMENT,
] as const

interface Said {
	readonly kind: FeedbackKind
	readonly anonymous: boolean
	readonly text: string
}

export interface FeedbackComposerProps {
	readonly review: Review
	// Undefined: about the review as a whole.
	readonly increment: Increment | undefined
	readonly suggested: FeedbackKind
}

export function FeedbackComposer(props: FeedbackComposerProps) {
	const { review, increment } = props
	const me = useSignal(useClient().views.me)
	const { kind, anonymous, text, tooLong, set, field, ready, send } = useComposer(props)
	const w = words.feedback

	if (!isUnderWay(review)) {
		return <p className="fbpane__new quiet">{w.notOpen}</p>
	}
	if (me.muted) return <p className="fbpane__new quiet">{w.muted}</p>
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
	}

	return (
		<form className="fbpane__new" aria-label={w.form} onSubmit={send}>
			<p className="meta">{increment === undefined ? w.onReview : w.on(increment.title)}</p>
			<KindChoice
				kind={kind}
				onChoose={(chosen) => {
					set({ kind: chosen })
				}}
			/>
			<textarea
				ref={field}
				className="input"
				rows={2}
				aria-label={w.text}
				placeholder={w.placeholder}
				aria-invalid={tooLong !== null || undefined}
				value={text}
				maxLength={2_000}
				onChange={(event) => {
					set({ text: event.target.value })
				}}
				onKeyDown={onKeyDown}
			/>
			{tooLong !== null && <p className="problem">{tellProblem(tooLong)}</p>}
			<NameChoice
				name={me.name}
				anonymous={anonymous}
				onChoose={(chosen) => {
					set({ anonymous: chosen })
				}}
			/>
			<div className="fbpane__row">
				{anonymous && (
					<span className="meta">
						{w.anonymousSays} {review.feedbackHeld && w.anonymousWaits}
					</span>
				)}
				<button className="btn btn--main btn--s" type="submit" aria-disabled={!ready}>
					{anonymous ? w.sendAnonymously : w.sendAs(me.name)}
				</button>
			</div>
		</form>
	)
}

// What is typed so far, and what sends it.
function useComposer({ review, increment, suggested }: FeedbackComposerProps) {
	const client = useClient()
	// Whose name would be shown is kept with the text: what was typed anonymously stays so.
	const typed = useTyped<Said>('feedback', { kind: suggested, anonymous: false, text: '' })
	const { kind, anonymous, text } = typed.value
	const set = (fields: Partial<Said>) => {
		typed.set({ ...typed.value, ...fields })
	}
	const field = useRef<HTMLTextAreaElement>(null)
	// What waits to be released is looked at one by one, so there is less room for it.
	const waits = anonymous && review.feedbackHeld
	const tooLong = waits ? lengthProblem(text.trim(), HELD_TEXT_BYTES_MAX) : null
	const ready = text.trim() !== '' && tooLong === null
	const send = (event?: SubmitEvent) => {
		event?.preventDefault()
		if (!ready) return
		const given = { review: review.key, increment: increment?.key ?? NO_ID, kind, anonymous }
		client.submit(giveFeedback({ ...given, text: text.trim() }))
		set({ text: '' })
		// On a touch screen the keyboard would stay over what others said.
		field.current?.focus()
		if (window.matchMedia('(pointer: coarse)').matches) field.current?.blur()
	}
	return { kind, anonymous, text, tooLong, set, field, ready, send }
}

interface KindChoiceProps {
	readonly kind: FeedbackKind
	readonly onChoose: (kind: FeedbackKind) => void
}

function KindChoice({ kind, onChoose }: KindChoiceProps) {
	const w = words.feedback
	return (
		<Choice
			label={w.kind}
			className="kinds kinds--s"
			optionClass={() => 'kind'}
			options={KINDS}
			chosen={KINDS.find((one) => one === kind)}
			onChoose={onChoose}
			render={(one) => (
				<>
					<Icon name={KIND_ICONS[one]} size="s" />
					{w.kinds[one]}
				</>
			)}
		/>
	)
}

interface NameChoiceProps {
	readonly name: string
	readonly anonymous: boolean
	readonly onChoose: (anonymous: boolean) => void
}

// Whether one's name is shown.
function NameChoice({ name, anonymous, onChoose }: NameChoiceProps) {
	const w = words.feedback
	return (
		<Choice
			label={w.who}
			className="seg"
			optionClass={() => 'seg__o'}
			options={['named', 'anonymous'] as const}
			chosen={anonymous ? 'anonymous' : 'named'}
			onChoose={(who) => {
				onChoose(who === 'anonymous')
			}}
			render={(who) => (
				<>
					<Icon name={who === 'named' ? 'user' : 'hide'} size="s" />
					{who === 'named' ? w.as(name) : w.anonymous}
				</>
			)}
		/>
	)
}
