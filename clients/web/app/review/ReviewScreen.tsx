// The meeting's main stage: one increment, its poll beside it, feedback at the side. On a phone one
// of the three at a time.
import { useEffect, useState, type ReactNode } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { AgendaEntry } from '../../sdk/model'
import { useCurrentReview, useIncrements } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { useFollowed } from '../meeting/useFollowed'
import { NothingYet } from '../plan/NothingYet'
import { Notices } from '../notice/Notices'
import { goTo, type View } from '../view'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { FeedbackPane } from './FeedbackPane'
import { IncrementStage, type IncrementStageProps } from './IncrementStage'
import { meetingAt } from './meetingAt'
import { PollPane } from './PollPane'
import { ElsewhereNotice, WholeReviewNotice } from './WholeReviewNotice'

export interface ReviewScreenProps {
	readonly view: View
	// What is looked at of the agenda; one with the title of an increment is about that increment.
	readonly entry: AgendaEntry | undefined
}

export function ReviewScreen({ view, entry }: ReviewScreenProps) {
	const { review, increments, increment, meetingIsAt, setChosen, addFirst } =
		useIncrementLookedAt(entry)
	if (review === undefined || increment === undefined) {
		return (
			<>
				<NoticesPart>
					<WholeReviewNotice looking="" />
				</NoticesPart>
				<NothingYet review={review} onAdded={addFirst} />
			</>
		)
	}
	const looking = words.review.youLookAt(increment.title)
	return (
		<>
			<NoticesPart>
				{meetingIsAt !== undefined && meetingIsAt !== increment && (
					<ElsewhereNotice
						says={words.review.pollIsAt(meetingIsAt.title)}
						looking={looking}
						onGo={() => {
							setChosen(null)
							goTo('now')
						}}
					/>
				)}
				<WholeReviewNotice looking={looking} />
			</NoticesPart>
			<Stage
				view={view}
				review={review}
				increment={increment}
				increments={increments}
				onAdded={setChosen}
				onChoose={(key) => {
					setChosen(key)
					if (view === 'increments') goTo('now')
				}}
			/>
		</>
	)
}

// The increment that is looked at: the one chosen here, else the one the meeting is about.
function useIncrementLookedAt(entry: AgendaEntry | undefined) {
	const polls = useSignal(useClient().views.polls)
	const review = useCurrentReview()
	const increments = useIncrements(review)
	const at = entry?.key ?? NO_ID
	const [choice, setChoice] = useState<{ at: IdKey; key: IdKey | null }>({ at, key: null })
	// Chosen at another entry of the agenda: by now the meeting is about something else.
	const chosen = choice.at === at ? choice.key : null
	const setChosen = (key: IdKey | null) => {
		setChoice({ at, key })
	}
	const [firstAdded, setFirstAdded] = useState<string | null>(null)
	useEffect(() => {
		if (firstAdded === null) return
		document.querySelector<HTMLElement>('.inclist [aria-current]')?.focus()
	}, [firstAdded])
	const addFirst = (key: IdKey) => {
		setChosen(key)
		setFirstAdded(key)
	}

	const { open: meetingIsAt, last, lastAt } = meetingAt(polls, increments)
	const about = increments.find((one) => one.title === entry?.subject)
	// What the agenda names comes first, until something else is asked about there.
	const asked = about === undefined || lastAt > (review?.currentAt ?? 0) ? last : undefined
	const wanted =
		increments.find((one) => one.key === chosen) ?? meetingIsAt ?? asked ?? about ?? increments[0]
	// Polls are opened on other increments while somebody writes about this one.
	const [shown] = useFollowed(wanted?.key ?? NO_ID)
	const increment = increments.find((one) => one.key === shown) ?? wanted
	return { review, increments, increment, meetingIsAt, setChosen, addFirst }
}

function NoticesPart({ children }: { readonly children: ReactNode }) {
	return (
		<section className="notices" aria-label={words.notice.label}>
			<Notices />
			{children}
		</section>
	)
}

interface StageProps extends IncrementStageProps {
	readonly view: View
}

function Stage({ view, ...stage }: StageProps) {
	const { review, increment, increments } = stage
	const polls = useSignal(useClient().views.polls)
	const polled = polls.filter((one) => one.increment === increment.key)
	return (
		<main
			className={`stage stage--${view === 'entry' ? 'now' : view} ${polled.length === 0 ? 'stage--unasked' : ''}`}
		>
			<IncrementStage {...stage} />
			<PollPane
				key={increment.key}
				increment={increment}
				increments={increments}
				polls={polled}
				reviewIsOpen={review.state === ReviewState.OPEN}
			/>
			<FeedbackPane review={review} increment={increment} />
		</main>
	)
}
