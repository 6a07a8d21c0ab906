// English: feedback. What is promised where somebody writes must be true of the server.
import { FeedbackKind } from '../../sdk/gen/reviewd/v1/meeting_pb'

export const feedbackWords = {
	feedback: {
		title: 'Feedback',
		none: 'Nothing has been said yet.',
		form: 'New feedback',
		who: 'Who will be shown',
		as: (name: string) => `As ${name}`,
		anonymous: 'Anonymous',
		anonymousSays:
			'Your name is shown to nobody, those who lead included. Only the server knows it.',
		kind: 'Kind',
		text: 'Your feedback',
		placeholder: 'What should the team know?',
		sendAs: (name: string) => `Send as ${name}`,
		sendAnonymously: 'Send anonymously',
		sending: 'Sending, only on this device so far',
		notOpen: 'Feedback can be given while the review is open.',
		muted:
			'The Product Owner or the Scrum Master has muted you: you can vote and read along, but not write or upvote.',
		on: (title: string) => `On “${title}”`,
		sortLabel: 'Order of the feedback',
		sorts: { newest: 'Newest', upvoted: 'Most upvoted' },
		upvotes: (n: number) => (n === 1 ? '1 upvote' : `${n} upvotes`),
		upvote: (n: number) => `Upvote, ${n === 1 ? '1 so far' : `${n} so far`}`,
		upvoteSending: 'Sending your upvote',
		upvoteBackSending: 'Taking your upvote back',
		yours: 'Yours',
		retract: 'Take back',
		retractAsk: 'Take it back? The text is shown to nobody any more; the server’s log keeps it.',
		retractIt: 'Take it back',
		keep: 'Keep it',
		retracted: 'Taken back by its author.',
		retracting: 'Taking it back, only on this device so far',
		kinds: {
			[FeedbackKind.UNSPECIFIED]: 'Feedback',
			[FeedbackKind.PRAISE]: 'Praise',
			[FeedbackKind.CONCERN]: 'Concern',
			[FeedbackKind.QUESTION]: 'Question',
			[FeedbackKind.IDEA]: 'Idea',
			[FeedbackKind.RISK]: 'Risk',
			[FeedbackKind.ENVIRONMENT]: 'Environment',
		},
	},
}
