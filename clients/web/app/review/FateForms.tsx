// Declining, which needs a reason, and answering. In the place of the buttons that asked for them.
import { useEffect, useRef, type ReactNode, type SubmitEvent } from 'react'
import { FeedbackState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { answerFeedback, triageFeedback } from '../../sdk/flowDrafts'
import type { Feedback } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { lengthProblem, manyLines, REASON_BYTES_MAX, titleProblem } from '../parts/textCheck'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'

export interface FateFormProps {
	readonly feedback: Feedback
	readonly onDone: () => void
}

export function placeOfReason({ key }: Feedback): string {
	return `decline/${key}`
}

export function placeOfAnswer({ key }: Feedback): string {
	return `answer/${key}`
}

export function DeclineForm({ feedback, onDone }: FateFormProps) {
	const client = useClient()
	const typed = useTyped(placeOfReason(feedback), '')
	const w = words.feedback.fate
	const reason = manyLines(typed.value)
	const problem = titleProblem(reason, REASON_BYTES_MAX)
	const close = () => {
		typed.forget()
		onDone()
	}
	const { asked, submit } = useCheckedSubmit(problem === null, () => {
		client.submit(triageFeedback(feedback.key, FeedbackState.DECLINED, reason))
		close()
	})
	return (
		<FateForm label={w.decline} action={w.declineIt} onSubmit={submit} onCancel={close}>
			<TextField
				label={w.declineReason}
				emptySays={w.declineNeeded}
				value={typed.value}
				problem={asked ? problem : null}
				rows={2}
				onChange={typed.set}
			/>
		</FateForm>
	)
}

export function AnswerForm({ feedback, onDone }: FateFormProps) {
	const client = useClient()
	const { textBytes } = useSignal(client.views.limits)
	const typed = useTyped(placeOfAnswer(feedback), feedback.answer)
	const w = words.feedback.fate
	const text = manyLines(typed.value)
	const problem = lengthProblem(text, textBytes)
	const close = () => {
		typed.forget()
		onDone()
	}
	const { submit } = useCheckedSubmit(problem === null, () => {
		if (text !== feedback.answer) client.submit(answerFeedback(feedback.key, text))
		close()
	})
	return (
		<FateForm label={w.answer} action={w.answerIt} onSubmit={submit} onCancel={close}>
			<TextField
				label={w.answerText}
				hint={w.answerSays}
				value={typed.value}
				problem={problem}
				rows={2}
				onChange={typed.set}
			/>
		</FateForm>
	)
}

interface FormProps {
	readonly label: string
	readonly action: string
	readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void
	readonly onCancel: () => void
	readonly children: ReactNode
}

function FateForm({ label, action, onSubmit, onCancel, children }: FormProps) {
	const form = useRef<HTMLFormElement>(null)
	useEffect(() => {
		form.current?.querySelector<HTMLElement>('.input')?.focus()
		// Its buttons, too.
		form.current?.scrollIntoView({ block: 'nearest' })
	}, [])
	return (
		<form
			ref={form}
			className="form"
			aria-label={label}
			noValidate
			onSubmit={onSubmit}
			onKeyDown={(event) => {
				if (event.key === 'Escape') onCancel()
			}}
		>
			{children}
			<div className="buttons">
				<button className="btn btn--s btn--main" type="submit">
					{action}
				</button>
				<button className="btn btn--s btn--quiet" type="button" onClick={onCancel}>
					{words.cancel}
				</button>
			</div>
		</form>
	)
}
