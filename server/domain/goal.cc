// Where the product is going: its vision, and one Product Goal at a time.

#include "domain/goal.h"

#include <cmath>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/field_check.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

Result<const ProductGoal*> find_goal(const State& state, std::string_view field, const v1::Id& id) {
  const auto found = state.goals.find(GoalId::from(id));
  if (found != state.goals.end()) return &found->second;
  return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
              std::string(field) + " names no Product Goal of this product");
}

// A goal that has not ended.
Result<const ProductGoal*> find_active(const State& state, std::string_view field,
                                       const v1::Id& id) {
  const auto goal = find_goal(state, field, id);
  if (!goal || (*goal)->state == v1::GOAL_STATE_ACTIVE) return goal;
  return fail(v1::ERROR_CODE_CLOSED, "the Product Goal has ended; set a new one",
              value((*goal)->ended_at));
}

Result<void> check_number(std::string_view field, double number) {
  if (std::isfinite(number) && std::abs(number) <= kMeasureMax) return {};
  return fail(v1::ERROR_CODE_BAD_REQUEST,
              std::string(field) + " must be a number from -10^12 to 10^12");
}

Result<void> check_goal(const v1::SetProductGoal& set) {
  if (auto ok = check_title("set_product_goal.statement", set.statement(), kTitleBytesMax); !ok)
    return ok;
  if (auto ok = check_text("set_product_goal.metric", set.metric(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_number("set_product_goal.baseline", set.baseline()); !ok) return ok;
  if (auto ok = check_number("set_product_goal.target", set.target()); !ok) return ok;
  if (set.metric().empty()) {
    if (set.baseline() == 0 && set.target() == 0) return {};
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "set_product_goal.metric is empty; say what the numbers measure");
  }
  if (set.baseline() != set.target()) return {};
  return fail(v1::ERROR_CODE_BAD_REQUEST,
              "set_product_goal.target is the baseline; say where the goal is to come to");
}

// A new goal needs that none is active; one that is there must be, and be as its author saw it.
Result<const ProductGoal*> find_to_set(const v1::SetProductGoal& set, const State& state) {
  if (set.has_goal()) {
    const auto goal = find_active(state, "set_product_goal.goal", set.goal());
    if (!goal) return goal;
    const auto ok = check_version("set_product_goal.if_version", set.if_version(), (*goal)->set_at);
    if (!ok) return std::unexpected(ok.error());
    return goal;
  }
  for (const auto& [id, goal] : state.goals) {
    if (goal.state != v1::GOAL_STATE_ACTIVE) continue;
    return fail(v1::ERROR_CODE_CONFLICT, "a Product Goal is active; end it first",
                value(goal.set_at));
  }
  const auto ok = check_version("set_product_goal.if_version", set.if_version(), Seq{});
  if (!ok) return std::unexpected(ok.error());
  const auto room = check_room("Product Goals", state.goals.size(), 1, kGoalsMax);
  if (!room) return std::unexpected(room.error());
  return nullptr;
}

bool says_so(const ProductGoal& goal, const v1::SetProductGoal& set) {
  return goal.statement.plain == set.statement() &&
         (goal.metric ? goal.metric->plain : "") == set.metric() &&
         goal.baseline == set.baseline() && goal.target == set.target();
}

// There is no negative zero: what is the same number has the same bytes.
double plain_zero(double number) { return number == 0 ? 0 : number; }

}  // namespace

Result<Decision> decide_set_vision(const v1::Operation& operation, const DecideContext& context) {
  const v1::SetVision& set = operation.set_vision();
  if (auto ok = check_text("set_vision.text", set.text(), kTextBytesMax); !ok)
    return std::unexpected(ok.error());
  const Seq stands = context.state.vision_at;
  if (auto ok = check_version("set_vision.if_version", set.if_version(), stands); !ok)
    return std::unexpected(ok.error());
  if ((context.state.vision ? context.state.vision->plain : "") == set.text()) return noop();
  Decision decision;
  v1::VisionSet& event = *decision.events.emplace_back().mutable_vision_set();
  if (!set.text().empty()) context.draw.text(set.text(), kProductText, event.mutable_text());
  event.set_overwrote(value(stands));
  return decision;
}

Result<Decision> decide_set_product_goal(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::SetProductGoal& set = operation.set_product_goal();
  if (auto ok = check_goal(set); !ok) return std::unexpected(ok.error());
  const auto goal = find_to_set(set, context.state);
  if (!goal) return std::unexpected(goal.error());
  if (*goal != nullptr && says_so(**goal, set)) return noop();
  Decision decision;
  v1::ProductGoalSet& event = *decision.events.emplace_back().mutable_product_goal_set();
  if (*goal != nullptr) {
    *event.mutable_goal() = set.goal();
    event.set_overwrote(value((*goal)->set_at));
  } else {
    name_after(operation, event.mutable_goal());
  }
  context.draw.text(set.statement(), kProductText, event.mutable_statement());
  if (!set.metric().empty()) context.draw.text(set.metric(), kProductText, event.mutable_metric());
  event.set_baseline(plain_zero(set.baseline()));
  event.set_target(plain_zero(set.target()));
  return decision;
}

