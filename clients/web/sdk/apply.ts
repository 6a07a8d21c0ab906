// Applies one event. Never decides anything: events spell out every slot, anchor and neighbour.
//
// Predictions come through here too, as events that have not happened yet (`pending`).
import { Zone } from './gen/reviewd/v1/backlog_pb'
import { Assessment, PollState, ReviewState } from './gen/reviewd/v1/meeting_pb'
import type { Tally as WireTally } from './gen/reviewd/v1/meeting_pb'
import type { Text } from './gen/reviewd/v1/text_pb'
import { ItemField } from './gen/reviewd/v1/backlog_pb'
import type {
	Ballot,
	Event,
	FeedbackGiven,
	IncrementAdded,
	ItemEdited,
	ItemsAdded,
	ItemsMoved,
	PollOpened,
} from './gen/reviewd/v1/event_pb'
import { applyPeopleBody } from './applyPeople'
import { keyFor, keyOf, NO_ID, type IdKey } from './id'
import type { Feedback, Increment, Item, Poll, Tally } from './model'
import type { ProductState } from './productState'

// What one event has in common for all its parts.
export interface Cause {
	// Sequence number; for predictions above every committed one, in the order they were made.
	readonly seq: number
	readonly actor: number
	readonly counter: number
	readonly author: number
	readonly timeMs: number
	readonly reason: string
	readonly pending: boolean
}

// This replica has not got what an event builds on. Only a fresh snapshot helps.
export class Diverged extends Error {}

export function causeOf(event: Event): Cause {
	return {
		seq: Number(event.seq),
		actor: event.actor,
		counter: event.counter,
		author: event.author,
		timeMs: Number(event.timeMs),
		reason: textOf(event.reason),
		pending: false,
	}
}

export function textOf(text: Text | undefined): string {
	return text?.plain ?? ''
}

export function applyBody(state: ProductState, cause: Cause, body: Event['body']): void {
	switch (body.case) {
		case 'itemsAdded':
			applyItemsAdded(state, cause, body.value)
			return
		case 'itemsMoved':
			applyItemsMoved(state, cause, body.value)
			return
		case 'itemEdited':
			applyItemEdited(state, cause, body.value)
			return
		case 'itemArchived':
			changeItem(state, cause, keyOf(body.value.item), { archivedAt: cause.seq })
			return
		case 'itemRestored':
			changeItem(state, cause, keyOf(body.value.item), { archivedAt: 0 })
			return
		case 'feedbackGiven':
			state.feedback.set(keyOf(body.value.feedback), feedbackOf(body.value, cause))
			return
		case 'productCreated':
			state.name = textOf(body.value.name)
			return
		case 'participantJoined':
		case 'participantRemoved':
		case 'participantMuted':
		case 'roleChanged':
		case 'productOwnerChanged':
		case 'accessRestored':
			applyPeopleBody(state, body)
			return
		case 'reviewPlanned':
		case 'reviewOpened':
		case 'reviewClosed':
		case 'incrementAdded':
		case 'incrementAssessed':
			applyReviewBody(state, cause, body)
			return
		case 'pollOpened':
		case 'pollClosed':
		case 'pollRevealed':
		case 'ballotCast':
		case 'votersAdmitted':
			applyPollBody(state, cause, body)
			return
		case 'inviteCreated':
		case 'inviteRevoked':
		case 'definitionOfDoneSet':
		case 'incrementChecked':
		case 'feedbackRetracted':
		case undefined:
			return
	}
}

type ReviewBody = Extract<
	Event['body'],
	{
		case: 'reviewPlanned' | 'reviewOpened' | 'reviewClosed' | 'incrementAdded' | 'incrementAssessed'
	}
>

function applyReviewBody(state: ProductState, cause: Cause, body: ReviewBody): void {
	const { pending } = cause
	switch (body.case) {
		case 'reviewPlanned': {
			const { review, title, sprint, sprintGoal } = body.value
			const key = keyOf(review)
			const goal = textOf(sprintGoal)
			const fields = { key, title: textOf(title), sprint, goal, pending }
			state.reviews.set(key, { ...fields, state: ReviewState.DRAFT })
			return
		}
		case 'reviewOpened':
			state.reviews.change(keyOf(body.value.review), { state: ReviewState.OPEN, pending })
			return
		case 'reviewClosed':
			state.reviews.change(keyOf(body.value.review), { state: ReviewState.CLOSED, pending })
			return
		case 'incrementAdded':
			state.increments.set(keyOf(body.value.increment), incrementOf(body.value, pending))
			return
		case 'incrementAssessed':
			state.increments.change(keyOf(body.value.increment), {
				assessment: body.value.assessment,
				assessmentReason: cause.reason,
				assessedBy: cause.author,
				assessedAtMs: cause.timeMs,
				pending,
			})
			return
	}
}

type PollBody = Extract<
	Event['body'],
	{ case: 'pollOpened' | 'pollClosed' | 'pollRevealed' | 'ballotCast' | 'votersAdmitted' }
>

