// That a poll is open on an increment, for whoever looks at an entry beside which there are none.
import { useIncrements } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import type { Review } from '../../sdk/model'
import { goTo } from '../view'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { meetingAt } from './meetingAt'
import { ElsewhereNotice } from './WholeReviewNotice'

export function IncrementPollNotice({ review }: { readonly review: Review }) {
	const polls = useSignal(useClient().views.polls)
	const { open } = meetingAt(polls, useIncrements(review))
	if (open === undefined) return null
	return (
		<ElsewhereNotice
			says={words.review.pollIsAt(open.title)}
			looking=""
			onGo={() => {
				goTo('increments')
			}}
		/>
	)
}
