// Says something on an increment. The button repeats whose name will be shown.
import { useRef, useState, type SubmitEvent, type KeyboardEvent } from 'react'
import { FeedbackKind, ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { giveFeedback } from '../../sdk/drafts'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { KIND_ICONS, type FeedbackPaneProps } from './FeedbackPane'

const KINDS = [
	FeedbackKind.PRAISE,
	FeedbackKind.CONCERN,
	FeedbackKind.QUESTION,
	FeedbackKind.IDEA,
	FeedbackKind.RISK,
	FeedbackKind.ENVIRONMENT,
] as const

export function FeedbackComposer({ review, increment }: FeedbackPaneProps) {
	const client = useClient()
	const me = useSignal(client.views.me)
	const [kind, setKind] = useState<FeedbackKind>(FeedbackKind.IDEA)
	const [anonymous, setAnonymous] = useState(false)
	const [text, setText] = useState('')
	const field = useRef<HTMLTextAreaElement>(null)
	const w = words.feedback
	const ready = text.trim() !== ''

	if (review.state !== ReviewState.OPEN) {
		return <p className="fbpane__new quiet">{w.notOpen}</p>
	}
	if (me.muted) return <p className="fbpane__new quiet">{w.muted}</p>
	const send = (event?: SubmitEvent) => {
		event?.preventDefault()
		if (!ready) return
		const given = { review: review.key, increment: increment.key, kind, anonymous }
		client.submit(giveFeedback({ ...given, text: text.trim() }))
		setText('')
		field.current?.focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
	}

	return (
		<form className="fbpane__new" aria-label={w.form} onSubmit={send}>
			<p className="meta">{w.on(increment.title)}</p>
			<Choice
				label={w.kind}
				className="kinds kinds--s"
				optionClass={() => 'kind'}
				options={KINDS}
				chosen={KINDS.find((one) => one === kind)}
				onChoose={setKind}
				render={(one) => (
					<>
						<Icon name={KIND_ICONS[one]} size="s" />
						{w.kinds[one]}
					</>
				)}
			/>
			<textarea
				ref={field}
				className="input"
				rows={2}
				aria-label={w.text}
				placeholder={w.placeholder}
				value={text}
				maxLength={2_000}
				onChange={(event) => {
					setText(event.target.value)
				}}
				onKeyDown={onKeyDown}
			/>
			<Choice
				label={w.who}
				className="seg"
				optionClass={() => 'seg__o'}
				options={['named', 'anonymous'] as const}
				chosen={anonymous ? 'anonymous' : 'named'}
				onChoose={(who) => {
					setAnonymous(who === 'anonymous')
				}}
				render={(who) => (
					<>
						<Icon name={who === 'named' ? 'user' : 'hide'} size="s" />
						{who === 'named' ? w.as(me.name) : w.anonymous}
					</>
				)}
			/>
			<div className="fbpane__row">
				{anonymous && <span className="meta">{w.anonymousSays}</span>}
				<button className="btn btn--main btn--s" type="submit" aria-disabled={!ready}>
					{anonymous ? w.sendAnonymously : w.sendAs(me.name)}
				</button>
			</div>
		</form>
	)
}
