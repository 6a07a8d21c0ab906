// What a review leaves open comes along into the next one (docs/decisions/0014).

#include "domain/carry_over.h"

namespace reviewd::domain {
namespace {

// Whether feedback of a review that is over still waits for something.
bool left_open(const State& state, const Feedback& feedback) {
  if (feedback.retracted || !feedback.merged_into.none()) return false;
  if (state.reviews.at(feedback.review).state != v1::REVIEW_STATE_CLOSED) return false;
  if (feedback.state == v1::FEEDBACK_STATE_PARKED) return true;
  const bool undecided =
      feedback.state == v1::FEEDBACK_STATE_NEW || feedback.state == v1::FEEDBACK_STATE_ACKNOWLEDGED;
  return undecided && feedback.kind == v1::FEEDBACK_KIND_QUESTION && !feedback.answer;
}

}  // namespace

std::vector<FeedbackId> to_carry_over(const State& state) {
  std::vector<FeedbackId> out;
  for (const FeedbackId id : state.feedback_order) {
    const Feedback& feedback = state.feedback.at(id);
    const FeedbackId stands = feedback.merged_into.none() ? id : feedback.merged_into;
    if (left_open(state, state.feedback.at(stands))) out.push_back(id);
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
