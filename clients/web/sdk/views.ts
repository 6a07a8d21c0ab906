// What screens can watch: one signal for each thing that changes by itself.
//
// `publish` is called once for each frame that brought something, and for each thing done here.
import { StalePolicy, Zone } from './gen/reviewd/v1/backlog_pb'
import { Role } from './gen/reviewd/v1/meeting_pb'
import type { Ending, Phase } from './connection'
import type { ActionItem, Goal, Said, Vision } from './goalModel'
import type { IdKey } from './id'
import { NO_LOBBY, type Lobby } from './lobby'
import type {
	Alias,
	DefinitionOfDone,
	Delegation,
	Feedback,
	Group,
	HeldFeedback,
	Increment,
	Item,
	OwnBallot,
	OwnHeld,
	OwnUpvote,
	Person,
	Poll,
	Proposal,
	Review,
	Tally,
	UpvoteCount,
} from './model'
import type { Notice } from './notice'
import { decidedByOthers } from './proposalNews'
import type { MovedByOthers, Replica } from './replica'
import { Signal } from './signal'

export interface OrderView {
	// Without archived items; the place of an item is its index + 1.
	readonly ordered: readonly Item[]
	readonly notYetOrdered: readonly Item[]
	readonly archived: readonly Item[]
	// Moved by somebody else since the view before.
	readonly moved: readonly MovedByOthers[]
}

export interface Me {
	readonly participant: number
	readonly role: Role
	readonly name: string
	readonly muted: boolean
}

// How many have voted, and who; the latter for those who lead, and complete once it is as many.
export interface Participation {
	readonly voted: number
	readonly voters: readonly number[]
	// The names of those in the room whose ballots were entered; as `voters`.
	readonly entered: readonly string[]
}

// How long the server lets texts be, in bytes of UTF-8.
export interface TextLimits {
	readonly titleBytes: number
	readonly textBytes: number
}

export class Views {
	readonly phase = new Signal<Phase>('connecting')
	// Operations of this tab that the server has not answered.
	readonly waiting = new Signal(0)
	readonly ready = new Signal(false)
	// In the waiting room, or on the way from there into the meeting.
	readonly inWaitingRoom = new Signal(false)
	// Meaningful once the phase is `ended`.
	readonly ending = new Signal<Ending>('over')
	readonly productName = new Signal('')
	readonly me = new Signal<Me>({ participant: 0, role: Role.UNSPECIFIED, name: '', muted: false })
	// Until the server has said its own: those of docs/LIMITS.md.
	readonly limits = new Signal<TextLimits>({ titleBytes: 1_000, textBytes: 100_000 })
	readonly order = new Signal<OrderView>({
		ordered: [],
		notYetOrdered: [],
		archived: [],
		moved: [],
	})
	// Items that were merged into others, by their own keys.
	readonly aliases = new Signal<ReadonlyMap<IdKey, Alias>>(new Map())
	readonly proposals = new Signal<readonly Proposal[]>([])
	// Proposals of this person's that somebody else decided while this page was open, until looked at.
	readonly decided = new Signal<readonly IdKey[]>([])
	readonly stalePolicy = new Signal(StalePolicy.YIELD)
	// Rises when it became known who made events that were asked about.
	readonly told = new Signal(0)
	readonly people = new Signal<readonly Person[]>([])
	// Of stakeholders, in the order of the list.
	readonly groups = new Signal<readonly Group[]>([])
	// Sequence number of the event that last set that list; 0: none has.
	readonly groupsAt = new Signal(0)
	// Who leads through the meeting; 0: nobody in particular.
	readonly facilitator = new Signal(0)
	// In force.
	readonly delegations = new Signal<readonly Delegation[]>([])
	// Empty for everybody but Product Owner and Scrum Masters.
	readonly lobby = new Signal<Lobby>(NO_LOBBY)
	readonly here = new Signal<ReadonlyMap<number, number>>(new Map())
	// Who of those is ready to go on; `ownReady`: this person, as far as this tab knows.
	readonly whoIsReady = new Signal<ReadonlySet<number>>(new Set())
	readonly ownReady = new Signal(false)
	readonly reviews = new Signal<readonly Review[]>([])
	readonly increments = new Signal<readonly Increment[]>([])
	readonly polls = new Signal<readonly Poll[]>([])
	readonly feedback = new Signal<readonly Feedback[]>([])
	readonly ownBallots = new Signal<ReadonlyMap<IdKey, OwnBallot>>(new Map())
	readonly definitionOfDone = new Signal<DefinitionOfDone>({ checks: [], pending: false })
	readonly vision = new Signal<Vision>({ text: '', at: 0, pending: false })
	// Oldest first, with those that have ended.
	readonly goals = new Signal<readonly Goal[]>([])
	readonly actions = new Signal<readonly ActionItem[]>([])
	// What this person said in reviews that are closed, for those who are not shown its feedback.
	readonly said = new Signal<readonly Said[]>([])
	// What the server counts once a second: who has voted where ballots are hidden, how polls stand
	// that show it after one's own vote, upvotes.
	readonly voted = new Signal<ReadonlyMap<IdKey, Participation>>(new Map())
	readonly ownResults = new Signal<ReadonlyMap<IdKey, Tally>>(new Map())
	readonly upvotes = new Signal<ReadonlyMap<IdKey, UpvoteCount>>(new Map())
	readonly ownUpvotes = new Signal<ReadonlyMap<IdKey, OwnUpvote>>(new Map())
	readonly ownAnonymous = new Signal<ReadonlySet<IdKey>>(new Set())
	// Anonymous feedback that waits for its release: all of it for those who lead, and one's own.
	readonly held = new Signal<readonly HeldFeedback[]>([])
	readonly ownHeld = new Signal<readonly OwnHeld[]>([])
	readonly notices = new Signal<readonly Notice[]>([])
	readonly #items = new Seen()
	readonly #aliases = new Seen()
	readonly #ballots = new Seen()
	readonly #upvotes = new Seen()

