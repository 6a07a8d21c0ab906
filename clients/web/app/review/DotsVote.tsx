// Dots: one more, one less, and what is left. Each tap sends the whole ballot; hollow dots are those
// that only this device has.
import { useState } from 'react'
import type { Selection } from '../../sdk/model'
import { Icon } from '../parts/Icon'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import type { OfPoll } from './shownPoll'
import { useBallot } from './useBallot'
import { YourVote } from './VoteMark'

// More are a number only.
const DRAWN_MAX = 10

export function DotsVote({ shown }: OfPoll) {
	const { poll, choices, own } = shown
	const ballot = useBallot(shown)
	const [said, setSaid] = useState('')
	const w = laterWords.dotVote
	const given = (selection: number) => ballot.choices[selection] ?? 0
	const left = poll.dots - sum(ballot.choices)
	const limited = poll.dotsPerOption < poll.dots
	const give = (selection: number, name: string, more: 1 | -1) => {
		ballot.change((before) =>
			choices.map((one) => {
				const dots = before[one.selection] ?? 0
				return one.selection === selection ? dots + more : dots
			}),
		)
		setSaid(`${w.has(name, given(selection) + more)}. ${w.left(left - more, poll.dots)}.`)
	}
	return (
		<>
			<p className="poll__say">
				{own?.pending === true
					? words.poll.notCountedYet
					: own === undefined
						? w.tap(limited ? poll.dotsPerOption : 0)
						: w.saved(limited ? poll.dotsPerOption : 0)}
			</p>
			<YourVote own={own} says={w.left(Math.max(0, left), poll.dots)} />
			<ul className="votes votes--dots" aria-label={words.poll.voteLabel}>
				{choices.map(({ selection, name, says }) => {
					const dots = given(selection)
					return (
						<li
							key={selection}
							className={
								dots > 0 ? `dotrow ${own?.pending === true ? 'is-sending' : 'is-mine'}` : 'dotrow'
							}
						>
							<span className="vote__say">
								{name}
								{says !== '' && <small>{says}</small>}
								<Dots n={dots} />
							</span>
							<span className="dotrow__do">
								<Step
									name={w.less(name)}
									icon="minus"
									off={poll.pending || dots === 0}
									onStep={() => {
										give(selection, name, -1)
									}}
								/>
								<b className="dotrow__n num">{dots}</b>
								<Step
									name={w.more(name)}
									icon="plus"
									off={poll.pending || left <= 0 || dots >= poll.dotsPerOption}
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
