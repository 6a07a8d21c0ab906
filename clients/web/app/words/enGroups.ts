// English: groups of stakeholders. Loaded with the dialogs that say it.
export const groupWordsEn = {
	title: 'Groups',
	says: 'Put stakeholders into groups, and results of polls are told by group, too.',
	howTo: 'Choose a person below to put them into a group, or make a link for a group.',
	people: (n: number) => (n === 0 ? 'nobody yet' : n === 1 ? '1 person' : `${n} people`),
	new: 'Add a group',
	name: 'Name of the group',
	add: 'Add',
	full: (max: number) => `More than ${max} groups are not possible.`,
	twice: 'There is a group of this name already.',
	isAdded: (name: string) => `${name} is a group now.`,
	rename: 'Rename',
	renameOf: (name: string) => `Rename ${name}`,
	save: 'Save the name',
	isRenamed: (name: string, now: string) => `${name} is called ${now} now.`,
	remove: 'Remove',
	removeOf: (name: string) => `Remove the group ${name}`,
	removeFollows: (name: string, people: number) =>
		`${
			people === 0
				? `${name} is gone then.`
				: people === 1
					? `${name} is gone then, and the person in it is in no group.`
					: `${name} is gone then, and the ${people} people in it are in no group.`
		} Links for it stay, for no group. Results that were told by it stay, without its name.`,
	isRemoved: (name: string) => `The group ${name} is removed.`,
	none: 'No group',
	put: 'Put into a group',
	putSays: (name: string) =>
		`In which group is ${name}? Everybody sees it beside the name. It holds for results that are told from now on.`,
	isIn: (name: string, group: string) => `${name} is in ${group} now.`,
	isInNone: (name: string) => `${name} is in no group now.`,
	ofLink: 'Group',
	moveUp: (name: string) => `Move ${name} up`,
	moveDown: (name: string) => `Move ${name} down`,
	isMoved: (name: string, place: number) => `${name} is number ${place} now.`,
	conflict:
		'Somebody has changed the groups meanwhile. Nothing of yours was saved; look at the list as it is now and save again.',
	yours: 'Your group',
	yoursSays:
		'Results of polls are also told by group. Choose yours; who leads can change it later.',
	choose: 'Choose your group',
	youAreIn: (group: string) => `You are in ${group} now.`,
	ask: 'Which group do you belong to?',
	askSays: 'Results of polls are also told by group.',
	notNow: 'Not now',
	forGroup: (group: string) => `into ${group}`,
}
