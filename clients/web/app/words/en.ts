// English. Plain sentences, sentence case, no exclamation marks; counts are part of the sentence.
import { Assessment } from '../../sdk/gen/reviewd/v1/meeting_pb'
import { agendaWords } from './enAgenda'
import { joinWords } from './enJoin'
import { lendWords } from './enLend'
import { noticeWords } from './enNotice'
import { orderWords } from './enOrder'
import { feedbackWords } from './enFeedback'
import { peopleWords } from './enPeople'
import { planWords } from './enPlan'
import { pollWords } from './enPoll'
import { productWords } from './enProduct'
import { rehearsalWords } from './enRehearsal'

// Made once: a formatter costs more than all the rows of a screen.
const numbers = new Intl.NumberFormat('en')
const lists = new Intl.ListFormat('en', { type: 'conjunction' })

function count(n: number, one: string, many: string): string {
	return `${numbers.format(n)} ${n === 1 ? one : many}`
}

function list(names: readonly string[]): string {
	return lists.format(names)
}

export const en = {
	...joinWords,
	...agendaWords,
	...lendWords,
	...peopleWords,
	...planWords,
	...pollWords,
	...feedbackWords,
	...productWords,
	...rehearsalWords,
	close: 'Close',
	cancel: 'Cancel',
	saving: 'Saving',
	sprintGoal: 'Sprint Goal',
	noSprintGoal: 'No Sprint Goal has been set for this review.',
	pageTitle: (view: string, product: string) => (product === '' ? view : `${view}, ${product}`),
	later: { loading: 'Loading', again: 'Try again' },
	views: {
		label: 'Meeting',
		now: 'Now',
		feedback: 'Feedback',
		backlog: 'Backlog',
		increments: 'Increments',
		entry: 'Agenda',
		product: 'Goals',
		whole: 'Whole review',
	},
	state: {
		label: 'Connection',
		live: 'Live',
		saving: (n: number) => `Live, saving ${count(n, 'change', 'changes')}`,
		connecting: 'Connecting',
		reconnecting: 'Reconnecting',
		offline: 'Offline',
		offlineWaiting: (n: number) => `Offline, ${count(n, 'change', 'changes')} waiting`,
		outdated: 'Out of date',
		reload: 'Reload',
		fenced: 'Open in another tab',
		useHere: 'Use it here',
		ended: 'Signed out',
	},
	newerPage: {
		says: 'The server has a newer version of this page.',
		kept: 'What you typed and changed stays when you reload it.',
		reload: 'Reload',
	},
	notYet: {
		soon: { title: 'Connecting', text: 'The review opens as soon as the server answers.' },
		away: {
			title: 'The server cannot be reached',
			text: 'This page keeps trying and opens by itself.',
		},
	},
	review: {
		open: 'Open the review',
		close: 'Close the review',
		closed: 'This review is closed',
		pollIsAt: (title: string) => `A poll is open on “${title}”.`,
		pollOnReview: 'A poll is open on the review as a whole.',
		youLookAt: (title: string) => `You are looking at “${title}”.`,
		goThere: 'Go there',
	},
	increment: {
		all: 'Increments',
		place: (n: number, of: number) => `Increment ${n} of ${of}`,
		done: 'Done',
		notDone: 'Not done',
		presents: (name: string) => `${name} presents`,
		delivers: (item: string) => `Delivers ${item}`,
		demo: 'Open the demo',
		criteria: 'Acceptance criteria',
		definitionOfDone: 'Definition of Done',
		criteriaMet: (met: number, of: number) => `${met} of ${of} met`,
		met: 'Met',
		notMet: 'Not met',
	},
	assessment: {
		title: 'Product Owner’s assessment',
		none: 'Not assessed yet.',
		give: 'Assess',
		change: 'Change',
		verdict: 'Assessment',
		verdictNeeded: 'Choose one of the three.',
		reason: 'Reason',
		reasonSays: 'Needed: everybody reads it beside the assessment, also afterwards.',
		reasonNeeded: 'Say why. An assessment is not recorded without its reason.',
		record: 'Record the assessment',
		verdicts: {
			[Assessment.UNSPECIFIED]: 'Not assessed',
			[Assessment.MEETS]: 'Meets',
			[Assessment.MEETS_WITH_FOLLOW_UP]: 'Meets, with follow-up',
			[Assessment.NOT_YET]: 'Not yet',
		},
	},
	backlog: {
		tools: 'Tools',
		filter: 'Filter',
		list: 'Show',
		lists: {
			ordered: (n: number) => `Ordered, ${numbers.format(n)}`,
			notYetOrdered: (n: number) => `Not yet ordered, ${numbers.format(n)}`,
			archived: (n: number) => `Archived, ${numbers.format(n)}`,
		},
		add: 'Add item',
		yourOrder: 'Your order',
		theOrder: 'The order',
		shown: (n: number, of: number) =>
			n === of
				? count(n, 'item', 'items')
				: `${numbers.format(n)} of ${count(of, 'item', 'items')}`,
		points: 'points',
		gridOrder: 'Backlog, you order it',
		gridRead: 'Backlog, the Product Owner orders it',
		nothing: (filtered: boolean) =>
			filtered ? 'No item matches the filter.' : 'There are no items here yet.',
		pickUp: (name: string) => `Move ${name}`,
		rowName: (row: {
			place: number
			was: number
			ref: string
			title: string
			estimate: number
			pending: boolean
		}) =>
			[
				String(row.place),
				row.ref,
				row.title,
				row.estimate === 0 ? '' : count(row.estimate, 'point', 'points'),
				row.was > 0 ? `was ${row.was}` : '',
				row.pending ? 'saving' : '',
			]
				.filter((part) => part !== '')
				.join(', '),
		holding: (n: number, place: number) =>
			n === 1 ? `To place ${place}` : `${n} items, to places ${place} to ${place + n - 1}`,
		holdingNames: (names: readonly string[]) =>
			names.length > 3 ? `Holding ${names.length} items` : `Holding ${list(names)}`,
		toTop: 'to the top',
		toEnd: 'to the end',
		between: (above: string, below: string) =>
			above === ''
				? `above ${below}`
				: below === ''
					? `below ${above}`
					: `below ${above}, above ${below}`,
		unchanged: 'Put back where it was.',
		putBack: 'Put back. Nothing was moved.',
		dropped: (n: number, place: number) =>
			n === 1
				? `Dropped at place ${place}.`
				: `${n} items dropped at places ${place} to ${place + n - 1}.`,
		undo: (what: string) => `Undo ${what}`,
		redo: (what: string) => `Redo ${what}`,
		undone: (what: string) => `Took back the ${what}.`,
		redone: (what: string) => `Did the ${what} again.`,
		movedBy: (n: number, names: readonly string[]) =>
			`${count(n, 'item', 'items')} moved by ${list(names.filter((name) => name !== ''))}`,
	},
	keys: {
		go: 'go',
		move: 'move',
		toTop: 'to the top',
		toEnd: 'to the end',
		drop: 'drop',
		putBack: 'put back',
		select: 'select',
		pickUp: 'pick up',
		editTitle: 'title',
		editEstimate: 'points',
		open: 'details',
		undo: 'undo',
		selected: (n: number) => `${n} selected`,
	},
	item: {
		add: 'Add item',
		title: 'Title',
		description: 'Description',
		estimate: 'Points',
		place: 'Place',
		where: 'Where it goes',
		places: {
			below: (ref: string) => (ref === '' ? 'Below the open item' : `Below ${ref}`),
			top: () => 'To the top',
			end: () => 'To the end',
		},
		putTop: 'Put at the top',
		putEnd: 'Put at the end',
		archive: 'Archive',
		restore: 'Restore',
		archived: 'Archived: it keeps its place for when it is restored.',
		loading: 'Loading',
		notLoaded: 'The description could not be loaded. It comes when the server answers.',
		noDescription: 'No description.',
		editDescription: 'Edit',
		save: 'Save',
		descriptionConflict:
			'Somebody wrote this text since you opened it. Yours was not saved and is kept below.',
		descriptionRefused: 'It could not be saved. What you wrote is kept below.',
	},
	...noticeWords,
	...orderWords,
}
