// Everything a replica knows about one product. apply.ts and snapshot.ts change it, screens read it
// through the signals that replica.ts publishes.
import type { Zone } from './gen/reviewd/v1/common_pb'
import type { IdKey } from './id'
import { Journal } from './journal'
import type { Feedback, Increment, Item, OwnBallot, Person, Poll, Review } from './model'
import { Slots } from './slots'
import { Table } from './table'

export class ProductState {
	readonly journal = new Journal()
	readonly slots = new Slots(this.journal)
	readonly items = new Table<IdKey, Item>(this.journal)
	readonly people = new Table<number, Person>(this.journal)
	readonly reviews = new Table<IdKey, Review>(this.journal)
	readonly increments = new Table<IdKey, Increment>(this.journal)
	readonly polls = new Table<IdKey, Poll>(this.journal)
	readonly feedback = new Table<IdKey, Feedback>(this.journal)
	readonly ownBallots = new Table<IdKey, OwnBallot>(this.journal)
	name = ''

	// Items of a zone from top to bottom, archived ones included.
	itemsInOrder(zone: Zone): Item[] {
		const found: Item[] = []
		for (const slot of this.slots.walk(zone)) {
			const item = this.items.get(slot.item)
			if (item !== undefined) found.push(item)
		}
		return found
	}
}
