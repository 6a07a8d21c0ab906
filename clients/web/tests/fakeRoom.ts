// A room small enough to read: sequences operations, decides orders with the place rule, and sends
// everybody the same events. Only for tests.
import { create } from '@bufbuild/protobuf'
import { EventSchema, type Event } from '../sdk/gen/reviewd/v1/event_pb'
import { EventsSchema, StreamEntrySchema, type Events } from '../sdk/gen/reviewd/v1/live_pb'
import { OperationSchema, type Operation } from '../sdk/gen/reviewd/v1/operation_pb'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { applyBody } from '../sdk/apply'
import { causeOf } from '../sdk/cause'
import { addItems, moveItems } from '../sdk/drafts'
import { sortItems } from '../sdk/itemDrafts'
import { placeOf, type Target } from '../sdk/gap'
import { keyOf, type IdKey } from '../sdk/id'
import type { Draft } from '../sdk/outbox'
import { pendingFrom } from '../sdk/pending'
import { foreseen } from '../sdk/predict'
import { ProductState } from '../sdk/productState'
import { Replica, type Applied } from '../sdk/replica'

export class FakeRoom {
	readonly state = new ProductState()
	readonly log: Event[] = []
	readonly #placedBy = new Map<IdKey, Event>()

	get seq(): number {
		return this.log.length
	}

	// The last event of the operation; null when it changed nothing or was rejected.
	decide(operation: Operation, author: number): Event | null {
		const bodies = this.decideAll(operation, author)
		return bodies?.at(-1) ?? null
	}

	// Its events; null when it was rejected.
	decideAll(operation: Operation, author: number): Event[] | null {
		const { actor } = operation
		const isOthers = (seq: number) => this.log[seq - 1]?.author !== author
		const bodies = foreseen(
			this.state,
			{ me: author, ownActors: new Set([actor]), isOthers },
			operation,
		)
		return bodies?.map((body) => this.commit(operation, author, body)) ?? null
	}

	commit(operation: Operation, author: number, body: Event['body']): Event {
		const { actor, counter, reason } = operation
		const event = create(EventSchema, {
			seq: BigInt(this.seq + 1),
			timeMs: 1_000n,
			author,
			actor,
			counter,
			reason: { plain: reason },
			body,
		})
		if (body.case === 'itemsMoved') {
			for (const member of body.value.items) {
				const last = this.#placedBy.get(keyOf(member.item))
				if (last !== undefined && last.seq > operation.base && last.actor !== actor) {
					member.superseded = last.seq
					if (last.seq > event.superseded) event.superseded = last.seq
				}
				this.#placedBy.set(keyOf(member.item), event)
			}
		}
		applyBody(this.state, causeOf(event), body)
		this.log.push(event)
		return event
	}

	// Everything after `seq`, as one batch.
	since(seq: number): Events[] {
		if (seq === this.seq) return []
		const entries = this.log
			.slice(seq)
			.map((event) => create(StreamEntrySchema, { body: { case: 'event', value: event } }))
		return [create(EventsSchema, { from: BigInt(seq + 1), to: BigInt(this.seq), entries })]
	}
}

// One person's page: makes operations on what it has seen, and hears from the room when told to.
export class FakeTab {
	readonly replica = new Replica()
	readonly actor: number
	readonly made: Operation[] = []
	counter = 0

	constructor(actor: number) {
		this.actor = actor
		this.replica.me = actor
	}

	do(draft: Draft, more: { queuedOffline?: boolean; atomicGroup?: number } = {}): Operation {
		this.counter += 1
		const { actor, counter } = this
		const fields = { ...more, actor, counter, base: BigInt(this.replica.seq), body: draft.body }
		const operation = create(OperationSchema, { ...fields, reason: draft.reason ?? '' })
		this.replica.add(pendingFrom(operation, false))
		this.made.push(operation)
		return operation
	}

	hear(room: FakeRoom): Applied {
		const applied = this.replica.takeEvents(room.since(this.replica.seq))
		this.replica.settleThrough(this.actor, this.counter)
		return applied
	}

	move(titles: string, target: Target): Operation {
		const items = [...titles].map((title) => this.item(title))
		return this.do(moveItems(items, placeOf(this.replica.state.slots, target)))
	}

	sort(titles: string): Operation {
		return this.do(
			sortItems(
				Zone.ORDERED,
				[...titles].map((title) => this.item(title)),
			),
		)
	}

	insert(title: string, target: Target): Operation {
		return this.insertBlock([title], target)
	}

	insertBlock(block: readonly string[], target: Target): Operation {
		const items = block.map((title) => ({ title, description: '', estimate: 0 }))
		return this.do(addItems(items, placeOf(this.replica.state.slots, target)))
	}

	item(title: string): IdKey {
		const found = this.replica.state.items.list().find((item) => item.title === title)
		if (found === undefined) throw new Error(`no item ${title}`)
		return found.key
	}

	slot(title: string): IdKey {
		return this.replica.state.items.get(this.item(title))?.slot ?? ''
	}

	below(title: string): Target {
		return { at: 'below', slot: this.slot(title) }
	}
}

export function titles(state: ProductState): string {
	return state
		.itemsInOrder(Zone.ORDERED, [])
		.map((item) => item.title)
		.join(' ')
}

// How the list A to F came about decides which slots are younger, and so which half of the place
// rule is at work; the worked examples hold for all of them.
export type Seed = 'one by one at the end' | 'one by one at the top' | 'as one block'

// A room with items A to F, and two pages that have seen them.
export function roomWithTwoTabs(seed: Seed = 'one by one at the end') {
	const room = new FakeRoom()
	const author = new FakeTab(9)
	const titlesInOrder = [...'ABCDEF']
	const at = seed === 'one by one at the top' ? 'top' : 'end'
	if (at === 'top') titlesInOrder.reverse()
	const blocks = seed === 'as one block' ? [titlesInOrder] : titlesInOrder.map((one) => [one])
	for (const block of blocks) {
		room.decide(author.insertBlock(block, { at }), 9)
		author.hear(room)
	}
	const one = new FakeTab(1)
	const two = new FakeTab(2)
	one.hear(room)
	two.hear(room)
	return { room, one, two }
}

// Sequences all of one person's operations, then all of the other's, and lets both hear.
export function meet(room: FakeRoom, first: FakeTab, second: FakeTab): string {
	for (const tab of [first, second]) {
		for (const operation of tab.made) room.decide(operation, tab.actor)
		tab.made.length = 0
	}
	first.hear(room)
	second.hear(room)
	return titles(room.state)
}
