// Builds a replica's state from a row snapshot: the meeting first, then the slots of each zone.
import { fromBinary } from '@bufbuild/protobuf'
import { Zone } from './gen/reviewd/v1/backlog_pb'
import {
	RowChunkSchema,
	type AliasRow,
	type FeedbackView,
	type Meeting,
	type ReviewView,
	type SlotRow,
} from './gen/reviewd/v1/snapshot_pb'
import { FeedbackState, PollState } from './gen/reviewd/v1/meeting_pb'
import { agendaEntryOf, timerOf } from './applyAgenda'
import { incrementFactsOf, reviewFactsOf } from './applyFacts'
import { takeGoals } from './applyGoals'
import { zoneOf } from './applyItems'
import { delegationOf, groupsOf } from './applyPeople'
import { ballotsOf, enteredOf, groupResultsOf, pollOf, saidTally } from './applyPoll'
import { policyOf, proposalOf } from './applyProposal'
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
		for (const row of chunk.aliases) takeAlias(state, row)
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
		sorted: row.sorted,
	})
	if (row.row === undefined) return

	const { title, ref, estimate, labels, archivedAt, saidIn } = row.row
	state.items.set(item, {
		key: item,
		ref: textOf(ref),
		title: textOf(title),
		estimate,
		labels: labels.map(textOf),
		archivedAt: Number(archivedAt),
		slot: key,
		zone,
		saidIn: keyOf(saidIn),
		pending: false,
		changedAt: 0,
		// Who wrote what is not told; the place is at least as old as its slot.
		writtenAt: { ...NOT_TOLD, place: Number(row.seq) },
	})
}

const NOT_TOLD = { place: 0, title: 0, description: 0, estimate: 0, archived: 0 }

function takeAlias(state: ProductState, row: AliasRow): void {
	const key = keyOf(row.item)
	const mergedAt = Number(row.mergedAt)
	state.aliases.set(key, { into: keyOf(row.into), mergedAt })
	const texts = { ref: textOf(row.ref), title: textOf(row.title), labels: [] }
	const place = { slot: NO_ID, zone: Zone.ORDERED, saidIn: NO_ID }
	const none = { estimate: 0, archivedAt: 0, pending: false, changedAt: 0, writtenAt: NOT_TOLD }
	state.items.set(key, { key, ...texts, ...place, ...none })
}

function takeMeeting(state: ProductState, meeting: Meeting): void {
	state.name = textOf(meeting.productName)
	for (const { participant, name, group, ...rest } of meeting.participants) {
		const { role, guest, removed, muted } = rest
		const person = { participant, name: textOf(name), role, guest, removed, muted }
		state.people.set(participant, { ...person, group: keyOf(group) })
	}
	state.setGroups(groupsOf(meeting.groups), Number(meeting.groupsAt))
	for (const view of meeting.reviews) takeReview(state, view)
	state.facilitator = meeting.facilitator
	for (const granted of meeting.delegations) {
		const delegation = delegationOf(granted)
		state.delegations.set(delegation.key, delegation)
	}
	for (const view of meeting.increments) {
		if (view.added === undefined) continue
		state.increments.set(keyOf(view.added.increment), {
			...incrementOf(view.added, false),
			assessment: view.assessment,
			assessmentReason: textOf(view.assessmentReason),
			assessedBy: view.assessedBy,
			assessedAt: Number(view.assessedAt),
			...incrementFactsOf(view),
		})
	}
	for (const view of meeting.polls) {
		if (view.opened === undefined) continue
		state.polls.set(keyOf(view.opened.poll), {
			...pollOf(state, view.opened),
			state: view.state,
			// How an open one stands is said of that moment only.
			tally: view.state === PollState.OPEN ? null : saidTally(view.tally),
			byGroup: groupResultsOf(view.byGroup),
			ballots: ballotsOf(view.opened.kind, view.ballots),
			entered: enteredOf(view.opened.kind, view.entered),
			openedAt: Number(view.openedAt),
			voidReason: textOf(view.voidReason),
			voidedBy: view.voidedBy,
			keyLost: view.keyLost,
		})
	}
	for (const view of meeting.feedback) takeFeedback(state, view)
	for (const view of meeting.proposals) {
		if (view.proposed === undefined) continue
		const { author, timeMs } = view
		const cause = { seq: 0, actor: 0, counter: 0, reason: '', pending: false }
		const proposal = proposalOf(view.proposed, { ...cause, author, timeMs: Number(timeMs) })
		state.proposals.set(proposal.key, {
			...proposal,
			state: view.state,
			staleBy: Number(view.staleBy),
			reason: textOf(view.reason),
			decidedBy: Number(view.decidedBy),
		})
	}
	takeGoals(state, meeting)
	state.setStalePolicy(policyOf(meeting.stalePolicy))
	state.setDefinitionOfDone({ checks: meeting.definitionOfDone.map(textOf), pending: false })
}

function takeReview(state: ProductState, view: ReviewView): void {
	const key = keyOf(view.review)
	state.reviews.set(key, {
		key,
		title: textOf(view.title),
		sprint: view.sprint,
		goal: textOf(view.sprintGoal),
		state: view.state,
		agenda: view.agenda.map(agendaEntryOf),
		agendaAt: Number(view.agendaAt),
		current: keyOf(view.current),
		currentAt: Number(view.currentAt),
		timer: timerOf(view.timer),
		...reviewFactsOf(view),
		feedbackHeld: view.feedbackHeld,
		holdPending: false,
		pending: false,
	})
}

function takeFeedback(state: ProductState, view: FeedbackView): void {
	if (view.given === undefined) return
	const { author, timeMs, retracted } = view
	const cause = { seq: 0, actor: 0, counter: 0, reason: '', pending: false }
	const feedback = feedbackOf(view.given, { ...cause, author, timeMs: Number(timeMs) })
	state.feedback.set(feedback.key, {
		...feedback,
		saidIn: keyOf(view.saidIn),
		retracted,
		...(view.state === FeedbackState.UNSPECIFIED ? {} : { state: view.state }),
		reason: textOf(view.reason),
		answer: textOf(view.answer),
		answeredBy: view.answeredBy,
		mergedInto: keyOf(view.mergedInto),
		item: keyOf(view.item),
	})
}
