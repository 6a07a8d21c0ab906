// What a replica knows, as values that are replaced, never changed: a screen that got the same object
// again has nothing to draw. `pending` means that only this device has it so far.
import type { ProposalState, Zone } from './gen/reviewd/v1/backlog_pb'
import type { ProposedMove } from './gen/reviewd/v1/event_pb'
import type {
	AgendaKind,
	Assessment,
	DelegationScope,
	FeedbackKind,
	FeedbackState,
	PollKind,
	PollState,
	ReleaseState,
	Results,
	ReviewState,
	Role,
	Secrecy,
	TimerState,
} from './gen/reviewd/v1/meeting_pb'
import type { IdKey } from './id'

export interface Item {
	readonly key: IdKey
	readonly ref: string
	readonly title: string
	readonly estimate: number
	readonly labels: readonly string[]
	// Sequence number of the archive event; 0 is not archived.
	readonly archivedAt: number
	readonly slot: IdKey
	readonly zone: Zone
	// The review in which the feedback was given that became this item; NO_ID: it came from none.
	readonly saidIn: IdKey
	readonly pending: boolean
	// Sequence number of the last event that changed it, as far as this page has seen.
	readonly changedAt: number
	// The same for each part of it that somebody can overwrite.
	readonly writtenAt: Readonly<Record<ItemPart, number>>
}

export type ItemPart = 'place' | 'title' | 'description' | 'estimate' | 'archived'

// The item is another name of `into`, which is never an alias itself.
export interface Alias {
	readonly into: IdKey
	// Sequence number of the merge.
	readonly mergedAt: number
}

// Moves that somebody suggests, to be done one after another.
export interface Proposal {
	readonly key: IdKey
	readonly author: number
	readonly timeMs: number
	// What its author had seen.
	readonly base: number
	// Empty once it is decided.
	readonly moves: readonly ProposedMove[]
	readonly items: ReadonlySet<IdKey>
	readonly comment: string
	readonly state: ProposalState
	// The event by which somebody else last moved, archived or merged an item of it; 0: nobody has.
	readonly staleBy: number
	// Why it was rejected.
	readonly reason: string
	// The event that applied or rejected it; 0 while it is open.
	readonly decidedBy: number
	// Whose that event is and when, where this page has seen it; else 0.
	readonly decider: number
	readonly decidedMs: number
	readonly pending: boolean
}

// A group of stakeholders that results are looked at by.
export interface Group {
	readonly key: IdKey
	readonly name: string
}

export interface Person {
	readonly participant: number
	readonly name: string
	readonly role: Role
	readonly guest: boolean
	// Takes no part any more; what they did stays under their name.
	readonly removed: boolean
	// Gives no feedback and no upvotes.
	readonly muted: boolean
	// NO_ID: in none.
	readonly group: IdKey
}

export interface Review {
	readonly key: IdKey
	readonly title: string
	readonly sprint: number
	readonly goal: string
	readonly state: ReviewState
	readonly agenda: readonly AgendaEntry[]
	// Sequence number of the event that last set the agenda; 0: it is as it was planned.
	readonly agendaAt: number
	// NO_ID: before the first entry, or after the last.
	readonly current: IdKey
	// Sequence number of the event that made it so; 0: the agenda has not been begun.
	readonly currentAt: number
	readonly timer: Timer
	// First and last day of the Sprint, YYYY-MM-DD; empty: not said.
	readonly starts: string
	readonly ends: string
	// What was done in it; 0: not said.
	readonly itemsDone: number
	readonly pointsDone: number
	// What has changed around the product; empty: nothing is said.
	readonly environment: string
	// The event that last edited it; 0: none has.
	readonly editedAt: number
	// Anonymous feedback waits for its release; `holdPending`: only this device has it so, so far.
	readonly feedbackHeld: boolean
	readonly holdPending: boolean
	readonly pending: boolean
}

export interface AgendaEntry {
	readonly key: IdKey
	readonly kind: AgendaKind
	// Empty: its kind says it all.
	readonly subject: string
	// 0: no limit.
	readonly timeboxMs: number
}

// All times are the server's.
export interface Timer {
	readonly rev: number
	// UNSPECIFIED: there is none.
	readonly state: TimerState
	// While it runs.
	readonly deadlineMs: number
	// While it is paused.
	readonly remainingMs: number
	readonly totalMs: number
}

// Power that the Product Owner has lent, in force.
export interface Delegation {
	readonly key: IdKey
	readonly to: number
	readonly scopes: readonly DelegationScope[]
	readonly expiresMs: number
}

export interface Criterion {
	readonly text: string
	readonly met: boolean
}

// A criterion of an increment; `pending` is its tick alone.
export interface Check extends Criterion {
	readonly pending: boolean
}

// What everything the product calls done must fulfil.
export interface DefinitionOfDone {
	readonly checks: readonly string[]
	readonly pending: boolean
}

export interface Increment {
	readonly key: IdKey
	readonly review: IdKey
	readonly item: IdKey
	readonly title: string
	readonly summary: string
	readonly done: boolean
	readonly presenter: string
	readonly demoLink: string
	readonly criteria: readonly Check[]
	// The product's as it was when the increment was added.
	readonly definitionOfDone: readonly Check[]
	readonly assessment: Assessment
	readonly assessmentReason: string
	readonly assessedBy: number
	readonly assessedAtMs: number
	// Sequence number of the assessment that stands; 0: there is none.
	readonly assessedAt: number
	// The event that last edited it; 0: none has.
	readonly editedAt: number
	// Whether people have it, and the event that last said so; 0: none has.
	readonly release: ReleaseState
	readonly releaseAt: number
	// Only this device has that change of it so far; `pending` is about the rest.
	readonly releasePending: boolean
	readonly pending: boolean
}

