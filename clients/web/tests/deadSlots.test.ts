// The window of dead slots, and replicas that stay equal whatever is done to the order.
import { expect, test } from 'vitest'
import { archiveItem, restoreItem } from '../sdk/drafts'
import { DeadSlots } from '../sdk/deadSlots'
import { Zone } from '../sdk/gen/reviewd/v1/backlog_pb'
import { mergeItem, redo, splitItem, undo } from '../sdk/itemDrafts'
import { Journal } from '../sdk/journal'
import type { ProductState } from '../sdk/productState'
import { DEAD_SLOTS_MAX, Slots, type Slot } from '../sdk/slots'
import { meet, roomWithTwoTabs, titles, type FakeTab } from './fakeRoom'

function seeded(seed: number): () => number {
	let state = seed
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
		return state / 2 ** 32
	}
}

function slotsWith(count: number): [Slots, Slot[]] {
	const slots = new Slots(new Journal())
	const made = Array.from({ length: count }, (_, i) => {
		const place = { seq: i + 1, k: 0, anchor: '', cameFrom: '', zone: Zone.ORDERED }
		return slots.append({ ...place, key: `1.${i + 1}.0`, item: `i.${i + 1}` })
	})
	return [slots, made]
}

test('the oldest dead slot comes first, whichever lived again meanwhile', () => {
	const random = seeded(7)
	const dead = new DeadSlots()
	const [, slots] = slotsWith(400)
	const inside = new Set<Slot>()
	for (let i = 0; i < 5_000; i++) {
		const slot = slots[Math.floor(random() * slots.length)]!
		if (inside.delete(slot)) dead.remove(slot)
		else {
			dead.add(slot)
			inside.add(slot)
		}
		expect(dead.size).toBe(inside.size)
	}
	const expected = [...inside].sort((a, b) => a.seq - b.seq).map((slot) => slot.key)
	expect(expected.map(() => dead.takeOldest().key)).toEqual(expected)
})

test('C41 a slot that lives again is not collected, and the window counts without it', () => {
	const [slots, made] = slotsWith(DEAD_SLOTS_MAX + 3)
	const first = made[0]!
	slots.release(first)
	slots.enter(first, 'i.1')
	for (const slot of made.slice(1)) slots.release(slot)
	expect(slots.get(first.key)).toBe(first)
	expect(slots.get(made[1]!.key)).toBeUndefined()
	expect(slots.get(made[2]!.key)).toBeUndefined()
	expect(slots.size).toBe(1 + DEAD_SLOTS_MAX)
	expect(() => slots.enter(first, 'i.1')).toThrow()
})

test('C41 what a prediction puts back is taken back with it', () => {
	const journal = new Journal()
	const slots = new Slots(journal)
	const place = { seq: 1, k: 0, anchor: '', cameFrom: '', zone: Zone.ORDERED }
	const slot = slots.append({ ...place, key: '1.1.0', item: '' })
	journal.start()
	slots.enter(slot, 'i')
	slots.release(slot)
	slots.enter(slot, 'i')
	journal.rewind()
	expect(slot.item).toBe('')
	slots.enter(slot, 'i')
	expect(slot.item).toBe('i')
})

// One line for each slot, dead ones included.
function listing(state: ProductState): string[] {
	return [Zone.ORDERED, Zone.NOT_YET_ORDERED].flatMap((zone) =>
		[...state.slots.walk(zone)].map((slot) =>
			[slot.key, slot.seq, slot.anchor, slot.cameFrom, slot.item, slot.sorted].join(' '),
		),
	)
}

test.each([1, 2, 3, 4, 5, 6])(
	'every page has the same slots after anything, history %i',
	(seed) => {
		const random = seeded(seed * 7919)
		const { room, one, two } = roomWithTwoTabs()
		const done: { actor: number; counter: number }[] = []
		for (let round = 0; round < 400; round++) {
			for (const tab of [one, two]) {
				if (random() < 0.7) done.push(something(tab, random, done))
				if (random() < 0.5) for (const made of tab.made.splice(0)) room.decideAll(made, tab.actor)
				if (random() < 0.5) tab.replica.takeEvents(room.since(tab.replica.seq))
			}
		}
		meet(room, one, two)
		const expected = listing(room.state)
		expect(listing(one.replica.state)).toEqual(expected)
		expect(listing(two.replica.state)).toEqual(expected)
		const items = room.state.items.list().filter(({ key }) => !room.state.aliases.get(key))
		expect(items.every(({ key, slot }) => room.state.slots.get(slot)?.item === key)).toBe(true)
		expect(new Set(room.log.map(({ body }) => body.case)).size).toBeGreaterThanOrEqual(8)
	},
)

function something(
	tab: FakeTab,
	random: () => number,
	done: readonly { actor: number; counter: number }[],
) {
	const { state } = tab.replica
	const order = titles(state).split(' ')
	const pick = () => order[Math.floor(random() * order.length)] ?? 'A'
	const [first, second] = [pick(), pick()]
	const choice = random()
	if (choice < 0.3) return tab.move(first, { at: 'below', slot: tab.slot(second) })
	if (choice < 0.4) return tab.move([...new Set([first, second])].join(''), { at: 'top' })
	if (choice < 0.5) return tab.sort(shuffled(order, random).join(''))
	const own = done.filter(({ actor }) => actor === tab.actor)
	const last = own[Math.max(0, own.length - 1 - Math.floor(random() * 4))]
	if (choice < 0.7 && last !== undefined) return tab.do(undo(last))
	if (choice < 0.82 && last !== undefined) return tab.do(redo(last))
	if (choice < 0.88 && state.items.size < 40) {
		const title = String.fromCodePoint(0x100 + state.items.size)
		return tab.do(splitItem(tab.item(first), { title, description: '', estimate: 0 }))
	}
	if (choice < 0.9 && order.length > 5) return tab.do(mergeItem(tab.item(first), tab.item(second)))
	const archived = state.items.list().find((item) => item.archivedAt !== 0)
	if (choice < 0.95 || archived === undefined) return tab.do(archiveItem(tab.item(first)))
	return tab.do(restoreItem(archived.key, archived.archivedAt))
}

function shuffled(order: readonly string[], random: () => number): string[] {
	return order
		.map((title) => ({ title, at: random() }))
		.sort((a, b) => a.at - b.at)
		.map(({ title }) => title)
}
