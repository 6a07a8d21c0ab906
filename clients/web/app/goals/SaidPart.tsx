// What became of what this person said in reviews that are closed. Theirs alone: nobody else sees it.
import { allSaid } from '../../sdk/said'
import { FeedbackState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Said } from '../../sdk/goalModel'
import { NO_ID, type IdKey } from '../../sdk/id'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { ItemLink } from '../review/ItemLink'
import { KIND_ICONS } from '../review/kindIcons'
import { useSignal } from '../watch'
import { goalWords } from '../words/goals'
import { words } from '../words/words'
import { useIsMine } from './useLineage'
import { useReviewName } from './YouSaid'

export function SaidPart() {
	const { views } = useClient()
	const feedback = useSignal(views.feedback)
	const mine = useIsMine()
	const told = useSignal(views.said)
	const said = allSaid(told, feedback.filter(mine), useSignal(views.reviews), feedback)
	const w = goalWords.said
	if (said.length === 0) return null
	return (
		<section aria-label={w.mine}>
			<div className="sec">
				<h3>{w.mine}</h3>
				<span className="meta">{w.mineSays}</span>
			</div>
			<ul className="entry__list entry__list--said">
				{said.map((one) => (
					<OneSaid key={one.key} said={one} />
				))}
			</ul>
		</section>
	)
}

function OneSaid({ said }: { readonly said: Said }) {
	const name = useReviewName()
	const delivered = useDelivered(said.item)
	const { kind, text, reason, answer } = said
	const w = goalWords.said
	return (
		<li>
			<p className="fb__head">
				<span className="fb__kind">
					<Icon name={KIND_ICONS[kind]} size="s" />
					{words.feedback.kinds[kind]}
				</span>
				<span>{name(said.review)}</span>
			</p>
			<p className="entry__said">{text}</p>
			<p className="action__facts">
				<Fate said={said} />
				{delivered !== '' && <span className="chip chip--accent">{w.delivered(delivered)}</span>}
				{reason !== '' && <span>{reason}</span>}
			</p>
			{answer !== '' && (
				<p className="fb__reply entry__said">
					<b>{w.answer}</b> {answer}
				</p>
			)}
		</li>
	)
}

function Fate({ said: { state, item, answer } }: { readonly said: Said }) {
	const w = words.feedback.fate
	if (item !== NO_ID) {
		return (
			<span>
				{w.became} <ItemLink item={item} titled />
			</span>
		)
	}
	switch (state) {
		case FeedbackState.UNSPECIFIED:
		case FeedbackState.NEW:
			return answer === '' ? <span className="quiet">{goalWords.said.nothingYet}</span> : null
		default:
			return <span className="chip">{w.states[state]}</span>
	}
}

// The title of the increment that brought the item; empty: none has yet.
function useDelivered(item: IdKey): string {
	const { views, replica } = useClient()
	const increments = useSignal(views.increments)
	const { aliases } = replica.state
	const now = (key: IdKey) => aliases.get(key)?.into ?? key
	if (item === NO_ID) return ''
	return increments.findLast((one) => one.done && now(one.item) === now(item))?.title ?? ''
}
