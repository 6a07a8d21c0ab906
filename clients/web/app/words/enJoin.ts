// English: the way in, before anybody is in a meeting.
export const joinWords = {
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
		about:
			'You see what the team built, vote on it, say what you think, and watch the backlog being ordered.',
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
		whatIsRecorded: 'What is recorded',
		recorded: ['Recorded:', 'your name, your votes and your feedback.'],
		votes: ['Votes:', 'each poll says beforehand whether others can see who voted what.'],
	},
}
