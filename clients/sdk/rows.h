// The backlog of a state as a list of rows, and the gaps between them as operations name them
// (docs/PROTOCOL.md, "The order").

#pragma once

#include <vector>

#include "domain/state.h"
#include "reviewd/v1/backlog.pb.h"

namespace reviewd::sdk {

// Items of `zone` from top to bottom, archived ones left out unless asked for.
std::vector<ItemId> rows(const domain::State& state, v1::Zone zone, bool with_archived = false);

// The gap directly below or above the slot that an item of the state is in.
v1::Gap gap_below(const domain::State& state, ItemId item);
v1::Gap gap_above(const domain::State& state, ItemId item);

}  // namespace reviewd::sdk
