// English: power that the Product Owner lends.
import { DelegationScope } from '../../sdk/gen/reviewd/v1/meeting_pb'

const lists = new Intl.ListFormat('en', { type: 'conjunction' })

const may: Readonly<Record<DelegationScope, string>> = {
	[DelegationScope.UNSPECIFIED]: '',
	[DelegationScope.ORDER]: 'order the backlog',
	[DelegationScope.EDIT]: 'add and edit items',
	[DelegationScope.ASSESS]: 'assess increments',
	[DelegationScope.CONVERT]: 'turn feedback into items or decline it',
}

export const lendWords = {
	lend: {
		title: 'Lent power',
		lend: 'Lend power to them',
		lendTo: (name: string) => `Lend ${name} power`,
		says: (name: string) =>
			`${name} can then do this in your place, until the time you say or until you revoke it. Everybody sees that it is done for you.`,
		scopes: 'What they may do',
		scopeNames: {
			[DelegationScope.UNSPECIFIED]: '',
			[DelegationScope.ORDER]: 'Order the backlog',
			[DelegationScope.EDIT]: 'Add, edit, split, merge and archive items',
			[DelegationScope.ASSESS]: 'Assess increments',
			[DelegationScope.CONVERT]: 'Turn feedback into items, or decline it',
		},
		scopesNeeded: 'Choose at least one.',
		until: 'Until when',
		untils: { soon: 'In 30 minutes', today: 'End of today', chosen: 'Another time' },
		chosen: 'Date and time',
		chosenWrong: 'A time from now to 31 days ahead.',
		do: 'Lend it',
		isLent: (name: string, time: string) => `It is lent to ${name} until ${time}.`,
		what: (scopes: readonly DelegationScope[]) =>
			`May ${lists.format(scopes.map((scope) => may[scope]))}`,
		untilTime: (time: string) => `until ${time}`,
		revoke: 'Revoke',
		revokeOf: (name: string) => `Revoke what is lent to ${name}`,
		revokeFollows: (name: string) =>
			`${name} can do this no more, at once. What was done with it stays.`,
		isRevoked: (name: string) => `${name} has it no more.`,
		yours: (owner: string, scopes: readonly DelegationScope[], time: string) =>
			`Until ${time} you may ${lists.format(scopes.map((scope) => may[scope]))} for ${owner}.`,
		over: (owner: string) =>
			`What ${owner} lent you has ended. You may not do it in their place any more.`,
		overRefused: 'What the Product Owner had lent you has ended, or does not reach that far.',
		forOwner: (name: string, owner: string) => `${name} for ${owner}`,
	},
}
