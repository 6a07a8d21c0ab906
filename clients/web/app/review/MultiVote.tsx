// A vote for any of the options: each tap sends the whole ballot, and may be taken back.
import { useRef, type Ref } from 'react'
import type { OwnBallot } from '../../sdk/model'
import { keepFocus } from '../parts/useFocusBack'
import { words } from '../words/words'
import { laterWords } from '../words/pollLater'
import type { PollChoice } from './choices'
import type { OfPoll } from './shownPoll'
import { useBallot, type OwnSelection } from './useBallot'
import { YourVote } from './VoteMark'

export function MultiVote({ shown }: OfPoll) {
	const { poll, choices, own } = shown
	const ballot = useBallot(shown)
	const list = useRef<HTMLUListElement>(null)
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
			<MultiRows list={list} choices={choices} ballot={ballot} own={own} off={poll.pending} />
			{own === undefined && (
				<button
					className="btn votes__none"
					aria-disabled={poll.pending || undefined}
					onClick={() => {
						// It goes; the option above it stays.
						keepFocus(() => [...(list.current?.querySelectorAll('input') ?? [])].at(-1))
						ballot.change(() => [])
					}}
				>
					{w.none}
				</button>
			)}
		</>
	)
}

export interface BallotRowsProps {
	readonly choices: readonly PollChoice[]
	readonly ballot: OwnSelection
	// What is drawn as taken; undefined: there is no ballot yet.
	readonly own: OwnBallot | undefined
	readonly off: boolean
}

export interface MultiRowsProps extends BallotRowsProps {
	readonly list?: Ref<HTMLUListElement>
}

/** The options with a tick for each that is taken. */
export function MultiRows({ list, choices, ballot, own, off }: MultiRowsProps) {
	return (
		<ul className="votes votes--options" ref={list} aria-label={words.poll.voteLabel}>
			{choices.map(({ selection, name, says }) => {
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
									disabled={off}
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
									{says !== '' && <small>{says}</small>}
								</span>
							</span>
						</label>
					</li>
				)
			})}
		</ul>
	)
}
