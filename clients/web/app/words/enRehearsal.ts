// English: what a rehearsal says of itself, before, in and after it.
export const rehearsalWords = {
	rehearsal: {
		name: 'Rehearsal:',
		says: 'nothing here is kept',
		tab: (title: string) => `Rehearsal: ${title}`,
		over: {
			title: 'The rehearsal is over',
			text: 'Its server was restarted, or needed the room. Nothing of it was kept, and the real review is as it was.',
		},
		recorded: {
			name: 'Kept:',
			text: 'nothing. It is a rehearsal, which is gone when the server restarts.',
		},
	},
}
