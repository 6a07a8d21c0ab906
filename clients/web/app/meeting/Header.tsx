// Goal, parts of the meeting, people and the state line: the same place on every screen.
import { useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { closeReview, openReview } from '../../sdk/drafts'
import type { Review } from '../../sdk/model'
import { InviteDialog } from '../invite/InviteDialog'
import { Icon } from '../parts/Icon'
import { mayFacilitate } from '../parts/roles'
import { MeMenu } from '../people/MeMenu'
import { StateLine } from '../parts/StateLine'
import { ReviewDialog } from '../plan/ReviewDialog'
import type { View } from '../view'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useCurrentReview, useIncrements } from './currentReview'
import { PeopleHere } from './PeopleHere'
import { useClient } from './seat'

export function Header({ view }: { readonly view: View }) {
	const client = useClient()
	const productName = useSignal(client.views.productName)
	const me = useSignal(client.views.me)
	const review = useCurrentReview()
	const [inviting, setInviting] = useState(false)
	const title = review?.title ?? ''

	return (
		<header className="top">
			<div className="top__bar">
				<p className="brand">
					<Icon name="mark" size="l" />
					<b className="brand__product">{productName}</b>
					<span className="brand__review">{title}</span>
				</p>
				<div className="top__end">
					<StateLine client={client} />
					<span className="sep" />
					<PeopleHere />
					<span className="sep" />
					<MeMenu />
				</div>
			</div>
			<div className="goal">
				<h1 className="goal__text">
					<span className="goal__of">{words.sprintGoal}</span>
					{review === undefined || review.goal === '' ? words.noSprintGoal : review.goal}
				</h1>
			</div>
			<nav aria-label={words.steps.label}>
				<ol className="steps">
					<Step to="now" now={view !== 'backlog'} />
					<Step to="backlog" now={view === 'backlog'} />
					<li className="steps__end">
						{mayFacilitate(me.role) && (
							<>
								<button
									className="btn btn--s btn--quiet"
									onClick={() => {
										setInviting(true)
									}}
								>
									<Icon name="link" size="s" />
									{words.invite.open}
								</button>
								{review !== undefined && <ReviewSwitch review={review} />}
							</>
						)}
					</li>
				</ol>
			</nav>
			{inviting && (
				<InviteDialog
					onClose={() => {
						setInviting(false)
					}}
				/>
			)}
		</header>
	)
}

function Step({ to, now }: { readonly to: 'now' | 'backlog'; readonly now: boolean }) {
	return (
		<li>
			<a
				className={now ? 'step step--now' : 'step'}
				href={`#${to}`}
				aria-current={now ? 'step' : undefined}
			>
				{words.steps[to]}
			</a>
		</li>
	)
}

function ReviewSwitch({ review }: { readonly review: Review }) {
	const client = useClient()
	const increments = useIncrements(review)
	const [planning, setPlanning] = useState(false)
	switch (review.state) {
		case ReviewState.DRAFT:
			return (
				<button
					className={increments.length === 0 ? 'btn btn--s' : 'btn btn--s btn--main'}
					onClick={() => {
						client.submit(openReview(review.key))
					}}
				>
					{words.review.open}
				</button>
			)
		case ReviewState.OPEN:
			return (
				<button
					className="btn btn--s"
					onClick={() => {
						client.submit(closeReview(review.key))
					}}
				>
					{words.review.close}
				</button>
			)
		case ReviewState.CLOSED:
		case ReviewState.UNSPECIFIED:
			return (
				<>
					<span className="meta">{words.review.closed}</span>
					<button
						className="btn btn--s"
						onClick={() => {
							setPlanning(true)
						}}
					>
						{words.plan.planNext}
					</button>
					{planning && (
						<ReviewDialog
							onClose={() => {
								setPlanning(false)
							}}
						/>
					)}
				</>
			)
	}
}
