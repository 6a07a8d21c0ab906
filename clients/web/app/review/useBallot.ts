// One's own ballot of several choices, and sending the whole of it anew.
import type { Selection } from '../../sdk/model'
import { castBallot } from '../../sdk/pollDrafts'
import { useClient } from '../meeting/seat'
import type { ShownPoll } from './shownPoll'

export interface OwnSelection {
	// Empty while there is none.
	readonly choices: Selection
	// Changes the ballot as it is at the moment of the tap, taps that are still on their way included.
	readonly change: (from: (choices: Selection) => Selection) => void
}

/** For the controls of a vote for several choices. */
export function useBallot({ poll, own }: ShownPoll): OwnSelection {
	const client = useClient()
	return {
		choices: own?.choices ?? [],
		change: (from) => {
			if (poll.pending) return
			const now = client.replica.state.ownBallots.get(poll.key)
			const base = now?.pending === true ? now.choices : (own?.choices ?? [])
			client.submit(castBallot(poll.key, poll.kind, from(base)))
		},
	}
}
