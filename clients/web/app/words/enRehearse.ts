// English: starting a rehearsal.
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'

export const enRehearse = {
	title: 'Rehearse the review',
	says: 'You get a copy of this review with its agenda, increments and backlog, which only people you invite can see and of which nothing is kept; it is gone when the server restarts.',
	start: 'Start a rehearsal',
	starting: 'Making the copy',
	opened:
		'The rehearsal is open in another tab. Come in there as its Product Owner; this review stays as it is.',
	notOpened:
		'The rehearsal is ready, but your browser kept the new tab from opening. Open it here; you come in as its Product Owner.',
	go: 'Open the rehearsal',
	link: 'Link to the rehearsal',
	linkSays: 'For you: whoever opens it is the Product Owner there. Invite others from inside it.',
	tryAgain: 'Try again when it answers.',
	failed: 'The rehearsal was not started. Try again.',
	// By the number of the refusal.
	refused: {
		[ErrorCode.UNAUTHENTICATED]: 'You are not signed in here any more. Open your link again.',
		[ErrorCode.FORBIDDEN]:
			'Rehearsals are started by the Product Owner, the Scrum Masters and whoever facilitates. You are none of them now.',
		[ErrorCode.UNKNOWN_ITEM]: 'The server does not have this review yet. Try again in a moment.',
		[ErrorCode.RATE_LIMITED]: 'Too many tries. Wait a minute and try again.',
		[ErrorCode.OVERLOADED]:
			'This server has as many rehearsals going on as it can hold, with somebody in each. Try again when one of them is over.',
		[ErrorCode.STORAGE]: 'The server is too busy just now. Try again in a minute.',
	} as Readonly<Partial<Record<number, string>>>,
}
