// What a review leaves open, and how it becomes part of the next one.

#pragma once

#include <vector>

#include "domain/state.h"

namespace reviewd::domain {

// Feedback of closed reviews that is parked, or a question without an answer, and what is merged
// into it; in the order it was given.
std::vector<FeedbackId> to_carry_over(const State& state);

// It is feedback of `into` from now on, and knows where it was given.
void carry_over(State& state, FeedbackId id, ReviewId into);

// The review in which feedback was given.
ReviewId said_in(const Feedback& feedback);

}  // namespace reviewd::domain
