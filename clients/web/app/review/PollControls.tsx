// Closing and revealing, for whoever leads. A poll never changes order or assessment by itself.
import { PollState, Results } from '../../sdk/gen/reviewd/v1/common_pb'
import { closePoll, revealPoll } from '../../sdk/drafts'
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { words } from '../words/words'

export function PollControls({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	const w = words.poll
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
