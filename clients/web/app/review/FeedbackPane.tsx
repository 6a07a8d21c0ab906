// What people said, newest first, and the composer. A sent text shows at once, hollow until the
// server has it.
import { useMemo } from 'react'
import type { Feedback, Increment, Review } from '../../sdk/model'
import { FeedbackKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { useClient } from '../meeting/seat'
import { Icon, type IconName } from '../parts/Icon'
import { maySpeak } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { clockTime } from '../parts/times'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { FeedbackComposer } from './FeedbackComposer'

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
	const here = feedback.filter((one) => one.review === review.key).toReversed()

	return (
		<aside className="fbpane" aria-labelledby="feedback-title">
			<div className="fbpane__head">
				<h2 id="feedback-title">{words.feedback.title}</h2>
				<span className="meta">{here.length}</span>
			</div>
			<ul className="fbpane__list" aria-labelledby="feedback-title" tabIndex={0}>
				{here.map((one) => (
					<FeedbackEntry key={one.key} feedback={one} author={names.get(one.author) ?? ''} />
				))}
				{here.length === 0 && <li className="quiet fb">{words.feedback.none}</li>}
			</ul>
			{maySpeak(me.role) && <FeedbackComposer review={review} increment={increment} />}
		</aside>
	)
}

interface FeedbackEntryProps {
	readonly feedback: Feedback
	readonly author: string
}

function FeedbackEntry({ feedback, author }: FeedbackEntryProps) {
	const increments = useSignal(useClient().views.increments)
	const about = increments.find((one) => one.key === feedback.increment)
	return (
		<li className={feedback.pending ? 'fb fb--pending' : 'fb'}>
			<p className="fb__head">
				<span className="fb__kind">
					<Icon name={KIND_ICONS[feedback.kind]} size="s" />
					{words.feedback.kinds[feedback.kind]}
				</span>
				<span>{feedback.anonymous ? words.feedback.anonymous : author}</span>
				{feedback.timeMs > 0 && <span className="fb__time">{clockTime(feedback.timeMs)}</span>}
			</p>
			<p className="fb__text">{feedback.text}</p>
			{about !== undefined && <p className="fb__foot">{words.feedback.on(about.title)}</p>}
			{feedback.pending && (
				<p className="fb__foot">
					<Saving text={words.feedback.sending} />
				</p>
			)}
		</li>
	)
}
