// What was typed into a form is not lost when the server refuses it: the form opens again with it.
import { useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { keyOf } from '../../sdk/id'
import type { Notice } from '../../sdk/notice'
import { useClient } from '../meeting/seat'
import { formOf } from '../plan/incrementForm'
import { IncrementDialog, ReviewDialog } from '../plan/planDialogs'
import { useCurrentReview } from '../meeting/currentReview'
import { words } from '../words/words'

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
	if (body.case !== 'planReview' && !(body.case === 'addIncrement' && canAdd)) return null

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
			{open && body.case === 'planReview' && (
				<ReviewDialog
					initial={{
						title: body.value.title,
						sprint: body.value.sprint === 0 ? '' : String(body.value.sprint),
						goal: body.value.sprintGoal,
					}}
					onPlanned={done}
					onClose={close}
				/>
			)}
			{open && body.case === 'addIncrement' && review !== undefined && (
				<IncrementDialog
					review={review.key}
					initial={formOf(body.value, client.replica.state.items.get(keyOf(body.value.item)))}
					onAdded={done}
					onClose={close}
				/>
			)}
		</>
	)
}
