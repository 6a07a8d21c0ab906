// Results as labelled bars: share of those who voted, count at the end, zero written out. Lengths
// are SVG attributes, so that the page needs no inline style.
import { Consent, PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { words } from '../words/words'
import { useOwnBallot } from './ownBallot'
import { shownTally } from './tally'

const CHOICES = [Consent.YES, Consent.NO, Consent.ABSTAIN] as const

// The longest bar leaves room for its count.
const BAR_PERCENT_MAX = 84

export function PollBars({ poll }: { readonly poll: Poll }) {
	const own = useOwnBallot(poll)
	const tally = shownTally(poll)
	if (tally === null) return null
	const revealed = poll.state === PollState.REVEALED
	return (
		<ol className={revealed ? 'reslist reslist--revealed' : 'reslist'} aria-label={words.poll.bars}>
			{CHOICES.map((choice) => {
				const count = tally.counts.get(choice) ?? 0
				const mine = own !== undefined && !own.pending && own.selection === (choice as number)
				return (
					<li key={choice} className={mine ? 'res res--mine' : 'res'}>
						<span className="res__say">
							{words.poll.choices[choice]}
							{mine && <small>{words.poll.yourVote}</small>}
						</span>
						<Bar count={count} of={tally.ballots} />
					</li>
				)
			})}
		</ol>
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
