// Builds a replica's state from a row snapshot: the meeting first, then the slots of each zone.
import { fromBinary } from '@bufbuild/protobuf'
import { RowChunkSchema, type Meeting, type SlotRow } from './gen/reviewd/v1/snapshot_pb'
import { zoneOf } from './apply'
import { ballotsOf, pollOf, tallyOf } from './applyPoll'
import { feedbackOf, incrementOf } from './applyReview'
import { keyOf, NO_ID } from './id'
import { ProductState } from './productState'
import { textOf } from './text'

export function stateFromChunks(chunks: readonly Uint8Array[]): ProductState {
	const state = new ProductState()
	for (const data of chunks) {
		const chunk = fromBinary(RowChunkSchema, data)
		if (chunk.meeting !== undefined) takeMeeting(state, chunk.meeting)
		for (const row of chunk.slots) takeSlot(state, row)
	}
	return state
}

function takeSlot(state: ProductState, row: SlotRow): void {
	const key = keyOf(row.slot)
	const zone = zoneOf(row.zone)
	const item =
		row.row === undefined ? NO_ID : row.row.item === undefined ? key : keyOf(row.row.item)
	state.slots.append({
		key,
		seq: Number(row.seq),
		k: row.slot?.k ?? 0,
		anchor: keyOf(row.anchor),
		cameFrom: keyOf(row.cameFrom),
		zone,
		item,
	})
	if (row.row === undefined) return

	const { title, ref, estimate, labels, archivedAt } = row.row
	state.items.set(item, {
		key: item,
		ref: textOf(ref),
		title: textOf(title),
		estimate,
		labels: labels.map(textOf),
		archivedAt: Number(archivedAt),
		slot: key,
		zone,
		pending: false,
		changedAt: 0,
	})
}

function takeMeeting(state: ProductState, meeting: Meeting): void {
	state.name = textOf(meeting.productName)
	for (const { participant, name, role, guest, removed, muted } of meeting.participants) {
		const person = { participant, name: textOf(name), role, guest, removed, muted }
		state.people.set(participant, person)
	}
	for (const view of meeting.reviews) {
		const key = keyOf(view.review)
		const { sprint, state: reviewState } = view
		const fields = { key, title: textOf(view.title), sprint, goal: textOf(view.sprintGoal) }
		state.reviews.set(key, { ...fields, state: reviewState, pending: false })
	}
	for (const view of meeting.increments) {
		if (view.added === undefined) continue
		state.increments.set(keyOf(view.added.increment), {
			...incrementOf(view.added, false),
			assessment: view.assessment,
			assessmentReason: textOf(view.assessmentReason),
			assessedBy: view.assessedBy,
			assessedAt: Number(view.assessedAt),
		})
	}
	for (const view of meeting.polls) {
		if (view.opened === undefined) continue
		state.polls.set(keyOf(view.opened.poll), {
			...pollOf(view.opened),
			state: view.state,
			tally: view.tally === undefined ? null : tallyOf(view.tally),
			ballots: ballotsOf(view.ballots),
		})
	}
	for (const { given, author, timeMs, retracted } of meeting.feedback) {
		if (given === undefined) continue
		const cause = { seq: 0, actor: 0, counter: 0, reason: '', pending: false }
		const feedback = feedbackOf(given, { ...cause, author, timeMs: Number(timeMs) })
		state.feedback.set(feedback.key, { ...feedback, retracted })
	}
	state.setDefinitionOfDone({ checks: meeting.definitionOfDone.map(textOf), pending: false })
}
