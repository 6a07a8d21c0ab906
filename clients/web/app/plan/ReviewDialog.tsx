// Plans a review. It is prepared first and opened later, by the same people.
import { useState } from 'react'
import { planReview } from '../../sdk/drafts'
import { useClient } from '../meeting/seat'
import { Dialog } from '../parts/Dialog'
import { TextField } from '../parts/TextField'
import { useCheckedSubmit } from '../parts/useCheckedSubmit'
import { useTyped } from '../parts/useTyped'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { DefinitionPart } from './DefinitionPart'
import { nextReview, reviewPlan, reviewProblems, type ReviewForm } from './reviewForm'

const SPRINT_DIGITS_MAX = 6

export interface ReviewDialogProps {
	// Given where what the server refused is put right.
	readonly initial?: ReviewForm
	readonly onPlanned?: () => void
	readonly onClose: () => void
}

export function ReviewDialog(props: ReviewDialogProps) {
	const { form, problems, set, submit, close } = useReviewForm(props)
	const w = words.plan
	return (
		<Dialog title={w.planReview} onClose={close}>
			<form className="form" noValidate onSubmit={submit}>
				<TextField
					label={w.reviewTitle}
					value={form.title}
					problem={problems?.title}
					onChange={(title) => {
						set({ title })
					}}
				/>
				<TextField
					label={w.sprint}
					value={form.sprint}
					inputMode="numeric"
					short
					optional
					onChange={(typed) => {
						set({ sprint: typed.replaceAll(/\D/g, '').slice(0, SPRINT_DIGITS_MAX) })
					}}
				/>
				<TextField
					label={words.sprintGoal}
					value={form.goal}
					problem={problems?.goal}
					rows={2}
					optional
					onChange={(goal) => {
						set({ goal })
					}}
				/>
				<DefinitionPart />
				<p className="meta">{w.planSays}</p>
				<div className="buttons">
					<button className="btn btn--main" type="submit">
						{w.planReview}
					</button>
					<button className="btn btn--quiet" type="button" onClick={close}>
						{words.cancel}
					</button>
				</div>
			</form>
		</Dialog>
	)
}

// What is written, what is wrong with it once somebody asked to plan it, and what plans it.
function useReviewForm({ initial, onPlanned, onClose }: ReviewDialogProps) {
	const client = useClient()
	const limits = useSignal(client.views.limits)
	const [empty] = useState(() => nextReview(client.views.reviews.get()))
	const typed = useTyped(initial === undefined ? 'review' : null, initial ?? empty)
	const form = typed.value
	const found = reviewProblems(form, limits)
	const set = (fields: Partial<ReviewForm>) => {
		typed.set({ ...form, ...fields })
	}
	const close = () => {
		typed.forget()
		onClose()
	}
	const { asked, submit } = useCheckedSubmit(found.title === null && found.goal === null, () => {
		client.submit(planReview(reviewPlan(form)))
		onPlanned?.()
		close()
	})
	return { form, problems: asked ? found : null, set, submit, close }
}
