// The meeting's main stage before there is anything to show: the next step for those who take it,
// and what will happen for everybody else.
import { useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { IdKey } from '../../sdk/id'
import type { Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { mayAddIncrements } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { IncrementDialog, ReviewDialog } from './planDialogs'

export interface NothingYetProps {
	readonly review: Review | undefined
	readonly onAdded: (increment: IdKey) => void
}

export function NothingYet({ review, onAdded }: NothingYetProps) {
	const me = useSignal(useClient().views.me)
	const { leads } = usePowers()
	const [planning, setPlanning] = useState(false)
	const [adding, setAdding] = useState(false)
	const over = review === undefined || review.state === ReviewState.CLOSED
	const mine = over ? leads : mayAddIncrements(me.role)
	const w = words.plan
	const said = over ? (review === undefined ? w.noReview : w.reviewOver) : w.noIncrement

	return (
		<main className="alone">
			<h2 className="alone__title">{said.title}</h2>
			<p className="alone__text">{mine ? said.mine : said.others}</p>
			{mine && (
				<button
					className="btn btn--main"
					onClick={() => {
						if (over) setPlanning(true)
						else setAdding(true)
					}}
				>
					{over ? w.planReview : w.addIncrement}
				</button>
			)}
			{review?.pending === true && <Saving text={words.saving} />}
			{planning && (
				<ReviewDialog
					onClose={() => {
						setPlanning(false)
					}}
				/>
			)}
			{adding && review !== undefined && (
				<IncrementDialog
					review={review.key}
					onAdded={onAdded}
					onClose={() => {
						setAdding(false)
					}}
				/>
			)}
		</main>
	)
}
