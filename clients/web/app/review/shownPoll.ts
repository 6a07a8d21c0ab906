// A poll as one person sees it in this tab: what can be chosen, what they chose, how it stands.
import { useMemo } from 'react'
import type { OwnBallot, Poll, Tally } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'
import { choicesOf, type PollChoice } from './choices'
import { shownTally } from './tally'

export interface ShownPoll {
	readonly poll: Poll
	readonly choices: readonly PollChoice[]
	readonly own: OwnBallot | undefined
	// Null while results are hidden.
	readonly tally: Tally | null
}

export interface OfPoll {
	readonly shown: ShownPoll
}

/** Drawn again whenever any of it changes, the backlog under its options included. */
export function useShownPoll(poll: Poll): ShownPoll {
	const { replica, views } = useClient()
	// Items are read from the replica's own table, which says nothing when it changes.
	useSignal(views.order)
	useSignal(views.aliases)
	const told = useSignal(views.ownResults).get(poll.key)
	const own = useOwnBallot(poll)
	const tally = shownTally(poll, told, replica.state)
	return { poll, choices: choicesOf(replica.state, poll), own, tally }
}

// The private view with a vote comes to the tab that voted; where ballots are shown to everybody,
// another tab of the same person reads it there.
function useOwnBallot(poll: Poll): OwnBallot | undefined {
	const { views } = useClient()
	const own = useSignal(views.ownBallots).get(poll.key)
	const me = useSignal(views.me).participant
	const shown = poll.ballots.get(me)
	return useMemo(() => {
		if (own?.pending === true || shown === undefined) return own
		return { choices: shown, pending: false }
	}, [own, shown])
}
