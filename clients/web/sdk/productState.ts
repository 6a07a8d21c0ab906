// Everything a replica knows about one product. apply.ts and snapshot.ts change it, screens read it
// through the signals that replica.ts publishes.
import { StalePolicy, type Zone } from './gen/reviewd/v1/backlog_pb'
import type { ActionItem, Goal, Vision } from './goalModel'
import { NO_ID, type IdKey } from './id'
import { Journal } from './journal'
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
} from './model'
import { Slots } from './slots'
import { Table } from './table'

export class ProductState {
	readonly journal = new Journal()
	readonly slots = new Slots(this.journal)
	readonly items = new Table<IdKey, Item>(this.journal)
	// Items that are another name of an item; `items` still has what they were.
	readonly aliases = new Table<IdKey, Alias>(this.journal)
	readonly proposals = new Table<IdKey, Proposal>(this.journal)
	readonly people = new Table<number, Person>(this.journal)
	readonly reviews = new Table<IdKey, Review>(this.journal)
	readonly increments = new Table<IdKey, Increment>(this.journal)
	readonly polls = new Table<IdKey, Poll>(this.journal)
	readonly feedback = new Table<IdKey, Feedback>(this.journal)
	readonly ownBallots = new Table<IdKey, OwnBallot>(this.journal)
	readonly ownUpvotes = new Table<IdKey, OwnUpvote>(this.journal)
	// Anonymous feedback that waits for its release: all of it for those who lead, one's own for anybody.
	readonly held = new Table<IdKey, HeldFeedback>(this.journal)
	readonly ownHeld = new Table<IdKey, OwnHeld>(this.journal)
	// In force, by the number of their operation.
	readonly delegations = new Table<IdKey, Delegation>(this.journal)
	// Oldest first.
	readonly goals = new Table<IdKey, Goal>(this.journal)
	readonly actions = new Table<IdKey, ActionItem>(this.journal)
	name = ''
	// Who leads through the meeting; 0: nobody in particular.
	facilitator = 0
	#stalePolicy = StalePolicy.YIELD
	#definitionOfDone: DefinitionOfDone = { checks: [], pending: false }
	#groups: readonly Group[] = []
	#vision: Vision = { text: '', at: 0, pending: false }
	#groupsAt = 0

	get definitionOfDone(): DefinitionOfDone {
		return this.#definitionOfDone
	}

	setDefinitionOfDone(next: DefinitionOfDone): void {
		const before = this.#definitionOfDone
		this.#definitionOfDone = next
		this.journal.record(() => {
			this.#definitionOfDone = before
		})
	}

	get vision(): Vision {
		return this.#vision
	}

	setVision(next: Vision): void {
		const before = this.#vision
		this.#vision = next
		this.journal.record(() => {
			this.#vision = before
		})
	}

	// Of stakeholders, in the order of the list.
	get groups(): readonly Group[] {
		return this.#groups
	}

	// Sequence number of the event that last set the list; 0: none has.
	get groupsAt(): number {
		return this.#groupsAt
	}

	setGroups(next: readonly Group[], at: number): void {
		const before = this.#groups
		const beforeAt = this.#groupsAt
		this.#groups = next
		this.#groupsAt = at
		this.journal.record(() => {
			this.#groups = before
			this.#groupsAt = beforeAt
		})
	}

	get stalePolicy(): StalePolicy {
		return this.#stalePolicy
	}

	setStalePolicy(next: StalePolicy): void {
		const before = this.#stalePolicy
		this.#stalePolicy = next
		this.journal.record(() => {
			this.#stalePolicy = before
		})
	}

	// Items of a zone from top to bottom; archived ones go to `archived`. Walks every slot, so it is
	// called once for each frame that changed something, and without a generator.
	itemsInOrder(zone: Zone, archived: Item[]): Item[] {
		const found: Item[] = []
		const end = this.slots.edge(zone)
		for (let slot = end.next; slot !== end; slot = slot.next) {
			if (slot.item === NO_ID) continue
			const item = this.items.get(slot.item)
			if (item !== undefined) (item.archivedAt === 0 ? found : archived).push(item)
		}
		return found
	}
}
