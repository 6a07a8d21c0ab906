// English: opening a poll, and the votes and results that are not seen in every meeting. Loaded with
// the parts of the page that say it.

const all = new Intl.ListFormat('en', { type: 'conjunction' })

export const pollLaterWords = {
	whoVoted: 'Who voted what',
	whoHasNot: 'Who has not voted',
	missing: (n: number) => (n === 1 ? '1 has not' : `${n} have not`),
	notVotedYet: 'Not voted',
	nobody: 'Nobody',
	noneChosen: 'None of them',
	earlier: 'Earlier polls',
	ends: {
		open: 'open',
		closed: (at: string) => (at === '' ? 'closed' : `closed ${at}`),
		revealed: (at: string) => (at === '' ? 'revealed' : `revealed ${at}`),
		voided: (at: string) => (at === '' ? 'declared void' : `declared void ${at}`),
	},
	voidIs: 'This poll does not count. Its votes are gone.',
	keyLost:
		'The server lost the key of the ballot box when it was started again, so the votes cannot be counted by anybody. It can be asked again.',
	voidBy: (name: string) => (name === '' ? 'The reason:' : `${name} says why:`),
	cameLater: (n: number) =>
		n === 1
			? '1 person came after this poll was opened.'
			: `${n} people came after this poll was opened.`,
	cameOrPutLater: (n: number) =>
		n === 1
			? '1 person came, or was put into the group, after this poll was opened.'
			: `${n} people came, or were put into the group, after this poll was opened.`,
	admit: 'Let them vote',
	notAskedHere: (n: number) =>
		n === 1
			? '1 person here is not among those who are asked.'
			: `${n} people here are not among those who are asked.`,
	declareVoid: 'Declare void',
	changeDots: 'Change the dots',
	askAgain: 'Ask again',
	close: 'Close the poll',
	reveal: 'Reveal the results',
	openLabel: 'Open a poll',

	openAgain: 'Open another poll',
	openIt: 'Open the poll',
	againSays: 'The same question again, for those who are here now. Change what you like.',
	groupsGone: 'A group that was to be asked is gone: look at who is asked.',
	allGroupsGone:
		'The groups that were to be asked are gone: choose others, or ask whatever the group.',
	anyGroup: 'Ask whatever the group',
	questionLabel: 'Question',
	kindLabel: 'How people vote',
	kinds: {
		consent: {
			name: 'Consent',
			says: 'Yes, no or abstain.',
			asks: 'Does this bring us to the Sprint Goal?',
		},
		fist: {
			name: 'Fist of five',
			says: 'Five fingers for fully behind it, a fist for stop.',
			asks: 'Does this bring us to the Sprint Goal?',
		},
		scale: {
			name: 'Scale',
			says: 'How much, from 1 to 5.',
			asks: 'How much does this help you?',
		},
		confidence: {
			name: 'Confidence',
			says: 'How sure people are, from 1 to 5.',
			asks: 'How sure are you that we reach the Product Goal?',
		},
		roti: {
			name: 'Time well spent',
			says: 'What the time gave back, from 1 to 5 (ROTI).',
			asks: 'Was this review worth your time?',
		},
		single: { name: 'Choose one', says: 'One of the options.', asks: '' },
		multi: { name: 'Choose several', says: 'Any of the options, or none.', asks: '' },
		dots: { name: 'Dots', says: 'A few dots each, spread over the options.', asks: '' },
		ranking: { name: 'Ranking', says: 'The options in order, the best first.', asks: '' },
	},
	options: 'Options',
	optionsSay: 'One a line, 2 to 20. Empty lines are left out.',
	option: (n: number) => `Option ${n}`,
	removeOption: (name: string) => `Remove ${name}`,
	optionRemoved: (name: string) => `${name} is removed.`,
	optionAdded: (name: string) => `${name} is an option now.`,
	addItem: 'Add an item of the backlog',
	optionsNeeded: 'Give two options at least.',
	optionTwice: 'This option is there already.',
	optionsFull: (max: number) => `More than ${max} options are not possible.`,
	dots: 'Dots for each person',
	dotsWrong: (max: number) => `A whole number, 1 to ${max}.`,
	perOption: 'At most for one option',
	perOptionWrong: (dots: string) =>
		dots === '' ? 'A whole number, or nothing.' : `A whole number, 1 to ${dots}, or nothing.`,
	sightLabel: 'Who sees what',
	sights: {
		live: { name: 'Named, live', says: 'Votes and names show as they come.' },
		afterOwnVote: {
			name: 'Named, after one’s own vote',
			says: 'Who has voted sees how it stands. Names show when the poll closes.',
		},
		onReveal: { name: 'Named, on reveal', says: 'Votes and names show when you reveal them.' },
		masked: {
			name: 'Masked',
			says: 'Only totals, on reveal. People never see who voted what; the server knows.',
		},
		unlinkable: {
			name: 'Unlinkable',
			says: 'Only totals, on reveal. Once it is closed nobody can find out who voted what, not even from the server’s files.',
		},
	},
	timeLabel: 'Time limit',
	times: {
		none: 'None',
		seconds30: '30 s',
		minutes1: '1 min',
		minutes2: '2 min',
		minutes5: '5 min',
	},
	rolesLabel: 'Who is asked',
	groupsLabel: 'Of these groups only. Tick none to ask whatever group people are in.',
	rolesNeeded: 'Ask somebody.',
	askedNow: (n: number) =>
		n === 1 ? '1 person is asked if you open it now.' : `${n} people are asked if you open it now.`,
	quorum: 'Quorum',
	quorumSays: 'How many votes it takes to mean something. Empty: any number.',
	quorumWrong: 'A whole number, or nothing.',

	multi: {
		tapAny: 'Tap all that you mean. You can change it until the poll closes.',
		saved: 'Your vote is saved. Tap to change it until the poll closes.',
		none: 'None of them',
		chosen: (n: number) => (n === 0 ? 'None chosen' : `${n} chosen`),
		noneSaved: 'Your vote is saved: none of them. Tap to change it until the poll closes.',
	},
	dotVote: {
		tap: (most: number) =>
			most === 0
				? 'Give your dots. You can change it until the poll closes.'
				: `Give your dots, at most ${most} to one option. You can change it until the poll closes.`,
		saved: (most: number) =>
			most === 0
				? 'Your vote is saved. You can change it until the poll closes.'
				: `Your vote is saved. At most ${most} to one option; you can change it until the poll closes.`,
		left: (n: number, of: number) =>
			n === 0 ? 'No dots left' : n === 1 ? `1 of ${of} dots left` : `${n} of ${of} dots left`,
		more: (name: string) => `One dot more for ${name}`,
		less: (name: string) => `One dot less for ${name}`,
		has: (name: string, n: number) => `${name}: ${n === 1 ? '1 dot' : `${n} dots`}`,
	},
	rank: {
		tap: 'Tap the options, the best first. You can change it until the poll closes.',
		saved: 'Your vote is saved. Move or tap to change it until the poll closes.',
		yours: 'Your order',
		left: 'Not in your order yet',
		leftSays: 'What you leave out stands below all that you name.',
		put: (name: string, n: number) => `Put ${name} at place ${n}`,
		up: (name: string) => `Move ${name} up`,
		down: (name: string) => `Move ${name} down`,
		out: (name: string) => `Take ${name} out`,
		lastStays: 'The only one stays: a vote names one at least.',
		moved: (name: string, n: number) => `${name} is number ${n} now.`,
		taken: (name: string) => `${name} is out of your order.`,
	},
	ranked: {
		places: 'Places',
		wins: (name: string) => `In front: ${name}`,
		tied: (names: string) => `In front together: ${names}. The votes do not set them apart.`,
		noVotes: 'Nobody has voted, so nothing is in front.',
		shared: 'shared',
		firstFor: (n: number, of: number) => `First for ${n} of ${of}`,
		pairs: 'Compare each two',
		pairsSay:
			'How many votes put the option of the row above the option of the column. Who wins against all others is in front (Schulze method).',
		row: 'Option',
		above: (n: number) => `above ${n}`,
		aboveName: (name: string) => `above ${name}`,
	},
	byGroup: {
		title: 'By group',
		votes: (n: number) => (n === 1 ? '1 vote' : `${n} votes`),
		// Of groups that are there the names, of others how many.
		together: (names: readonly string[], gone: number, inNone: boolean) => {
			const others = [
				...(gone === 1
					? ['a group that is gone']
					: gone > 1
						? [`${gone} groups that are gone`]
						: []),
				...(inNone ? ['those in no group'] : []),
			]
			const says = all.format([...names, ...others])
			return names.length > 0 ? says : says.charAt(0).toUpperCase() + says.slice(1)
		},
		share: 'Each bar is a share of that group’s own votes.',
		shareOfDots: 'Each bar is a share of the dots that group gave.',
		joined:
			'With fewer than 5 votes a group is shown together with the next smallest, so that nobody’s vote can be read off.',
		middle: (n: number, name: string) => `Middle ${n}, ${name}`,
		half: (low: number, high: number) =>
			low === high ? `the middle half is all ${low}` : `the middle half from ${low} to ${high}`,
	},
	room: {
		// Beside a ballot that was entered for somebody.
		label: (name: string, by: string) =>
			by === '' ? `${name} (entered)` : `${name} (entered by ${by})`,
		by: (by: string) => `entered by ${by}`,
		title: 'Ballots for people in the room',
		says: 'For somebody who is here and has no device. Everybody sees that it was entered, and by whom.',
		hidden: 'What was entered is shown with the results.',
		open: 'Enter a ballot for somebody in the room',
		form: 'Ballot for somebody in the room',
		name: 'Their name',
		nameNeeded: 'Say whose ballot it is.',
		replaces: (name: string) => `A ballot of ${name} is there already: this one takes its place.`,
		vote: 'Their vote',
		voteNeeded: 'Choose what they vote.',
		enter: 'Enter the ballot',
		replace: 'Replace the ballot',
		done: 'Done',
		isEntered: (name: string) => `The ballot of ${name} is entered.`,
		change: 'Change',
		changeOf: (name: string) => `Change the ballot of ${name}`,
		takeBack: 'Take back',
		takeBackOf: (name: string) => `Take back the ballot of ${name}`,
		isTakenBack: (name: string) => `The ballot of ${name} is taken back.`,
		refused: 'That was not done. The poll may have been closed meanwhile.',
	},
	voidIt: 'Declare it void',
	voidReason: 'Why it does not count',
	voidNeeded: 'Say why. Everybody reads it.',
	voidSays: 'Its votes are gone for good, and nobody can reveal it. You can ask again.',
	dotsIt: 'Change the dots',
	dotsSay:
		'Whoever has given more loses dots: above the limit of an option, then from the last option up.',
}
