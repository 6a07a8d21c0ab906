// One tap votes; another tap changes it until the poll closes. Hollow until the server has it.
import { Consent, PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { castBallot } from '../../sdk/drafts'
import type { OwnBallot, Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Icon, type IconName } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { Hand } from './Hand'
import { useOwnBallot } from './ownBallot'
import { choiceInFull, choiceName, choicesOf, isFist } from './pollChoices'
import { useTally } from './tally'

const ICONS: Readonly<Record<number, IconName>> = {
	[Consent.YES]: 'check',
	[Consent.NO]: 'x',
	[Consent.ABSTAIN]: 'hide',
}

export function VoteButtons({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	const phase = useSignal(client.views.phase)
	const own = useOwnBallot(poll)
	if (poll.state !== PollState.OPEN) return <VoteGiven poll={poll} own={own} />

	const choices = choicesOf(poll.kind)
	const chosen = choices.find((choice) => choice === own?.selection)
	return (
		<>
			<p className="poll__say">{sayFor(own)}</p>
			<Choice
				label={words.poll.voteLabel}
				className={isFist(poll.kind) ? 'votes votes--fist' : 'votes'}
				optionClass={(_, checked) => voteClass(checked ? own : undefined)}
				options={choices}
				chosen={chosen}
				chooseByArrow={false}
				disabled={poll.pending}
				onChoose={(choice) => {
					client.submit(castBallot(poll.key, poll.kind, choice))
				}}
				render={(choice, checked) => (
					<>
						<VoteFace poll={poll} choice={choice} />
						{checked && own !== undefined ? (
							<span className="vote__mark">
								<VoteMark own={own} live={phase === 'live'} />
							</span>
						) : (
							isFist(poll.kind) && <Hand fingers={choice} />
						)}
					</>
				)}
			/>
		</>
	)
}

function VoteFace({ poll, choice }: { readonly poll: Poll; readonly choice: number }) {
	const icon = ICONS[choice]
	const says = isFist(poll.kind) ? undefined : words.poll.consents[choice]?.says
	return (
		<>
			<span className="vote__n">
				{isFist(poll.kind) ? choice : icon !== undefined && <Icon name={icon} size="l" />}
			</span>{' '}
			<span className="vote__say">
				{choiceName(poll.kind, choice)}
				{says !== undefined && <small>{says}</small>}
			</span>
		</>
	)
}

// After the poll has closed, as long as no bar says it.
function VoteGiven({ poll, own }: { readonly poll: Poll; readonly own: OwnBallot | undefined }) {
	const tally = useTally(poll)
	const w = words.poll
	if (own === undefined) return tally === null ? <p className="poll__say">{w.notVoted}</p> : null
	if (own.pending) return <p className="poll__say">{w.notArrived}</p>
	if (tally !== null) return null
	return (
		<p className="poll__say poll__given">
			<Icon name="check" />
			{w.youVoted(choiceInFull(poll.kind, own.selection))}
		</p>
	)
}

function VoteMark({ own, live }: { readonly own: OwnBallot; readonly live: boolean }) {
	if (!own.pending) {
		return (
			<>
				<Icon name="check" size="l" />
				{words.poll.yourVote}
			</>
		)
	}
	return (
		<>
			<span className="save__ring" />
			{live ? words.poll.sending : words.poll.waitingToSend}
		</>
	)
}

function voteClass(own: OwnBallot | undefined): string {
	if (own === undefined) return 'vote'
	return own.pending ? 'vote vote--sending' : 'vote vote--mine'
}

function sayFor(own: OwnBallot | undefined): string {
	if (own === undefined) return words.poll.tapOnce
	return own.pending ? words.poll.notCountedYet : words.poll.saved
}
