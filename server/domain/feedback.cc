// Feedback: named, or anonymous, in which case only a sealed entry says who wrote it.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/field_check.h"

namespace reviewd::domain {

Result<Decision> decide_give_feedback(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::GiveFeedback& give = operation.give_feedback();
  const auto review = context.state.reviews.find(ReviewId::from(give.review()));
  if (review == context.state.reviews.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "give_feedback.review names no review of this product");
  }
  if (review->second.state != v1::REVIEW_STATE_OPEN) {
    return fail(v1::ERROR_CODE_CLOSED, review->second.state == v1::REVIEW_STATE_DRAFT
                                           ? "the review has not been opened yet"
                                           : "the review is closed");
  }
  if (give.has_increment()) {
    const auto increment = context.state.increments.find(IncrementId::from(give.increment()));
    if (increment == context.state.increments.end() || increment->second.review != review->first) {
      return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                  "give_feedback.increment names no increment of that review");
    }
  }
  if (give.kind() < v1::FEEDBACK_KIND_PRAISE || give.kind() > v1::FEEDBACK_KIND_ENVIRONMENT) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "give_feedback.kind names no kind of feedback");
  }
  if (auto ok = check_title("give_feedback.text", give.text(), kTextBytesMax); !ok) {
    return std::unexpected(ok.error());
  }
  if (auto ok = check_room("feedback entries", context.state.feedback.size(), 1, kFeedbackMax);
      !ok) {
    return std::unexpected(ok.error());
  }
  Decision decision;
  v1::FeedbackGiven& given = *decision.events.emplace_back().mutable_feedback_given();
  *given.mutable_review() = give.review();
  if (give.has_increment()) *given.mutable_increment() = give.increment();
  given.set_kind(give.kind());
  given.set_anonymous(give.anonymous());
  context.draw.text(give.text(), context.author.participant, given.mutable_text());
  v1::Id& id = *given.mutable_feedback();
  if (give.anonymous()) {
    // Named by the server: an id made of the sealed actor would tell two anonymous entries of one
    // person from those of two.
    id.set_counter(static_cast<std::uint32_t>(value(next(context.state.seq))));
    v1::AnonymousAuthor& author = *decision.sealed.emplace_back().mutable_anonymous_author();
    *author.mutable_feedback() = id;
    author.set_participant(value(context.author.participant));
    decision.sealed.back().set_after_events(1);
  } else {
    name_after(operation, &id);
  }
  return decision;
}

void apply_feedback(State& state, const v1::Event& event) {
  const v1::FeedbackGiven& given = event.feedback_given();
  const FeedbackId id = FeedbackId::from(given.feedback());
  const auto author = static_cast<ParticipantId>(event.author());
  const bool fresh = state.feedback
                         .emplace(id, Feedback{.review = ReviewId::from(given.review()),
                                               .increment = IncrementId::from(given.increment()),
                                               .kind = given.kind(),
                                               .text = Text::from(given.text()),
                                               .anonymous = given.anonymous(),
                                               .shown_author = author,
                                               .true_author = author,
                                               .time = static_cast<TimeMs>(event.time_ms())})
                         .second;
  REVIEWD_ASSERT(fresh);
  state.feedback_order.push_back(id);
}

}  // namespace reviewd::domain
