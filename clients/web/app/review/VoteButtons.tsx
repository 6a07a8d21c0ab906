// Votes of one choice: one tap votes; another tap changes it until the poll closes. Hollow until the
// server has it.
import { Consent, PollKind } from '../../sdk/gen/reviewd/v1/meeting_pb'
import type { OwnBallot, Poll } from '../../sdk/model'
import { castBallot } from '../../sdk/pollDrafts'
import { hasOptions } from '../../sdk/pollKind'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Icon, type IconName } from '../parts/Icon'
import { words } from '../words/words'
import { isScored, type PollChoice } from './choices'
import { Hand } from './Hand'
import type { OfPoll } from './shownPoll'
import { VoteMark } from './VoteMark'

const ICONS: Readonly<Record<number, IconName>> = {
	[Consent.YES]: 'check',
	[Consent.NO]: 'x',
	[Consent.ABSTAIN]: 'hide',
}

export function VoteButtons({ shown: { poll, choices, own } }: OfPoll) {
	const client = useClient()
	const byNumber = new Map(choices.map((choice) => [choice.selection, choice]))
	const chosen = own?.choices[0]
	return (
		<>
			<p className="poll__say">{sayFor(own)}</p>
			<Choice
				label={words.poll.voteLabel}
				className={votesClass(poll.kind)}
				optionClass={(_, checked) => voteClass(checked ? own : undefined)}
				options={choices.map(({ selection }) => selection)}
				chosen={chosen !== undefined && byNumber.has(chosen) ? chosen : undefined}
				chooseByArrow={false}
				disabled={poll.pending}
				onChoose={(choice) => {
					client.submit(castBallot(poll.key, poll.kind, [choice]))
				}}
				render={(choice, checked) => (
					<>
						<VoteFace kind={poll.kind} choice={byNumber.get(choice)} />
						{checked && own !== undefined ? (
							<span className="vote__mark">
								<VoteMark own={own} />
							</span>
						) : (
							poll.kind === PollKind.FIST_OF_FIVE && <Hand fingers={choice} />
						)}
					</>
				)}
			/>
		</>
	)
}

interface VoteFaceProps {
	readonly kind: PollKind
	readonly choice: PollChoice | undefined
}

function VoteFace({ kind, choice }: VoteFaceProps) {
	if (choice === undefined) return null
	const { selection, name, says, isScore } = choice
	const icon = kind === PollKind.CONSENT ? ICONS[selection] : undefined
	return (
		<>
			{!hasOptions(kind) && (
				<>
					<span className="vote__n">
						{isScore ? selection : icon !== undefined && <Icon name={icon} size="l" />}
					</span>{' '}
				</>
			)}
			<span className="vote__say">
				{name}
				{says !== '' && <small>{says}</small>}
			</span>
		</>
	)
}

function votesClass(kind: Poll['kind']): string {
	if (isScored(kind)) return 'votes votes--fist'
	return hasOptions(kind) ? 'votes votes--options' : 'votes'
}

function voteClass(own: OwnBallot | undefined): string {
	if (own === undefined) return 'vote'
	return own.pending ? 'vote vote--sending' : 'vote vote--mine'
}

function sayFor(own: OwnBallot | undefined): string {
	if (own === undefined) return words.poll.tapOnce
	return own.pending ? words.poll.notCountedYet : words.poll.saved
}
