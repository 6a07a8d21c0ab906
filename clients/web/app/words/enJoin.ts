// English: the way in and out, before and after anybody is in a meeting.
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'

const everything = {
	name: 'Recorded:',
	text: 'your name, when you come, your votes, your feedback and all that you change.',
}

const busy = {
	title: 'The server cannot let you in just now',
	text: 'It is too busy, or cannot write at the moment. What brought you here is still good; try again in a minute.',
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
	waitingRoom: {
		label: 'Waiting room',
		title: 'Waiting to be let in',
		text: 'The Product Owner and the Scrum Master see that you are here. Stay on this page; it opens by itself.',
		asStakeholder: 'You come as a stakeholder.',
		leave: 'Leave the waiting room',
	},
	ended: {
		over: {
			title: 'Your session has ended',
			text: 'You signed out, or were away for too long, or this browser has forgotten you. Open your link again, or ask whoever invited you for a new one.',
		},
		removed: {
			title: 'You were removed from this review',
			text: 'The Product Owner or a Scrum Master removed you. What you voted and said until then stays. If it was a mistake, ask them for a new link.',
		},
		refused: {
			title: 'You were not let in',
			text: 'The Product Owner or a Scrum Master turned you away, or you waited for too long. If it was a mistake, ask them, and try again.',
		},
		unsent: (n: number) =>
			n === 1
				? '1 change of yours had not reached the server.'
				: `${n} changes of yours had not reached the server.`,
		joinAgain: 'Join again',
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
			text: 'Ask whoever invited you for a new one.',
		},
		// By the number of the refusal.
		linkRefused: {
			[ErrorCode.FORBIDDEN]: {
				title: 'This link does not work any more',
				text: 'It has been used already, was withdrawn, or is not the whole link. Ask whoever invited you for a new one.',
			},
			[ErrorCode.EXPIRED]: {
				title: 'This link has expired',
				text: 'Ask whoever invited you for a new one. A link from another device of yours is good for ten minutes; make a new one there.',
			},
			[ErrorCode.TOO_LARGE]: {
				title: 'Nobody else fits in here',
				text: 'This product has as many people or devices as it can hold. Tell whoever invited you.',
			},
			[ErrorCode.UNKNOWN_PRODUCT]: {
				title: 'There is no product at this address',
				text: 'Check the link, or ask whoever invited you for a new one.',
			},
			[ErrorCode.RATE_LIMITED]: {
				title: 'Too many people are coming in at once',
				text: 'Your link is still good. Wait a minute and try again.',
			},
			[ErrorCode.OVERLOADED]: busy,
			[ErrorCode.STORAGE]: busy,
		} as Readonly<Partial<Record<number, { title: string; text: string }>>>,
		broken: {
			title: 'A part of this link is missing',
			text: 'It was probably cut off when it was copied. Open it again from where you got it, or ask for a new one.',
		},
		away: {
			title: 'The server cannot be reached',
			text: 'The server does not answer. What brought you here is still good.',
		},
		orCode: 'Is a join code shown in the meeting? It lets you in as a stakeholder.',
		typeCode: 'Type a join code',
		byCode: {
			title: 'Join a Sprint Review',
			text: 'Type the code that is shown in the meeting. If somebody sent you a link, open that instead.',
		},
		code: 'Join code',
		codeWhere: 'Eight letters and digits. Spaces and small letters are fine.',
		codeMissing: 'Type the join code that is shown in the meeting.',
		codeWrong: 'A join code has eight letters and digits, and none of I, L, O, U, 0 and 1.',
		codeSays: 'A facilitator lets you in. Then you can vote and give feedback.',
		askIn: 'Ask to be let in',
		// The same for what was typed into the form; `codeRefused` where that is a code.
		codeRefused: {
			[ErrorCode.FORBIDDEN]:
				'This code does not let anybody in now. Compare it with the one in the meeting; it works while the review is open.',
			[ErrorCode.UNKNOWN_PRODUCT]:
				'There is no product at this address. Check the address that is shown in the meeting.',
			[ErrorCode.RATE_LIMITED]: 'Too many tries. Wait a minute and try again.',
			[ErrorCode.OVERLOADED]: busy.text,
			[ErrorCode.STORAGE]: busy.text,
		} as Readonly<Partial<Record<number, string>>>,
		tryAgain: 'Try again',
		form: 'Join',
		name: 'Your name, as others will see it',
		nameMissing: 'Type a name; others will see it.',
		youAre: (role: string) => `You are here as ${role}.`,
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
		stillWaiting: 'still waiting to be let in',
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
				says: 'Yes, no or abstain, or a fist of five, in one tap',
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
			device: {
				name: 'On this device:',
				text: 'what you saw last and what you have not sent yet, so that the page opens without a network. Signing out here deletes it; after 12 hours without the server it is not shown.',
			},
			kept: {
				name: 'Kept',
				text: 'until whoever runs this server deletes it. Nothing goes away by itself.',
			},
		},
	},
}
