// Cuts a list of new items into AddItems operations that the server takes.

#pragma once

#include <vector>

#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/operation.pb.h"

namespace reviewd::cli {

// Each operation puts its items at the end of the ordered list, so that in order they give the
// order of `items`. At most limits.items_per_operation items and about kBatchBytesAim bytes each:
// everybody who watches gets an operation as one event, and a room should not stand still for it.
// An item that is larger than that stands alone.
inline constexpr std::size_t kBatchBytesAim = 128 * 1024;
std::vector<v1::Operation> to_operations(std::vector<v1::NewItem> items, const v1::Limits& limits);

}  // namespace reviewd::cli
