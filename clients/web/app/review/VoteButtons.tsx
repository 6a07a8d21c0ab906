// One tap votes; another tap changes it until the poll closes. Hollow until the server has it.
import { Consent, PollState } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { castBallot } from '../../sdk/drafts'
import type { OwnBallot, Poll } from '../../sdk/model'
import { useClient } from '../meeting/seat'
import { Choice } from '../parts/Choice'
import { Icon, type IconName } from '../parts/Icon'
import { useSignal } from '../watch'
import { words } from '../words/words'
import { useOwnBallot } from './ownBallot'

const CHOICES = [Consent.YES, Consent.NO, Consent.ABSTAIN] as const
type Vote = (typeof CHOICES)[number]
const ICONS: Record<Vote, IconName> = {
	[Consent.YES]: 'check',
	[Consent.NO]: 'x',
	[Consent.ABSTAIN]: 'hide',
}

export function VoteButtons({ poll }: { readonly poll: Poll }) {
	const client = useClient()
	const phase = useSignal(client.views.phase)
	const own = useOwnBallot(poll)
	const open = poll.state === PollState.OPEN && !poll.pending
	const w = words.poll
	if (!open && own === undefined) return null

	return (
		<>
			<p className="poll__say">{open ? sayFor(own) : w.over}</p>
			<Choice
				label={w.voteLabel}
				className="votes"
				optionClass={(_, checked) => voteClass(checked ? own : undefined)}
				options={CHOICES}
				chosen={CHOICES.find((choice) => choice === own?.selection)}
				chooseByArrow={false}
				disabled={!open}
				onChoose={(choice) => {
					client.submit(castBallot(poll.key, choice))
				}}
				render={(choice, checked) => (
					<>
						<span className="vote__n">
							<Icon name={ICONS[choice]} size="l" />
						</span>
						<span className="vote__say">
							{w.choices[choice]}
							<small>{w.choiceSays[choice]}</small>
						</span>
						{checked && own !== undefined && (
							<span className="vote__mark">
								<VoteMark own={own} live={phase === 'live'} />
							</span>
						)}
					</>
				)}
			/>
		</>
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
