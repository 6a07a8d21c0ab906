#include "domain/decide.h"

#include "base/assert.h"
#include "domain/field_check.h"
#include "domain/permission.h"

namespace reviewd::domain {
namespace {

// About people: how they come in, what they may do, how they leave.
Result<Decision> decide_about_people(const v1::Operation& operation, const DecideContext& context) {
  switch (operation.body_case()) {
    case v1::Operation::kSetFacilitator: return decide_set_facilitator(operation, context);
    case v1::Operation::kDelegate: return decide_delegate(operation, context);
    case v1::Operation::kRevokeDelegation: return decide_revoke_delegation(operation, context);
    case v1::Operation::kSetGroups: return decide_set_groups(operation, context);
    case v1::Operation::kAssignGroup: return decide_assign_group(operation, context);
    case v1::Operation::kChooseGroup: return decide_choose_group(operation, context);
    case v1::Operation::kSetJoinCode: return decide_set_join_code(operation, context);
    case v1::Operation::kAdmitWaiting: return decide_admit_waiting(operation, context);
    case v1::Operation::kRefuseWaiting: return decide_refuse_waiting(operation, context);
    case v1::Operation::kRemoveParticipant: return decide_remove_participant(operation, context);
    case v1::Operation::kMuteParticipant: return decide_mute_participant(operation, context);
    case v1::Operation::kChangeRole: return decide_change_role(operation, context);
    case v1::Operation::kHandOver: return decide_hand_over(operation, context);
    case v1::Operation::kCreateInvite: return decide_create_invite(operation, context);
    case v1::Operation::kRevokeInvite: return decide_revoke_invite(operation, context);
    default: break;
  }
  return fail(v1::ERROR_CODE_BAD_REQUEST, "the operation has no body that this server knows");
}

// About where the product is going, and what is said of a review and its increments.
Result<Decision> decide_about_goals(const v1::Operation& operation, const DecideContext& context) {
  switch (operation.body_case()) {
    case v1::Operation::kSetVision: return decide_set_vision(operation, context);
    case v1::Operation::kSetProductGoal: return decide_set_product_goal(operation, context);
    case v1::Operation::kRecordProgress: return decide_record_progress(operation, context);
    case v1::Operation::kEndProductGoal: return decide_end_product_goal(operation, context);
    case v1::Operation::kAddAction: return decide_add_action(operation, context);
    case v1::Operation::kEditAction: return decide_edit_action(operation, context);
    case v1::Operation::kEditReview: return decide_edit_review(operation, context);
    case v1::Operation::kEditIncrement: return decide_edit_increment(operation, context);
    case v1::Operation::kSetRelease: return decide_set_release(operation, context);
    default: return decide_about_people(operation, context);
  }
}

// About a review: its flow, increments, polls, feedback.
Result<Decision> decide_about_review(const v1::Operation& operation, const DecideContext& context) {
  switch (operation.body_case()) {
    case v1::Operation::kPlanReview: return decide_plan_review(operation, context);
    case v1::Operation::kOpenReview: return decide_open_review(operation, context);
    case v1::Operation::kCloseReview: return decide_close_review(operation, context);
    case v1::Operation::kAddIncrement: return decide_add_increment(operation, context);
    case v1::Operation::kAssessIncrement: return decide_assess_increment(operation, context);
    case v1::Operation::kOpenPoll: return decide_open_poll(operation, context);
    case v1::Operation::kClosePoll: return decide_close_poll(operation, context);
    case v1::Operation::kRevealPoll: return decide_reveal_poll(operation, context);
    case v1::Operation::kVoidPoll: return decide_void_poll(operation, context);
    case v1::Operation::kSetDots: return decide_set_dots(operation, context);
    case v1::Operation::kSetAgenda: return decide_set_agenda(operation, context);
    case v1::Operation::kAdvanceAgenda: return decide_advance_agenda(operation, context);
    case v1::Operation::kSetTimer: return decide_set_timer(operation, context);
    case v1::Operation::kPauseReview: return decide_pause_review(operation, context);
    case v1::Operation::kResumeReview: return decide_resume_review(operation, context);
    case v1::Operation::kReopenReview: return decide_reopen_review(operation, context);
    case v1::Operation::kTriageFeedback: return decide_triage_feedback(operation, context);
    case v1::Operation::kAnswerFeedback: return decide_answer_feedback(operation, context);
    case v1::Operation::kMergeFeedback: return decide_merge_feedback(operation, context);
    case v1::Operation::kUnmergeFeedback: return decide_unmerge_feedback(operation, context);
    case v1::Operation::kConvertFeedback: return decide_convert_feedback(operation, context);
    case v1::Operation::kCastBallot: return decide_cast_ballot(operation, context);
    case v1::Operation::kAdmitVoters: return decide_admit_voters(operation, context);
    case v1::Operation::kGiveFeedback: return decide_give_feedback(operation, context);
    case v1::Operation::kSetDefinitionOfDone:
      return decide_set_definition_of_done(operation, context);
    case v1::Operation::kCheckIncrement: return decide_check_increment(operation, context);
    case v1::Operation::kUpvoteFeedback: return decide_upvote_feedback(operation, context);
    case v1::Operation::kRetractFeedback: return decide_retract_feedback(operation, context);
    case v1::Operation::kEnterBallot: return decide_enter_ballot(operation, context);
    case v1::Operation::kHoldFeedback: return decide_hold_feedback(operation, context);
    case v1::Operation::kReleaseFeedback: return decide_release_feedback(operation, context);
    case v1::Operation::kDiscardFeedback: return decide_discard_feedback(operation, context);
    default: return decide_about_goals(operation, context);
  }
}

Result<Decision> decide_body(const v1::Operation& operation, const DecideContext& context) {
  switch (operation.body_case()) {
    case v1::Operation::kNoop: return noop();
    case v1::Operation::kAddItems: return decide_add_items(operation, context);
    case v1::Operation::kMoveItems: return decide_move_items(operation, context);
    case v1::Operation::kEditItem: return decide_edit_item(operation, context);
    case v1::Operation::kArchiveItem: return decide_archive_item(operation, context);
    case v1::Operation::kRestoreItem: return decide_restore_item(operation, context);
    case v1::Operation::kSplitItem: return decide_split_item(operation, context);
    case v1::Operation::kMergeItem: return decide_merge_item(operation, context);
    case v1::Operation::kSortItems: return decide_sort_items(operation, context);
    case v1::Operation::kUndo: return decide_undo(operation, context);
    case v1::Operation::kRedo: return decide_redo(operation, context);
    case v1::Operation::kProposeOrder: return decide_propose_order(operation, context);
    case v1::Operation::kApplyProposal: return decide_apply_proposal(operation, context);
    case v1::Operation::kRejectProposal: return decide_reject_proposal(operation, context);
    case v1::Operation::kSetStalePolicy: return decide_set_stale_policy(operation, context);
    default: return decide_about_review(operation, context);
  }
}

Result<void> check_envelope(const v1::Operation& operation, const DecideContext& context) {
  if (operation.body_case() == v1::Operation::BODY_NOT_SET) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "the operation has no body that this server knows");
  }
  if (context.foreign) {  // C9
    return fail(v1::ERROR_CODE_SCOPE, "submit.product names another product than this one");
  }
  if (operation.base() > value(context.state.seq)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "base is " + std::to_string(operation.base()) +
                                                ", but the log ends at " +
                                                std::to_string(value(context.state.seq)));
  }
  if (!operation.has_noop() && wants_sealed_actor(operation) != context.author.sealed) {
    return fail(
        v1::ERROR_CODE_BAD_REQUEST,
        context.author.sealed
            ? "the sealed actor numbers ballots, upvotes and anonymous feedback only; use the open "
              "one"
            : "ballots, upvotes and anonymous feedback must come from the sealed actor");
  }
  return check_text("reason", operation.reason(), kReasonBytesMax);
}

}  // namespace

