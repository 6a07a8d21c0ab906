// Anonymous feedback that waits to be released.

#pragma once

#include <optional>

#include "domain/decide.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::domain {

// Whether any of the review's waits.
bool any_waits(const State& state, ReviewId review);

// Anonymous feedback, found fit to be given, of a review whose feedback is held. Errors: too_large.
Result<Decision> hold_feedback(const v1::GiveFeedback& give, const DecideContext& context);

// Its author takes held feedback back; none where the operation is not about any of theirs.
Result<std::optional<Decision>> retract_held(const v1::RetractFeedback& retract,
                                             const DecideContext& context);

void save_held_feedback(const State& state, v1::ProductState* out);
void load_held_feedback(const v1::ProductState& in, State& state);

}  // namespace reviewd::domain
