#include "domain/permission.h"

#include <array>

namespace reviewd::domain {
namespace {

using Body = v1::Operation::BodyCase;

// Bit r stands for role number r.
constexpr unsigned bit(v1::Role role) { return 1U << static_cast<unsigned>(role); }
constexpr unsigned kOwner = bit(v1::ROLE_PRODUCT_OWNER);
constexpr unsigned kMaster = bit(v1::ROLE_SCRUM_MASTER);
constexpr unsigned kDeveloper = bit(v1::ROLE_DEVELOPER);
constexpr unsigned kStakeholder = bit(v1::ROLE_STAKEHOLDER);
constexpr unsigned kObserver = bit(v1::ROLE_OBSERVER);
constexpr unsigned kVoters = kOwner | kMaster | kDeveloper | kStakeholder;

constexpr unsigned kTeam = kMaster | kDeveloper;

constexpr v1::DelegationScope kNobody = v1::DELEGATION_SCOPE_UNSPECIFIED;
constexpr v1::DelegationScope kOrder = v1::DELEGATION_SCOPE_ORDER;
constexpr v1::DelegationScope kEdit = v1::DELEGATION_SCOPE_EDIT;
constexpr v1::DelegationScope kAssess = v1::DELEGATION_SCOPE_ASSESS;
constexpr v1::DelegationScope kConvert = v1::DELEGATION_SCOPE_CONVERT;

struct Row {
  Body operation;
  unsigned roles;
  v1::DelegationScope scope = kNobody;  // of a delegate who may do it too
  bool facilitator = false;             // a Developer who leads through the meeting may do it too
};

constexpr std::array kTable{
    Row{Body::kNoop, kVoters | kObserver},
    Row{Body::kAddItems, kOwner, kEdit},
    Row{Body::kMoveItems, kOwner, kOrder},
    Row{Body::kEditItem, kOwner, kEdit},  // an estimate: below
    Row{Body::kArchiveItem, kOwner, kEdit},
    Row{Body::kRestoreItem, kOwner, kEdit},
    Row{Body::kSplitItem, kOwner, kEdit},
    Row{Body::kMergeItem, kOwner, kEdit},
    Row{Body::kSortItems, kOwner, kOrder},
    Row{Body::kUndo, kOwner, kOrder},  // what added items: below
    Row{Body::kRedo, kOwner, kOrder},
    Row{Body::kProposeOrder, kVoters},
    Row{Body::kApplyProposal, kOwner, kOrder},
    Row{Body::kRejectProposal, kVoters},  // one's own, or the Product Owner: proposal.cc
    Row{Body::kSetStalePolicy, kOwner},
    Row{Body::kDelegate, kOwner},
    Row{Body::kRevokeDelegation, kOwner},
    Row{Body::kPlanReview, kOwner | kMaster, kNobody, true},
    Row{Body::kOpenReview, kOwner | kMaster, kNobody, true},
    Row{Body::kCloseReview, kOwner | kMaster, kNobody, true},
    Row{Body::kAddIncrement, kOwner | kMaster | kDeveloper},
    Row{Body::kAssessIncrement, kOwner, kAssess},
    Row{Body::kSetDefinitionOfDone, kOwner},
    Row{Body::kCheckIncrement, kOwner | kDeveloper},
    Row{Body::kSetAgenda, kOwner | kMaster, kNobody, true},
    Row{Body::kAdvanceAgenda, kOwner | kMaster, kNobody, true},
    Row{Body::kSetTimer, kOwner | kMaster, kNobody, true},
    Row{Body::kPauseReview, kOwner | kMaster, kNobody, true},
    Row{Body::kResumeReview, kOwner | kMaster, kNobody, true},
    Row{Body::kReopenReview, kOwner | kMaster, kNobody, true},
    Row{Body::kOpenPoll, kOwner | kMaster},
    Row{Body::kClosePoll, kOwner | kMaster},
    Row{Body::kRevealPoll, kOwner | kMaster},
    Row{Body::kVoidPoll, kOwner | kMaster},
    Row{Body::kSetDots, kOwner | kMaster},
    Row{Body::kCastBallot, kVoters},  // if in the electorate: poll.cc
    Row{Body::kAdmitVoters, kOwner | kMaster},
    Row{Body::kGiveFeedback, kVoters},
    Row{Body::kUpvoteFeedback, kVoters},
    Row{Body::kRetractFeedback, kVoters},          // one's own: feedback.cc
    Row{Body::kTriageFeedback, kOwner | kMaster},  // declining it: below
    Row{Body::kAnswerFeedback, kOwner | kMaster | kDeveloper},
    Row{Body::kMergeFeedback, kOwner | kMaster},
    Row{Body::kUnmergeFeedback, kOwner | kMaster},
    Row{Body::kConvertFeedback, kOwner, kConvert},
    Row{Body::kCreateInvite, kOwner | kMaster, kNobody, true},
    Row{Body::kRevokeInvite, kOwner | kMaster, kNobody, true},
    Row{Body::kSetJoinCode, kOwner | kMaster, kNobody, true},
    Row{Body::kAdmitWaiting, kOwner | kMaster, kNobody, true},
    Row{Body::kRefuseWaiting, kOwner | kMaster, kNobody, true},
    Row{Body::kRemoveParticipant, kOwner | kMaster, kNobody, true},
    Row{Body::kMuteParticipant, kOwner | kMaster, kNobody, true},
    Row{Body::kChangeRole, kOwner | kMaster},
    Row{Body::kHandOver, kOwner},
    Row{Body::kSetFacilitator, kOwner | kMaster, kNobody, true},
    Row{Body::kSetGroups, kOwner | kMaster, kNobody, true},
    Row{Body::kAssignGroup, kOwner | kMaster, kNobody, true},
    Row{Body::kChooseGroup, kVoters},
    Row{Body::kEditReview, kOwner | kMaster, kNobody, true},
    Row{Body::kEditIncrement, kOwner | kMaster | kDeveloper},
    Row{Body::kSetRelease, kOwner | kDeveloper},
    Row{Body::kEnterBallot, kMaster, kNobody, true},
    Row{Body::kHoldFeedback, kOwner | kMaster, kNobody, true},
    Row{Body::kReleaseFeedback, kOwner | kMaster, kNobody, true},
    Row{Body::kDiscardFeedback, kOwner | kMaster, kNobody, true},
    Row{Body::kSetVision, kOwner},
    Row{Body::kSetProductGoal, kOwner},
    Row{Body::kRecordProgress, kOwner},
    Row{Body::kEndProductGoal, kOwner},
    Row{Body::kAddAction, kOwner | kMaster | kDeveloper},
    Row{Body::kEditAction, kOwner | kMaster | kDeveloper},
};

// The row of an operation; those of which the permission depends on more than what they are, are
// said here.
Row row_of(const State& state, const v1::Operation& operation) {
  // Taking back what added items archives them.
  const v1::Undo& undo = operation.undo();
  if (operation.has_undo() &&
      state.backlog.items.contains({.actor = undo.actor(), .counter = undo.counter(), .k = 0})) {
    return {Body::kUndo, kOwner, kEdit};
  }
  if (operation.has_edit_item() && operation.edit_item().field() == v1::ITEM_FIELD_ESTIMATE)
    return {Body::kEditItem, kOwner | kDeveloper, kEdit};
  if (operation.has_triage_feedback() &&
      operation.triage_feedback().state() == v1::FEEDBACK_STATE_DECLINED)
    return {Body::kTriageFeedback, kOwner, kConvert};
  for (const Row& row : kTable) {
    if (row.operation == operation.body_case()) return row;
  }
  return {operation.body_case(), 0};  // an operation without a row is forbidden to everybody
}

}  // namespace

Standing standing_of(const State& state, ParticipantId participant, v1::Role role) {
  Standing standing{
      .role = role,
      .facilitator = participant != ParticipantId{} && state.facilitator == participant,
      .scopes = {}};
  for (const auto& [id, delegation] : state.delegations) {
    if (delegation.to == participant)
      standing.scopes.insert(delegation.scopes.begin(), delegation.scopes.end());
  }
  return standing;
}

Power power_over(const State& state, const v1::Operation& operation, const Standing& standing) {
  const Row row = row_of(state, operation);
  if ((row.roles & bit(standing.role)) != 0) return Power::kOwn;
  const bool team = (kTeam & bit(standing.role)) != 0;
  if (row.facilitator && standing.facilitator && team) return Power::kOwn;
  const bool lent = team && row.scope != kNobody && standing.scopes.contains(row.scope);
  return lent ? Power::kDelegated : Power::kNone;
}

bool wants_sealed_actor(const v1::Operation& operation) {
  return operation.has_cast_ballot() || operation.has_upvote_feedback() ||
         (operation.has_give_feedback() && operation.give_feedback().anonymous()) ||
         (operation.has_retract_feedback() && operation.retract_feedback().anonymous());
}

}  // namespace reviewd::domain
