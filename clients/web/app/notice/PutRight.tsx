// What was typed into a form is not lost when the server refuses it: the form opens again with it.
import { useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { keyOf, NO_ID } from '../../sdk/id'
import type { Review } from '../../sdk/model'
import type { Notice } from '../../sdk/notice'
import { ActionDialog } from '../goals/goalDialogs'
import { useClient } from '../meeting/seat'
import { formOf } from '../plan/incrementForm'
import { IncrementDialog, ReviewDialog } from '../plan/planDialogs'
import { useCurrentReview } from '../meeting/currentReview'
import { words } from '../words/words'

const PUT_RIGHT: ReadonlySet<string | undefined> = new Set([
	'planReview',
	'addIncrement',
	'addAction',
])

export function PutRight({ notice }: { readonly notice: Notice }) {
	const client = useClient()
	const review = useCurrentReview()
	const [open, setOpen] = useState(false)
	const { body } = notice.mine.operation
	const done = () => {
		client.answerNotice(notice.id)
	}
	const close = () => {
		setOpen(false)
	}
	if (notice.kind !== 'rejected') return null
	const canAdd = review !== undefined && review.state !== ReviewState.CLOSED
	if (!PUT_RIGHT.has(body.case) || (body.case === 'addIncrement' && !canAdd)) return null

	return (
		<>
			<button
				className="btn btn--s"
				onClick={() => {
					setOpen(true)
				}}
			>
				{words.plan.putRight}
			</button>
			{open && (
				<Form notice={notice} review={canAdd ? review : undefined} onDone={done} onClose={close} />
			)}
		</>
	)
}

interface FormProps {
	readonly notice: Notice
	// That things can be added to; undefined: none is.
	readonly review: Review | undefined
	readonly onDone: () => void
	readonly onClose: () => void
}

function Form({ notice, review, onDone, onClose }: FormProps) {
	const { items } = useClient().replica.state
	const { body } = notice.mine.operation
	switch (body.case) {
		case 'planReview': {
			const { title, sprint, sprintGoal: goal } = body.value
			const initial = { title, sprint: sprint === 0 ? '' : String(sprint), goal }
			return <ReviewDialog initial={initial} onPlanned={onDone} onClose={onClose} />
		}
		case 'addIncrement':
			if (review === undefined) return null
			return (
				<IncrementDialog
					review={review.key}
					initial={formOf(body.value, items.get(keyOf(body.value.item)))}
					onAdded={onDone}
					onClose={onClose}
				/>
			)
		case 'addAction': {
			const { text, owner, due } = body.value
			return (
				<ActionDialog
					review={review?.key ?? NO_ID}
					action={undefined}
					initial={{ text, owner, due }}
					onAdded={onDone}
					onClose={onClose}
				/>
			)
		}
		default:
			return null
	}
}
