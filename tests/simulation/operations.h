// What somebody who looks at a screen might do next. Mostly sensible, sometimes too late, sometimes
// not allowed: rejections are part of the game.

#pragma once

#include <optional>

#include "domain/state.h"
#include "reviewd/v1/operation.pb.h"
#include "simulation/prng.h"

namespace reviewd::simulation {

struct View {
  const domain::State& state;      // with what is pending
  const domain::State& confirmed;  // without
  ParticipantId me;
  v1::Role role;
};

// Nothing: there is nothing to do here just now.
std::optional<v1::Operation> think_of_something(const View& view, Prng& random);

}  // namespace reviewd::simulation
