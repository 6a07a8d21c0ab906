// What whoever may can do with something that was said. Folded away, so that the list stays a list.
import { useId, useRef, useState } from 'react'
import { FeedbackState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { triageFeedback, unmergeFeedback, type TriageState } from '../../sdk/flowDrafts'
import type { Feedback, Review } from '../../sdk/model'
import { isUnderWay } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { later } from '../parts/later'
import { useWasTyped } from '../parts/useTyped'
import { words } from '../words/words'
import { AnswerForm, DeclineForm, placeOfAnswer, placeOfReason } from './FateForms'
import { inShort } from './merged'
import { actionsOn, type FateAction } from './fateActions'

const MergeDialog = later(() => import('./MergeDialog').then((m) => m.MergeDialog))
const ConvertDialog = later(() => import('./ConvertDialog').then((m) => m.ConvertDialog))

export interface FeedbackActionsProps {
	readonly feedback: Feedback
	readonly review: Review
}

const STATES: Readonly<Partial<Record<FateAction, TriageState>>> = {
	acknowledge: FeedbackState.ACKNOWLEDGED,
	park: FeedbackState.PARKED,
	newAgain: FeedbackState.NEW,
}

export function FeedbackActions({ feedback, review }: FeedbackActionsProps) {
	const actions = actionsOn(feedback.state, usePowers(), isUnderWay(review))
	const { open, doing, toggle, onToggle, start, done } = useDealing(feedback)
	const id = useId()
	const w = words.feedback.fate
	if (actions.length === 0) return null

	const shown = doing !== null && actions.includes(doing) ? doing : null
	return (
		<>
			<button
				ref={toggle}
				className="fb__retract"
				aria-expanded={open}
				aria-controls={id}
				onClick={onToggle}
			>
				{w.deal}
				<span className="sr">: {inShort(feedback.text)}</span>
			</button>
			{open && (
				<div
					className="fb__do"
					id={id}
					role="group"
					aria-label={w.dealWith(inShort(feedback.text))}
				>
					{shown === null || shown === 'merge' || shown === 'convert' ? (
						<ActionButtons feedback={feedback} actions={actions} onStart={start} />
					) : shown === 'decline' ? (
						<DeclineForm feedback={feedback} onDone={done} />
					) : (
						<AnswerForm feedback={feedback} onDone={done} />
					)}
				</div>
			)}
			{shown === 'merge' && <MergeDialog feedback={feedback} onClose={done} />}
			{shown === 'convert' && <ConvertDialog feedback={feedback} onClose={done} />}
		</>
	)
}

// Whether it is unfolded and what is being done there: at first, what was left half typed.
function useDealing(feedback: Feedback) {
	const client = useClient()
	const answering = useWasTyped(placeOfAnswer(feedback))
	const declining = useWasTyped(placeOfReason(feedback))
	const [doing, setDoing] = useState<FateAction | null>(
		answering ? 'answer' : declining ? 'decline' : null,
	)
	const [open, setOpen] = useState(doing !== null)
	const toggle = useRef<HTMLButtonElement>(null)
	const onToggle = () => {
		setOpen(!open)
		setDoing(null)
	}
	const done = () => {
		setDoing(null)
		setOpen(false)
		requestAnimationFrame(() => toggle.current?.focus())
	}
	const start = (action: FateAction) => {
		const to = STATES[action]
		if (to !== undefined) client.submit(triageFeedback(feedback.key, to))
		else if (action === 'unmerge') client.submit(unmergeFeedback(feedback.key))
		else {
			setDoing(action)
			return
		}
		done()
	}
	return { open, doing, toggle, onToggle, start, done }
}

interface ActionButtonsProps {
	readonly feedback: Feedback
	readonly actions: readonly FateAction[]
	readonly onStart: (action: FateAction) => void
}

function ActionButtons({ feedback, actions, onStart }: ActionButtonsProps) {
	const w = words.feedback.fate
	return (
		<div className="buttons">
			{actions.map((action) => (
				<button
					key={action}
					className="btn btn--s"
					onClick={() => {
						onStart(action)
					}}
				>
					{action === 'answer' && feedback.answer !== '' ? w.editAnswer : w[action]}
				</button>
			))}
		</div>
	)
}
