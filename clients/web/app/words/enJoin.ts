// English: the way in, before anybody is in a meeting.
const everything = {
	name: 'Recorded:',
	text: 'your name, when you come, your votes, your feedback and all that you change.',
}

export const joinWords = {
	program: 'reviewd',
	roles: {
		productOwner: 'Product Owner',
		scrumMaster: 'Scrum Master',
		developer: 'Developer',
		stakeholder: 'Stakeholder',
		observer: 'Observer',
	},
	nowhere: {
		title: 'Open your invite link',
		text: 'A Sprint Review opens from the link that its Product Owner or Scrum Master sent you.',
	},
	join: {
		pageTitle: (product: string) => `Join, ${product}`,
		asking: 'Looking up the invite',
		about: 'Look at what the team built, and at what comes next. No account needed.',
		refused: {
			title: 'This link does not work any more',
			text: 'It was used up, withdrawn or is too old, or the page was reloaded. Open the link again from where you got it, or ask for a new one.',
		},
		away: {
			title: 'The server cannot be reached',
			text: 'The server does not answer. Your link is still good.',
		},
		tryAgain: 'Try again',
		form: 'Join',
		name: 'Your name, as others will see it',
		nameMissing: 'Type a name; others will see it.',
		youJoinAs: {
			productOwner: 'You join as the Product Owner',
			scrumMaster: 'You join as the Scrum Master',
			developer: 'You join as a Developer',
			stakeholder: 'You join as a stakeholder',
			observer: 'You join as an observer',
		},
		roleSays: {
			productOwner: 'Your link says so. You order the backlog and assess what was built.',
			scrumMaster: 'Your link says so. You open and close the review and its polls.',
			developer: 'Your link says so. You estimate, vote and give feedback.',
			stakeholder: 'Your link says so. You can vote and give feedback.',
			observer: 'Your link says so. You can watch.',
		},
		join: 'Join the review',
		joinAsAnother: 'Join as someone else',
		continueTitle: 'You are in this product already',
		continueAs: (name: string, role: string) => `Continue as ${name}, ${role}`,
		partsLabel: 'What happens here',
		parts: {
			increments: {
				name: 'Increments',
				says: 'What the team built, one after the other',
				you: {
					productOwner: 'You assess them',
					scrumMaster: 'You can add them',
					developer: 'You can add them',
					stakeholder: 'You look at them',
					observer: 'You look at them',
				},
			},
			polls: {
				name: 'Polls',
				says: 'Yes, no or abstain, in one tap',
				you: {
					productOwner: 'You open them and vote',
					scrumMaster: 'You open them and vote',
					developer: 'You vote',
					stakeholder: 'You vote',
					observer: 'You follow them',
				},
			},
			feedback: {
				name: 'Feedback',
				says: 'Under a name or anonymously',
				you: {
					productOwner: 'You write and read it',
					scrumMaster: 'You write and read it',
					developer: 'You write and read it',
					stakeholder: 'You write and read it',
					observer: 'You read it',
				},
			},
			backlog: {
				name: 'Backlog',
				says: 'What comes next, live while its order changes',
				you: {
					productOwner: 'You order it',
					scrumMaster: 'You watch it',
					developer: 'You estimate it',
					stakeholder: 'You watch it',
					observer: 'You watch it',
				},
			},
		},
		recorded: {
			label: 'What is recorded',
			what: {
				productOwner: everything,
				scrumMaster: everything,
				developer: everything,
				stakeholder: {
					name: 'Recorded:',
					text: 'your name, when you come, your votes and your feedback.',
				},
				observer: { name: 'Recorded:', text: 'your name and when you come.' },
			},
			seen: {
				name: 'Seen by',
				text: 'everybody who joins this product, today or later: names, roles and what was said.',
			},
			votes: {
				name: 'Votes:',
				text: 'each poll says beforehand whether others can see who voted what.',
			},
			anonymous: {
				name: 'Anonymous feedback and masked votes',
				text: 'show nobody your name. Whoever runs this server could still find out.',
			},
			kept: {
				name: 'Kept',
				text: 'until whoever runs this server deletes it. Nothing goes away by itself.',
			},
		},
	},
}
