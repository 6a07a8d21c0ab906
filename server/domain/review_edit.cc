// What a review says of itself, of its Sprint, and of what has changed around the product.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/review_rules.h"

namespace reviewd::domain {
namespace {

Result<void> check_edit(const v1::EditReview& edit) {
  if (auto ok = check_title("edit_review.title", edit.title(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_text("edit_review.sprint_goal", edit.sprint_goal(), kTitleBytesMax); !ok)
    return ok;
  if (auto ok = check_date("edit_review.starts", edit.starts()); !ok) return ok;
  if (auto ok = check_date("edit_review.ends", edit.ends()); !ok) return ok;
  if (!edit.starts().empty() && !edit.ends().empty() && edit.ends() < edit.starts()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "edit_review.ends is before edit_review.starts; a Sprint ends after it begins");
  }
  return check_text("edit_review.environment", edit.environment(), kTextBytesMax);
}

bool says_so(const Review& review, const v1::EditReview& edit) {
  return review.title.plain == edit.title() && review.sprint == edit.sprint() &&
         review.sprint_goal.plain == edit.sprint_goal() && review.starts == edit.starts() &&
         review.ends == edit.ends() && review.items_done == edit.items_done() &&
         review.points_done == edit.points_done() &&
         (review.environment ? review.environment->plain : "") == edit.environment();
}

}  // namespace

Result<Decision> decide_edit_review(const v1::Operation& operation, const DecideContext& context) {
  const v1::EditReview& edit = operation.edit_review();
  const auto review = find_open_or_draft(context.state, "edit_review.review", edit.review());
  if (!review) return std::unexpected(review.error());
  if (auto ok = check_edit(edit); !ok) return std::unexpected(ok.error());
  const Seq stands = (*review)->edited_at;
  if (auto ok = check_version("edit_review.if_version", edit.if_version(), stands); !ok)
    return std::unexpected(ok.error());
  if (says_so(**review, edit)) return noop();
  Decision decision;
  v1::ReviewEdited& event = *decision.events.emplace_back().mutable_review_edited();
  *event.mutable_review() = edit.review();
  context.draw.text(edit.title(), kProductText, event.mutable_title());
  event.set_sprint(edit.sprint());
  context.draw.text(edit.sprint_goal(), kProductText, event.mutable_sprint_goal());
  event.set_starts(edit.starts());
  event.set_ends(edit.ends());
  event.set_items_done(edit.items_done());
  event.set_points_done(edit.points_done());
  if (!edit.environment().empty())
    context.draw.text(edit.environment(), kProductText, event.mutable_environment());
  event.set_overwrote(value(stands));
  return decision;
}

void apply_review_edit(State& state, const v1::Event& event) {
  REVIEWD_ASSERT(event.has_review_edited());
  const v1::ReviewEdited& edited = event.review_edited();
  Review& review = state.reviews.at(ReviewId::from(edited.review()));
  review.title = Text::from(edited.title());
  review.sprint = edited.sprint();
  review.sprint_goal = Text::from(edited.sprint_goal());
  review.starts = edited.starts();
  review.ends = edited.ends();
  review.items_done = edited.items_done();
  review.points_done = edited.points_done();
  review.environment.reset();
  if (edited.has_environment()) review.environment = Text::from(edited.environment());
  review.edited_at = static_cast<Seq>(event.seq());
}

}  // namespace reviewd::domain
