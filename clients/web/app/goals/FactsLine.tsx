// What a review says of its Sprint: its number, its days, what was done in it; and the way to change it
// for those who lead.
import { useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { IdKey } from '../../sdk/id'
import type { Review } from '../../sdk/model'
import { reviewName } from '../meeting/reviewName'
import { usePowers } from '../meeting/usePowers'
import { dayText } from '../parts/days'
import { numberText } from '../parts/numbers'
import { EditReviewDialog } from '../plan/planDialogs'
import { goalWords } from '../words/goals'

interface OfReview {
	readonly review: Review
}

export function SprintLine({ review }: OfReview) {
	const { sprint, starts, ends } = review
	const w = goalWords.facts
	const days =
		starts !== '' && ends !== ''
			? w.days(dayText(starts), dayText(ends))
			: starts !== ''
				? w.since(dayText(starts))
				: ends === ''
					? ''
					: w.until(dayText(ends))
	const said = [sprint > 0 ? reviewName(review) : '', days].filter((one) => one !== '')
	return (
		<div className="factsline">
			{said.length > 0 && <p className="meta">{said.join(', ')}</p>}
			<EditReview review={review} />
		</div>
	)
}

export function DoneFacts({ review }: OfReview) {
	const { itemsDone, pointsDone } = review
	const w = goalWords.facts
	if (itemsDone === 0 && pointsDone === 0) return <EditReview review={review} />
	return (
		<div className="figures">
			{itemsDone > 0 && (
				<span>
					<b>{numberText(itemsDone)}</b> {w.items(itemsDone)}
				</span>
			)}
			{pointsDone > 0 && (
				<span>
					<b>{numberText(pointsDone)}</b> {w.points(pointsDone)}
				</span>
			)}
			<EditReview review={review} />
		</div>
	)
}

export function EditReview({ review }: OfReview) {
	const { leads } = usePowers()
	// Of that review, and until it is closed by whoever opened it.
	const [editing, setEditing] = useState<IdKey | null>(null)
	return (
		<>
			{leads && review.state !== ReviewState.CLOSED && (
				<button
					className="btn btn--s factsline__edit"
					aria-disabled={review.pending || undefined}
					onClick={() => {
						if (!review.pending) setEditing(review.key)
					}}
				>
					{goalWords.facts.edit}
				</button>
			)}
			{editing !== null && (
				<EditReviewDialog
					review={editing}
					onClose={() => {
						setEditing(null)
					}}
				/>
			)}
		</>
	)
}
