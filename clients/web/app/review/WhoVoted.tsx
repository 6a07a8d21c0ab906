// A named poll keeps its promise: who chose what, as soon as results may be seen. Who has not voted
// is shown where ballots are, and elsewhere to those who lead, who can ask them.
import { PollState, Results, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { mayFacilitate } from '../parts/roles'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { choiceInFull, choicesOf } from './pollChoices'

export function WhoVoted({ poll }: { readonly poll: Poll }) {
	const people = useSignal(useClient().views.people)
	const voters = useVoters(poll)
	const shown = ballotsAreShown(poll)
	if (voters === null || (shown && poll.ballots.size === 0 && poll.state !== PollState.OPEN)) {
		return null
	}
	const nameOf = new Map(people.map(({ participant, name }) => [participant, name]))
	const named = (some: readonly number[]) => some.map((one) => nameOf.get(one) ?? '').join(', ')
	const missing = poll.electorate.filter((one) => !voters.has(one))
	const w = words.poll

	return (
		<details className="whovoted">
			<summary>
				{shown ? w.whoVoted : w.whoHasNot}
				{missing.length > 0 && <span className="meta"> {w.missing(missing.length)}</span>}
			</summary>
			<dl>
				{shown &&
					choicesOf(poll.kind).map((choice) => (
						<div key={choice}>
							<dt>{choiceInFull(poll.kind, choice)}</dt>
							<dd>{named(whoChose(poll, choice)) || w.nobody}</dd>
						</div>
					))}
				<div>
					<dt>{w.notVotedYet}</dt>
					<dd>{named(missing) || w.nobody}</dd>
				</div>
			</dl>
		</details>
	)
}

function whoChose(poll: Poll, choice: number): readonly number[] {
	return [...poll.ballots].filter(([, selection]) => selection === choice).map(([voter]) => voter)
}

function ballotsAreShown(poll: Poll): boolean {
	if (poll.secrecy !== Secrecy.NAMED) return false
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
	if (participation === undefined) return null
	const { voted, voters } = participation
	return voters.length === voted ? new Set(voters) : null
}