// What a ballot says: one number, places of options, or how many dots each option gets.
export type Selection = readonly number[]

// What one choice got.
export interface Count {
	// How many took it; of a ranking, how many put it first.
	readonly ballots: number
	// Of a poll with dots.
	readonly dots: number
	// Of a ranking: from 1; options that nothing sets apart share one.
	readonly place: number
}

export interface Tally {
	// By the number of the choice, in their order; an option that does not count has none.
	readonly counts: ReadonlyMap<number, Count>
	readonly ballots: number
	// How many of them were entered for people in the room.
	readonly entered: number
	// Of a ranking: for each pair of `counts`, row by row, how many ballots put the row's option above
	// the column's. Else empty.
	readonly preferred: readonly number[]
}

// What the ballots of some groups came to, taken together where one alone had too few.
export interface GroupResult {
	// In the order of the list as it was then; some may be gone from it.
	readonly groups: readonly IdKey[]
	// And those in no group.
	readonly ungrouped: boolean
	readonly tally: Tally
}

// A text, or an item of the backlog, which goes by its own title.
export interface PollOption {
	readonly text: string
	readonly item: IdKey
}

// The ballot of somebody in the room who has no device.
export interface EnteredBallot {
	readonly key: IdKey
	readonly name: string
	readonly choices: Selection
	// Who entered it last.
	readonly by: number
	readonly pending: boolean
}

export interface Poll {
	readonly key: IdKey
	readonly review: IdKey
	// NO_ID: it is on the review as a whole.
	readonly increment: IdKey
	readonly question: string
	readonly kind: PollKind
	// Empty, but for kinds that have them.
	readonly options: readonly PollOption[]
	// That a voter has, and how many of them one option may get; else 0.
	readonly dots: number
	readonly dotsPerOption: number
	readonly secrecy: Secrecy
	readonly results: Results
	readonly electorate: readonly number[]
	// Whom it asks: those who have one of the roles and are in one of the groups. Empty: any.
	readonly roles: readonly Role[]
	readonly groups: readonly IdKey[]
	// How many ballots it takes to mean something; 0: any number.
	readonly quorum: number
	// The poll that this one asks again, or NO_ID.
	readonly again: IdKey
	// Server time at which it closes by itself; 0: never.
	readonly deadlineMs: number
	readonly state: PollState
	// Nobody closed it: its time was up.
	readonly byDeadline: boolean
	// Why it does not count, and who said so; else empty and 0.
	readonly voidReason: string
	readonly voidedBy: number
	// Void because the key of its ballot box is lost: nobody said so.
	readonly keyLost: boolean
	// Who chose what, where everybody may see it.
	readonly ballots: ReadonlyMap<number, Selection>
	// The same for people in the room, in the order in which they were entered.
	readonly entered: ReadonlyMap<IdKey, EnteredBallot>
	// What the server counted, once it has said so; it stays whatever becomes of the options.
	readonly tally: Tally | null
	// The same by group, each set of groups with 5 ballots at least; empty where it is not told.
	readonly byGroup: readonly GroupResult[]
	// Sequence number of the event that opened it.
	readonly openedAt: number
	// When it came to its state, where this page has seen it; else 0.
	readonly sinceMs: number
	// Only this device has the change of its dots so far; `pending` is about the rest.
	readonly dotsPending: boolean
	readonly pending: boolean
}

export interface Feedback {
	readonly key: IdKey
	readonly review: IdKey
	// The review it was given in, if it was carried over into another since; else NO_ID.
	readonly saidIn: IdKey
	readonly increment: IdKey
	readonly kind: FeedbackKind
	readonly text: string
	readonly anonymous: boolean
	readonly author: number
	readonly timeMs: number
	// Taken back by its author: there is no text any more.
	readonly retracted: boolean
	readonly state: FeedbackState
	// What it was before it was merged, where this page has seen it.
	readonly stateBefore: FeedbackState
	// Why it was declined.
	readonly reason: string
	readonly answer: string
	readonly answeredBy: number
	// NO_ID, or what says the same and is shown in its place.
	readonly mergedInto: IdKey
	// NO_ID, or the item that it became.
	readonly item: IdKey
	// Only this device has what became of it so far; `pending` is about what was said.
	readonly fatePending: boolean
	readonly pending: boolean
}

// Anonymous feedback that waits to be released, as those who lead see it.
export interface HeldFeedback {
	readonly key: IdKey
	readonly review: IdKey
	readonly increment: IdKey
	readonly kind: FeedbackKind
	readonly text: string
	// What this device has asked for it, and the server has not answered.
	readonly settling: 'no' | 'release' | 'discard'
}

// The same as its author sees it.
export interface OwnHeld extends Omit<HeldFeedback, 'settling'> {
	readonly discarded: boolean
	// Why it was discarded.
	readonly reason: string
	// Being given, or being taken back, and only this device has that so far.
	readonly pending: 'no' | 'given' | 'takenBack'
}

export interface OwnUpvote {
	readonly up: boolean
	readonly pending: boolean
}

// Upvotes as the server last counted them, and whether this person's own was among them then.
export interface UpvoteCount {
	readonly count: number
	readonly withOwn: boolean
}

export interface OwnBallot {
	readonly choices: Selection
	readonly pending: boolean
}
