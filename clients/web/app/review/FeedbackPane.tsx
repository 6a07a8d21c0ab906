// What people said, newest or most upvoted first, and the composer. A sent text shows at once, hollow until the
// server has it.
import { useMemo, useState } from 'react'
import type { Increment, Review } from '../../sdk/model'
import { FeedbackKind, ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import type { IconName } from '../parts/Icon'
import { maySpeak } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { withoutArrived } from './arrived'
import { FeedbackComposer } from './FeedbackComposer'
import { FeedbackEntry } from './FeedbackEntry'
import { sortedFeedback, type FeedbackSort } from './upvotes'

export const KIND_ICONS: Record<FeedbackKind, IconName> = {
	[FeedbackKind.UNSPECIFIED]: 'chat',
	[FeedbackKind.PRAISE]: 'heart',
	[FeedbackKind.CONCERN]: 'alert',
	[FeedbackKind.QUESTION]: 'ask',
	[FeedbackKind.IDEA]: 'idea',
	[FeedbackKind.RISK]: 'flag',
	[FeedbackKind.ENVIRONMENT]: 'globe',
}

export interface FeedbackPaneProps {
	readonly review: Review
	readonly increment: Increment
}

export function FeedbackPane({ review, increment }: FeedbackPaneProps) {
	const { views } = useClient()
	const feedback = useSignal(views.feedback)
	const people = useSignal(views.people)
	const me = useSignal(views.me)
	const names = useMemo(
		() => new Map(people.map((person) => [person.participant, person.name])),
		[people],
	)
	const upvotes = useSignal(views.upvotes)
	const [sort, setSort] = useState<FeedbackSort>('newest')
	const ownAnonymous = useSignal(views.ownAnonymous)
	const said = withoutArrived(feedback, ownAnonymous).filter((one) => one.review === review.key)
	const here = sortedFeedback(said, sort, upvotes)

	return (
		<aside className="fbpane" aria-labelledby="feedback-title">
			<div className="fbpane__head">
				<h2 id="feedback-title">{words.feedback.title}</h2>
				<span className="meta">{here.length}</span>
				{here.length > 1 && (
					<Choice
						label={words.feedback.sortLabel}
						className="seg seg--s fbpane__sort"
						optionClass={() => 'seg__o'}
						options={['newest', 'upvoted'] as const}
						chosen={sort}
						onChoose={setSort}
						render={(one) => words.feedback.sorts[one]}
					/>
				)}
			</div>
			<ul className="fbpane__list" aria-labelledby="feedback-title" tabIndex={0}>
				{here.map((one) => (
					<FeedbackEntry
						key={one.key}
						feedback={one}
						author={names.get(one.author) ?? ''}
						reviewIsOpen={review.state === ReviewState.OPEN}
					/>
				))}
				{here.length === 0 && <li className="quiet fb">{words.feedback.none}</li>}
			</ul>
			{maySpeak(me.role) && <FeedbackComposer review={review} increment={increment} />}
		</aside>
	)
}
