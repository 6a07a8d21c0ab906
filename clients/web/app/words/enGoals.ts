// English: vision, Product Goal, action items, what a review says of its Sprint, and what became of what
// people said. Loaded with the parts of the page that say it.
import { GoalState } from '../../sdk/gen/reviewd/v1/goal_pb'

const goal = {
	title: 'Product Goal',
	none: 'No Product Goal is set.',
	noneMine: 'No Product Goal is set. It says what the backlog is for.',
	set: 'Set a Product Goal',
	setIt: 'Set it',
	change: 'Change',
	changeTitle: 'Change the Product Goal',
	changeIt: 'Save the change',
	statement: 'What is to be reached',
	metric: 'Measured in',
	metricSays: 'For example: bookings a day. Left empty, the goal is not measured.',
	baseline: 'From',
	target: 'To',
	notMeasured: 'Not measured',
	from: (number: string) => `from ${number}`,
	to: (number: string) => `to ${number}`,
	isAt: (at: { current: string; metric: string; baseline: string; target: string }) =>
		`${at.metric}: ${at.current}, from ${at.baseline} to ${at.target}`,
	share: (percent: string) => `${percent} of the way`,
	reached: 'Target reached',
	record: 'Record progress',
	recordIt: 'Record',
	current: (metric: string) => `Now, in ${metric}`,
	achieve: 'It is achieved',
	achieveSays: 'It moves to the goals that have ended, and a new one can be set.',
	abandon: 'Abandon it',
	abandonWhy: 'Why it is abandoned',
	abandonNeeded: 'Say why. Everybody reads it, also afterwards.',
	ended: 'Product Goals before',
	states: {
		[GoalState.UNSPECIFIED]: '',
		[GoalState.ACTIVE]: 'Active',
		[GoalState.ACHIEVED]: 'Achieved',
		[GoalState.ABANDONED]: 'Abandoned',
	},
}

const vision = {
	title: 'Vision',
	none: 'No vision is written down.',
	write: 'Write the vision',
	change: 'Change',
	changeTitle: 'The product’s vision',
	text: 'What the product is to be, and for whom',
	says: 'Everybody sees it. Empty: there is none.',
	save: 'Save the vision',
}

const actions = {
	title: 'Action items',
	none: 'Nothing has been agreed yet.',
	noneOpen: 'Nothing is open.',
	counts: (open: number, overdue: number) =>
		[`${open} open`, overdue === 0 ? '' : `${overdue} overdue`].filter(Boolean).join(', '),
	add: 'Add an action item',
	addIt: 'Add it',
	editTitle: 'Edit the action item',
	edit: 'Edit',
	editOf: (text: string) => `Edit “${text}”`,
	save: 'Save the change',
	text: 'What is to be done',
	owner: 'Who does it',
	nobody: 'Nobody yet',
	team: 'The team',
	others: 'Others',
	due: 'Until when',
	dueOn: (day: string) => `Due ${day}`,
	overdue: 'Overdue',
	done: 'Done',
	doneOf: (text: string) => `Done: “${text}”`,
	drop: 'Drop',
	dropOf: (text: string) => `Drop “${text}”`,
	reopen: 'Open again',
	reopenOf: (text: string) => `Open again: “${text}”`,
	isDone: 'Done',
	isDropped: 'Dropped',
	carried: (from: string) => `Carried over from ${from}`,
	ended: (n: number) => `Done and dropped, ${n}`,
}

const facts = {
	edit: 'Edit the review',
	title: 'Title of the review',
	starts: 'First day of the Sprint',
	ends: 'Last day of the Sprint',
	itemsDone: 'Items done',
	pointsDone: 'Points done',
	environment: 'What has changed in the environment',
	environmentSays: 'Market, budget, deadlines, people. Everybody reads it at “Environment”.',
	save: 'Save the change',
	days: (first: string, last: string) => `${first} to ${last}`,
	since: (first: string) => `since ${first}`,
	until: (last: string) => `until ${last}`,
	items: (n: number) => (n === 1 ? 'item done' : 'items done'),
	points: (n: number) => (n === 1 ? 'point done' : 'points done'),
}

const increment = {
	edit: 'Edit the increment',
	save: 'Save the change',
}

const release = {
	title: 'Release',
	label: 'Whether people have it',
	says: 'Independent of the assessment: neither changes the other.',
}

const changed = {
	by: (name: string, time: string) =>
		name === ''
			? 'Somebody has changed this since you opened it.'
			: `${name} changed this at ${time}, after you opened it.`,
	kept: 'Yours was not saved. What you typed is kept below.',
	stands: 'What stands now, where it differs:',
	nothing: 'nothing',
	takeTheirs: 'Begin again with theirs',
	saveMine: 'Save mine anyway',
	refused: 'It was not saved.',
}

const said = {
	title: 'You said, we did',
	inReview: (review: string) => `Said in the review of ${review}.`,
	ownIn: (review: string) => `What you said in the review of ${review}`,
	quotedIn: (review: string) => `Said in the review of ${review}`,
	mine: 'What became of what you said',
	mineSays: 'Your feedback of reviews that are closed.',
	nothingYet: 'Nothing has become of it yet.',
	answer: 'Answer:',
	delivered: (title: string) => `Delivered: ${title}`,
}

export const enGoals = {
	goal,
	vision,
	actions,
	facts,
	increment,
	release,
	changed,
	said,
	screen: 'Goals and action items',
}
