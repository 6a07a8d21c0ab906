// What this page shows of the meeting. It follows, and tells who stayed behind where the meeting went.
import { useMemo } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID } from '../../sdk/id'
import type { AgendaEntry, Review } from '../../sdk/model'
import { goTo, useLooking, type Looking } from '../view'
import { useFollowed } from '../meeting/useFollowed'
import { courseOf, sightOf, type Course, type Sight } from './course'

export interface Following {
	readonly looking: Looking
	readonly course: Course
	readonly sight: Sight
	// To where the meeting is, and along with it from then on.
	readonly follow: () => void
}

const NOWHERE: Pick<Review, 'agenda' | 'current' | 'currentAt'> = {
	agenda: [],
	current: NO_ID,
	currentAt: 0,
}

export function useSight(review: Review | undefined): Following {
	const looking = useLooking()
	const { agenda, current, currentAt } = review ?? NOWHERE
	const course = useMemo(
		() => courseOf({ agenda, current, currentAt }),
		[agenda, current, currentAt],
	)
	const isOver = course.through || review?.state === ReviewState.CLOSED
	const [shown, catchUp] = useFollowed(current)
	const behind = shown !== current
	const stays = agenda.find((entry) => entry.key === shown) ?? null
	const sight = useMemo(
		() => sightThere(looking, agenda, course.current, behind ? stays : course.current, isOver),
		[looking, agenda, course, stays, behind, isOver],
	)
	return {
		looking,
		course,
		sight,
		follow: () => {
			catchUp()
			goTo('now')
		},
	}
}

// What belongs to `shown`, measured against where the meeting is.
function sightThere(
	looking: Looking,
	agenda: readonly AgendaEntry[],
	current: AgendaEntry | null,
	shown: AgendaEntry | null,
	isOver: boolean,
): Sight {
	const sight = sightOf(looking, agenda, shown, isOver)
	const elsewhere = current !== null && sight.entry?.key !== current.key
	return { ...sight, elsewhere: elsewhere && looking.view !== 'feedback' }
}
