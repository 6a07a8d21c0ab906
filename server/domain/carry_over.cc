// What a review leaves open comes along into the next one (docs/decisions/0014).

#include "domain/carry_over.h"

#include <algorithm>

namespace reviewd::domain {
namespace {

// Whether feedback that is in such a state waits for something.
bool left_open(const Feedback& feedback, v1::FeedbackState state) {
  if (feedback.retracted) return false;
  if (state == v1::FEEDBACK_STATE_PARKED) return true;
  const bool undecided =
      state == v1::FEEDBACK_STATE_NEW || state == v1::FEEDBACK_STATE_ACKNOWLEDGED;
  return undecided && feedback.kind == v1::FEEDBACK_KIND_QUESTION && !feedback.answer;
}

// Of feedback that is merged into nothing: whether it goes on, with all that is merged into it. One
// that was taken back does for the sake of what it had been merged with.
bool goes_on(const State& state, const Feedback& feedback) {
  if (state.reviews.at(feedback.review).state != v1::REVIEW_STATE_CLOSED) return false;
  if (!feedback.retracted) return left_open(feedback, feedback.state);
  return std::ranges::any_of(feedback.merged, [&](FeedbackId id) {
    const Feedback& merged = state.feedback.at(id);
    return left_open(merged, merged.state_before);
  });
}

}  // namespace

std::vector<FeedbackId> to_carry_over(const State& state) {
  std::vector<FeedbackId> out;
  for (const FeedbackId id : state.feedback_order) {
    const Feedback& feedback = state.feedback.at(id);
    const FeedbackId stands = feedback.merged_into.none() ? id : feedback.merged_into;
    if (goes_on(state, state.feedback.at(stands))) out.push_back(id);
  }
  return out;
}

void carry_over(State& state, FeedbackId id, ReviewId into) {
  Feedback& feedback = state.feedback.at(id);
  if (feedback.said_in.none()) feedback.said_in = feedback.review;
  feedback.review = into;
}

ReviewId said_in(const Feedback& feedback) {
  return feedback.said_in.none() ? feedback.review : feedback.said_in;
}

}  // namespace reviewd::domain
