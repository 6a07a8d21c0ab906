// What a poll has come to so far. Who may see it is decided elsewhere (engine/visibility.h).

#pragma once

#include "domain/state.h"

namespace reviewd::domain {

// Counts per choice, every choice listed, zero included.
v1::Tally tally(const Poll& poll);

}  // namespace reviewd::domain
