// Applies one event. Never decides anything: events spell out every slot, anchor and neighbour.
//
// Predictions come through here too, as events that have not happened yet (`pending`).
import type { Event } from './gen/reviewd/v1/event_pb'
import type { Events } from './gen/reviewd/v1/live_pb'
import { applyAgendaBody } from './applyAgenda'
import { applyFactBody } from './applyFacts'
import { applyGoalBody } from './applyGoals'
import { applyItemBody } from './applyItems'
import { applyOrderBody } from './applyOrder'
import { applyPeopleBody } from './applyPeople'
import { applyPollBody } from './applyPoll'
import { applyProposalBody, markStaleProposals } from './applyProposal'
import { applyFeedbackBody, applyReviewBody } from './applyReview'
import { applyTriageBody } from './applyTriage'
import type { Cause } from './cause'
import type { ProductState } from './productState'
import { textOf } from './text'

export function applyBody(state: ProductState, cause: Cause, body: Event['body']): void {
	applyOne(state, cause, body)
	markStaleProposals(state, cause, body)
}

function applyOne(state: ProductState, cause: Cause, body: Event['body']): void {
	switch (body.case) {
		case 'itemsAdded':
		case 'itemsMoved':
		case 'itemEdited':
		case 'itemArchived':
		case 'itemRestored':
			applyItemBody(state, cause, body)
			return
		case 'itemSplit':
		case 'itemMerged':
		case 'itemsSorted':
		case 'itemsReturned':
			applyOrderBody(state, cause, body)
			return
		case 'orderProposed':
		case 'proposalApplied':
		case 'proposalRejected':
		case 'stalePolicySet':
			applyProposalBody(state, cause, body)
			return
		case 'feedbackGiven':
		case 'feedbackRetracted':
			applyFeedbackBody(state, cause, body)
			return
		case 'feedbackTriaged':
		case 'feedbackAnswered':
		case 'feedbackMerged':
		case 'feedbackUnmerged':
		case 'feedbackConverted':
			applyTriageBody(state, cause, body)
			return
		case 'agendaSet':
		case 'agendaAdvanced':
		case 'timerSet':
		case 'reviewPaused':
		case 'reviewResumed':
		case 'reviewReopened':
		case 'feedbackHoldSet':
			applyAgendaBody(state, cause, body)
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
		case 'facilitatorSet':
		case 'groupsSet':
		case 'groupAssigned':
		case 'delegationGranted':
		case 'delegationEnded':
			applyPeopleBody(state, cause, body)
			return
		case 'reviewPlanned':
		case 'reviewOpened':
		case 'reviewClosed':
		case 'incrementAdded':
		case 'incrementAssessed':
		case 'incrementChecked':
		case 'definitionOfDoneSet':
			applyReviewBody(state, cause, body)
			return
		case 'reviewEdited':
		case 'incrementEdited':
		case 'releaseSet':
			applyFactBody(state, cause, body)
			return
		case 'visionSet':
		case 'productGoalSet':
		case 'progressRecorded':
		case 'productGoalEnded':
		case 'actionAdded':
		case 'actionEdited':
			applyGoalBody(state, cause, body)
			return
		case 'pollOpened':
		case 'pollClosed':
		case 'pollRevealed':
		case 'pollVoided':
		case 'ballotCast':
		case 'ballotEntered':
		case 'votersAdmitted':
		case 'dotsSet':
			applyPollBody(state, cause, body)
			return
		case 'inviteCreated':
		case 'inviteRevoked':
		case undefined:
			return
	}
}

// Somebody has to reload: this page would show something wrong.
export function needsNewerPage(batch: Events): boolean {
	return batch.entries.some(
		({ body }) =>
			body.case === 'event' && body.value.mustUnderstand && body.value.body.case === undefined,
	)
}