function applyPollBody(state: ProductState, cause: Cause, body: PollBody): void {
	const { pending, timeMs: sinceMs } = cause
	const key = keyOf(body.value.poll)
	switch (body.case) {
		case 'pollOpened':
			state.polls.set(key, { ...pollOf(body.value), sinceMs, pending })
			return
		case 'pollClosed': {
			const tally = body.value.tally === undefined ? null : tallyOf(body.value.tally)
			state.polls.change(key, { state: PollState.CLOSED, tally, sinceMs, pending })
			return
		}
		case 'pollRevealed': {
			const tally = body.value.tally === undefined ? null : tallyOf(body.value.tally)
			const ballots = ballotsOf(body.value.ballots)
			state.polls.change(key, { state: PollState.REVEALED, tally, ballots, sinceMs, pending })
			return
		}
		case 'votersAdmitted': {
			const before = state.polls.get(key)?.electorate ?? []
			const electorate = [...new Set([...before, ...body.value.participants])]
			state.polls.change(key, { electorate })
			return
		}
		case 'ballotCast': {
			const poll = state.polls.get(key)
			if (poll === undefined) return
			const ballots = new Map(poll.ballots).set(body.value.voter, body.value.selection)
			state.polls.set(key, { ...poll, ballots })
			return
		}
	}
}

function applyItemsAdded(state: ProductState, cause: Cause, body: ItemsAdded): void {
	const zone = zoneOf(body.zone)
	let left = leftOf(state, keyOf(body.left), zone)
	let anchor = keyOf(body.anchor)
	for (const [k, added] of body.items.entries()) {
		const key = keyFor(cause.actor, cause.counter, k)
		const slot = { key, seq: cause.seq, k, anchor, cameFrom: NO_ID, zone, item: key }
		left = state.slots.insertAfter(left, slot)
		anchor = key
		state.items.set(key, {
			key,
			ref: textOf(added.ref),
			title: textOf(added.title),
			estimate: added.estimate,
			labels: added.labels.map(textOf),
			archivedAt: 0,
			slot: key,
			zone,
			pending: cause.pending,
			changedAt: cause.seq,
		})
	}
}

function applyItemsMoved(state: ProductState, cause: Cause, body: ItemsMoved): void {
	const zone = zoneOf(body.zone)
	let left = leftOf(state, keyOf(body.left), zone)
	let anchor = keyOf(body.anchor)
	for (const moved of body.items) {
		const itemKey = keyOf(moved.item)
		const item = state.items.get(itemKey)
		const from = item === undefined ? undefined : state.slots.get(item.slot)
		if (item === undefined || from === undefined) throw new Diverged(`no item ${itemKey}`)

		const key = keyFor(cause.actor, cause.counter, moved.k)
		const made = { key, seq: cause.seq, k: moved.k, anchor, cameFrom: from.key, zone }
		left = state.slots.insertAfter(left, { ...made, item: itemKey })
		anchor = key
		state.slots.release(from)
		state.items.set(itemKey, {
			...item,
			slot: key,
			zone,
			pending: cause.pending,
			changedAt: cause.seq,
		})
	}
}

function applyItemEdited(state: ProductState, cause: Cause, body: ItemEdited): void {
	const key = keyOf(body.item)
	const text = textOf(body.text)
	switch (body.field) {
		case ItemField.TITLE:
			changeItem(state, cause, key, { title: text })
			return
		case ItemField.ESTIMATE:
			changeItem(state, cause, key, { estimate: body.number })
			return
		case ItemField.LABEL: {
			const others = state.items.get(key)?.labels.filter((label) => label !== text) ?? []
			changeItem(state, cause, key, { labels: body.remove ? others : [...others, text] })
			return
		}
		case ItemField.DESCRIPTION:
			changeItem(state, cause, key, {})
			return
		case ItemField.UNSPECIFIED:
			return
	}
}

function changeItem(state: ProductState, cause: Cause, key: IdKey, fields: Partial<Item>): void {
	state.items.change(key, { ...fields, pending: cause.pending, changedAt: cause.seq })
}

function leftOf(state: ProductState, key: IdKey, zone: Zone) {
	const left = key === NO_ID ? state.slots.edge(zone) : state.slots.get(key)
	if (left === undefined) throw new Diverged(`no slot ${key}`)
	return left
}

export function zoneOf(zone: Zone): Zone {
	return zone === Zone.UNSPECIFIED ? Zone.ORDERED : zone
}

export function feedbackOf(given: FeedbackGiven, cause: Cause): Feedback {
	return {
		key: keyOf(given.feedback),
		review: keyOf(given.review),
		increment: keyOf(given.increment),
		kind: given.kind,
		text: textOf(given.text),
		anonymous: given.anonymous,
		author: cause.author,
		timeMs: cause.timeMs,
		pending: cause.pending,
	}
}

export function incrementOf(added: IncrementAdded, pending: boolean): Increment {
	return {
		key: keyOf(added.increment),
		review: keyOf(added.review),
		item: keyOf(added.item),
		title: textOf(added.title),
		summary: textOf(added.summary),
		done: added.done,
		presenter: textOf(added.presenter),
		demoLink: textOf(added.demoLink),
		criteria: added.criteria.map(({ text, met }) => ({ text: textOf(text), met })),
		assessment: Assessment.UNSPECIFIED,
		assessmentReason: '',
		assessedBy: 0,
		assessedAtMs: 0,
		pending,
	}
}

export function pollOf(opened: PollOpened): Poll {
	return {
		key: keyOf(opened.poll),
		increment: keyOf(opened.increment),
		question: textOf(opened.question),
		secrecy: opened.secrecy,
		results: opened.results,
		electorate: opened.electorate,
		state: PollState.OPEN,
		ballots: new Map(),
		tally: null,
		sinceMs: 0,
		pending: false,
	}
}

export function tallyOf(tally: WireTally): Tally {
	const counts = new Map(tally.counts.map(({ selection, ballots }) => [selection, ballots]))
	return { counts, ballots: tally.ballots }
}

export function ballotsOf(ballots: readonly Ballot[]): ReadonlyMap<number, number> {
	return new Map(ballots.map(({ voter, selection }) => [voter, selection]))
}
