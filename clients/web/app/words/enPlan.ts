// English: planning a review and saying what was built.
export const planWords = {
	form: {
		optional: '(optional)',
		tooLong: (by: number) =>
			by === 1
				? 'Too long by one character.'
				: `Too long by ${by.toLocaleString('en')} characters.`,
		problems: {
			empty: 'Say something here.',
			notALink: 'A link that begins with https:// or http://.',
			notChosen: 'Choose an item from the list.',
			notANumber: 'A number.',
			sameNumber: 'Another number than the one it starts from.',
			endsBefore: 'A day that is not before the first one.',
			notAnItem: 'Choose an item from the list, or leave this empty.',
		},
	},
	definition: {
		none: 'There is none yet. Increments are then not checked against one.',
		copied: (n: number) =>
			n === 1
				? 'Increments added from now on get its 1 check.'
				: `Increments added from now on get its ${n} checks.`,
		write: 'Write the Definition of Done',
		edit: 'Edit the Definition of Done',
		checks: 'Checks, one a line',
		says: 'Increments added from now on are checked against it, by the Developers. Those that are there keep theirs.',
		save: 'Set the Definition of Done',
		tooMany: (max: number) => `At most ${max} checks.`,
		tooLong: (line: number) => `Check ${line} is too long.`,
	},
	plan: {
		planReview: 'Plan a review',
		planNext: 'Plan the next review',
		planSays: 'Everybody sees it at once. Increments can be added before and after it is opened.',
		reviewTitle: 'Title of the review',
		sprint: 'Sprint number',
		addIncrement: 'Add an increment',
		incrementTitle: 'Title of the increment',
		item: 'Backlog item it delivers',
		itemPlaceholder: 'Reference or title',
		items: 'Items of the backlog',
		itemsFound: (n: number) =>
			n === 0 ? 'No item is found.' : n === 1 ? '1 item is found.' : `${n} items are shown.`,
		summary: 'What was built',
		criteria: 'Acceptance criteria',
		criteriaSays: 'One a line; tick those that are met. Empty lines are left out.',
		criterion: (n: number) => `Criterion ${n}`,
		criterionMet: (n: number) => `Criterion ${n} is met`,
		isDone: 'Is it done?',
		presenter: 'Who presents it',
		demoLink: 'Link to the demo',
		putRight: 'Put it right',
		noReview: {
			title: 'No review is planned yet',
			mine: 'Plan it here; then add what the team shows, and open it when everybody is there. The backlog is open already.',
			others:
				'The Product Owner or the Scrum Master plans it; it then appears here by itself. The backlog is open already.',
		},
		reviewOver: {
			title: 'The review is closed',
			mine: 'It had no increments. Plan the next one here; the backlog stays open.',
			others:
				'It had no increments. When the Product Owner or the Scrum Master plans the next one, it appears here by itself.',
		},
		noIncrement: {
			title: 'No increment is planned yet',
			mine: 'Add what the team shows in this Sprint Review. Everybody sees it as soon as it is added. The backlog is open already.',
			others:
				'What the team shows in this Sprint Review appears here as soon as it is added. The backlog is open already.',
		},
	},
}
