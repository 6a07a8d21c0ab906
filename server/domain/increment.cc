// What is inspected in a review: added, checked against its lists, and assessed.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/increment_rules.h"
#include "domain/item_rules.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

Result<void> check_criteria(const v1::AddIncrement& add) {
  if (add.criteria_size() > static_cast<int>(kCriteriaMax)) {
    return fail(v1::ERROR_CODE_TOO_LARGE, "add_increment.criteria has more than " +
                                              std::to_string(kCriteriaMax) + " entries");
  }
  for (const std::string& criterion : add.criteria()) {
    if (auto ok = check_title("add_increment.criteria", criterion, kTitleBytesMax); !ok) return ok;
  }
  return {};
}

}  // namespace

Result<const Increment*> find_open_increment(const State& state, std::string_view field,
                                             const v1::Id& id) {
  const auto found = state.increments.find(IncrementId::from(id));
  if (found == state.increments.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                std::string(field) + " names no increment of this product");
  }
  if (state.reviews.at(found->second.review).state == v1::REVIEW_STATE_CLOSED)
    return fail(v1::ERROR_CODE_CLOSED, "the review is closed");  // C50
  return &found->second;
}

Result<void> check_demo_link(const std::string& field, const std::string& link) {
  if (auto ok = check_text(field, link, kTitleBytesMax); !ok) return ok;
  if (link.empty() || link.starts_with("https://") || link.starts_with("http://")) return {};
  return fail(v1::ERROR_CODE_BAD_REQUEST, field + " must start with https:// or http://");
}

Result<v1::Id> find_delivered(const DecideContext& context, std::string_view field,
                              const v1::Id& item) {
  const auto found = find_item(context, field, item);
  if (!found) return std::unexpected(found.error());
  v1::Id out = item;
  if ((*found)->alias()) (*found)->merged_into.to(&out);
  return out;
}

Result<Decision> decide_add_increment(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::AddIncrement& add = operation.add_increment();
  const auto review = find_open_or_draft(context.state, "add_increment.review", add.review());
  if (!review) return std::unexpected(review.error());
  if (auto ok = check_about_increment("add_increment", add); !ok)
    return std::unexpected(ok.error());
  if (auto ok = check_criteria(add); !ok) return std::unexpected(ok.error());
  const auto item = delivered_item(context, "add_increment.item", add);
  if (!item) return std::unexpected(item.error());
  if (auto ok = check_room("increments", context.state.increments.size(), 1, kIncrementsMax); !ok) {
    return std::unexpected(ok.error());
  }
  Decision decision;
  v1::IncrementAdded& added = *decision.events.emplace_back().mutable_increment_added();
  name_after(operation, added.mutable_increment());
  *added.mutable_review() = add.review();
  context.draw.text(add.title(), kProductText, added.mutable_title());
  context.draw.text(add.summary(), kProductText, added.mutable_summary());
  if (add.has_item()) *added.mutable_item() = *item;
  added.set_done(add.done());
  context.draw.text(add.presenter(), context.author.participant, added.mutable_presenter());
  for (int i = 0; i < add.criteria_size(); ++i) {
    v1::Criterion& criterion = *added.add_criteria();
    context.draw.text(add.criteria(i), kProductText, criterion.mutable_text());
    criterion.set_met((add.criteria_met() >> i & 1) != 0);
  }
  for (const Text& check : context.state.definition_of_done) {
    check.to(added.add_definition_of_done()->mutable_text());
  }
  context.draw.text(add.demo_link(), kProductText, added.mutable_demo_link());
  return decision;
}

