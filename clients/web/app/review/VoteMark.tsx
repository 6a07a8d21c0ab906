// Whether the server has a vote: the same words and shapes wherever one is given.
import type { OwnBallot } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'

export function VoteMark({ own }: { readonly own: OwnBallot }) {
	const live = useSignal(useClient().views.phase) === 'live'
	if (!own.pending) {
		return (
			<>
				<Icon name="check" size="l" />
				{words.poll.yourVote}
			</>
		)
	}
	return (
		<>
			<span className="save__ring" />
			{live ? words.poll.sending : words.poll.waitingToSend}
		</>
	)
}

export interface YourVoteProps {
	readonly own?: OwnBallot | undefined
	readonly says: string
}

/** Above a ballot of several choices: what there is to say of it, and whether the server has it. */
export function YourVote({ own, says }: YourVoteProps) {
	return (
		<p className="yourvote">
			<b>{says}</b>
			{own !== undefined && (
				<span className="vote__mark">
					<VoteMark own={own} />
				</span>
			)}
		</p>
	)
}
