#include "domain/rehearsal.h"

#include <map>

#include "domain/limits.h"

namespace reviewd::domain {
namespace {

class Script {
 public:
  Script(const State& state, ActorId actor) : state_(state), actor_(actor) {}

  void copy_product();
  void copy_items(v1::Zone zone);
  void copy_review(ReviewId id);

  std::vector<v1::Operation> take() { return std::move(operations_); }

 private:
  v1::Operation& add();
  v1::Id last_made() const;
  void copy_goal();
  void copy_agenda(const Review& review, const v1::Id& as);
  void copy_facts(const Review& review, const v1::Id& as);
  void copy_increment(const Increment& increment, const v1::Id& review);

  const State& state_;
  const ActorId actor_;
  std::vector<v1::Operation> operations_;
  std::map<ItemId, v1::Id> items_;  // as they are named in the copy
  std::size_t text_bytes_ = 0;
};

v1::Operation& Script::add() { return operations_.emplace_back(); }

// What the youngest operation makes first.
v1::Id Script::last_made() const {
  v1::Id id;
  id.set_actor(value(actor_));
  id.set_counter(static_cast<std::uint32_t>(operations_.size()));
  return id;
}

void Script::copy_goal() {
  for (const auto& [id, goal] : state_.goals) {
    if (goal.state != v1::GOAL_STATE_ACTIVE) continue;
    v1::SetProductGoal& set = *add().mutable_set_product_goal();
    set.set_statement(goal.statement.plain);
    if (!goal.metric) return;
    set.set_metric(goal.metric->plain);
    set.set_baseline(goal.baseline);
    set.set_target(goal.target);
    v1::RecordProgress record;
    *record.mutable_goal() = last_made();
    record.set_current(goal.current);
    if (goal.current != goal.baseline) *add().mutable_record_progress() = record;
    return;
  }
}

void Script::copy_product() {
  if (state_.vision && !state_.vision->plain.empty())
    add().mutable_set_vision()->set_text(state_.vision->plain);
  copy_goal();
  if (!state_.definition_of_done.empty()) {
    v1::SetDefinitionOfDone& set = *add().mutable_set_definition_of_done();
    for (const Text& check : state_.definition_of_done) set.add_checks(check.plain);
  }
  if (state_.groups.empty()) return;
  v1::SetGroups& set = *add().mutable_set_groups();
  for (const Group& group : state_.groups) set.add_groups()->set_name(group.name.plain);
}

void Script::copy_items(v1::Zone zone) {
  v1::AddItems* block = nullptr;
  state_.backlog.order.each(zone, [&](const Slot& slot) {
    if (!slot.live || items_.size() >= kRehearsalItemsMax) return;
    const Item& item = state_.backlog.items.at(slot.item);
    if (item.archived_at != Seq{}) return;
    text_bytes_ += item.title.plain.size() + item.description.plain.size();
    if (text_bytes_ > kRehearsalTextBytesMax) return;
    if (block == nullptr || block->items_size() >= static_cast<int>(kItemsPerOperationMax)) {
      block = add().mutable_add_items();
      block->mutable_place()->set_zone(zone);
      block->mutable_place()->set_end(true);
    }
    v1::Id as = last_made();
    as.set_k(static_cast<std::uint32_t>(block->items_size()));
    items_.emplace(slot.item, as);
    v1::NewItem& out = *block->add_items();
    out.set_title(item.title.plain);
    out.set_description(item.description.plain);
    out.set_ref(item.ref.plain);
    out.set_estimate(item.estimate);
    for (const Text& label : item.labels) out.add_labels(label.plain);
  });
}

void Script::copy_agenda(const Review& review, const v1::Id& as) {
  v1::SetAgenda& set = *add().mutable_set_agenda();
  *set.mutable_review() = as;
  for (const AgendaEntry& entry : review.agenda) {
    v1::AgendaDraft& draft = *set.add_entries();
    draft.set_kind(entry.kind);
    draft.set_subject(entry.subject.plain);
    draft.set_timebox_ms(entry.timebox_ms);
  }
}

void Script::copy_facts(const Review& review, const v1::Id& as) {
  v1::EditReview& edit = *add().mutable_edit_review();
  *edit.mutable_review() = as;
  edit.set_title(review.title.plain);
  edit.set_sprint(review.sprint);
  edit.set_sprint_goal(review.sprint_goal.plain);
  edit.set_starts(review.starts);
  edit.set_ends(review.ends);
  edit.set_items_done(review.items_done);
  edit.set_points_done(review.points_done);
  if (review.environment) edit.set_environment(review.environment->plain);
}

void Script::copy_increment(const Increment& increment, const v1::Id& review) {
  v1::AddIncrement& out = *add().mutable_add_increment();
  *out.mutable_review() = review;
  out.set_title(increment.title.plain);
  out.set_summary(increment.summary.plain);
  if (const auto item = items_.find(increment.item); item != items_.end())
    *out.mutable_item() = item->second;
  out.set_done(increment.done);
  out.set_demo_link(increment.demo_link.plain);
  for (const Criterion& criterion : increment.criteria) out.add_criteria(criterion.text.plain);
}

void Script::copy_review(ReviewId id) {
  const Review& review = state_.reviews.at(id);
  v1::PlanReview& plan = *add().mutable_plan_review();
  plan.set_title(review.title.plain);
  plan.set_sprint(review.sprint);
  plan.set_sprint_goal(review.sprint_goal.plain);
  const v1::Id as = last_made();
  copy_agenda(review, as);
  copy_facts(review, as);
  for (const auto& [increment_id, increment] : state_.increments) {
    if (increment.review == id) copy_increment(increment, as);
  }
}

}  // namespace

std::vector<v1::Operation> rehearsal_of(const State& state, ReviewId review, ActorId actor) {
  Script script(state, actor);
  script.copy_product();
  script.copy_items(v1::ZONE_ORDERED);
  script.copy_items(v1::ZONE_NOT_YET_ORDERED);
  script.copy_review(review);
  return script.take();
}

}  // namespace reviewd::domain