Result<Decision> decide_record_progress(const v1::Operation& operation,
                                        const DecideContext& context) {
  const v1::RecordProgress& record = operation.record_progress();
  const auto goal = find_active(context.state, "record_progress.goal", record.goal());
  if (!goal) return std::unexpected(goal.error());
  if (!(*goal)->metric) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "record_progress.goal is not measured; say what it is measured in first");
  }
  if (auto ok = check_number("record_progress.current", record.current()); !ok)
    return std::unexpected(ok.error());
  if ((*goal)->current == record.current()) return noop();
  Decision decision;
  v1::ProgressRecorded& event = *decision.events.emplace_back().mutable_progress_recorded();
  *event.mutable_goal() = record.goal();
  event.set_current(plain_zero(record.current()));
  event.set_overwrote(value((*goal)->progress_at));
  return decision;
}

Result<Decision> decide_end_product_goal(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::EndProductGoal& end = operation.end_product_goal();
  if (end.state() != v1::GOAL_STATE_ACHIEVED && end.state() != v1::GOAL_STATE_ABANDONED) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "end_product_goal.state must be GOAL_STATE_ACHIEVED or GOAL_STATE_ABANDONED");
  }
  const auto goal = find_goal(context.state, "end_product_goal.goal", end.goal());
  if (!goal) return std::unexpected(goal.error());
  if ((*goal)->state == end.state()) return noop();
  const auto active = find_active(context.state, "end_product_goal.goal", end.goal());
  if (!active) return std::unexpected(active.error());
  if (end.state() == v1::GOAL_STATE_ABANDONED) {
    if (auto ok = check_reason(operation, "the Product Goal"); !ok)
      return std::unexpected(ok.error());
  }
  Decision decision;
  v1::ProductGoalEnded& event = *decision.events.emplace_back().mutable_product_goal_ended();
  *event.mutable_goal() = end.goal();
  event.set_state(end.state());
  return decision;
}

namespace {

// As the event says, but for the numbers that it says nothing of.
void set_goal(const v1::ProductGoalSet& set, Seq at, ProductGoal& goal) {
  goal.statement = Text::from(set.statement());
  if (!goal.metric || !set.has_metric()) goal.current = set.baseline();
  goal.metric = set.has_metric() ? std::optional(Text::from(set.metric())) : std::nullopt;
  goal.baseline = set.baseline();
  goal.target = set.target();
  goal.set_at = at;
}

}  // namespace

void apply_goal(State& state, const v1::Event& event) {
  const auto seq = static_cast<Seq>(event.seq());
  switch (event.body_case()) {
    case v1::Event::kVisionSet:
      state.vision.reset();
      if (event.vision_set().has_text()) state.vision = Text::from(event.vision_set().text());
      state.vision_at = seq;
      return;
    case v1::Event::kProductGoalSet: {
      const v1::ProductGoalSet& set = event.product_goal_set();
      return set_goal(set, seq, state.goals[GoalId::from(set.goal())]);
    }
    case v1::Event::kProgressRecorded: {
      const v1::ProgressRecorded& recorded = event.progress_recorded();
      ProductGoal& goal = state.goals.at(GoalId::from(recorded.goal()));
      goal.current = recorded.current();
      goal.progress_at = seq;
      return;
    }
    case v1::Event::kProductGoalEnded: {
      ProductGoal& goal = state.goals.at(GoalId::from(event.product_goal_ended().goal()));
      goal.state = event.product_goal_ended().state();
      goal.ended_at = seq;
      if (event.has_reason()) goal.reason = Text::from(event.reason());
      return;
    }
    default: REVIEWD_ASSERT(false && "not an event of goals");
  }
}

void save_goal(GoalId id, const ProductGoal& goal, v1::GoalView* out) {
  v1::ProductGoalSet& set = *out->mutable_set();
  id.to(set.mutable_goal());
  goal.statement.to(set.mutable_statement());
  if (goal.metric) goal.metric->to(set.mutable_metric());
  set.set_baseline(goal.baseline);
  set.set_target(goal.target);
  out->set_state(goal.state);
  out->set_current(goal.current);
  out->set_set_at(value(goal.set_at));
  out->set_progress_at(value(goal.progress_at));
  out->set_ended_at(value(goal.ended_at));
  if (goal.reason) goal.reason->to(out->mutable_reason());
}

void load_goal(const v1::GoalView& row, State& state) {
  ProductGoal goal{.state = row.state(),
                   .progress_at = static_cast<Seq>(row.progress_at()),
                   .ended_at = static_cast<Seq>(row.ended_at())};
  set_goal(row.set(), static_cast<Seq>(row.set_at()), goal);
  goal.current = row.current();
  if (row.has_reason()) goal.reason = Text::from(row.reason());
  state.goals.emplace(GoalId::from(row.set().goal()), std::move(goal));
}

}  // namespace reviewd::domain
