// What this page shows of the meeting. It follows, but never from under somebody's hands: who is
// typing stays where they are, and is told where the meeting went.
import { useEffect, useMemo, useState } from 'react'
import { ReviewState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { NO_ID, type IdKey } from '../../sdk/id'
import type { AgendaEntry, Review } from '../../sdk/model'
import { goTo, useLooking, type Looking } from '../view'
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
	const [shown, setShown] = useState<IdKey>(current)
	const behind = shown !== current
	if (behind && !isTyping()) setShown(current)
	// What was typed is sent, or left alone: along it goes.
	useEffect(() => {
		if (!behind) return
		const look = () => {
			setTimeout(() => {
				if (!isTyping()) setShown(current)
			})
		}
		document.addEventListener('focusout', look)
		return () => {
			document.removeEventListener('focusout', look)
		}
	}, [behind, current])

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
			setShown(current)
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

// Whether there is something in the form that is being filled in, or in the field with the caret.
function isTyping(): boolean {
	const focused = document.activeElement
	const form = focused?.closest('main form')
	const fields = form?.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('.input')
	if (fields !== undefined) return [...fields].some((field) => field.value !== '')
	const field = focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement
	return field && focused.closest('main, .tools') !== null && focused.value !== ''
}
