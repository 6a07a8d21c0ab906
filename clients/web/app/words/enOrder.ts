// English: what is done to items and their order beyond moving them: labels, splits, merges, sorts,
// proposals, and the rule for changes made offline.
const numbers = new Intl.NumberFormat('en')

function count(n: number, one: string, many: string): string {
	return `${numbers.format(n)} ${n === 1 ? one : many}`
}

const moves = (n: number) => count(n, 'move', 'moves')
const rows = (n: number) => count(n, 'row', 'rows')

export const orderWords = {
	order: {
		menu: 'Order',
		tryOrder: 'Try an order',
		loading: 'Loading',
		notLoaded: 'This part could not be loaded. Reload the page once you are connected.',
	},
	labels: {
		title: 'Labels',
		none: 'No labels.',
		remove: (label: string) => `Remove the label ${label}`,
		add: 'Add a label',
		addIt: 'Add',
		added: (label: string) => `Label ${label} added.`,
		removed: (label: string) => `Label ${label} removed.`,
		there: 'The item has this label already.',
		full: (max: number) => `An item has at most ${max} labels. Remove one first.`,
	},
	split: {
		open: 'Split',
		title: (name: string) => `Split ${name}`,
		second: 'Title of the new part',
		estimate: 'Points of the new part',
		says: (name: string) =>
			`The new part appears directly below ${name}, as an item of its own. ${name} keeps its title, description, points, labels and all that refers to it.`,
		archived: (name: string) =>
			`${name} is archived. The new part is not: it appears in the list, where ${name} would be.`,
		split: 'Split',
	},
	merge: {
		open: 'Merge into another',
		title: (name: string) => `Merge ${name} into another item`,
		into: 'Item it is merged into',
		follows: (name: string, into: string) =>
			`${name} leaves the list and becomes another name of ${into}. Increments that deliver ${name}, with their votes and feedback, then deliver ${into}, and whoever looks for ${name} is led to ${into}.`,
		notCarried: (name: string, into: string) =>
			`Title, description, points and labels of ${into} stay as they are; those of ${name} can still be read, but not changed any more.`,
		forGood: 'A merge cannot be taken back.',
		merge: (name: string, into: string) => `Merge ${name} into ${into}`,
		is: (name: string, into: string) => `${name} is merged into ${into}.`,
		show: (into: string) => `Show ${into}`,
		mergedHere: 'Merged into this item',
		found: 'Merged items that match the filter',
	},
	compare: {
		today: 'Today',
		proposed: 'Afterwards',
		folded: (n: number) => count(n, 'more row', 'more rows'),
		from: (from: number, to: number) =>
			`from ${numbers.format(from)}, ${to < from ? 'up' : 'down'} ${numbers.format(Math.abs(from - to))}`,
	},
	sort: {
		open: 'Sort',
		title: 'Sort',
		which: 'Which rows',
		whiches: {
			all: (n: number) => `The whole list, ${rows(n)}`,
			shown: (n: number) => `What the filter shows, ${rows(n)}`,
			selected: (n: number) => `${rows(n)} that you selected`,
		},
		by: 'By',
		criteria: { estimate: 'Points', title: 'Title', ref: 'Reference' },
		direction: 'Which comes first',
		directions: {
			estimate: { up: 'Fewest first', down: 'Most first' },
			title: { up: 'A to Z', down: 'Z to A' },
			ref: { up: 'Lowest first', down: 'Highest first' },
		},
		says: {
			estimate:
				'Items without points come last. What has as many points keeps its order. Rows that are not sorted keep their places.',
			title: 'Rows that are not sorted keep their places.',
			ref: 'Items without a reference come last. Rows that are not sorted keep their places.',
		},
		changes: (n: number, of: number) =>
			n === 0
				? 'These rows stand in this order already.'
				: `${numbers.format(n)} of ${rows(of)} ${n === 1 ? 'gets' : 'get'} another place. What others move meanwhile stays where they put it.`,
		tooMany: (max: number) => `At most ${numbers.format(max)} rows can be sorted at once.`,
		sort: 'Sort',
		done: (n: number) => `Sorted: ${rows(n)} changed places. Undo takes it back.`,
	},
	trying: {
		label: 'Trying an order',
		title: (n: number) =>
			n === 0 ? 'You are trying an order.' : `You are trying an order, ${moves(n)} so far.`,
		says: 'Only you see it. The shared order stays as it is until the Product Owner applies your proposal.',
		grid: 'Your draft of the order, only you see it',
		head: 'Your draft',
		takeBack: 'Take back the last move',
		send: 'Send as a proposal',
		sendNothing: 'Move something first.',
		stop: 'Stop trying',
		stopFollows: (n: number) => `Your ${n === 1 ? 'move is' : `${moves(n)} are`} given up.`,
		stopped: 'The shared order again.',
		tookBack: 'Took back the last move of your draft.',
		was: (place: number) => `was ${numbers.format(place)}`,
		tooManyMoves: (max: number) =>
			`A proposal holds at most ${max} moves. Take some back, or send it in parts.`,
		tooManyItems: (max: number) =>
			`A proposal moves at most ${max} items. Take some moves back, or send it in parts.`,
		tooManyOwn: (max: number) =>
			`${max} of your proposals are open, and you can have no more. Take one back, or wait until some are decided.`,
		tooManyOpen: (max: number) =>
			`${max} proposals are open, and there can be no more. The Product Owner has to decide some first.`,
	},
	send: {
		title: 'Send as a proposal',
		comment: 'Comment',
		commentSays: 'Everybody reads it beside the proposal: why this order?',
		says: 'Everybody sees the proposal under your name. Nothing moves until the Product Owner applies it.',
		send: 'Send the proposal',
		sent: 'Your proposal is sent. The Product Owner decides.',
		notSent: 'Your proposal was not accepted. Your draft is kept.',
	},
	proposals: {
		open: (n: number) => (n === 0 ? 'Proposals' : count(n, 'proposal', 'proposals')),
		title: 'Order proposals',
		says: 'An order that somebody suggests. It moves nothing until the Product Owner applies it.',
		none: 'Nobody has proposed an order yet.',
		noneOpen: 'No proposal is open.',
		openTitle: (n: number) => `Open, ${numbers.format(n)}`,
		decidedTitle: (n: number) => `Decided, ${numbers.format(n)}`,
		back: 'All proposals',
		by: (name: string) => `Proposal by ${name}`,
		yours: 'Your proposal',
		moves,
		noComment: 'No comment.',
		states: {
			open: 'Open',
			stale: 'Stale',
			applied: 'Applied',
			rejected: 'Rejected',
			takenBack: 'Taken back',
		},
		decidedBy: {
			applied: (name: string, time: string) =>
				name === '' ? 'Applied.' : `Applied by ${name}, ${time}.`,
			rejected: (name: string, time: string) =>
				name === '' ? 'Rejected.' : `Rejected by ${name}, ${time}.`,
			takenBack: (time: string) =>
				time === '' ? 'Taken back by whoever made it.' : `Taken back by whoever made it, ${time}.`,
		},
		reasonGiven: (reason: string) => `Reason: ${reason}`,
		stale: {
			moved: (item: string, others: number) => `moved ${item}${more(others)}`,
			archived: (item: string) => `archived ${item}`,
			restored: (item: string) => `restored ${item}`,
			merged: (item: string) => `merged ${item} into another item`,
			touched: () => 'changed an item of it',
		},
		staleSince: (name: string, did: string, time: string) =>
			`Stale: since it was made, ${name} ${did}${time === '' ? '' : `, ${time}`}. Applied now, it would go over that.`,
		changes: (moved: number, n: number) =>
			`${count(moved, 'item is', 'items are')} moved; ${rows(n)} ${n === 1 ? 'gets' : 'get'} another place.`,
		nothingLeft: 'Applied now, it would change nothing: the order is like this already.',
		cannot: 'It cannot be applied any more: its items were merged into others.',
		apply: 'Apply it',
		applyAnyway: 'Apply anyway',
		applyFollows: 'All its moves are made at once, for everybody. Undo takes them back.',
		applied: 'Undo in the backlog takes it back.',
		reject: 'Reject it',
		reason: 'Reason',
		reasonSays: 'Needed: whoever made the proposal is told, and everybody can read it.',
		reasonNeeded: 'Say why. A proposal is not rejected without a reason.',
		rejectIt: 'Reject with this reason',
		rejected: 'Whoever made it is told why.',
		takeBack: 'Take it back',
		takeBackFollows: 'Your proposal is closed and stays in the list as taken back.',
		tookBack: 'Nobody can apply it any more.',
		newsApplied: (name: string) => `${name} applied your proposal.`,
		newsRejected: (name: string) => `${name} rejected your proposal.`,
		somebody: 'The Product Owner',
		show: 'Show it',
	},
	offlineRule: {
		open: 'Rule for offline changes',
		title: 'Rule for offline changes',
		says: 'When somebody was offline and changed what another person changed meanwhile:',
		rules: {
			yield: {
				name: 'What stands stays',
				says: 'The offline change is not applied; its author is told whose change stands and can apply theirs anyway.',
			},
			apply: {
				name: 'The offline change is applied',
				says: 'It goes over what others did meanwhile, as soon as its author is back.',
			},
		},
		set: 'Set the rule',
		done: 'The rule is set. It holds for changes that arrive from now on.',
	},
}

function more(others: number): string {
	return others === 0 ? '' : ` and ${others} more of its items`
}
