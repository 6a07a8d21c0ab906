// Scores of some people on one line: the scale, the middle half of their votes on it, and the middle.
import type { Tally } from '../../sdk/model'
import { laterWords } from '../words/pollLater'
import type { PollChoice } from './choices'
import { spreadOf, type Spread } from './spread'

export interface SpreadLineProps {
	readonly choices: readonly PollChoice[]
	readonly tally: Tally
}

/** The line, and the same in words. Nothing where there are too few votes to say it. */
export function SpreadLine({ choices, tally }: SpreadLineProps) {
	const spread = spreadOf(tally)
	if (spread === null) return null
	const scores = choices.map(({ selection }) => selection).sort((a, b) => a - b)
	const name = choices.find(({ selection }) => selection === spread.median)?.name ?? ''
	const w = laterWords.byGroup
	return (
		<>
			<Drawn scores={scores} spread={spread} />
			<p className="spreadline__says">
				<b>{w.middle(spread.median, name)}</b>; {w.half(spread.low, spread.high)}
			</p>
		</>
	)
}

// The words below say all of it.
function Drawn({
	scores,
	spread,
}: {
	readonly scores: readonly number[]
	readonly spread: Spread
}) {
	const at = (score: number) =>
		`${((100 * (scores.indexOf(score) + 0.5)) / scores.length).toFixed(1)}%`
	const [first = 0] = scores
	return (
		<svg className="spreadline" aria-hidden="true">
			<line
				className="spreadline__rail"
				x1={at(first)}
				x2={at(scores.at(-1) ?? 0)}
				y1="10"
				y2="10"
			/>
			<line className="spreadline__half" x1={at(spread.low)} x2={at(spread.high)} y1="10" y2="10" />
			<circle cx={at(spread.median)} cy="10" r="5" />
			{scores.map((score) => (
				<text key={score} x={at(score)} y="28" textAnchor="middle">
					{score}
				</text>
			))}
		</svg>
	)
}
