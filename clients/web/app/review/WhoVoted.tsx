// A named poll keeps its promise: who chose what, as soon as results may be seen. Who has not voted
// is shown where ballots are, and elsewhere to those who lead, who can ask them.
import { PollKind, PollState, Results, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { isComplete } from '../../sdk/ownViews'
import { useClient } from '../meeting/seat'
import { mayFacilitate } from '../parts/roles'
import { useSignal } from '../watch'
import { laterWords } from '../words/pollLater'
import { words } from '../words/words'
import { ballotInWords, choiceInFull } from './choices'
import type { OfPoll, ShownPoll } from './shownPoll'

export function WhoVoted({ shown }: OfPoll) {
	const { poll } = shown
	const people = useSignal(useClient().views.people)
	const voters = useVoters(poll)
	const open = ballotsAreShown(poll)
	const given = poll.ballots.size + poll.entered.size
	if (voters === null || (open && given === 0 && poll.state !== PollState.OPEN)) {
		return null
	}
	const nameOf = new Map(people.map(({ participant, name }) => [participant, name]))
	const missing = poll.electorate.filter((one) => !voters.has(one))
	const w = laterWords

	return (
		<details className="whovoted">
			<summary>
				{open ? w.whoVoted : w.whoHasNot}
				{missing.length > 0 && <span className="meta"> {w.missing(missing.length)}</span>}
			</summary>
			<dl>
				{open &&
					saidBy(shown, nameOf).map(([said, by], i) => (
						<div key={i}>
							<dt>{said}</dt>
							<dd>{by || w.nobody}</dd>
						</div>
					))}
				<div>
					<dt>{w.notVotedYet}</dt>
					<dd>{missing.map((one) => nameOf.get(one) ?? '').join(', ') || w.nobody}</dd>
				</div>
			</dl>
		</details>
	)
}

// For each choice who took it; of a ranking for each voter their order, which is what they said.
function saidBy(
	{ poll, choices }: ShownPoll,
	nameOf: ReadonlyMap<number, string>,
): readonly (readonly [string, string])[] {
	const { kind } = poll
	const cast = [...poll.ballots].map(([voter, says]) => [nameOf.get(voter) ?? '', says] as const)
	const entered = [...poll.entered.values()].map(({ name, by, choices: says }) => {
		return [laterWords.room.label(name, nameOf.get(by) ?? ''), says] as const
	})
	const ballots = [...cast, ...entered]
	if (kind === PollKind.RANKING) {
		return ballots.map(([name, says]) => [name, ballotInWords(kind, choices, says)])
	}
	const took = choices.map((choice) => {
		const { selection } = choice
		const dots = kind === PollKind.DOTS
		const by = ballots
			.filter(([, says]) => (dots ? (says[selection] ?? 0) > 0 : says.includes(selection)))
			.map(([name, says]) => (dots ? words.poll.dotsFor(name, says[selection] ?? 0) : name))
		return [choiceInFull(choice), by.join(', ')] as const
	})
	const none = ballots.filter(([, says]) => says.length === 0).map(([name]) => name)
	return none.length === 0 ? took : [...took, [laterWords.noneChosen, none.join(', ')]]
}

function ballotsAreShown(poll: Poll): boolean {
	if (poll.secrecy !== Secrecy.NAMED || poll.state === PollState.VOID) return false
	if (poll.results === Results.LIVE || poll.state === PollState.REVEALED) return true
	return poll.results === Results.AFTER_OWN_VOTE && poll.state === PollState.CLOSED
}

// Null: not to be known, or not known yet.
function useVoters(poll: Poll): ReadonlySet<number> | null {
	const { views } = useClient()
	const me = useSignal(views.me)
	const participation = useSignal(views.voted).get(poll.key)
	if (ballotsAreShown(poll)) return new Set(poll.ballots.keys())
	if (poll.state !== PollState.OPEN || !mayFacilitate(me.role)) return null
	if (participation === undefined || poll.secrecy === Secrecy.UNLINKABLE) return null
	return isComplete(participation) ? new Set(participation.voters) : null
}