Decision noop() {
  Decision decision;
  decision.kind = v1::OUTCOME_KIND_NOOP;
  return decision;
}

Decision superseded(v1::OutcomeReason reason, Seq by, ItemId into) {
  Decision decision;
  decision.kind = v1::OUTCOME_KIND_SUPERSEDED;
  decision.reason = reason;
  decision.by = by;
  decision.into = into;
  return decision;
}

void name_after(const v1::Operation& operation, v1::Id* id) {
  id->set_actor(operation.actor());
  id->set_counter(operation.counter());
}

bool concurrent(const State& state, Writer writer, const v1::Operation& operation) {
  if (value(writer.seq) <= operation.base()) return false;
  for (ActorId actor{operation.actor()}; actor != ActorId{};) {
    if (actor == writer.actor) return false;
    const auto lease = state.actors.find(actor);
    actor = lease == state.actors.end() ? ActorId{} : lease->second.predecessor;
  }
  return true;
}

std::optional<Decision> decide_due(const State& state, TimeMs now) {
  if (state.deadlines.empty() || state.deadlines.begin()->first > now) return std::nullopt;
  const Due& due = state.deadlines.begin()->second;
  if (const auto* poll = std::get_if<PollId>(&due)) return close_poll_at_its_time(state, *poll);
  if (const auto* review = std::get_if<ReviewId>(&due)) return expire_timer(state, *review);
  return expire_delegation(std::get<DelegationId>(due));
}

Result<Decision> decide(const v1::Operation& operation, const DecideContext& context) {
  if (auto ok = check_envelope(operation, context); !ok) return std::unexpected(ok.error());
  const Power power =
      power_over(context.state, operation,
                 standing_of(context.state, context.author.participant, context.author.role));
  if (power == Power::kNone) {
    return fail(v1::ERROR_CODE_FORBIDDEN,
                "your role may not do this, and no delegation in force lets you");
  }
  auto decision = decide_body(operation, context);
  if (!decision) return decision;
  for (v1::Event& event : decision->events) {
    if (power == Power::kDelegated) event.set_on_behalf_of(value(context.state.product_owner));
    if (operation.reason().empty()) continue;
    context.draw.text(operation.reason(), context.author.participant, event.mutable_reason());
  }
  return decision;
}

}  // namespace reviewd::domain
