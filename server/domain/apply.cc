#include "domain/apply.h"

#include <algorithm>

#include "base/assert.h"

namespace reviewd::domain {

namespace {

void apply_to_people(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kDelegationGranted:
    case v1::Event::kDelegationEnded: return apply_delegation(state, event);
    case v1::Event::kProductCreated:
    case v1::Event::kParticipantJoined:
    case v1::Event::kParticipantRemoved:
    case v1::Event::kParticipantMuted:
    case v1::Event::kRoleChanged:
    case v1::Event::kProductOwnerChanged:
    case v1::Event::kAccessRestored:
    case v1::Event::kFacilitatorSet: return apply_participant(state, event);
    case v1::Event::kGroupsSet:
    case v1::Event::kGroupAssigned: return apply_group(state, event);
    case v1::Event::kInviteCreated:
    case v1::Event::kInviteRevoked: return apply_invite(state, event);
    default: REVIEWD_ASSERT(false && "an event without a body this build knows");
  }
}

void apply_to_goals(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kVisionSet:
    case v1::Event::kProductGoalSet:
    case v1::Event::kProgressRecorded:
    case v1::Event::kProductGoalEnded: return apply_goal(state, event);
    case v1::Event::kActionAdded:
    case v1::Event::kActionEdited: return apply_action(state, event);
    default: return apply_to_people(state, event);
  }
}

void apply_to_review(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kReviewPlanned:
    case v1::Event::kReviewOpened:
    case v1::Event::kReviewPaused:
    case v1::Event::kReviewResumed:
    case v1::Event::kReviewReopened:
    case v1::Event::kReviewClosed:
    case v1::Event::kFeedbackHoldSet:
    case v1::Event::kDefinitionOfDoneSet: return apply_review(state, event);
    case v1::Event::kReviewEdited: return apply_review_edit(state, event);
    case v1::Event::kIncrementAdded:
    case v1::Event::kIncrementAssessed:
    case v1::Event::kIncrementChecked: return apply_increment(state, event);
    case v1::Event::kIncrementEdited:
    case v1::Event::kReleaseSet: return apply_increment_edit(state, event);
    case v1::Event::kBallotEntered: return apply_entered_ballot(state, event);
    case v1::Event::kAgendaSet:
    case v1::Event::kAgendaAdvanced: return apply_agenda(state, event);
    case v1::Event::kTimerSet: return apply_timer(state, event);
    case v1::Event::kPollOpened:
    case v1::Event::kPollClosed:
    case v1::Event::kPollRevealed:
    case v1::Event::kPollVoided:
    case v1::Event::kDotsSet:
    case v1::Event::kBallotCast:
    case v1::Event::kVotersAdmitted: return apply_poll(state, event);
    case v1::Event::kFeedbackGiven:
    case v1::Event::kFeedbackRetracted: return apply_feedback(state, event);
    case v1::Event::kFeedbackTriaged:
    case v1::Event::kFeedbackAnswered:
    case v1::Event::kFeedbackMerged:
    case v1::Event::kFeedbackUnmerged:
    case v1::Event::kFeedbackConverted: return apply_feedback_triage(state, event);
    default: return apply_to_goals(state, event);
  }
}

}  // namespace

void apply(State& state, const v1::Event& event) {
  REVIEWD_ASSERT(event.seq() == value(next(state.seq)));
  switch (event.body_case()) {
    case v1::Event::kItemsAdded:
    case v1::Event::kItemsMoved:
    case v1::Event::kItemEdited:
    case v1::Event::kItemArchived:
    case v1::Event::kItemRestored: apply_backlog(state, event); break;
    case v1::Event::kItemSplit:
    case v1::Event::kItemMerged: apply_split_or_merge(state, event); break;
    case v1::Event::kItemsSorted: apply_sorted(state, event); break;
    case v1::Event::kItemsReturned: apply_returned(state, event); break;
    case v1::Event::kOrderProposed:
    case v1::Event::kProposalApplied:
    case v1::Event::kProposalRejected: apply_proposal(state, event); break;
    case v1::Event::kStalePolicySet: state.stale_policy = event.stale_policy_set().policy(); break;
    default: apply_to_review(state, event);
  }
  mark_stale_proposals(state, event);
  state.seq = static_cast<Seq>(event.seq());
  state.time = std::max(state.time, static_cast<TimeMs>(event.time_ms()));
}

void apply(State& state, const v1::SealedEntry& entry) {
  switch (entry.body_case()) {
    case v1::SealedEntry::kActorsEnded:
    case v1::SealedEntry::kActorsLeased:
    case v1::SealedEntry::kDeviceLinkMade:
    case v1::SealedEntry::kSessionStarted:
    case v1::SealedEntry::kSessionSeen:
    case v1::SealedEntry::kSessionEnded: apply_session(state, entry); break;
    case v1::SealedEntry::kInviteSecret: apply_invite(state, entry); break;
    case v1::SealedEntry::kWaitingStarted:
    case v1::SealedEntry::kWaitingEnded:
    case v1::SealedEntry::kJoinCodeSet: apply_waiting(state, entry); break;
    case v1::SealedEntry::kBallotBoxCounted:
    case v1::SealedEntry::kHiddenBallot: apply_poll(state, entry); break;
    case v1::SealedEntry::kHiddenEntry: apply_entered_ballot(state, entry); break;
    case v1::SealedEntry::kFeedbackHeld:
    case v1::SealedEntry::kHeldFeedbackEnded: apply_held_feedback(state, entry); break;
    case v1::SealedEntry::kAnonymousAuthor:
    case v1::SealedEntry::kUpvoteSet: apply_feedback(state, entry); break;
    case v1::SealedEntry::BODY_NOT_SET:
      REVIEWD_ASSERT(false && "a sealed entry this build does not know");
  }
  state.time = std::max(state.time, static_cast<TimeMs>(entry.time_ms()));
}

}  // namespace reviewd::domain
