#include "cli/item_batches.h"

#include <algorithm>

namespace reviewd::cli {

std::vector<v1::Operation> to_operations(std::vector<v1::NewItem> items, const v1::Limits& limits) {
  constexpr std::size_t kItemOverheadBytes = 8;  // tag and length
  const std::size_t bytes_max = std::min<std::size_t>(kBatchBytesAim, limits.frame_bytes() / 2);
  const int items_max = static_cast<int>(std::max(1U, limits.items_per_operation()));

  std::vector<v1::Operation> operations;
  std::size_t bytes = 0;
  for (v1::NewItem& item : items) {
    const std::size_t size = item.ByteSizeLong() + kItemOverheadBytes;
    const bool full = operations.empty() ||
                      operations.back().add_items().items_size() >= items_max ||
                      bytes + size > bytes_max;
    if (full) {
      v1::Place* const place = operations.emplace_back().mutable_add_items()->mutable_place();
      place->set_zone(v1::ZONE_ORDERED);
      place->set_end(true);
      bytes = 0;
    }
    bytes += size;
    *operations.back().mutable_add_items()->add_items() = std::move(item);
  }
  return operations;
}

}  // namespace reviewd::cli
