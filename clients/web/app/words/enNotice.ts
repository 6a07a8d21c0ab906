// English: what happened to somebody's own changes.
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'
import { OutcomeReason } from '../../sdk/gen/reviewd/v1/outcome_pb'

export const noticeWords = {
	notice: {
		label: 'What happened to your changes',
		superseded: 'Superseded',
		several: (n: number) => `${n} of your changes need a look.`,
		show: 'Show them',
		keepAll: 'Keep all as they are',
		keep: 'Keep it',
		dismiss: 'Understood',
		applyAgain: 'Apply mine again',
		you: 'You, in another tab,',
		applyAnyway: 'Apply anyway',
		wasSuperseded: (what: string, name: string) =>
			name === '' ? `Your ${what} was superseded.` : `Your ${what} of ${name} was superseded.`,
		by: (by: { name: string; time: string; place: number }) =>
			by.place > 0
				? `${by.name} moved it to place ${by.place} at ${by.time}, just after yours.`
				: `${by.name} changed it at ${by.time}, just after yours.`,
		byNobody: 'Somebody changed the same thing first.',
		wasNotApplied: (what: string, name: string) =>
			name === '' ? `Your ${what} was not applied.` : `Your ${what} of ${name} was not applied.`,
		// Why something was not applied: `name` is whose change stands.
		stands: {
			[OutcomeReason.STALE]: (name: string, time: string) =>
				`You made it offline. Meanwhile ${name} changed the same thing at ${time}.`,
			[OutcomeReason.CHANGED_SINCE]: (name: string, time: string) =>
				`${name} changed it since, at ${time}.`,
			[OutcomeReason.MERGED_INTO]: (name: string, time: string) =>
				`${name} merged the item into another at ${time}.`,
		} as Readonly<Partial<Record<OutcomeReason, (name: string, time: string) => string>>>,
		nobody: 'somebody',
		wroteSince: (name: string, time: string) => `${name} changed the same thing at ${time}.`,
		leftOut: (parts: readonly string[], more: number) =>
			`${parts.join('; ')}${more === 0 ? '' : `; and ${more} more`}.`,
		leftWhere: (item: string, name: string, time: string) =>
			`${item} stays where ${name} put it at ${time}`,
		leftBySomebody: (item: string) => `${item} stays where somebody else put it`,
		leftAlias: (item: string) => `${item} was merged into another item`,
		wasRejected: (what: string) => `Your ${what} was not accepted.`,
		noReason: 'The server gave no reason.',
		rejected: {
			[ErrorCode.FORBIDDEN]: 'Your role may not do this.',
			[ErrorCode.CLOSED]: 'The review has been closed.',
			[ErrorCode.DEPENDENCY]: 'It builds on a change of yours that was not accepted.',
		} as Readonly<Partial<Record<ErrorCode, string>>>,
		wasModified: (what: string) => `Your ${what} was applied, with a difference.`,
		unsure: 'An anonymous feedback of yours may not have arrived.',
		unsureMore: 'The server started again from a copy. Say it once more if you do not see it.',
		modified: {
			[OutcomeReason.UNSPECIFIED]: '',
			[OutcomeReason.DEGRADED]: 'Both neighbours are gone; it was put as near as possible.',
			[OutcomeReason.ARCHIVED]: 'The item is archived; it takes its new place when it is restored.',
			[OutcomeReason.MEMBERS]: 'Some of the items were left out.',
			[OutcomeReason.KEPT]: 'Some items were kept where others had put them.',
			[OutcomeReason.SKIPPED]: 'Some items were skipped.',
			[OutcomeReason.CHANGED_SINCE]: 'Somebody changed it since.',
			[OutcomeReason.STALE]: 'It was made on an old state.',
			[OutcomeReason.MERGED_INTO]: 'The item was merged into another.',
			[OutcomeReason.TOO_OLD]: 'Too much has happened since to take it back.',
		},
		changes: {
			noop: 'change',
			addItems: 'new item',
			moveItems: 'move',
			editItem: 'edit',
			archiveItem: 'archiving',
			restoreItem: 'restoring',
			splitItem: 'split',
			mergeItem: 'merge',
			sortItems: 'sort',
			undo: 'undo',
			redo: 'redo',
			proposeOrder: 'proposal',
			applyProposal: 'applying of the proposal',
			rejectProposal: 'rejection of the proposal',
			setStalePolicy: 'rule for offline changes',
			planReview: 'review',
			openReview: 'opening of the review',
			closeReview: 'closing of the review',
			addIncrement: 'increment',
			assessIncrement: 'assessment',
			setDefinitionOfDone: 'Definition of Done',
			checkIncrement: 'tick',
			openPoll: 'poll',
			closePoll: 'closing of the poll',
			revealPoll: 'reveal',
			castBallot: 'vote',
			admitVoters: 'letting in of voters',
			giveFeedback: 'feedback',
			upvoteFeedback: 'upvote',
			retractFeedback: 'taking back of feedback',
			createInvite: 'invite link',
			revokeInvite: 'withdrawal of a link',
			setJoinCode: 'join code',
			admitWaiting: 'letting in',
			refuseWaiting: 'turning away',
			removeParticipant: 'removal',
			muteParticipant: 'muting',
			changeRole: 'change of a role',
			handOver: 'handing over',
		},
	},
}
