// Results as labelled bars: share of those who voted, count at the end, zero written out; for scores
// with the middle of the votes first, then how far they lie apart. Lengths are SVG attributes, so
// that the page needs no inline style.
import { PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { words } from '../words/words'
import { useOwnBallot } from './ownBallot'
import { choiceName, choicesOf, isFist } from './pollChoices'
import { lowVotes, spreadOf, type Spread } from './spread'
import { useTally } from './tally'

// The longest bar leaves room for its count.
const BAR_PERCENT_MAX = 84
// Bars grow where somebody sees the reveal happen, and stand still for whoever comes back later.
const REVEAL_SEEN_MS = 3_000

export function PollBars({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	const own = useOwnBallot(poll)
	const tally = useTally(poll)
	if (tally === null) return null
	const fist = isFist(poll.kind)
	const spread = fist ? spreadOf(tally) : null
	const now = poll.state === PollState.REVEALED && client.now() - poll.sinceMs < REVEAL_SEEN_MS
	const look = `reslist${now ? ' reslist--revealed' : ''}${fist ? ' reslist--fist' : ''}`
	const low = fist ? lowVotes(tally) : 0
	return (
		<div className="results">
			{spread !== null && <Middle spread={spread} />}
			<ol className={look} aria-label={words.poll.bars}>
				{choicesOf(poll.kind).map((choice) => {
					const count = tally.counts.get(choice) ?? 0
					const mine = own !== undefined && !own.pending && own.selection === choice
					return (
						<li key={choice} className={mine ? 'res res--mine' : 'res'}>
							{fist && <b className="res__n">{choice}</b>}
							<span className="res__say">
								{choiceName(poll.kind, choice)}
								{mine && <small>{words.poll.yourVote}</small>}
							</span>
							{fist && <SpreadMark score={choice} spread={spread} />}
							<Bar count={count} of={tally.ballots} />
						</li>
					)
				})}
			</ol>
			{low > 0 && <p className="results__low">{words.poll.lowVotes(low)}</p>}
		</div>
	)
}

function Middle({ spread }: { readonly spread: Spread }) {
	const w = words.poll
	return (
		<p className="results__middle">
			<b className="results__median">{spread.median}</b>
			<span>
				<b>{w.median(w.fingers[spread.median]?.name ?? '')}</b>
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

function Bar({ count, of }: { readonly count: number; readonly of: number }) {
	const label = words.poll.countOf(count, of)
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
