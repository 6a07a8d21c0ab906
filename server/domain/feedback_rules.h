// What every operation on feedback asks first.

#pragma once

#include "domain/decide.h"

namespace reviewd::domain {

// Feedback of a review that is under way. Errors: unknown_item, closed.
Result<const Feedback*> find_feedback(const State& state, const v1::Id& id);

// How many people have upvoted it or what was merged into it; 0 once it was taken back.
std::size_t upvotes_of(const State& state, FeedbackId id);

}  // namespace reviewd::domain
