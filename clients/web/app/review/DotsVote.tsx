// Dots: one more, one less, and what is left. Each tap sends the whole ballot; hollow dots are those
// that only this device has.
import { useState } from 'react'
import type { Poll, Selection } from '../../sdk/model'
import { Icon } from '../parts/Icon'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import type { BallotRowsProps } from './MultiVote'
import type { OfPoll } from './shownPoll'
import { useBallot, type OwnSelection } from './useBallot'
import { YourVote } from './VoteMark'

// More are a number only.
const DRAWN_MAX = 10

export function DotsVote({ shown }: OfPoll) {
	const { poll, choices, own } = shown
	const ballot = useBallot(shown)
	const w = laterWords.dotVote
	const most = poll.dotsPerOption < poll.dots ? poll.dotsPerOption : 0
	return (
		<>
			<p className="poll__say">
				{own?.pending === true
					? words.poll.notCountedYet
					: own === undefined
						? w.tap(most)
						: w.saved(most)}
			</p>
			<YourVote own={own} says={w.left(dotsLeft(poll, ballot), poll.dots)} />
			<DotRows poll={poll} choices={choices} ballot={ballot} own={own} off={poll.pending} />
		</>
	)
}

/** How many dots are still to be given. */
export function dotsLeft({ dots }: Poll, { choices }: OwnSelection): number {
	return Math.max(0, dots - sum(choices))
}

export interface DotRowsProps extends BallotRowsProps {
	readonly poll: Poll
}

/** The options, each with its dots and a way to give one more or one less. */
export function DotRows({ poll, choices, ballot, own, off }: DotRowsProps) {
	const [said, setSaid] = useState('')
	const w = laterWords.dotVote
	const given = (selection: number) => ballot.choices[selection] ?? 0
	const left = dotsLeft(poll, ballot)
	const give = (selection: number, name: string, more: 1 | -1) => {
		ballot.change((before) =>
			choices.map((one) => {
				const dots = before[one.selection] ?? 0
				return one.selection === selection ? dots + more : dots
			}),
		)
		setSaid(`${w.has(name, given(selection) + more)}. ${w.left(left - more, poll.dots)}.`)
	}
	const look = own?.pending === true ? 'dotrow is-sending' : 'dotrow is-mine'
	return (
		<>
			<ul className="votes votes--dots" aria-label={words.poll.voteLabel}>
				{choices.map(({ selection, name, says }) => {
					const dots = given(selection)
					return (
						<li key={selection} className={dots > 0 ? look : 'dotrow'}>
							<span className="vote__say">
								{name}
								{says !== '' && <small>{says}</small>}
								<Dots n={dots} />
							</span>
							<span className="dotrow__do">
								<Step
									name={w.less(name)}
									icon="minus"
									off={off || dots === 0}
									onStep={() => {
										give(selection, name, -1)
									}}
								/>
								<b className="dotrow__n num">{dots}</b>
								<Step
									name={w.more(name)}
									icon="plus"
									off={off || left <= 0 || dots >= poll.dotsPerOption}
									onStep={() => {
										give(selection, name, 1)
									}}
								/>
							</span>
						</li>
					)
				})}
			</ul>
			<span className="sr" role="status">
				{said}
			</span>
		</>
	)
}

interface StepProps {
	readonly name: string
	readonly icon: 'plus' | 'minus'
	readonly off: boolean
	readonly onStep: () => void
}

// Never out of the page: whoever taps on keeps the focus.
function Step({ name, icon, off, onStep }: StepProps) {
	return (
		<button
			type="button"
			className="btn btn--icon dotrow__step"
			aria-label={name}
			title={name}
			aria-disabled={off || undefined}
			onClick={() => {
				if (!off) onStep()
			}}
		>
			<Icon name={icon} />
		</button>
	)
}

function Dots({ n }: { readonly n: number }) {
	if (n === 0 || n > DRAWN_MAX) return null
	return (
		<span className="dots" aria-hidden="true">
			{Array.from({ length: n }, (_, i) => (
				<i key={i} />
			))}
		</span>
	)
}

function sum(dots: Selection): number {
	return dots.reduce((all, one) => all + one, 0)
}