	publish(replica: Replica, moved: readonly MovedByOthers[]): void {
		const { state } = replica
		this.waiting.set(replica.pending.length)
		this.productName.set(state.name)
		this.people.set(state.people.list())
		this.groups.set(state.groups)
		this.groupsAt.set(state.groupsAt)
		this.#publishFacilitator(state.facilitator)
		this.delegations.set(state.delegations.list())
		this.reviews.set(state.reviews.list())
		this.increments.set(state.increments.list())
		this.polls.set(state.polls.list())
		this.feedback.set(state.feedback.list())
		this.held.set(state.held.list())
		this.ownHeld.set(state.ownHeld.list())
		this.definitionOfDone.set(state.definitionOfDone)
		this.vision.set(state.vision)
		this.goals.set(state.goals.list())
		this.actions.set(state.actions.list())
		this.#publishProposals(state.proposals.list(), replica.me)
		this.stalePolicy.set(state.stalePolicy)
		if (this.#aliases.hasChanged(state.aliases)) this.aliases.set(new Map(state.aliases.entries()))
		this.#publishOwn(replica)
		this.#publishMe(replica)
		if (this.#items.hasChanged(state.items)) this.#publishOrder(replica, moved)
	}

	#publishOrder({ state }: Replica, moved: readonly MovedByOthers[]): void {
		const archived: Item[] = []
		const ordered = state.itemsInOrder(Zone.ORDERED, archived)
		const notYetOrdered = state.itemsInOrder(Zone.NOT_YET_ORDERED, archived)
		this.order.set({ ordered, notYetOrdered, archived, moved })
	}

	// Who does not lead any more is not shown the door any more.
	#publishFacilitator(facilitator: number): void {
		const { participant, role } = this.me.get()
		const left = this.facilitator.get() === participant && facilitator !== participant
		const byRole = role === Role.PRODUCT_OWNER || role === Role.SCRUM_MASTER
		if (left && !byRole) this.lobby.set(NO_LOBBY)
		this.facilitator.set(facilitator)
	}

	#publishProposals(proposals: readonly Proposal[], me: number): void {
		const news = decidedByOthers(this.proposals.get(), proposals, me)
		if (news.length > 0) this.decided.set([...this.decided.get(), ...news])
		this.proposals.set(proposals)
	}

	#publishOwn({ state: { ownBallots, ownUpvotes } }: Replica): void {
		if (this.#ballots.hasChanged(ownBallots)) this.ownBallots.set(new Map(ownBallots.entries()))
		if (this.#upvotes.hasChanged(ownUpvotes)) this.ownUpvotes.set(new Map(ownUpvotes.entries()))
	}

	#publishMe({ state, me }: Replica): void {
		const person = state.people.get(me)
		if (person === undefined) return
		const { name, muted } = person
		const before = this.me.get()
		if (before.participant === me && before.name === name && before.muted === muted) return
		this.me.set({ participant: me, role: before.role, name, muted })
	}
}

// Remembers which version of which table was published. A snapshot brings new tables, whose
// versions begin again.
class Seen {
	#table: object | null = null
	#version = -1

	hasChanged(table: { readonly version: number }): boolean {
		if (this.#table === table && this.#version === table.version) return false
		this.#table = table
		this.#version = table.version
		return true
	}
}
