// English: what happened to somebody's own changes.
import { ErrorCode } from '../../sdk/gen/reviewd/v1/error_pb'
import { OutcomeReason } from '../../sdk/gen/reviewd/v1/outcome_pb'

type Say = (told: { readonly name: string; readonly time: string; readonly into: string }) => string
type Stands = Readonly<
	Partial<
		Record<
			OutcomeReason,
			{
				readonly any: Say
				readonly ofA: Readonly<
					Partial<Record<'sort' | 'merge' | 'applying' | 'deciding' | 'restoring' | 'other', Say>>
				>
			}
		>
	>
>

export const noticeWords = {
	notice: {
		label: 'What happened to your changes',
		superseded: 'Superseded',
		several: (n: number) => `${n} of your changes need a look.`,
		show: 'Show them',
		keepAll: 'Keep all as they are',
		keep: 'Keep it',
		dismiss: 'Understood',
		copy: 'Copy what you wrote',
		copied: 'Copied',
		applyAgain: 'Apply mine again',
		you: 'You, in another tab,',
		applyAnyway: 'Apply anyway',
		wasSuperseded: (what: string, name: string, more: number) =>
			name === ''
				? `Your ${what} was superseded.`
				: more === 0
					? `Your ${what} of ${name} was superseded.`
					: `Your ${what} of ${name} and ${more} more was superseded.`,
		by: (by: { name: string; time: string; place: number }) =>
			by.place > 0
				? `${by.name} moved it to place ${by.place} at ${by.time}, just after yours.`
				: `${by.name} changed it at ${by.time}, just after yours.`,
		byNobody: 'Somebody changed the same thing first.',
		wasNotApplied: (what: string, name: string) =>
			name === '' ? `Your ${what} was not applied.` : `Your ${what} of ${name} was not applied.`,
		// Why something was not applied, where it is known whose change stands.
		stands: {
			[OutcomeReason.STALE]: {
				any: ({ name, time }) =>
					`You made it offline. Meanwhile ${name} changed the same thing at ${time}.`,
				ofA: {
					merge: ({ name, time }) =>
						`You made it offline. Meanwhile ${name} changed the item that would go, at ${time}.`,
					sort: ({ name, time }) =>
						`You made it offline. Meanwhile ${name} moved every row of it, last at ${time}.`,
					applying: ({ name, time }) =>
						`It is stale: ${name} moved, archived or merged an item of it at ${time}.`,
				},
			},
			[OutcomeReason.CHANGED_SINCE]: {
				any: ({ name, time }) => `${name} changed it since, at ${time}.`,
				ofA: {
					sort: ({ name, time }) => `${name} moved every row of it meanwhile, last at ${time}.`,
					applying: ({ name, time }) => `${name} decided about it first, at ${time}.`,
					deciding: ({ name, time }) => `${name} decided about it first, at ${time}.`,
					restoring: ({ name, time }) => `${name} archived it anew at ${time}.`,
				},
			},
			[OutcomeReason.MERGED_INTO]: {
				any: ({ name, time, into }) =>
					`${name} merged the item into ${into === '' ? 'another' : into} at ${time}.`,
				ofA: {},
			},
		} satisfies Stands as Stands,
		nobody: 'somebody',
		wroteSince: (name: string, time: string) => `${name} changed the same thing at ${time}.`,
		leftOut: (parts: readonly string[], more: number) =>
			`${parts.join('; ')}${more === 0 ? '' : `; and ${more} more`}.`,
		leftWhere: (item: string, name: string, time: string) =>
			`${item} stays where ${name} put it at ${time}`,
		leftBySomebody: (item: string) => `${item} stays where somebody else put it`,
		leftAlias: (item: string, into: string) =>
			`${item} was merged into ${into === '' ? 'another item' : into}`,
		mergedSince: (name: string, time: string) =>
			`${name} merged the other item into this one at ${time}.`,
		wasRejected: (what: string) => `Your ${what} was not accepted.`,
		noReason: 'The server gave no reason.',
		rejected: {
			[ErrorCode.FORBIDDEN]: 'Your role may not do this.',
			[ErrorCode.CLOSED]: 'The review has been closed.',
			[ErrorCode.CYCLE]: 'The other item is another name of this one by now.',
			[ErrorCode.UNKNOWN_ITEM]: 'The server does not know what it is about.',
			[ErrorCode.UNKNOWN_ANCHOR]:
				'The server does not know the place that it names. The list has been loaded again.',
			[ErrorCode.DEPENDENCY]: 'It builds on a change of yours that was not accepted.',
		} as Readonly<Partial<Record<ErrorCode, string>>>,
		wasModified: (what: string) => `Your ${what} was applied, with a difference.`,
		unsure: 'An anonymous feedback of yours may not have arrived.',
		unsureMore: 'The server started again from a copy. Say it once more if you do not see it.',
		modified: {
			[OutcomeReason.UNSPECIFIED]: '',
			[OutcomeReason.DEGRADED]:
				'The rows beside which it was to go are not known any more; it was put as near as possible.',
			[OutcomeReason.ARCHIVED]: 'The item is archived; it takes its new place when it is restored.',
			[OutcomeReason.MEMBERS]: 'Items that others had merged or moved meanwhile were left out.',
			[OutcomeReason.KEPT]: 'Rows that others had moved meanwhile stay where they put them.',
			[OutcomeReason.SKIPPED]:
				'Items that were moved since, or whose old place is not kept, stay where they are.',
			[OutcomeReason.CHANGED_SINCE]: 'Somebody changed it since.',
			[OutcomeReason.STALE]: 'Somebody else changed the same thing meanwhile.',
			[OutcomeReason.MERGED_INTO]: 'The item was merged into another.',
			[OutcomeReason.TOO_OLD]:
				'Too much has happened since: the place it came from is not kept any more.',
			[OutcomeReason.CONVERTED]: 'The feedback is an item of the backlog already.',
		},
		// Where the item is archived and the change applies all the same; moves say it above.
		archivedOf: {
			editItem: 'The item is archived; it has your change when it is restored.',
			splitItem: 'The item is archived; the new part is in the list.',
			mergeItem: 'The item that it was merged into is archived, and so is what is found under it.',
		} as Readonly<Partial<Record<string, string>>>,
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
			voidPoll: 'declaring the poll void',
			setDots: 'change of the dots',
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
			setFacilitator: 'handing the lead over',
			setGroups: 'changing the groups',
			assignGroup: 'putting people into a group',
			chooseGroup: 'choice of a group',
			enterBallot: 'ballot for somebody in the room',
			holdFeedback: 'holding of feedback',
			releaseFeedback: 'release of feedback',
			discardFeedback: 'discarding of feedback',
			delegate: 'lending power',
			revokeDelegation: 'taking lent power back',
			setAgenda: 'changing the agenda',
			advanceAgenda: 'going on in the agenda',
			setTimer: 'setting the timer',
			pauseReview: 'the break',
			resumeReview: 'going on after the break',
			reopenReview: 'opening the review again',
			triageFeedback: 'dealing with feedback',
			answerFeedback: 'the answer',
			mergeFeedback: 'merging feedback',
			unmergeFeedback: 'taking merged feedback apart',
			convertFeedback: 'turning feedback into an item',
			editReview: 'change of the review',
			editIncrement: 'change of the increment',
			setRelease: 'release state',
			setVision: 'vision',
			setProductGoal: 'Product Goal',
			recordProgress: 'progress',
			endProductGoal: 'end of the Product Goal',
			addAction: 'action',
			editAction: 'change of the action',
		},
	},
}
