// Feedback: named, or anonymous, in which case only a sealed entry says who wrote it.

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/feedback_rules.h"
#include "domain/field_check.h"
#include "domain/held_feedback.h"

namespace reviewd::domain {
namespace {

Result<void> check_not_muted(const DecideContext& context) {
  if (!context.state.participants.at(context.author.participant).muted) return {};
  return fail(v1::ERROR_CODE_FORBIDDEN,
              "the facilitator has muted you; you can still vote and read along");
}

}  // namespace

Result<const Feedback*> find_feedback(const State& state, const v1::Id& id) {
  const auto found = state.feedback.find(FeedbackId::from(id));
  if (found == state.feedback.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "the operation names feedback that this product does not have");
  }
  if (!state.reviews.at(found->second.review).under_way()) {
    return fail(v1::ERROR_CODE_CLOSED, "the review is closed");  // C50
  }
  return &found->second;
}

Result<Decision> decide_give_feedback(const v1::Operation& operation,
                                      const DecideContext& context) {
  const v1::GiveFeedback& give = operation.give_feedback();
  const auto review = context.state.reviews.find(ReviewId::from(give.review()));
  if (review == context.state.reviews.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM,
                "give_feedback.review names no review of this product");
  }
  if (!review->second.under_way()) {
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
  if (auto ok = check_not_muted(context); !ok) return std::unexpected(ok.error());
  if (give.kind() < v1::FEEDBACK_KIND_PRAISE || give.kind() > v1::FEEDBACK_KIND_ENVIRONMENT) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "give_feedback.kind names no kind of feedback");
  }
  if (auto ok = check_title("give_feedback.text", give.text(), kTextBytesMax); !ok) {
    return std::unexpected(ok.error());
  }
  const std::size_t have = context.state.feedback.size() + context.state.held_feedback.size();
  if (auto ok = check_room("feedback entries", have, 1, kFeedbackMax); !ok)
    return std::unexpected(ok.error());
  if (give.anonymous() && review->second.feedback_held) return hold_feedback(give, context);
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

Result<Decision> decide_upvote_feedback(const v1::Operation& operation,
                                        const DecideContext& context) {
  const v1::UpvoteFeedback& upvote = operation.upvote_feedback();
  const auto feedback = find_feedback(context.state, upvote.feedback());
  if (!feedback) return std::unexpected(feedback.error());
  if (auto ok = check_not_muted(context); !ok) return std::unexpected(ok.error());
  const ParticipantId voter = context.author.participant;
  if ((*feedback)->retracted) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, "this feedback has been taken back by its author");
  }
  if ((*feedback)->true_author == voter) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "this is your own feedback; others may upvote it");
  }
  if ((*feedback)->upvotes.contains(voter) != upvote.withdraw()) return noop();
  Decision decision;
  v1::UpvoteSet& set = *decision.sealed.emplace_back().mutable_upvote_set();
  *set.mutable_feedback() = upvote.feedback();
  set.set_participant(value(voter));
  set.set_withdrawn(upvote.withdraw());
  return decision;
}

Result<Decision> decide_retract_feedback(const v1::Operation& operation,
                                         const DecideContext& context) {
  const v1::RetractFeedback& retract = operation.retract_feedback();
  const auto held = retract_held(retract, context);
  if (!held) return std::unexpected(held.error());
  if (*held) return **held;
  const auto feedback = find_feedback(context.state, retract.feedback());
  if (!feedback) return std::unexpected(feedback.error());
  if ((*feedback)->true_author != context.author.participant) {
    return fail(v1::ERROR_CODE_FORBIDDEN, "only its author can take feedback back");
  }
  if ((*feedback)->anonymous != retract.anonymous()) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "retract_feedback.anonymous must say whether the feedback is anonymous");
  }
  if ((*feedback)->retracted) return noop();
  Decision decision;
  *decision.events.emplace_back().mutable_feedback_retracted()->mutable_feedback() =
      retract.feedback();
  return decision;
}

void apply_feedback(State& state, const v1::Event& event) {
  if (event.has_feedback_retracted()) {
    state.feedback.at(FeedbackId::from(event.feedback_retracted().feedback())).retracted = true;
    return;
  }
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

void apply_feedback(State& state, const v1::SealedEntry& entry) {
  if (entry.has_anonymous_author()) {
    const v1::AnonymousAuthor& author = entry.anonymous_author();
    state.feedback.at(FeedbackId::from(author.feedback())).true_author =
        ParticipantId{author.participant()};
    return;
  }
  const v1::UpvoteSet& set = entry.upvote_set();
  auto& upvotes = state.feedback.at(FeedbackId::from(set.feedback())).upvotes;
  if (set.withdrawn()) {
    upvotes.erase(ParticipantId{set.participant()});
  } else {
    upvotes.insert(ParticipantId{set.participant()});
  }
}

}  // namespace reviewd::domain
