// A named poll keeps its promise: who chose what, as soon as results may be seen.
import { Consent, Secrecy } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { useSignal } from '../watch'
import { words } from '../words/words'

const CHOICES = [Consent.YES, Consent.NO, Consent.ABSTAIN] as const

export function WhoVoted({ poll }: { readonly poll: Poll }) {
	const people = useSignal(useClient().views.people)
	if (poll.secrecy !== Secrecy.NAMED || poll.ballots.size === 0) return null
	const namesOf = (choice: number) =>
		people
			.filter(({ participant }) => poll.ballots.get(participant) === choice)
			.map(({ name }) => name)

	return (
		<details className="whovoted">
			<summary>{words.poll.whoVoted}</summary>
			<dl>
				{CHOICES.map((choice) => (
					<div key={choice}>
						<dt>{words.poll.choices[choice]}</dt>
						<dd>{namesOf(choice).join(', ') || words.poll.nobody}</dd>
					</div>
				))}
			</dl>
		</details>
	)
}
