// Results as labelled bars: share of those who voted (of dots: of all dots given), count at the end,
// zero written out; for scores with the middle of the votes first, then how far they lie apart.
// Lengths are SVG attributes, so that the page needs no inline style.
import { PollKind, PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Count, Tally } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { words } from '../words/words'
import { isScored, type PollChoice } from './choices'
import type { OfPoll, ShownPoll } from './shownPoll'
import { lowVotes, spreadOf, type Spread } from './spread'

// The longest bar leaves room for its count.
const BAR_PERCENT_MAX = 84
// Bars grow where somebody sees the reveal happen, and stand still for whoever comes back later.
const REVEAL_SEEN_MS = 3_000

const NO_COUNT: Count = { ballots: 0, dots: 0, place: 0 }

export function PollBars({ shown }: OfPoll) {
	const client = useClient()
	const { poll, choices, tally } = shown
	if (tally === null) return null
	const dots = poll.kind === PollKind.DOTS
	const scored = isScored(poll.kind)
	const spread = scored ? spreadOf(tally) : null
	const now = poll.state === PollState.REVEALED && client.now() - poll.sinceMs < REVEAL_SEEN_MS
	const low = poll.kind === PollKind.FIST_OF_FIVE ? lowVotes(tally) : 0
	const w = words.poll
	return (
		<div className="results">
			{spread !== null && <Middle spread={spread} choices={choices} />}
			<ol
				className={`reslist reslist--${lookOf(shown)}${now ? ' reslist--revealed' : ''}`}
				aria-label={w.bars}
			>
				{choices
					.filter(({ selection }) => poll.options.length === 0 || tally.counts.has(selection))
					.map((choice) => {
						const { selection, name } = choice
						const count = tally.counts.get(selection) ?? NO_COUNT
						const mine = saidOwn(shown, selection)
						return (
							<li key={selection} className={mine === null ? 'res' : 'res res--mine'}>
								{scored && <b className="res__n">{selection}</b>}
								<span className="res__say">
									{name}
									{mine !== null && <small>{mine}</small>}
								</span>
								{scored && <SpreadMark score={selection} spread={spread} />}
								<CountBar kind={poll.kind} count={count} tally={tally} />
							</li>
						)
					})}
			</ol>
			{poll.kind === PollKind.MULTI && <p className="results__low">{w.multiSays}</p>}
			{dots && <p className="results__low">{w.dotsSay(dotsGiven(tally))}</p>}
			{low > 0 && <p className="results__low">{w.lowVotes(low)}</p>}
			<NotCounted shown={shown} />
		</div>
	)
}

// What is said of one's own vote at a row; null: it is not there. What was merged counts at the row
// that it was merged into.
function saidOwn({ poll, choices, own }: ShownPoll, selection: number): string | null {
	if (own === undefined || own.pending) return null
	const here = choices.filter(({ countsAt }) => countsAt === selection)
	const w = words.poll
	if (poll.kind === PollKind.DOTS) {
		const dots = here.reduce((all, one) => all + (own.choices[one.selection] ?? 0), 0)
		return dots === 0 ? null : w.yourDots(Math.min(dots, poll.dotsPerOption))
	}
	return here.some((one) => own.choices.includes(one.selection)) ? w.yourVote : null
}

/** Options without a count of their own, and why. */
export function NotCounted({ shown: { choices, tally } }: OfPoll) {
	if (tally === null) return null
	const left = choices.filter(({ selection, isScore }) => !isScore && !tally.counts.has(selection))
	const merged = left.filter(
		({ countsAt, selection }) => countsAt !== null && countsAt !== selection,
	)
	const archived = left.filter((one) => !merged.includes(one))
	const nameOf = (selection: number | null) =>
		choices.find((one) => one.selection === selection)?.name ?? ''
	const w = words.poll
	return (
		<>
			{archived.length > 0 && (
				<p className="results__low">
					{w.notCounted(archived.map(({ name }) => `“${name}”`).join(', '))}
				</p>
			)}
			{merged.map(({ selection, name, countsAt }) => (
				<p key={selection} className="results__low">
					{w.countsWith(name, nameOf(countsAt))}
				</p>
			))}
		</>
	)
}

function lookOf({ poll }: ShownPoll): 'fist' | 'options' | 'few' {
	if (isScored(poll.kind)) return 'fist'
	return poll.options.length > 0 ? 'options' : 'few'
}

interface MiddleProps {
	readonly spread: Spread
	readonly choices: readonly PollChoice[]
}

function Middle({ spread, choices }: MiddleProps) {
	const w = words.poll
	const name = choices.find(({ selection }) => selection === spread.median)?.name ?? ''
	return (
		<p className="results__middle">
			<b className="results__median">{spread.median}</b>
			<span>
				<b>{w.median(name)}</b>
				<small>{w.spread(spread)}</small>
			</span>
		</p>
	)
}

// One row's part of the bracket: the middle half as a line, the median as a dot.
function SpreadMark({ score, spread }: { readonly score: number; readonly spread: Spread | null }) {
	if (spread === null || score < spread.low || score > spread.high) {
		return <span className="res__spread" />
	}
	const top = score === spread.high
	const bottom = score === spread.low
	return (
		<span className="res__spread">
			<svg aria-hidden="true">
				<line x1="50%" x2="50%" y1={top ? '50%' : '0'} y2={bottom ? '50%' : '100%'} />
				{(top || bottom) && <line x1="25%" x2="75%" y1="50%" y2="50%" />}
				{score === spread.median && <circle cx="50%" cy="50%" r="4" />}
			</svg>
		</span>
	)
}

export interface CountBarProps {
	readonly kind: PollKind
	readonly count: Count
	// Of which it is one count.
	readonly tally: Tally
}

/** What one choice got: of dots their share of all that were given, else of those who voted. */
export function CountBar({ kind, count: { dots, ballots }, tally }: CountBarProps) {
	const w = words.poll
	if (kind === PollKind.DOTS) {
		const given = dotsGiven(tally)
		return <Bar count={dots} of={given} label={w.dotsOf(dots, given, ballots)} />
	}
	return <Bar count={ballots} of={tally.ballots} label={w.countOf(ballots, tally.ballots)} />
}

function dotsGiven({ counts }: Tally): number {
	return [...counts.values()].reduce((all, count) => all + count.dots, 0)
}

interface BarProps {
	readonly count: number
	readonly of: number
	readonly label: string
}

// One bar with its count; `of` is what a full one would be.
function Bar({ count, of, label }: BarProps) {
	if (count === 0) {
		return (
			<svg className="bar bar--all" role="img" aria-label={label}>
				<text className="bar__none" y="50%" dominantBaseline="central">
					0
				</text>
			</svg>
		)
	}
	const width = `${((BAR_PERCENT_MAX * count) / of).toFixed(1)}%`
	return (
		<svg className="bar bar--all" role="img" aria-label={label}>
			<rect y="12.5%" width={width} height="75%" rx="2" />
			<text x={width} dx="6" y="50%" dominantBaseline="central">
				{count}
			</text>
		</svg>
	)
}
