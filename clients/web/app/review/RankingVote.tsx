// An order, built by tapping and changed by moving up and down. Alt and an arrow move an option too. Each
// change sends the whole ballot.
import { useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { Icon, type IconName } from '../parts/Icon'
import { keepFocus } from '../parts/useFocusBack'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import type { PollChoice } from './choices'
import type { BallotRowsProps } from './MultiVote'
import type { OfPoll } from './shownPoll'
import { useBallot } from './useBallot'
import { YourVote } from './VoteMark'

type Do = 'up' | 'down' | 'out'

const ICONS: Readonly<Record<Do, IconName>> = { up: 'up', down: 'down', out: 'x' }

export function RankingVote({ shown }: OfPoll) {
	const { poll, choices, own } = shown
	const ballot = useBallot(shown)
	const w = laterWords.rank
	return (
		<>
			<p className="poll__say">
				{own === undefined ? w.tap : own.pending ? words.poll.notCountedYet : w.saved}
			</p>
			<RankRows
				choices={choices}
				ballot={ballot}
				own={own}
				off={poll.pending}
				head={<YourVote own={own} says={w.yours} />}
			/>
		</>
	)
}

export interface RankRowsProps extends BallotRowsProps {
	// Above the order, once there is one.
	readonly head: ReactNode
}

/** The order so far, and below it what is not in it. */
export function RankRows({ choices, ballot, own, off, head }: RankRowsProps) {
	const { ranked, left, list, rest, said, move, take, put } = useRanking(choices, ballot)
	return (
		<>
			{ranked.length > 0 && (
				<div className="votepart">
					{head}
					<ol className="votes votes--dots" ref={list} aria-label={laterWords.rank.yours}>
						{ranked.map((choice, i) => (
							<Ranked
								key={choice.selection}
								choice={choice}
								place={i + 1}
								of={ranked.length}
								pending={own?.pending === true}
								onDo={(what) => {
									if (what === 'out') take(choice)
									else move(choice, what === 'up' ? -1 : 1)
								}}
							/>
						))}
					</ol>
				</div>
			)}
			{left.length > 0 && (
				<Left left={left} ranked={ranked.length} list={rest} off={off} onPut={put} />
			)}
			<span className="sr" role="status">
				{said}
			</span>
		</>
	)
}

// What is ranked and what is not, and what moves a choice from place to place: the ballot is changed,
// the change is said, and the focus goes along.
function useRanking(choices: readonly PollChoice[], ballot: BallotRowsProps['ballot']) {
	const list = useRef<HTMLOListElement>(null)
	const rest = useRef<HTMLUListElement>(null)
	const [said, setSaid] = useState('')
	const w = laterWords.rank
	const order = ballot.choices
	const ranked = order.flatMap((place) => choices.filter(({ selection }) => selection === place))
	const left = choices.filter((choice) => !ranked.includes(choice))

	const move = (choice: PollChoice, by: -1 | 1) => {
		const at = order.indexOf(choice.selection)
		const to = at + by
		if (to < 0 || to >= order.length) return
		ballot.change((before) => {
			const without = before.filter((one) => one !== choice.selection)
			return without.toSpliced(to, 0, choice.selection)
		})
		setSaid(w.moved(choice.name, to + 1))
		focusOn(list.current, choice.selection, by < 0 ? 'up' : 'down')
	}
	const take = (choice: PollChoice) => {
		if (order.length < 2) return
		ballot.change((before) => before.filter((one) => one !== choice.selection))
		setSaid(w.taken(choice.name))
		const next = order[order.indexOf(choice.selection) + 1] ?? order.at(-2)
		if (next !== undefined) focusOn(list.current, next, 'out')
	}
	const put = (choice: PollChoice) => {
		const at = left.indexOf(choice)
		const next = left[at + 1] ?? left[at - 1]
		keepFocus(() =>
			next === undefined
				? controlOf(list.current, choice.selection, 'up')
				: controlOf(rest.current, next.selection, 'in'),
		)
		ballot.change((before) => [...before, choice.selection])
		setSaid(w.moved(choice.name, order.length + 1))
	}
	return { ranked, left, list, rest, said, move, take, put }
}

interface LeftProps {
	readonly left: readonly PollChoice[]
	// How many are in the order already.
	readonly ranked: number
	readonly list: RefObject<HTMLUListElement | null>
	readonly off: boolean
	readonly onPut: (choice: PollChoice) => void
}

function Left({ left, ranked, list, off, onPut }: LeftProps) {
	const w = laterWords.rank
	return (
		<div className="votepart">
			{ranked > 0 && <p className="label">{w.left}</p>}
			<ul className="votes votes--options" ref={list} aria-label={w.left}>
				{left.map((choice) => (
					<li key={choice.selection} data-option={choice.selection}>
						<button
							type="button"
							className="vote"
							data-do="in"
							aria-disabled={off || undefined}
							aria-label={w.put(choice.name, ranked + 1)}
							onClick={() => {
								if (!off) onPut(choice)
							}}
						>
							<span className="vote__say">
								{choice.name}
								{choice.says !== '' && <small>{choice.says}</small>}
							</span>
							<Icon name="plus" />
						</button>
					</li>
				))}
			</ul>
			{ranked > 0 && <p className="meta">{w.leftSays}</p>}
		</div>
	)
}

interface RankedProps {
	readonly choice: PollChoice
	readonly place: number
	readonly of: number
	readonly pending: boolean
	readonly onDo: (what: Do) => void
}

function Ranked({ choice, place, of, pending, onDo }: RankedProps) {
	const { selection, name, says } = choice
	const w = laterWords.rank
	const onKeyDown = (event: KeyboardEvent) => {
		if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
		event.preventDefault()
		onDo(event.key === 'ArrowUp' ? 'up' : 'down')
	}
	const off: Readonly<Record<Do, boolean>> = { up: place === 1, down: place === of, out: of < 2 }
	const called: Readonly<Record<Do, string>> = {
		up: w.up(name),
		down: w.down(name),
		out: off.out ? w.lastStays : w.out(name),
	}
	return (
		<li
			className={`dotrow ${pending ? 'is-sending' : 'is-mine'}`}
			data-option={selection}
			onKeyDown={onKeyDown}
		>
			<b className="vote__n">{place}</b>
			<span className="vote__say">
				{name}
				{says !== '' && <small>{says}</small>}
			</span>
			<span className="dotrow__do">
				{(['up', 'down', 'out'] as const).map((what) => (
					<button
						key={what}
						type="button"
						className="btn btn--icon dotrow__step"
						aria-label={called[what]}
						title={called[what]}
						aria-disabled={off[what] || undefined}
						data-do={what}
						onClick={() => {
							if (!off[what]) onDo(what)
						}}
					>
						<Icon name={ICONS[what]} />
					</button>
				))}
			</span>
		</li>
	)
}

// After the rows have changed places: a row that is moved in the page loses the focus.
function focusOn(list: HTMLElement | null, option: number, what: Do): void {
	requestAnimationFrame(() => {
		controlOf(list, option, what)?.focus()
	})
}

function controlOf(
	list: HTMLElement | null,
	option: number,
	what: Do | 'in',
): HTMLElement | null | undefined {
	return list?.querySelector<HTMLElement>(`[data-option="${option}"] [data-do=${what}]`)
}
