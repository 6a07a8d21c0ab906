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

struct Row {
  Body operation;
  unsigned roles;
};

constexpr std::array kTable{
    Row{Body::kNoop, kVoters | kObserver},
    Row{Body::kAddItems, kOwner},
    Row{Body::kMoveItems, kOwner},
    Row{Body::kEditItem, kOwner | kDeveloper},
    Row{Body::kArchiveItem, kOwner},
    Row{Body::kRestoreItem, kOwner},
    Row{Body::kSplitItem, kOwner},
    Row{Body::kMergeItem, kOwner},
    Row{Body::kSortItems, kOwner},
    Row{Body::kUndo, kOwner},
    Row{Body::kRedo, kOwner},
    Row{Body::kProposeOrder, kVoters},
    Row{Body::kApplyProposal, kOwner},
    Row{Body::kRejectProposal, kVoters},  // one's own, or the Product Owner: proposal.cc
    Row{Body::kSetStalePolicy, kOwner},
    Row{Body::kPlanReview, kOwner | kMaster},
    Row{Body::kOpenReview, kOwner | kMaster},
    Row{Body::kCloseReview, kOwner | kMaster},
    Row{Body::kAddIncrement, kOwner | kMaster | kDeveloper},
    Row{Body::kAssessIncrement, kOwner},
    Row{Body::kSetDefinitionOfDone, kOwner},
    Row{Body::kCheckIncrement, kOwner | kDeveloper},
    Row{Body::kOpenPoll, kOwner | kMaster},
    Row{Body::kClosePoll, kOwner | kMaster},
    Row{Body::kRevealPoll, kOwner | kMaster},
    Row{Body::kCastBallot, kVoters},  // if in the electorate: poll.cc
    Row{Body::kAdmitVoters, kOwner | kMaster},
    Row{Body::kGiveFeedback, kVoters},
    Row{Body::kUpvoteFeedback, kVoters},
    Row{Body::kRetractFeedback, kVoters},  // one's own: feedback.cc
    Row{Body::kCreateInvite, kOwner | kMaster},
    Row{Body::kRevokeInvite, kOwner | kMaster},
    Row{Body::kSetJoinCode, kOwner | kMaster},
    Row{Body::kAdmitWaiting, kOwner | kMaster},
    Row{Body::kRefuseWaiting, kOwner | kMaster},
    Row{Body::kRemoveParticipant, kOwner | kMaster},
    Row{Body::kMuteParticipant, kOwner | kMaster},
    Row{Body::kChangeRole, kOwner | kMaster},
    Row{Body::kHandOver, kOwner},
};

}  // namespace

bool allowed(const v1::Operation& operation, v1::Role role) {
  for (const Row& row : kTable) {
    if (row.operation != operation.body_case()) continue;
    if ((row.roles & bit(role)) == 0) return false;
    return !(role == v1::ROLE_DEVELOPER && operation.has_edit_item() &&
             operation.edit_item().field() != v1::ITEM_FIELD_ESTIMATE);
  }
  return false;  // an operation without a row is forbidden to everybody
}

bool wants_sealed_actor(const v1::Operation& operation) {
  return operation.has_cast_ballot() || operation.has_upvote_feedback() ||
         (operation.has_give_feedback() && operation.give_feedback().anonymous()) ||
         (operation.has_retract_feedback() && operation.retract_feedback().anonymous());
}

}  // namespace reviewd::domain
