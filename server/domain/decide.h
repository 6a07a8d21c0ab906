// decide(): what an operation would do to a state. Changes nothing, refuses with a reason, and
// leaves the rest to apply(). Pure: time and entropy are inputs.
//
// Errors of decide() are the numbered rejections of docs/PROTOCOL.md, each naming the field at
// fault.

#pragma once

#include <functional>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/ballot_box.h"
#include "domain/state.h"
#include "reviewd/v1/operation.pb.h"
#include "reviewd/v1/outcome.pb.h"
#include "reviewd/v1/record.pb.h"

namespace reviewd::domain {

struct Author {
  ParticipantId participant{};
  v1::Role role = v1::ROLE_UNSPECIFIED;
  ActorId actor{};
  bool sealed = false;
};

struct DecideContext {
  const State& state;
  const Author& author;
  TimeMs now;
  Draw& draw;
  // Whether an operation has been decided here: a slot it made is then gone rather than unknown.
  const Order::Decided& decided;
  // Said to be made for another product than this one.
  bool foreign = false;
};

// What is to be sequenced: events without their envelope (the room fills it), sealed entries,
// and how the operation ends.
struct Decision {
  std::vector<v1::Event> events;
  std::vector<v1::SealedEntry> sealed;
  std::vector<BoxBallot> box;  // ballots that go into a ballot box and nowhere else
  v1::OutcomeKind kind = v1::OUTCOME_KIND_APPLIED;
  v1::OutcomeReason reason = v1::OUTCOME_REASON_UNSPECIFIED;
  Seq by{};     // superseded: the event that stands
  ItemId into;  // superseded by a merge or a conversion: the item that stands
};

// An operation that has nothing left to do.
Decision noop();

// An operation that came too late: the event `by` stands instead. `into`: the item that does.
Decision superseded(v1::OutcomeReason reason, Seq by, ItemId into = {});

// Names the first thing an operation makes: (actor, counter, 0).
void name_after(const v1::Operation& operation, v1::Id* id);

// Conflict rule "Concurrent": sequenced after the author's base, and neither by the author's own
// actor nor by one that it succeeds.
bool concurrent(const State& state, Writer writer, const v1::Operation& operation);

// What time alone has brought about and is due at `now`, the earliest first: one decision a call,
// none when nothing is left. To be sequenced before anything else that is decided at `now`.
std::optional<Decision> decide_due(const State& state, TimeMs now);

// What the server itself decides of each concept.
Decision close_poll_at_its_time(const State& state, PollId id);
// Of an unlinkable poll that is open, when the key of its ballot box is gone.
Decision void_poll_without_key(PollId id);
Decision expire_timer(const State& state, ReviewId id);
Decision expire_delegation(DelegationId id);

// Decides any operation: permission first, then the rules of its concept.
Result<Decision> decide(const v1::Operation& operation, const DecideContext& context);

// The rules, one function an operation; each in the file of its concept.
Result<Decision> decide_add_items(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_move_items(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_edit_item(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_archive_item(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_restore_item(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_split_item(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_merge_item(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_sort_items(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_undo(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_redo(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_propose_order(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_apply_proposal(const v1::Operation& operation,
                                       const DecideContext& context);
Result<Decision> decide_reject_proposal(const v1::Operation& operation,
                                        const DecideContext& context);
Result<Decision> decide_set_stale_policy(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_delegate(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_revoke_delegation(const v1::Operation& operation,
                                          const DecideContext& context);
Result<Decision> decide_set_agenda(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_advance_agenda(const v1::Operation& operation,
                                       const DecideContext& context);
Result<Decision> decide_set_timer(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_pause_review(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_resume_review(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_reopen_review(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_triage_feedback(const v1::Operation& operation,
                                        const DecideContext& context);
Result<Decision> decide_answer_feedback(const v1::Operation& operation,
                                        const DecideContext& context);
Result<Decision> decide_merge_feedback(const v1::Operation& operation,
                                       const DecideContext& context);
Result<Decision> decide_unmerge_feedback(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_convert_feedback(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_set_facilitator(const v1::Operation& operation,
                                        const DecideContext& context);
Result<Decision> decide_plan_review(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_open_review(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_close_review(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_add_increment(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_assess_increment(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_open_poll(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_close_poll(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_reveal_poll(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_void_poll(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_set_dots(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_set_groups(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_assign_group(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_cast_ballot(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_admit_voters(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_give_feedback(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_set_definition_of_done(const v1::Operation& operation,
                                               const DecideContext& context);
Result<Decision> decide_check_increment(const v1::Operation& operation,
                                        const DecideContext& context);
Result<Decision> decide_upvote_feedback(const v1::Operation& operation,
                                        const DecideContext& context);
Result<Decision> decide_retract_feedback(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_set_join_code(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_admit_waiting(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_refuse_waiting(const v1::Operation& operation,
                                       const DecideContext& context);
Result<Decision> decide_remove_participant(const v1::Operation& operation,
                                           const DecideContext& context);
Result<Decision> decide_mute_participant(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_change_role(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_hand_over(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_choose_group(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_edit_review(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_edit_increment(const v1::Operation& operation,
                                       const DecideContext& context);
Result<Decision> decide_set_release(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_enter_ballot(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_hold_feedback(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_release_feedback(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_discard_feedback(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_set_vision(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_set_product_goal(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_record_progress(const v1::Operation& operation,
                                        const DecideContext& context);
Result<Decision> decide_end_product_goal(const v1::Operation& operation,
                                         const DecideContext& context);
Result<Decision> decide_add_action(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_edit_action(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_create_invite(const v1::Operation& operation, const DecideContext& context);
Result<Decision> decide_revoke_invite(const v1::Operation& operation, const DecideContext& context);

}  // namespace reviewd::domain
