// Closing and revealing, for whoever leads. A poll never changes order or assessment by itself.
import { PollState, Results } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { admitVoters, closePoll, revealPoll } from '../../sdk/drafts'
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { maySpeak } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'

export function PollControls({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	const w = words.poll
	const late = useLatecomers(poll)
	if (poll.pending) return null
	return (
		<div className="pollpane__foot">
			{poll.state === PollState.OPEN && (
				<button
					className="btn"
					onClick={() => {
						client.submit(closePoll(poll.key))
					}}
				>
					{w.close}
				</button>
			)}
			{poll.state === PollState.OPEN && late.length > 0 && (
				<p className="late">
					<span>{w.cameLater(late.length)}</span>
					<button
						className="btn btn--s"
						onClick={() => {
							client.submit(admitVoters(poll.key, late))
						}}
					>
						{w.admit}
					</button>
				</p>
			)}
			{poll.state === PollState.CLOSED && poll.results === Results.ON_REVEAL && (
				<button
					className="btn btn--main"
					onClick={() => {
						client.submit(revealPoll(poll.key))
					}}
				>
					{w.reveal}
				</button>
			)}
		</div>
	)
}

// Here now, allowed to vote at all, and not in the electorate, which was fixed at the opening.
function useLatecomers(poll: Poll): readonly number[] {
	const { views } = useClient()
	const here = useSignal(views.here)
	const people = useSignal(views.people)
	const asked = new Set(poll.electorate)
	return people
		.filter(
			({ participant, role, removed }) =>
				!removed && here.has(participant) && !asked.has(participant) && maySpeak(role),
		)
		.map(({ participant }) => participant)
}
