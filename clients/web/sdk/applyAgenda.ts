// Applies what happens to the flow of a review: agenda, timer, breaks, opening it again.
import type { Event } from './gen/reviewd/v1/event_pb'
import type { AgendaEntry as AgendaEntryMessage } from './gen/reviewd/v1/event_meeting_pb'
import { ReviewState, TimerState, type Timer as TimerMessage } from './gen/reviewd/v1/meeting_pb'
import type { Cause } from './cause'
import { keyOf } from './id'
import type { AgendaEntry, Timer } from './model'
import type { ProductState } from './productState'
import { textOf } from './text'

export type AgendaBody = Extract<
	Event['body'],
	{
		case:
			| 'agendaSet'
			| 'agendaAdvanced'
			| 'timerSet'
			| 'reviewPaused'
			| 'reviewResumed'
			| 'reviewReopened'
			| 'feedbackHoldSet'
	}
>

export function applyAgendaBody(state: ProductState, cause: Cause, body: AgendaBody): void {
	const key = keyOf(body.value.review)
	const { pending, seq } = cause
	switch (body.case) {
		case 'agendaSet': {
			const agenda = body.value.entries.map(agendaEntryOf)
			state.reviews.change(key, { agenda, agendaAt: seq, pending })
			return
		}
		case 'agendaAdvanced': {
			const current = keyOf(body.value.to)
			state.reviews.change(key, { current, currentAt: seq, ...timed(body.value.timer), pending })
			return
		}
		case 'timerSet':
			state.reviews.change(key, timed(body.value.timer))
			return
		case 'reviewPaused': {
			const timer = timed(body.value.timer)
			state.reviews.change(key, { state: ReviewState.PAUSED, ...timer, pending })
			return
		}
		case 'reviewResumed':
		case 'reviewReopened':
			state.reviews.change(key, { state: ReviewState.OPEN, pending })
			return
		case 'feedbackHoldSet':
			state.reviews.change(key, { feedbackHeld: body.value.hold, holdPending: pending })
			return
	}
}

// A prediction knows no deadline: the timer stays what it was until the server says it.
function timed(timer: TimerMessage | undefined): { timer?: Timer } {
	return timer === undefined ? {} : { timer: timerOf(timer) }
}

export function timerOf(timer: TimerMessage | undefined): Timer {
	if (timer === undefined) return NO_TIMER
	const { rev, state, deadlineMs, remainingMs, totalMs } = timer
	return { rev, state, deadlineMs: Number(deadlineMs), remainingMs, totalMs }
}

// What a review that was just planned has; one that is closed has none either, but a later `rev`.
export const NO_TIMER: Timer = {
	rev: 0,
	state: TimerState.UNSPECIFIED,
	deadlineMs: 0,
	remainingMs: 0,
	totalMs: 0,
}

export function agendaEntryOf(entry: AgendaEntryMessage): AgendaEntry {
	const { kind, subject, timeboxMs } = entry
	return { key: keyOf(entry.entry), kind, subject: textOf(subject), timeboxMs }
}
