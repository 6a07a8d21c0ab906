// What people said and what became of it, newest or most upvoted first, and the composer. A sent text
// shows at once, hollow until the server has it.
import { useMemo, useState } from 'react'
import { FeedbackKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Feedback, Increment, Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { maySpeak } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { withoutArrived } from './arrived'
import { FeedbackComposer } from './FeedbackComposer'
import { FeedbackEntry } from './FeedbackEntry'
import { HeldEntries, OwnHeldEntries } from './heldLater'
import { HoldLine } from './HoldLine'
import { isMine, listed } from './merged'
import { useHeld } from './useHeld'
import { sortedFeedback, type FeedbackSort } from './upvotes'

export interface FeedbackPaneProps {
	readonly review: Review
	// Undefined: what is said is about the review as a whole.
	readonly increment: Increment | undefined
	readonly suggested?: FeedbackKind
}

type Whose = 'all' | 'yours'

export function FeedbackPane({
	review,
	increment,
	suggested = FeedbackKind.IDEA,
}: FeedbackPaneProps) {
	const { views } = useClient()
	const people = useSignal(views.people)
	const me = useSignal(views.me)
	const names = useMemo(
		() => new Map(people.map((person) => [person.participant, person.name])),
		[people],
	)
	const upvotes = useSignal(views.upvotes)
	const [sort, setSort] = useState<FeedbackSort>('newest')
	const [whose, setWhose] = useState<Whose>('all')
	const { said, yours } = useSaid(review)
	const waiting = useHeld(review)
	const shown = whose === 'yours' && yours.length > 0 ? yours : said
	// One's own each by itself: what became of it must not stand under somebody else's.
	const here = shown === yours ? yours.map((feedback) => ({ feedback, merged: [] })) : listed(said)
	const byKey = new Map(here.map((one) => [one.feedback.key, one]))
	const sorted = sortedFeedback(
		here.map(({ feedback }) => feedback),
		sort,
		upvotes,
	)
	const w = words.feedback

	return (
		<aside className="fbpane" aria-labelledby="feedback-title">
			<div>
				<div className="fbpane__head">
					<h2 id="feedback-title">{w.title}</h2>
					<span className="meta">{said.length}</span>
					<div className="fbpane__sort">
						{yours.length > 0 && (
							<Choice
								label={w.filterLabel}
								className="seg seg--s"
								optionClass={() => 'seg__o'}
								options={['all', 'yours'] as const}
								chosen={whose}
								onChoose={setWhose}
								render={(one) => w.filters[one](yours.length)}
							/>
						)}
						{sorted.length > 1 && (
							<Choice
								label={w.sortLabel}
								className="seg seg--s"
								optionClass={() => 'seg__o'}
								options={['newest', 'upvoted'] as const}
								chosen={sort}
								onChoose={setSort}
								render={(one) => w.sorts[one]}
							/>
						)}
					</div>
				</div>
				<HoldLine review={review} waiting={waiting.all.length} />
			</div>
			<ul className="fbpane__list" aria-labelledby="feedback-title" tabIndex={0}>
				{waiting.all.length > 0 && <HeldEntries review={review} held={waiting.all} />}
				{waiting.own.length > 0 && <OwnHeldEntries review={review} held={waiting.own} />}
				{sorted.map((one) => (
					<FeedbackEntry
						key={one.key}
						feedback={one}
						merged={byKey.get(one.key)?.merged ?? []}
						names={names}
						review={review}
					/>
				))}
				{sorted.length === 0 && waiting.all.length + waiting.own.length === 0 && (
					<li className="quiet fb">{w.none}</li>
				)}
			</ul>
			{maySpeak(me.role) && (
				<FeedbackComposer
					key={suggested}
					review={review}
					increment={increment}
					suggested={suggested}
				/>
			)}
		</aside>
	)
}

interface Said {
	readonly said: readonly Feedback[]
	readonly yours: readonly Feedback[]
}

function useSaid({ key }: Review): Said {
	const { views } = useClient()
	const feedback = useSignal(views.feedback)
	const me = useSignal(views.me).participant
	const ownAnonymous = useSignal(views.ownAnonymous)
	return useMemo(() => {
		const said = withoutArrived(feedback, ownAnonymous).filter((one) => one.review === key)
		return { said, yours: said.filter((one) => isMine(one, me, ownAnonymous)) }
	}, [feedback, ownAnonymous, key, me])
}
