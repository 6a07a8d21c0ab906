// What somebody who looks at a screen might do next. Mostly sensible, sometimes too late, sometimes
// not allowed: rejections are part of the game.

#pragma once

#include <iterator>
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

// Any of them; null when there are none.
template <class Map>
const typename Map::value_type* some(const Map& map, Prng& random) {
  if (map.empty()) return nullptr;
  return &*std::next(map.begin(), random.below(map.size()));
}

// Nothing: there is nothing to do here just now.
std::optional<v1::Operation> think_of_something(const View& view, Prng& random);

}  // namespace reviewd::simulation
