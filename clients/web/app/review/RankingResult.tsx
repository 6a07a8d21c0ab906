// What a ranking came to: places with ties said, and behind a disclosure each two options compared.
import type { Tally } from '../../sdk/model'
import { laterWords } from '../words/pollLater'
import type { PollChoice } from './choices'
import { NotCounted } from './PollBars'
import { byPlace, type Placed } from './places'
import type { OfPoll } from './shownPoll'

export function RankingResult({ shown }: OfPoll) {
	const { choices, tally } = shown
	if (tally === null) return null
	const places = byPlace(choices, tally)
	const w = laterWords.ranked
	return (
		<div className="results">
			<p className="results__middle">
				<b>{inFront(places, tally)}</b>
			</p>
			<ol className="reslist" aria-label={w.places}>
				{places.map(({ choice, place, shared, first }) => (
					<li key={choice.selection} className="place">
						<b className="res__n num">
							{place}
							{shared && <small>{w.shared}</small>}
						</b>
						<span className="res__say">{choice.name}</span>
						<span className="meta">{w.firstFor(first, tally.ballots)}</span>
					</li>
				))}
			</ol>
			<NotCounted shown={shown} />
			{places.length > 1 && tally.ballots > 0 && <Pairs places={places} />}
		</div>
	)
}

function inFront(places: readonly Placed<PollChoice>[], { ballots }: Tally): string {
	const w = laterWords.ranked
	if (ballots === 0) return w.noVotes
	const first = places.filter(({ place }) => place === 1).map(({ choice }) => choice.name)
	const [name = ''] = first
	return first.length === 1 ? w.wins(name) : w.tied(first.map((one) => `“${one}”`).join(', '))
}

// The rows have names, the columns their numbers, so that it fits a phone.
function Pairs({ places }: { readonly places: readonly Placed<PollChoice>[] }) {
	const w = laterWords.ranked
	return (
		<details className="pairs">
			<summary>{w.pairs}</summary>
			<p>{w.pairsSay}</p>
			<div className="pairs__scroll" tabIndex={0} role="group" aria-label={w.pairs}>
				<table>
					<thead>
						<tr>
							<th scope="col">{w.row}</th>
							{places.map(({ choice }, i) => (
								<th key={choice.selection} scope="col">
									<span aria-hidden="true">{w.above(i + 1)}</span>
									<span className="sr">{w.aboveName(choice.name)}</span>
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{places.map((row, i) => (
							<tr key={row.choice.selection}>
								<th scope="row">
									<span className="num" aria-hidden="true">
										{i + 1}
									</span>{' '}
									{row.choice.name}
								</th>
								{places.map((column) => (
									<Pair key={column.choice.selection} row={row} column={column} />
								))}
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</details>
	)
}

interface PairProps {
	readonly row: Placed<PollChoice>
	readonly column: Placed<PollChoice>
}

function Pair({ row, column }: PairProps) {
	if (row === column) return <td className="pairs__none">–</td>
	const above = row.above.get(column.choice.selection) ?? 0
	const below = column.above.get(row.choice.selection) ?? 0
	return <td>{above > below ? <b>{above}</b> : above}</td>
}
