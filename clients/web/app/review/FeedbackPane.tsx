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
import { isMine, listed, type Listed } from './merged'
import { useHeld, type Waiting } from './useHeld'
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
	const me = useSignal(useClient().views.me)
	const listing = useListing(review)
	const waiting = useHeld(review)
	return (
		<aside className="fbpane" aria-labelledby="feedback-title">
			<div>
				<PaneHead listing={listing} />
				<HoldLine review={review} waiting={waiting.all.length} />
			</div>
			<Entries review={review} entries={listing.entries} waiting={waiting} />
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

interface Listing extends Said {
	readonly entries: readonly Listed[]
	readonly whose: Whose
	readonly sort: FeedbackSort
	readonly setWhose: (whose: Whose) => void
	readonly setSort: (sort: FeedbackSort) => void
}

// What was said, and which part of it is looked at in which order.
function useListing(review: Review): Listing {
	const upvotes = useSignal(useClient().views.upvotes)
	const [sort, setSort] = useState<FeedbackSort>('newest')
	const [whose, setWhose] = useState<Whose>('all')
	const { said, yours } = useSaid(review)
	const onlyYours = whose === 'yours' && yours.length > 0
	// One's own each by itself: what became of it must not stand under somebody else's.
	const here = onlyYours ? yours.map((feedback) => ({ feedback, merged: [] })) : listed(said)
	const byKey = new Map(here.map((one) => [one.feedback.key, one]))
	const sorted = sortedFeedback(
		here.map(({ feedback }) => feedback),
		sort,
		upvotes,
	)
	const entries = sorted.map((feedback) => ({
		feedback,
		merged: byKey.get(feedback.key)?.merged ?? [],
	}))
	return { said, yours, entries, whose, sort, setWhose, setSort }
}

function PaneHead({ listing }: { readonly listing: Listing }) {
	const { said, yours, entries, whose, sort, setWhose, setSort } = listing
	const w = words.feedback
	return (
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
				{entries.length > 1 && (
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
	)
}

interface EntriesProps {
	readonly review: Review
	readonly entries: readonly Listed[]
	readonly waiting: Waiting
}

function Entries({ review, entries, waiting }: EntriesProps) {
	const people = useSignal(useClient().views.people)
	const names = useMemo(
		() => new Map(people.map((person) => [person.participant, person.name])),
		[people],
	)
	return (
		<ul className="fbpane__list" aria-labelledby="feedback-title" tabIndex={0}>
			{waiting.all.length > 0 && <HeldEntries review={review} held={waiting.all} />}
			{waiting.own.length > 0 && <OwnHeldEntries review={review} held={waiting.own} />}
			{entries.map(({ feedback, merged }) => (
				<FeedbackEntry
					key={feedback.key}
					feedback={feedback}
					merged={merged}
					names={names}
					review={review}
				/>
			))}
			{entries.length === 0 && waiting.all.length + waiting.own.length === 0 && (
				<li className="quiet fb">{words.feedback.none}</li>
			)}
		</ul>
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
