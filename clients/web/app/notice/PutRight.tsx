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

export interface PutRightProps {
	readonly notice: Notice
	readonly onClose: () => void
}

export function PutRight({ notice, onClose }: PutRightProps) {
	const client = useClient()
	const current = useCurrentReview()
	// That things can be added to, when this was opened; undefined: none is.
	const [review] = useState(current?.state === ReviewState.CLOSED ? undefined : current)
	const done = () => {
		client.answerNotice(notice.id)
	}
	return <Form notice={notice} review={review} onDone={done} onClose={onClose} />
}

interface FormProps {
	readonly notice: Notice
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
