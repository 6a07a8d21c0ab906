// English: polls. What is hidden says why; what has happened says since when.
import { Consent } from '../../sdk/gen/reviewd/v1/meeting_pb'

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
const fingers: Readonly<Record<number, { readonly name: string }>> = {
	5: { name: 'Fully behind it' },
	4: { name: 'Good' },
	3: { name: 'Can live with it' },
	2: { name: 'Have concerns' },
	1: { name: 'Serious concerns' },
	0: { name: 'Stop' },
}

export const pollWords = {
	poll: {
		label: 'Poll',
		bars: 'Votes',
		consents,
		fingers,
		numbered: (n: number, name: string) => `${n} ${name}`,
		whoVoted: 'Who voted what',
		whoHasNot: 'Who has not voted',
		missing: (n: number) => (n === 1 ? '1 has not' : `${n} have not`),
		notVotedYet: 'Not voted',
		nobody: 'Nobody',
		question: 'Does this bring us to the Sprint Goal?',
		none: 'No poll has been opened on this increment.',
		noneYet: 'Polls can be opened while the review is open.',
		open: 'Poll, open',
		opening: 'Poll, opening',
		closed: (at: string) => (at === '' ? 'Poll, closed' : `Poll, closed ${at}`),
		closedByDeadline: (at: string) =>
			at === '' ? 'Poll, closed when its time was up' : `Poll, closed ${at} when its time was up`,
		revealed: (at: string) => (at === '' ? 'Poll, revealed' : `Poll, revealed ${at}`),
		count: (n: number, of: number) => (of === 0 ? `${n}` : `${n} of ${of}`),
		atLeast: (n: number, of: number) => `At least ${n} of ${of}`,
		voted: 'voted',
		countOf: (n: number, of: number) => `${n} of ${of}`,
		closesIn: 'Closes in',
		timeIsUp: 'Time is up, closing',
		secondsLeft: (s: number) => `The poll closes in less than ${s} seconds.`,
		named: 'Named: everybody sees who voted what',
		masked: 'Masked: people never see who voted what, only the server knows',
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
		cameLater: (n: number) =>
			n === 1
				? '1 person came after this poll was opened.'
				: `${n} people came after this poll was opened.`,
		admit: 'Let them vote',
		notAsked:
			'This poll was opened before you came. The Product Owner or the Scrum Master can let you vote.',
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
		close: 'Close the poll',
		reveal: 'Reveal the results',
		openLabel: 'Open a poll',
		openIt: 'Open the poll',
		openAgain: 'Open another poll',
		questionLabel: 'Question',
		kindLabel: 'How people vote',
		kinds: {
			consent: { name: 'Consent', says: 'Yes, no or abstain.' },
			fist: { name: 'Fist of five', says: 'Five fingers for fully behind it, a fist for stop.' },
		},
		sightLabel: 'Who sees what',
		sights: {
			live: { name: 'Named, live', says: 'Votes and names show as they come.' },
			afterOwnVote: {
				name: 'Named, after one’s own vote',
				says: 'Who has voted sees how it stands. Names show when the poll closes.',
			},
			onReveal: { name: 'Named, on reveal', says: 'Votes and names show when you reveal them.' },
			masked: { name: 'Masked', says: 'Only totals, on reveal. People never see who voted what.' },
		},
		timeLabel: 'Time limit',
		times: {
			none: 'None',
			seconds30: '30 s',
			minutes1: '1 min',
			minutes2: '2 min',
			minutes5: '5 min',
		},
	},
}