Result<Decision> decide_assess_increment(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::AssessIncrement& assess = operation.assess_increment();
  const auto found =
      find_open_increment(context.state, "assess_increment.increment", assess.increment());
  if (!found) return std::unexpected(found.error());
  if (assess.assessment() < v1::ASSESSMENT_MEETS || assess.assessment() > v1::ASSESSMENT_NOT_YET) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "assess_increment.assessment is none of meets, meets_with_follow_up, not_yet");
  }
  if (auto ok = check_reason(operation, "the assessment"); !ok) return std::unexpected(ok.error());
  const Seq stands = (*found)->assessed_at;
  if (auto ok = check_version("assess_increment.if_version", assess.if_version(), stands); !ok)
    return std::unexpected(ok.error());
  Decision decision;
  v1::IncrementAssessed& assessed = *decision.events.emplace_back().mutable_increment_assessed();
  *assessed.mutable_increment() = assess.increment();
  assessed.set_assessment(assess.assessment());
  assessed.set_overwrote(value(stands));
  return decision;
}

Result<Decision> decide_check_increment(const v1::Operation& operation,
                                        const DecideContext& context) {
  const v1::CheckIncrement& check = operation.check_increment();
  const auto found =
      find_open_increment(context.state, "check_increment.increment", check.increment());
  if (!found) return std::unexpected(found.error());
  const bool done = check.list() == v1::CHECK_LIST_DEFINITION_OF_DONE;
  if (!done && check.list() != v1::CHECK_LIST_CRITERIA) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "check_increment.list must be CHECK_LIST_DEFINITION_OF_DONE or "
                "CHECK_LIST_CRITERIA");
  }
  // Whether something is done is the word of those who did it.
  if (done && context.author.role != v1::ROLE_DEVELOPER) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "only Developers check the Definition of Done");
  }
  const auto& list = done ? (*found)->definition_of_done : (*found)->criteria;
  if (check.index() >= list.size()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "check_increment.index is " +
                                                std::to_string(check.index()) + "; the list has " +
                                                std::to_string(list.size()) + " entries");
  }
  if (list[check.index()].met == check.met()) return noop();
  Decision decision;
  v1::IncrementChecked& checked = *decision.events.emplace_back().mutable_increment_checked();
  *checked.mutable_increment() = check.increment();
  checked.set_list(check.list());
  checked.set_index(check.index());
  checked.set_met(check.met());
  return decision;
}

namespace {

std::vector<Criterion> criteria_from(
    const google::protobuf::RepeatedPtrField<v1::Criterion>& rows) {
  std::vector<Criterion> criteria;
  for (const v1::Criterion& row : rows) criteria.push_back({Text::from(row.text()), row.met()});
  return criteria;
}

}  // namespace

void apply_increment(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kIncrementAdded: {
      const v1::IncrementAdded& added = event.increment_added();
      state.increments.emplace(
          IncrementId::from(added.increment()),
          Increment{.review = ReviewId::from(added.review()),
                    .title = Text::from(added.title()),
                    .summary = Text::from(added.summary()),
                    .item = ItemId::from(added.item()),
                    .done = added.done(),
                    .presenter = Text::from(added.presenter()),
                    .criteria = criteria_from(added.criteria()),
                    .definition_of_done = criteria_from(added.definition_of_done()),
                    .demo_link = Text::from(added.demo_link())});
      return;
    }
    case v1::Event::kIncrementAssessed: {
      const v1::IncrementAssessed& assessed = event.increment_assessed();
      Increment& increment = state.increments.at(IncrementId::from(assessed.increment()));
      increment.assessment = assessed.assessment();
      increment.assessment_reason.reset();
      if (event.has_reason()) increment.assessment_reason = Text::from(event.reason());
      increment.assessed_by = static_cast<ParticipantId>(event.author());
      increment.assessed_at = static_cast<Seq>(event.seq());
      return;
    }
    default: {
      const v1::IncrementChecked& checked = event.increment_checked();
      Increment& increment = state.increments.at(IncrementId::from(checked.increment()));
      const bool done = checked.list() == v1::CHECK_LIST_DEFINITION_OF_DONE;
      (done ? increment.definition_of_done : increment.criteria).at(checked.index()).met =
          checked.met();
    }
  }
}

}  // namespace reviewd::domain
