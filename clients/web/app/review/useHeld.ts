// Anonymous feedback of a review that waits: all of it for those who lead, else one's own.
import { useMemo } from 'react'
import type { HeldFeedback, OwnHeld, Review } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { usePowers } from '../meeting/usePowers'
import { useSignal } from '../watch'
import { heldOf } from './heldList'

export interface Waiting {
	readonly all: readonly HeldFeedback[]
	readonly own: readonly OwnHeld[]
}

export function useHeld({ key }: Review): Waiting {
	const { views } = useClient()
	const { leads } = usePowers()
	const held = useSignal(views.held)
	const own = useSignal(views.ownHeld)
	const feedback = useSignal(views.feedback)
	return useMemo(
		() => heldOf(key, { leads, held, own, feedback }),
		[key, leads, held, own, feedback],
	)
}
