// English: polls. What is hidden says why; what has happened says since when.
import { Consent, PollKind } from '../../sdk/gen/reviewd/v1/meeting_pb'

type ScoreKind = PollKind.FIST_OF_FIVE | PollKind.SCALE | PollKind.CONFIDENCE | PollKind.ROTI

const either = new Intl.ListFormat('en', { type: 'disjunction' })

interface Named {
	readonly name: string
	readonly says: string
}

// By the number of the choice.
const consents: Readonly<Record<number, Named>> = {
	[Consent.YES]: { name: 'Yes', says: 'I am behind it' },
	[Consent.NO]: { name: 'No', says: 'I have a serious concern' },
	[Consent.ABSTAIN]: { name: 'Abstain', says: 'Count me, not for either' },
}
// By the number of the score.
const scores: Readonly<Record<ScoreKind, Readonly<Record<number, string>>>> = {
	[PollKind.FIST_OF_FIVE]: {
		5: 'Fully behind it',
		4: 'Good',
		3: 'Can live with it',
		2: 'Have concerns',
		1: 'Serious concerns',
		0: 'Stop',
	},
	[PollKind.SCALE]: { 5: 'Very much', 4: 'Much', 3: 'Somewhat', 2: 'Little', 1: 'Not at all' },
	[PollKind.CONFIDENCE]: {
		5: 'Certain',
		4: 'Quite sure',
		3: 'Half sure',
		2: 'Doubtful',
		1: 'Do not believe it',
	},
	[PollKind.ROTI]: {
		5: 'Very well spent',
		4: 'Well spent',
		3: 'Just worth it',
		2: 'Hardly worth it',
		1: 'Wasted',
	},
}

