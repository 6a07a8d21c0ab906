// This person's vote in a poll, as one tab sees it. The private view with it comes to the tab that
// voted; where ballots are shown to everybody, another tab of the same person reads it there.
import type { OwnBallot, Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'

export function useOwnBallot(poll: Poll): OwnBallot | undefined {
	const { views } = useClient()
	const own = useSignal(views.ownBallots).get(poll.key)
	const me = useSignal(views.me).participant
	if (own?.pending === true) return own
	const shown = poll.ballots.get(me)
	return shown === undefined ? own : { selection: shown, pending: false }
}
