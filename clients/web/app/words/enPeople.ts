// English: people of a meeting, the ways in that a team hands out, and oneself.
import type { RoleName } from '../parts/roles'

const lists = new Intl.ListFormat('en', { type: 'conjunction' })

const may: Readonly<Record<RoleName, string>> = {
	productOwner: 'order the backlog and assess what was built',
	scrumMaster: 'open and close the review and its polls, invite, let in and remove people',
	developer: 'estimate, add increments, vote and give feedback',
	stakeholder: 'vote and give feedback, and no longer see what is only for the team',
	observer: 'only watch: no votes, no feedback',
}

export const peopleWords = {
	people: {
		title: 'People',
		here: (n: number) => `${n} here`,
		showWho: 'Show who.',
		// Nobody has said yet who is here.
		hereUnknown: 'Who is here is not known without the server',
		show: (n: number) => (n === 1 ? '1 person is here' : `${n} people are here`),
		absent: (n: number) => (n === 1 ? '1 person is not here now' : `${n} people are not here now`),
		you: 'You',
		muted: 'Muted',
		back: 'All people',
		wait: (n: number) => `${n} waiting`,
		waitingTitle: 'Waiting room',
		waitingCount: (n: number) =>
			n === 1 ? '1 person waits to be let in' : `${n} people wait to be let in`,
		since: (time: string) => `since ${time}`,
		letIn: 'Let in',
		letInName: (name: string) => `Let in ${name}`,
		letAllIn: 'Let everybody in',
		doNotLetIn: 'Do not let in',
		doNotLetInName: (name: string) => `Do not let in ${name}`,
		wereLetIn: (names: readonly string[]) =>
			names.length === 1
				? `${lists.format(names)} is let in, as a stakeholder.`
				: `${lists.format(names)} are let in, as stakeholders.`,
		wasRefused: (name: string) => `${name} was not let in, and has been told so.`,
		refused: 'That was not done. Somebody may have been quicker, or your role has changed.',
		ownerStays:
			'The Product Owner can be neither removed nor muted. Only they can hand the role over.',
		changeRole: 'Change the role',
		changeRoleSays: (name: string) => `Which role shall ${name} have?`,
		roleFollows: (name: string, role: RoleName) =>
			`${name} can then ${may[role]}. It holds from now on, in all their tabs; what they did stays.`,
		makeThem: (role: string) => `Make them ${role}`,
		hasRole: (name: string, role: string) => `${name} is ${role} now.`,
		mute: 'Mute',
		unmute: 'Unmute',
		muteFollows: (name: string) =>
			`${name} can then give no feedback and no upvotes, until somebody unmutes them. Votes still count. Everybody can see that they are muted.`,
		unmuteFollows: (name: string) => `${name} can give feedback and upvotes again.`,
		isMuted: (name: string) => `${name} is muted.`,
		isUnmuted: (name: string) => `${name} is not muted any more.`,
		handOver: 'Hand over the Product Owner role',
		handOverSays: (name: string) =>
			`${name} becomes the Product Owner, and you are it no more. Which role will you have?`,
		handOverFollows: (name: string, role: string) =>
			`From now on only ${name} orders the backlog and assesses increments, and you are ${role}. Only ${name} can give the role back.`,
		handOverTo: (name: string) => `Hand over to ${name}`,
		isOwner: (name: string) => `${name} is the Product Owner now.`,
		remove: 'Remove',
		removeFollows: (name: string) =>
			`${name} is out at once, in all tabs and devices, and is told so. What they voted and said stays. A link that is still in use would let them in again.`,
		isRemoved: (name: string) => `${name} was removed.`,
	},
	invite: {
		open: 'Invite',
		title: 'Invite people',
		byLink: 'A link for somebody',
		role: 'Role',
		once: 'One person can use this link, once, within seven days.',
		many: 'Everybody with this link can join, for seven days.',
		make: 'Make a link',
		making: 'Saving, the link works in a moment',
		refused: 'The link was not made. Only the Product Owner and the Scrum Master can invite.',
		link: 'Link',
		copy: 'Copy',
		copied: 'Copied',
		keep: 'Shown only now: the server does not know the secret in it.',
		code: {
			title: 'A code for the room',
			says: 'People type or scan it and wait until you let them in, as stakeholders.',
			notOpen: 'It works once the review is open.',
			make: 'Make a join code',
			made: 'The join code is there.',
			address: 'Open',
			code: 'and type',
			qr: 'QR code that opens the page with the code filled in',
			showLarge: 'Show it large',
			slide: 'Join this Sprint Review',
			slideSays: 'Scan it, or open the address and type the code. Then wait to be let in.',
			withdraw: 'Withdraw the code',
			withdrawFollows:
				'Nobody can come to the waiting room by this code any more. Who waits there already still does.',
			withdrawn: 'The join code is withdrawn.',
		},
		links: {
			title: 'Links in use',
			none: 'No link lets anybody in now.',
			used: (uses: number, max: number) =>
				uses === 0
					? max === 1
						? 'for one person, not used yet'
						: 'not used yet'
					: max === 0
						? uses === 1
							? 'used once'
							: `used ${uses} times`
						: `used ${uses} of ${max} times`,
			forEver: 'does not expire',
			until: (time: string) => `until ${time}`,
			withdraw: 'Withdraw',
			withdrawOf: (role: string) => `Withdraw this link for ${role}`,
			withdrawFollows: 'Nobody can come in by this link any more. Those who came in by it stay.',
			withdrawn: (role: string) => `A link for ${role} is withdrawn.`,
		},
	},
	me: {
		open: 'Open what is yours.',
		muted: 'You are muted: you can vote, but give no feedback and no upvotes.',
		deviceTitle: 'Sign in on another device',
		deviceSays: 'A link that signs you in there as yourself. It works once, for ten minutes.',
		makeDeviceLink: 'Make the link',
		deviceFailed: 'The server did not answer. Try again.',
		deviceLink: 'Link for your other device',
		deviceKeep: 'Whoever opens it is you. Do not show it around.',
		qr: 'QR code that signs you in on another device',
		goodFor: (time: string) => `good for ${time}`,
		ranOut: 'That link has run out. Make another one.',
		signOutTitle: 'Sign out',
		signOutHere: 'Sign out here',
		signOutEverywhere: 'Sign out everywhere',
		hereFollows:
			'This browser is signed out, in all its tabs, and what it kept of this product is deleted. To come back as yourself you need another device on which you are signed in, or a personal link.',
		everywhereFollows:
			'All your tabs and devices are signed out at once, and what this browser kept of this product is deleted. To come back you need a new link, and unless it is a personal one you come back as somebody new.',
		unsent: (n: number) =>
			n === 1
				? '1 change of yours has not reached the server yet.'
				: `${n} changes of yours have not reached the server yet.`,
		signOutFailed: 'You are still signed in: the server did not answer. Try again.',
	},
}
