// One thing that was said: by whom, how many think so too, what became of it, and for its author the way
// to take it back. Hollow while only this device has it.
import { useRef, useState } from 'react'
import { retractFeedback, upvoteFeedback } from '../../sdk/drafts'
import { NO_ID } from '../../sdk/id'
import type { Feedback, Review } from '../../sdk/model'
import { isUnderWay } from '../meeting/currentReview'
import { reviewName } from '../meeting/reviewName'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { maySpeak } from '../parts/roles'
import { Saving } from '../parts/Saving'
import { timeOrDay } from '../parts/times'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { FeedbackActions } from './FeedbackActions'
import { FeedbackFate } from './FeedbackFate'
import { KIND_ICONS } from './kindIcons'
import { isMine } from './merged'
import { MergedUnder } from './MergedUnder'
import { shownUpvotes } from './upvotes'

export interface FeedbackEntryProps {
	readonly feedback: Feedback
	readonly merged: readonly Feedback[]
	readonly names: ReadonlyMap<number, string>
	readonly review: Review
}

export function FeedbackEntry({ feedback, merged, names, review }: FeedbackEntryProps) {
	const { views } = useClient()
	const increments = useSignal(views.increments)
	const saidIn = useSignal(views.reviews).find(({ key }) => key === feedback.saidIn)
	const mine = useIsMine(feedback)
	const about = increments.find((one) => one.key === feedback.increment)
	const { retracted, pending, anonymous } = feedback
	const entry = useRef<HTMLLIElement>(null)
	const reviewIsOpen = isUnderWay(review)
	const w = words.feedback
	return (
		<li ref={entry} className={pending || retracted ? 'fb fb--pending' : 'fb'} tabIndex={-1}>
			<div className="fb__head">
				<span className="fb__kind">
					<Icon name={KIND_ICONS[feedback.kind]} size="s" />
					{w.kinds[feedback.kind]}
				</span>
				<span>{anonymous ? w.anonymous : names.get(feedback.author)}</span>
				{feedback.timeMs > 0 && <span>{timeOrDay(feedback.timeMs)}</span>}
				{!retracted && (!pending || !mine) && feedback.mergedInto === NO_ID && (
					<Upvotes feedback={feedback} mine={mine} reviewIsOpen={reviewIsOpen} />
				)}
			</div>
			<p className="fb__text">{retracted ? w.retracted : feedback.text}</p>
			{saidIn !== undefined && (
				<p className="fb__foot">
					<span className="chip chip--line">{words.product.from(reviewName(saidIn))}</span>
				</p>
			)}
			{about !== undefined && <p className="fb__foot">{w.on(about.title)}</p>}
			{pending && (
				<p className="fb__foot">
					<Saving text={retracted ? w.retracting : w.sending} />
				</p>
			)}
			{!retracted && <FeedbackFate feedback={feedback} names={names} />}
			<MergedUnder merged={merged} names={names} reviewIsOpen={reviewIsOpen} />
			<div className="fb__acts">
				{!pending && !retracted && <FeedbackActions feedback={feedback} review={review} />}
				{mine && reviewIsOpen && !pending && !retracted && (
					<Retract
						feedback={feedback}
						onRetract={() => {
							entry.current?.focus()
						}}
					/>
				)}
			</div>
		</li>
	)
}

function useIsMine(feedback: Feedback): boolean {
	const { views } = useClient()
	const me = useSignal(views.me)
	return isMine(feedback, me.participant, useSignal(views.ownAnonymous))
}

interface UpvotesProps {
	readonly feedback: Feedback
	readonly mine: boolean
	readonly reviewIsOpen: boolean
}

function Upvotes({ feedback, mine, reviewIsOpen }: UpvotesProps) {
	const client = useClient()
	const me = useSignal(client.views.me)
	const counted = useSignal(client.views.upvotes).get(feedback.key)
	const own = useSignal(client.views.ownUpvotes).get(feedback.key)
	const { count, up, pending } = shownUpvotes(counted, own)
	const w = words.feedback
	if (mine || me.muted || !reviewIsOpen || !maySpeak(me.role)) {
		return (
			<span className="up up--fact">
				{mine && <span className="meta">{w.yours}</span>}
				<Icon name="up" size="s" label={w.upvotes(count)} />
				<span aria-hidden="true">{count}</span>
			</span>
		)
	}
	return (
		<button
			className={pending ? 'up up--sending' : 'up'}
			aria-pressed={up}
			aria-label={pending ? (up ? w.upvoteSending : w.upvoteBackSending) : w.upvote(count)}
			onClick={() => {
				client.submit(upvoteFeedback(feedback.key, !up))
			}}
		>
			{pending ? <span className="save__ring" /> : <Icon name="up" size="s" />}
			{count}
		</button>
	)
}

interface RetractProps {
	readonly feedback: Pick<Feedback, 'key' | 'anonymous'>
	// The buttons go away with what they are for; somebody has to take the focus.
	readonly onRetract: () => void
}

/** Taking back what one said oneself, after a second thought. */
export function Retract({ feedback, onRetract }: RetractProps) {
	const client = useClient()
	const [asked, setAsked] = useState<'never' | 'now' | 'kept'>('never')
	const w = words.feedback
	if (asked !== 'now') {
		return (
			<button
				className="fb__retract"
				autoFocus={asked === 'kept'}
				onClick={() => {
					setAsked('now')
				}}
			>
				{w.retract}
			</button>
		)
	}
	return (
		<div className="fb__ask" role="group" aria-label={w.retract}>
			<p>{w.retractAsk}</p>
			<div className="buttons">
				<button
					className="btn btn--s"
					autoFocus
					onClick={() => {
						onRetract()
						client.submit(retractFeedback(feedback.key, feedback.anonymous))
					}}
				>
					{w.retractIt}
				</button>
				<button
					className="btn btn--s btn--quiet"
					onClick={() => {
						setAsked('kept')
					}}
				>
					{w.keep}
				</button>
			</div>
		</div>
	)
}
