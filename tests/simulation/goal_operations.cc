#include "simulation/goal_operations.h"

#include "simulation/meeting_operations.h"

namespace reviewd::simulation {

namespace {

using Thought = std::optional<v1::Operation>;

const std::pair<const GoalId, domain::ProductGoal>* active_goal(const domain::State& state) {
  for (const auto& entry : state.goals) {
    if (entry.second.state == v1::GOAL_STATE_ACTIVE) return &entry;
  }
  return nullptr;
}

Thought set_goal(const View& view, Prng& random) {
  v1::Operation operation;
  v1::SetProductGoal& set = *operation.mutable_set_product_goal();
  set.set_statement("goal " + std::to_string(random.below(1'000)));
  if (const auto* goal = active_goal(view.state)) {
    goal->first.to(set.mutable_goal());
    set.set_if_version(value(goal->second.set_at));
  }
  if (random.one_in(3)) return operation;
  set.set_metric("users");
  set.set_baseline(random.below(10));
  set.set_target(10 + random.below(90));
  return operation;
}

Thought edit_action(const View& view, Prng& random) {
  v1::Operation operation;
  const auto* action = some(view.state.actions, random);
  const auto* owner = some(view.state.participants, random);
  if (action == nullptr || (view.state.actions.size() < 12 && random.one_in(3))) {
    operation.mutable_add_action()->set_text("action " + std::to_string(random.below(1'000)));
    if (owner != nullptr) operation.mutable_add_action()->set_owner(value(owner->first));
    const auto* review = some(view.state.reviews, random);
    if (review != nullptr) review->first.to(operation.mutable_add_action()->mutable_review());
    return operation;
  }
  v1::EditAction& edit = *operation.mutable_edit_action();
  action->first.to(edit.mutable_action());
  edit.set_text(action->second.text.plain);
  edit.set_owner(value(action->second.owner));
  edit.set_due(random.one_in(2) ? "2026-12-24" : "");
  edit.set_state(static_cast<v1::ActionState>(1 + random.below(3)));
  edit.set_if_version(value(action->second.edited_at));
  return operation;
}

Thought edit_review(const View& view, Prng& random) {
  const auto* review = some(view.state.reviews, random);
  if (review == nullptr) return std::nullopt;
  v1::Operation operation;
  v1::EditReview& edit = *operation.mutable_edit_review();
  review->first.to(edit.mutable_review());
  edit.set_title(review->second.title.plain);
  edit.set_sprint(random.below(30));
  edit.set_starts("2026-11-16");
  edit.set_ends(random.one_in(8) ? "2026-11-01" : "2026-11-29");
  if (random.one_in(2)) edit.set_environment("a rival has come up");
  edit.set_if_version(value(review->second.edited_at));
  return operation;
}

Thought edit_increment(const View& view, Prng& random) {
  const auto* increment = some(view.state.increments, random);
  if (increment == nullptr) return std::nullopt;
  v1::Operation operation;
  if (random.one_in(2)) {
    v1::SetRelease& set = *operation.mutable_set_release();
    increment->first.to(set.mutable_increment());
    set.set_release(static_cast<v1::ReleaseState>(1 + random.below(3)));
    set.set_if_version(value(increment->second.release_at));
    return operation;
  }
  v1::EditIncrement& edit = *operation.mutable_edit_increment();
  increment->first.to(edit.mutable_increment());
  edit.set_title("increment " + std::to_string(random.below(1'000)));
  edit.set_done(random.one_in(2));
  const auto* item = some(view.confirmed.backlog.items, random);
  if (item != nullptr && random.one_in(2)) item->first.to(edit.mutable_item());
  edit.set_if_version(value(increment->second.edited_at));
  return operation;
}

Thought enter_ballot(const View& view, Prng& random) {
  const auto* poll = some(view.state.polls, random);
  if (poll == nullptr) return std::nullopt;
  v1::Operation operation;
  v1::EnterBallot& enter = *operation.mutable_enter_ballot();
  enter.set_name("Row " + std::to_string(random.below(4)));
  poll->first.to(enter.mutable_ballot()->mutable_poll());
  if (random.one_in(5)) {
    enter.set_withdraw(true);
  } else {
    choose(poll->second, random, *enter.mutable_ballot());
  }
  return operation;
}

// What is held is a private view: its ids are guessed, and some of them are of nothing.
void guess_held(Prng& random, v1::Id* id) {
  id->set_counter(1 + static_cast<std::uint32_t>(random.below(6)));
  id->set_k(1);
}

}  // namespace

Thought steer(const View& view, Prng& random) {
  v1::Operation operation;
  const auto* goal = active_goal(view.state);
  if (random.one_in(4)) {
    if (!random.one_in(4)) operation.mutable_set_vision()->set_text("a vision");
    operation.mutable_set_vision()->set_if_version(value(view.state.vision_at));
    return operation;
  }
  if (goal == nullptr || random.one_in(3)) return set_goal(view, random);
  if (random.one_in(3)) {
    goal->first.to(operation.mutable_end_product_goal()->mutable_goal());
    operation.mutable_end_product_goal()->set_state(random.one_in(2) ? v1::GOAL_STATE_ACHIEVED
                                                                     : v1::GOAL_STATE_ABANDONED);
    return operation;
  }
  goal->first.to(operation.mutable_record_progress()->mutable_goal());
  operation.mutable_record_progress()->set_current(random.below(100) / 4.0);
  return operation;
}

Thought keep_the_books(const View& view, Prng& random) {
  switch (random.below(4)) {
    case 0: return edit_review(view, random);
    case 1: return edit_increment(view, random);
    default: return edit_action(view, random);
  }
}

Thought moderate(const View& view, Prng& random) {
  v1::Operation operation;
  switch (random.below(5)) {
    case 0: {
      const auto* review = some(view.state.reviews, random);
      if (review == nullptr) return std::nullopt;
      review->first.to(operation.mutable_hold_feedback()->mutable_review());
      operation.mutable_hold_feedback()->set_hold(!random.one_in(3));
      return operation;
    }
    case 1:
      guess_held(random, operation.mutable_discard_feedback()->mutable_feedback());
      return operation;
    case 2:
      guess_held(random, operation.mutable_release_feedback()->add_feedback());
      guess_held(random, operation.mutable_release_feedback()->add_feedback());
      return operation;
    default: return enter_ballot(view, random);
  }
}

}  // namespace reviewd::simulation
