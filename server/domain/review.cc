// Reviews: planned, opened, paused and resumed, closed, and opened again with a reason.

#include "domain/review_rules.h"

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/carry_over.h"
#include "domain/field_check.h"
#include "domain/held_feedback.h"

namespace reviewd::domain {

Result<const Review*> find_review(const State& state, std::string_view field, const v1::Id& id) {
  const auto found = state.reviews.find(ReviewId::from(id));
  if (found == state.reviews.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                std::string(field) + " names a review that this product does not have");
  }
  return &found->second;
}

Result<const Review*> find_open_or_draft(const State& state, std::string_view field,
                                         const v1::Id& id) {
  const auto review = find_review(state, field, id);
  if (!review || (*review)->state != v1::REVIEW_STATE_CLOSED) return review;
  return fail(v1::ERROR_CODE_CLOSED, "the review is closed");
}

Result<const Review*> find_running_review(const State& state, std::string_view field,
                                          const v1::Id& id) {
  const auto review = find_review(state, field, id);
  if (!review) return review;
  switch ((*review)->state) {
    case v1::REVIEW_STATE_DRAFT:
      return fail(v1::ERROR_CODE_CLOSED, "the review has not been opened yet; open it first");
    case v1::REVIEW_STATE_CLOSED:
      return fail(v1::ERROR_CODE_CLOSED, "the review is closed");  // C50
    case v1::REVIEW_STATE_PAUSED:
      return fail(v1::ERROR_CODE_CONFLICT, "the review is paused; resume it first");
    default: return review;
  }
}

Result<void> check_reason(const v1::Operation& operation, std::string_view what_for) {
  if (operation.reason().find_first_not_of(" \t\r\n") != std::string::npos) return {};
  return fail(v1::ERROR_CODE_BAD_REQUEST,
              "reason is empty; say why: it is shown beside " + std::string(what_for));
}

namespace {

// At most one review is under way.
Result<void> check_no_other_open(const State& state) {
  if (state.open_review() == nullptr) return {};
  return fail(v1::ERROR_CODE_CONFLICT, "another review is open; close it first");
}

}  // namespace

Result<Decision> decide_plan_review(const v1::Operation& operation, const DecideContext& context) {
  const v1::PlanReview& plan = operation.plan_review();
  if (auto ok = check_title("plan_review.title", plan.title(), kTitleBytesMax); !ok) {
    return std::unexpected(ok.error());
  }
  if (auto ok = check_text("plan_review.sprint_goal", plan.sprint_goal(), kTitleBytesMax); !ok) {
    return std::unexpected(ok.error());
  }
  if (auto ok = check_room("reviews", context.state.reviews.size(), 1, kReviewsMax); !ok) {
    return std::unexpected(ok.error());
  }
  Decision decision;
  v1::ReviewPlanned& planned = *decision.events.emplace_back().mutable_review_planned();
  name_after(operation, planned.mutable_review());
  context.draw.text(plan.title(), kProductText, planned.mutable_title());
  planned.set_sprint(plan.sprint());
  context.draw.text(plan.sprint_goal(), kProductText, planned.mutable_sprint_goal());
  add_usual_agenda(operation, context.draw, &planned);
  return decision;
}

Result<Decision> decide_open_review(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.open_review().review();
  const auto review = find_review(context.state, "open_review.review", id);
  if (!review) return std::unexpected(review.error());
  if ((*review)->under_way()) return noop();
  if ((*review)->state == v1::REVIEW_STATE_CLOSED) {  // C50
    return fail(v1::ERROR_CODE_CLOSED,
                "the review is closed; plan the next one, or reopen this one with a reason");
  }
  if (auto ok = check_no_other_open(context.state); !ok) return std::unexpected(ok.error());
  Decision decision;
  v1::ReviewOpened& opened = *decision.events.emplace_back().mutable_review_opened();
  *opened.mutable_review() = id;
  for (const FeedbackId feedback : to_carry_over(context.state)) feedback.to(opened.add_carried());
  return decision;
}

Result<Decision> decide_close_review(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.close_review().review();
  const auto review = find_review(context.state, "close_review.review", id);
  if (!review) return std::unexpected(review.error());
  if ((*review)->state == v1::REVIEW_STATE_CLOSED) return noop();
  if ((*review)->state == v1::REVIEW_STATE_DRAFT) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "the review has not been opened yet");
  }
  for (const auto& [poll_id, poll] : context.state.polls) {
    if (poll.review == ReviewId::from(id) && poll.state == v1::POLL_STATE_OPEN) {
      return fail(v1::ERROR_CODE_CONFLICT, "a poll of the review is open; close it first");
    }
  }
  if (any_waits(context.state, ReviewId::from(id))) {
    return fail(v1::ERROR_CODE_CONFLICT,
                "anonymous feedback of the review waits; release or discard it first");
  }
  Decision decision;
  *decision.events.emplace_back().mutable_review_closed()->mutable_review() = id;
  return decision;
}

