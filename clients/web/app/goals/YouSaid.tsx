// "You said, we did": an increment beside what was said that it came from.
import type { IdKey } from '../../sdk/id'
import type { Increment } from '../../sdk/model'
import { reviewName } from '../meeting/reviewName'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import type { Lineage } from './lineage'
import { useLineage } from './useLineage'

export function YouSaid({ increment }: { readonly increment: Increment }) {
	const lineage = useLineage()(increment.item)
	if (lineage === null) return null
	return (
		<section className="yousaid" aria-label={goalWords.said.title}>
			<h3 className="yousaid__title">
				<Icon name="chat" size="s" />
				{goalWords.said.title}
			</h3>
			<Quotes lineage={lineage} />
		</section>
	)
}

function Quotes({ lineage: { quotes, saidIn } }: { readonly lineage: Lineage }) {
	const name = useReviewName()
	const w = goalWords.said
	if (quotes.length === 0) return <p>{w.inReview(name(saidIn))}</p>
	return quotes.map(({ key, text, own, review }) => (
		<figure key={key} className="yousaid__q">
			<blockquote>{text}</blockquote>
			<figcaption className="meta">
				{own ? w.ownIn(name(review)) : w.quotedIn(name(review))}
			</figcaption>
		</figure>
	))
}

export interface YouSaidListProps {
	readonly increments: readonly Increment[]
}

// Of all increments of a review those that came from what was said.
export function YouSaidList({ increments }: YouSaidListProps) {
	const lineage = useLineage()
	const found = increments.flatMap((increment) => {
		const from = lineage(increment.item)
		return from === null ? [] : [{ increment, from }]
	})
	if (found.length === 0) return null
	return (
		<section aria-label={goalWords.said.title}>
			<div className="sec">
				<h3>{goalWords.said.title}</h3>
			</div>
			<ul className="entry__list">
				{found.map(({ increment, from }) => (
					<li key={increment.key}>
						<b>{increment.title}</b>
						<div className="entry__said">
							<Quotes lineage={from} />
						</div>
					</li>
				))}
			</ul>
		</section>
	)
}

export function useReviewName(): (review: IdKey) => string {
	const reviews = useSignal(useClient().views.reviews)
	return (key) => reviewName(reviews.find((one) => one.key === key))
}
