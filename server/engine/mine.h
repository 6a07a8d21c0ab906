// The private view of one participant: what they did that others cannot see.

#pragma once

#include "domain/state.h"
#include "reviewd/v1/live.pb.h"

namespace reviewd::engine {

// What somebody said in reviews that are closed is shown to them up to so many pieces.
inline constexpr std::size_t kSaidShownMax = 50;

v1::ServerFrame mine(const domain::State& state, ParticipantId participant);

// Anonymous feedback that waits to be released, for those who lead.
v1::ServerFrame held_frame(const domain::State& state);

}  // namespace reviewd::engine
