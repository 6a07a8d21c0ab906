// What every operation on polls asks first.

#pragma once

#include "domain/decide.h"

namespace reviewd::domain {

// Errors: unknown_item.
Result<const Poll*> find_poll(const State& state, const v1::Id& id);

// A poll that takes ballots now. Errors: unknown_item, round_over (C30), poll_closed (C27).
Result<const Poll*> find_open_poll(const State& state, const v1::Id& id);

}  // namespace reviewd::domain
