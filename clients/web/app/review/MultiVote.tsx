// A vote for any of the options: each tap sends the whole ballot, and may be taken back.
import { words } from '../words/words'
import { laterWords } from '../words/pollLater'
import type { OfPoll } from './shownPoll'
import { useBallot } from './useBallot'
import { YourVote } from './VoteMark'

export function MultiVote({ shown }: OfPoll) {
	const { poll, choices, own } = shown
	const ballot = useBallot(shown)
	const w = laterWords.multi
	const says =
		own === undefined
			? w.tapAny
			: own.pending
				? words.poll.notCountedYet
				: own.choices.length === 0
					? w.noneSaved
					: w.saved
	return (
		<>
			<p className="poll__say">{says}</p>
			{own !== undefined && <YourVote own={own} says={w.chosen(ballot.choices.length)} />}
			<ul className="votes votes--options" aria-label={words.poll.voteLabel}>
				{choices.map(({ selection, name, says: meaning }) => {
					const taken = ballot.choices.includes(selection)
					const look =
						!taken || own === undefined ? '' : own.pending ? ' vote--sending' : ' vote--mine'
					return (
						<li key={selection}>
							<label className={`vote${look}`}>
								<span className="vote__say">
									<input
										type="checkbox"
										checked={taken}
										disabled={poll.pending}
										onChange={() => {
											ballot.change((before) =>
												before.includes(selection)
													? before.filter((one) => one !== selection)
													: [...before, selection],
											)
										}}
									/>
									<span>
										{name}
										{meaning !== '' && <small>{meaning}</small>}
									</span>
								</span>
							</label>
						</li>
					)
				})}
			</ul>
			{own === undefined && (
				<button
					className="btn votes__none"
					aria-disabled={poll.pending || undefined}
					onClick={() => {
						ballot.change(() => [])
					}}
				>
					{w.none}
				</button>
			)}
		</>
	)
}
