// How long a poll is still open, by the server's clock. The server closes it; this only says when.
import { useEffect, useState } from 'react'
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Icon } from '../parts/Icon'
import { countdown } from '../parts/times'
import { words } from '../words/words'

const LOOK_EVERY_MS = 250
// Said once to whoever listens instead of looking.
const SAID_AT_S: readonly number[] = [60, 30, 10]

export function Countdown({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	const leftNow = () => Math.ceil((poll.deadlineMs - client.now()) / 1_000)
	const [left, setLeft] = useState(leftNow)
	const running = poll.state === PollState.OPEN && poll.deadlineMs > 0
	useEffect(() => {
		if (!running) return
		// Most looks change nothing, and then nothing is drawn; the second turns when it turns.
		const timer = setInterval(() => {
			setLeft(Math.ceil((poll.deadlineMs - client.now()) / 1_000))
		}, LOOK_EVERY_MS)
		return () => {
			clearInterval(timer)
		}
	}, [client, running, poll.deadlineMs])

	if (!running) return null
	const said = SAID_AT_S.findLast((at) => left <= at)
	return (
		<span className={left <= 10 ? 'countdown countdown--soon' : 'countdown'}>
			<Icon name="clock" size="s" />
			<span role="timer">
				{left > 0 ? (
					<>
						{words.poll.closesIn} <b className="num">{countdown(left)}</b>
					</>
				) : (
					words.poll.timeIsUp
				)}
			</span>
			<span className="sr" role="status">
				{said !== undefined && left > 0 && words.poll.secondsLeft(said)}
			</span>
		</span>
	)
}
