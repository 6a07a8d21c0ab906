// Polls that are over, the newest first, each folded into its question and how it ended.
import { useState } from 'react'
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { clockTime } from '../parts/times'
import { laterWords } from '../words/pollLater'
import { PollView } from './PollView'

export interface EarlierPollsProps {
	readonly polls: readonly Poll[]
	readonly askAgain: (poll: Poll) => (() => void) | undefined
}

export function EarlierPolls({ polls, askAgain }: EarlierPollsProps) {
	return (
		<section className="earlier" aria-label={laterWords.earlier}>
			<h3 className="label">{laterWords.earlier}</h3>
			{polls.map((poll) => (
				<Earlier key={poll.key} poll={poll} onAskAgain={askAgain(poll)} />
			))}
		</section>
	)
}

interface EarlierProps {
	readonly poll: Poll
	readonly onAskAgain: (() => void) | undefined
}

function Earlier({ poll, onAskAgain }: EarlierProps) {
	const [open, setOpen] = useState(false)
	return (
		<details
			className="earlier__one"
			onToggle={(event) => {
				setOpen(event.currentTarget.open)
			}}
		>
			<summary>
				{poll.question} <span className="meta">{howItEnded(poll)}</span>
			</summary>
			{open && <PollView poll={poll} onAskAgain={onAskAgain} />}
		</details>
	)
}

function howItEnded({ state, sinceMs }: Poll): string {
	const w = laterWords.ends
	const at = sinceMs > 0 ? clockTime(sinceMs) : ''
	switch (state) {
		case PollState.CLOSED:
			return w.closed(at)
		case PollState.REVEALED:
			return w.revealed(at)
		case PollState.VOID:
			return w.voided(at)
		default:
			return w.open
	}
}
