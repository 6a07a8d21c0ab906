// Results by group, as the server tells them: for scores the middle and how far apart, for a ranking
// the places, else bars. Each line says in words what it draws.
import { PollKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { GroupResult } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { areJoined, groupNames } from './byGroup'
import { isScored } from './choices'
import { byPlace } from './places'
import { CountBar } from './PollBars'
import type { OfPoll, ShownPoll } from './shownPoll'
import { SpreadLine } from './SpreadLine'

export function GroupResults({ shown }: OfPoll) {
	const groups = useSignal(useClient().views.groups)
	const { kind, byGroup } = shown.poll
	const w = laterWords.byGroup
	return (
		<section className="bygroup" aria-label={w.title}>
			<h3 className="label">{w.title}</h3>
			<ul className="bygroup__all">
				{byGroup.map((result) => {
					const name = groupNames(result, groups)
					return (
						<li key={`${result.groups.join()}+${String(result.ungrouped)}`}>
							<p className="bygroup__who">
								<b>{name}</b> <span className="meta">{w.votes(result.tally.ballots)}</span>
							</p>
							<Line shown={shown} result={result} name={name} />
						</li>
					)
				})}
			</ul>
			{!isScored(kind) && kind !== PollKind.RANKING && (
				<p className="results__low">{kind === PollKind.DOTS ? w.shareOfDots : w.share}</p>
			)}
			{areJoined(byGroup) && <p className="results__low">{w.joined}</p>}
		</section>
	)
}

interface LineProps {
	readonly shown: ShownPoll
	readonly result: GroupResult
	readonly name: string
}

function Line({ shown, result, name }: LineProps) {
	const { poll, choices } = shown
	if (isScored(poll.kind)) return <SpreadLine choices={choices} tally={result.tally} />
	if (poll.kind === PollKind.RANKING) return <Places shown={shown} result={result} name={name} />
	return <Bars shown={shown} result={result} name={name} />
}

function Bars({ shown: { poll, choices }, result: { tally }, name }: LineProps) {
	return (
		<ol className={poll.options.length > 0 ? 'gbars gbars--options' : 'gbars'} aria-label={name}>
			{choices.map((choice) => {
				const count = tally.counts.get(choice.selection)
				if (count === undefined) return null
				return (
					<li key={choice.selection}>
						<span className="gbars__say">{choice.name}</span>
						<CountBar kind={poll.kind} count={count} tally={tally} />
					</li>
				)
			})}
		</ol>
	)
}

function Places({ shown: { choices }, result: { tally }, name }: LineProps) {
	return (
		<ol className="gplaces" aria-label={name}>
			{byPlace(choices, tally).map(({ choice, place, shared }) => (
				<li key={choice.selection}>
					<b className="num">{place}</b>
					<span>
						{choice.name} {shared && <small>{laterWords.ranked.shared}</small>}
					</span>
				</li>
			))}
		</ol>
	)
}