export const pollWords = {
	poll: {
		label: 'Poll',
		bars: 'Votes',
		consents,
		scores,
		numbered: (n: number, name: string) => `${n} ${name}`,
		none: 'No poll has been opened on this increment.',
		wholeReview: 'On the review as a whole',
		askedAgain: 'Asks an earlier poll again',
		noneYet: 'Polls can be opened while the review is open.',
		open: 'Poll, open',
		opening: 'Poll, opening',
		closed: (at: string) => (at === '' ? 'Poll, closed' : `Poll, closed ${at}`),
		closedByDeadline: (at: string) =>
			at === '' ? 'Poll, closed when its time was up' : `Poll, closed ${at} when its time was up`,
		revealed: (at: string) => (at === '' ? 'Poll, revealed' : `Poll, revealed ${at}`),
		voided: (at: string) => (at === '' ? 'Poll, declared void' : `Poll, declared void ${at}`),
		keyLost: (at: string) => (at === '' ? 'Poll, void' : `Poll, void since ${at}`),
		voiding: 'Poll, being declared void',
		archived: 'Archived: what is said for it does not count.',
		mergedInto: (name: string) => `Merged: what is said for it counts for “${name}”.`,
		notCounted: (names: string) => `Not counted, because archived: ${names}.`,
		countsWith: (name: string, into: string) => `“${name}” was merged and counts with “${into}”.`,
		count: (n: number, of: number) => (of === 0 ? `${n}` : `${n} of ${of}`),
		atLeast: (n: number, of: number) => `At least ${n} of ${of}`,
		voted: 'voted',
		countOf: (n: number, of: number) => `${n} of ${of}`,
		asked: (who: string) => `Asked: ${who}`,
		askable: {
			productOwner: 'Product Owner',
			scrumMaster: 'Scrum Master',
			developer: 'Developers',
			stakeholder: 'Stakeholders',
			observer: 'Observers',
		},
		inGroups: (roles: string, groups: readonly string[]) => {
			const which = either.format(groups)
			return roles === '' ? `whoever is in ${which}` : `${roles}, if in ${which}`
		},
		goneGroups: (n: number) => (n === 1 ? 'a group that is gone' : `${n} groups that are gone`),
		quorum: {
			reached: (n: number) => `Quorum of ${n} reached`,
			missing: (n: number, more: number) =>
				more === 1
					? `Quorum of ${n}: 1 more vote is needed`
					: `Quorum of ${n}: ${more} more votes are needed`,
			notReached: (n: number, got: number) =>
				`Quorum of ${n} not reached: with ${got} ${got === 1 ? 'vote' : 'votes'} it says little`,
			wanted: (n: number) => `Quorum of ${n}`,
		},
		multiSays: 'Share of those who voted. Everybody could choose several.',
		dotsOf: (dots: number, of: number, voters: number) =>
			`${dots} of ${of} dots, from ${voters} ${voters === 1 ? 'person' : 'people'}`,
		dotsSay: (dots: number) => (dots === 1 ? '1 dot was given.' : `${dots} dots were given.`),
		yourDots: (n: number) => (n === 1 ? 'Your dot' : `Your dots: ${n}`),
		noneOfThem: 'none of them',
		inOrder: (names: readonly string[]) => names.map((name, i) => `${i + 1}. ${name}`).join(', '),
		dotsFor: (name: string, dots: number) => `${name}: ${dots}`,
		closesIn: 'Closes in',
		timeIsUp: 'Time is up, closing',
		secondsLeft: (s: number) => `The poll closes in less than ${s} seconds.`,
		named: 'Named: everybody sees who voted what',
		masked: 'Masked: people never see who voted what, only the server knows',
		unlinkable: 'Unlinkable: a result, and nobody’s vote',
		unlinkableSays:
			'Once the poll closes, nobody can find out what you voted, not even from the server’s files. From then on your own vote is not shown to you either.',
		unlinkableGone:
			'If you voted, your vote counts. It is not shown to you any more, nor to anybody.',
		entered: (n: number) =>
			n === 1 ? '1 entered for somebody in the room' : `${n} entered for people in the room`,
		hidden: {
			untilReveal: 'Results are hidden until they are revealed, so that nobody follows the others',
			closedUntilReveal: 'Results are hidden until they are revealed, for everybody at once',
			untilOwnVote: 'Results are hidden until you have voted, so that nobody follows the others',
			untilClosed: 'Results are hidden until the poll closes; those who vote see them after it',
			namesUntilClosed: 'Shown to you because you have voted; names come when the poll closes',
		},
		median: (name: string) => `In the middle: ${name}`,
		spread: ({ low, high }: { readonly low: number; readonly high: number }) =>
			low === high
				? `The middle half of the votes is all ${low}`
				: high - low >= 3
					? `Far apart: the middle half of the votes lies from ${low} to ${high}`
					: `The middle half of the votes lies from ${low} to ${high}`,
		lowVotes: (n: number) =>
			n === 1
				? '1 vote of two fingers or fewer: worth asking what is missing.'
				: `${n} votes of two fingers or fewer: worth asking what is missing.`,
		notAsked:
			'This poll was opened before you came. The Product Owner or the Scrum Master can let you vote.',
		notAskedThen:
			'You were not among those who are asked when this poll was opened. The Product Owner or the Scrum Master can let you vote.',
		asksOthers: (roles: string) =>
			`You are not among those who are asked (${roles}). The Product Owner or the Scrum Master can let you vote.`,
		watching: 'You can follow this poll but not vote.',
		voteLabel: 'Your vote',
		tapOnce: 'Tap once. You can change it until the poll closes.',
		saved: 'Your vote is saved. Tap another to change it until the poll closes.',
		notCountedYet: 'Not counted yet. It counts if it arrives before the poll closes.',
		notVoted: 'You did not vote in this poll.',
		notArrived: 'The poll closed before your vote arrived.',
		youVoted: (choice: string) => `You voted: ${choice}`,
		yourVote: 'Your vote',
		sending: 'Sending',
		waitingToSend: 'Waiting to send',
		openOnReview: 'Open a poll on the whole review',
	},
}