Result<Decision> decide_pause_review(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.pause_review().review();
  const auto review = find_review(context.state, "pause_review.review", id);
  if (!review) return std::unexpected(review.error());
  if ((*review)->state == v1::REVIEW_STATE_PAUSED) return noop();
  const auto running = find_running_review(context.state, "pause_review.review", id);
  if (!running) return std::unexpected(running.error());
  Decision decision;
  v1::ReviewPaused& event = *decision.events.emplace_back().mutable_review_paused();
  *event.mutable_review() = id;
  *event.mutable_timer() = paused((*review)->timer, context.now);
  return decision;
}

Result<Decision> decide_resume_review(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::Id& id = operation.resume_review().review();
  const auto review = find_review(context.state, "resume_review.review", id);
  if (!review) return std::unexpected(review.error());
  if ((*review)->state == v1::REVIEW_STATE_OPEN) return noop();
  if ((*review)->state != v1::REVIEW_STATE_PAUSED) {
    return fail(v1::ERROR_CODE_CLOSED, (*review)->state == v1::REVIEW_STATE_DRAFT
                                           ? "the review has not been opened yet; open it first"
                                           : "the review is closed; reopen it with a reason");
  }
  Decision decision;
  *decision.events.emplace_back().mutable_review_resumed()->mutable_review() = id;
  return decision;
}

Result<Decision> decide_reopen_review(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::Id& id = operation.reopen_review().review();
  const auto review = find_review(context.state, "reopen_review.review", id);
  if (!review) return std::unexpected(review.error());
  if ((*review)->under_way()) return noop();
  if ((*review)->state == v1::REVIEW_STATE_DRAFT) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "the review has not been opened yet; open it instead");
  }
  if (auto ok = check_no_other_open(context.state); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(operation, "the review"); !ok) return std::unexpected(ok.error());
  Decision decision;
  *decision.events.emplace_back().mutable_review_reopened()->mutable_review() = id;
  return decision;
}

Result<Decision> decide_set_definition_of_done(const v1::Operation& operation,
                                               const DecideContext& context) {
  const auto& checks = operation.set_definition_of_done().checks();
  if (checks.size() > static_cast<int>(kChecksMax)) {
    return fail(v1::ERROR_CODE_TOO_LARGE, "set_definition_of_done.checks has more than " +
                                              std::to_string(kChecksMax) + " entries");
  }
  Decision decision;
  v1::DefinitionOfDoneSet& set = *decision.events.emplace_back().mutable_definition_of_done_set();
  for (const std::string& check : checks) {
    if (auto ok = check_title("set_definition_of_done.checks", check, kTitleBytesMax); !ok) {
      return std::unexpected(ok.error());
    }
    context.draw.text(check, kProductText, set.add_checks());
  }
  return decision;
}

namespace {

void set_state(State& state, const v1::Id& review, v1::ReviewState to) {
  state.reviews.at(ReviewId::from(review)).state = to;
}

}  // namespace

void apply_review(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kDefinitionOfDoneSet:
      state.definition_of_done.clear();
      for (const v1::Text& check : event.definition_of_done_set().checks()) {
        state.definition_of_done.push_back(Text::from(check));
      }
      return;
    case v1::Event::kReviewPlanned: {
      const v1::ReviewPlanned& planned = event.review_planned();
      state.reviews.emplace(ReviewId::from(planned.review()),
                            Review{.title = Text::from(planned.title()),
                                   .sprint = planned.sprint(),
                                   .sprint_goal = Text::from(planned.sprint_goal()),
                                   .agenda = agenda_from(planned.agenda())});
      return;
    }
    case v1::Event::kReviewOpened: {
      const v1::ReviewOpened& opened = event.review_opened();
      for (const v1::Id& id : opened.carried())
        carry_over(state, FeedbackId::from(id), ReviewId::from(opened.review()));
      return set_state(state, opened.review(), v1::REVIEW_STATE_OPEN);
    }
    case v1::Event::kFeedbackHoldSet: {
      const v1::FeedbackHoldSet& set = event.feedback_hold_set();
      state.reviews.at(ReviewId::from(set.review())).feedback_held = set.hold();
      return;
    }
    case v1::Event::kReviewResumed:
      return set_state(state, event.review_resumed().review(), v1::REVIEW_STATE_OPEN);
    case v1::Event::kReviewReopened:
      return set_state(state, event.review_reopened().review(), v1::REVIEW_STATE_OPEN);
    case v1::Event::kReviewPaused: {
      const v1::ReviewPaused& paused = event.review_paused();
      set_timer(state, ReviewId::from(paused.review()), paused.timer());
      return set_state(state, paused.review(), v1::REVIEW_STATE_PAUSED);
    }
    case v1::Event::kReviewClosed: {  // and with it the timer
      const ReviewId id = ReviewId::from(event.review_closed().review());
      set_timer(state, id, changed(state.reviews.at(id).timer));
      return set_state(state, event.review_closed().review(), v1::REVIEW_STATE_CLOSED);
    }
    default: REVIEWD_ASSERT(false && "not an event of reviews");
  }
}

}  // namespace reviewd::domain
