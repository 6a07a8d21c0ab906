// What those who lead do with the meeting: on, back, break, open, close. Nobody else sees any of it,
// but for being ready to go on, which is everybody's.
import { useEffect, useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { closeReview, openReview } from '../../sdk/drafts'
import { advanceAgenda } from '../../sdk/flowDrafts'
import { NO_ID } from '../../sdk/id'
import type { AgendaEntry, Review } from '../../sdk/model'
import { useIncrements } from '../meeting/currentReview'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Icon } from '../parts/Icon'
import { later } from '../parts/later'
import { ReviewDialog } from '../plan/planDialogs'
import { words } from '../words/words'
import type { AgendaBarProps } from './AgendaBar'
import { entryName } from './entryName'
import { ReadyPart } from './ReadyPart'
import type { Following } from './useSight'

const InviteDialog = later(() => import('../invite/InviteDialog').then((m) => m.InviteDialog))
const RunDialog = later(() => import('./RunDialog').then((m) => m.RunDialog))
const ReopenDialog = later(() => import('./ReopenDialog').then((m) => m.ReopenDialog))

const SETTLES_MS = 500

export function LeadControls({ review, following }: AgendaBarProps) {
	const { leads } = usePowers()
	const [open, setOpen] = useState<'nothing' | 'invite' | 'run'>('nothing')
	if (!leads) return <ForOthers review={review} />
	const close = () => {
		setOpen('nothing')
	}
	return (
		<div className="flow__end">
			<ReadyPart review={review} />
			<button
				className="btn btn--s btn--quiet"
				onClick={() => {
					setOpen('invite')
				}}
			>
				<Icon name="link" size="s" />
				<span className="flow__word">{words.invite.open}</span>
			</button>
			{review !== undefined && review.state !== ReviewState.CLOSED && (
				<button
					className="btn btn--s btn--quiet"
					aria-haspopup="dialog"
					onClick={() => {
						setOpen('run')
					}}
				>
					<Icon name="list" size="s" />
					<span className="flow__word">{words.flow.run}</span>
				</button>
			)}
			{review !== undefined && <ForState review={review} following={following} />}
			{open === 'invite' && <InviteDialog onClose={close} />}
			{open === 'run' && review !== undefined && <RunDialog review={review} onClose={close} />}
		</div>
	)
}

interface ForStateProps {
	readonly review: Review
	readonly following: Following
}

function ForState({ review, following }: ForStateProps) {
	const client = useClient()
	const increments = useIncrements(review)
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
				<>
					<Advance review={review} following={following} />
					<Close review={review} following={following} />
				</>
			)
		case ReviewState.PAUSED:
			// The line that says so to everybody has the way on.
			return null
		case ReviewState.CLOSED:
		case ReviewState.UNSPECIFIED:
			return <AfterIt review={review} />
	}
}

// The buttons mean something else as soon as the meeting has moved: a second tap of a double one, or a
// tap meant for what somebody else has just done, is not for the entry after that.
function useJustMoved(at: number): boolean {
	const [settled, setSettled] = useState(at)
	useEffect(() => {
		if (settled === at) return
		const timer = setTimeout(() => {
			setSettled(at)
		}, SETTLES_MS)
		return () => {
			clearTimeout(timer)
		}
	}, [settled, at])
	return settled !== at
}

// While the agenda is gone through, closing is with the rest of what is done now and then.
function Close({ review, following: { course } }: ForStateProps) {
	const client = useClient()
	const justMoved = useJustMoved(course.at)
	if (course.current !== null) return null
	return (
		<button
			className={course.through ? 'btn btn--s btn--main' : 'btn btn--s'}
			aria-disabled={justMoved || undefined}
			onClick={() => {
				if (!justMoved) client.submit(closeReview(review.key))
			}}
		>
			{words.review.close}
		</button>
	)
}

function ForOthers({ review }: Pick<AgendaBarProps, 'review'>) {
	return (
		<div className="flow__end">
			<ReadyPart review={review} />
			{review?.state === ReviewState.CLOSED && <span className="meta">{words.review.closed}</span>}
		</div>
	)
}

// On in the agenda, and back.
function Advance({ review, following }: ForStateProps) {
	const client = useClient()
	const { course, follow } = following
	const justMoved = useJustMoved(course.at)
	const w = words.agenda
	if (review.agenda.length === 0) return null
	const go = (to: AgendaEntry | null) => () => {
		if (justMoved) return
		client.submit(advanceAgenda(review, to?.key ?? NO_ID))
		follow()
	}
	return (
		<>
			{course.back !== null && (
				<button
					className="btn btn--s btn--icon"
					aria-label={w.backTo(entryName(course.back))}
					title={w.backTo(entryName(course.back))}
					aria-disabled={justMoved || undefined}
					onClick={go(course.back)}
				>
					<Icon name="left" size="s" />
				</button>
			)}
			{course.through ? (
				<span className="meta">{w.isThrough}</span>
			) : (
				<button
					className="btn btn--s btn--main flow__next"
					aria-disabled={justMoved || undefined}
					onClick={go(course.next)}
				>
					{course.next === null
						? w.finish
						: course.at < 0
							? w.begin(entryName(course.next))
							: w.next(entryName(course.next))}
					<Icon name="right" size="s" />
				</button>
			)}
		</>
	)
}

function AfterIt({ review }: { readonly review: Review }) {
	const [open, setOpen] = useState<'nothing' | 'plan' | 'reopen'>('nothing')
	const close = () => {
		setOpen('nothing')
	}
	return (
		<>
			<span className="meta">{words.review.closed}</span>
			<button
				className="btn btn--s btn--quiet"
				onClick={() => {
					setOpen('reopen')
				}}
			>
				{words.flow.reopen}
			</button>
			<button
				className="btn btn--s"
				onClick={() => {
					setOpen('plan')
				}}
			>
				{words.plan.planNext}
			</button>
			{open === 'plan' && <ReviewDialog onClose={close} />}
			{open === 'reopen' && <ReopenDialog review={review} onClose={close} />}
		</>
	)
}
