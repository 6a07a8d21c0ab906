// New names for what an operation names: after a lease has ended, what its operations would have
// made is made by others (docs/PROTOCOL.md, "Hello and Welcome").

#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "reviewd/v1/operation.pb.h"

namespace reviewd::sdk {

// (actor, counter) of operations that are made again, and what they are now.
using Renamed =
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::uint32_t, std::uint32_t>>;

// Changes every id in the body of `operation`, and what it undoes, that is in `renamed`.
void rename_ids(const Renamed& renamed, v1::Operation& operation);

}  // namespace reviewd::sdk
