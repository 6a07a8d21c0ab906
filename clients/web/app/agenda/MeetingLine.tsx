// Where the meeting is, when this page looks elsewhere, and that there is a break. Said once to whoever
// listens instead of looking when the meeting goes on.
import { useEffect, useRef, useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { advanceAgenda, resumeReview } from '../../sdk/flowDrafts'
import type { Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { Icon } from '../parts/Icon'
import { words } from '../words/words'
import type { AgendaBarProps } from './AgendaBar'
import { entryName } from './entryName'
import { useFocusFromLine } from './lineFocus'
import type { Following } from './useSight'

export function MeetingLine({ review, following }: AgendaBarProps) {
	const { course, sight } = following
	const { current } = course
	return (
		<>
			<SaysWhere name={current === null ? '' : entryName(current)} />
			{review?.state === ReviewState.PAUSED && <Break review={review} following={following} />}
			{review?.state === ReviewState.OPEN && sight.elsewhere && (
				<Elsewhere review={review} following={following} />
			)}
		</>
	)
}

interface LineProps {
	readonly review: Review
	readonly following: Following
}

function Break({ review, following: { course } }: LineProps) {
	const client = useClient()
	const { leads } = usePowers()
	const line = useRef<HTMLDivElement>(null)
	useFocusFromLine(line)
	const w = words.flow
	return (
		<div ref={line} className="notice notice--calm top__line" role="status">
			<Icon name="pause" />
			<p className="notice__text">
				<b>{w.isPaused}</b>{' '}
				{course.current === null ? w.pausedSaysNot : w.pausedSays(entryName(course.current))}
			</p>
			{leads && (
				<div className="notice__do">
					<button
						className="btn btn--s btn--main"
						onClick={() => {
							client.submit(resumeReview(review.key))
						}}
					>
						{w.resume}
					</button>
				</div>
			)}
		</div>
	)
}

function Elsewhere({ review, following: { course, sight, follow } }: LineProps) {
	const client = useClient()
	const { leads } = usePowers()
	const line = useRef<HTMLDivElement>(null)
	useFocusFromLine(line)
	const w = words.agenda
	if (course.current === null) return null
	const { entry } = sight
	return (
		<div ref={line} className="notice notice--calm top__line">
			<Icon name="users" />
			<p className="notice__text">
				<b>{w.meetingIsAt(entryName(course.current))}</b>{' '}
				{entry === undefined ? w.youLookElsewhere : w.youLookAt(entryName(entry))}
			</p>
			<div className="notice__do">
				<button className="btn btn--s" onClick={follow}>
					{w.goThere}
				</button>
				{leads && entry !== undefined && (
					<button
						className="btn btn--s btn--quiet"
						onClick={() => {
							client.submit(advanceAgenda(review, entry.key))
							follow()
						}}
					>
						{w.bringHere}
					</button>
				)}
			</div>
		</div>
	)
}

// Not at the beginning: only when it has changed while this page was open.
function SaysWhere({ name }: { readonly name: string }) {
	const before = useRef(name)
	const [said, setSaid] = useState('')
	useEffect(() => {
		if (before.current === name) return
		before.current = name
		setSaid(name === '' ? '' : words.agenda.nowAt(name))
	}, [name])
	return (
		<span className="sr" role="status">
			{said}
		</span>
	)
}
