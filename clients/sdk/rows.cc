#include "sdk/rows.h"

#include "base/assert.h"

namespace reviewd::sdk {

namespace {

v1::Gap gap(SlotId left, SlotId right) {
  v1::Gap gap;
  if (!left.none()) left.to(gap.mutable_left());
  if (!right.none()) right.to(gap.mutable_right());
  return gap;
}

SlotId slot_of(const domain::State& state, ItemId item) {
  const auto found = state.backlog.items.find(item);
  REVIEWD_ASSERT(found != state.backlog.items.end());
  return found->second.slot;
}

}  // namespace

std::vector<ItemId> rows(const domain::State& state, v1::Zone zone, bool with_archived) {
  std::vector<ItemId> rows;
  rows.reserve(state.backlog.items.size());
  state.backlog.order.each(zone, [&](const domain::Slot& slot) {
    if (!slot.live) return;
    if (with_archived || state.backlog.items.at(slot.item).archived_at == Seq{})
      rows.push_back(slot.item);
  });
  return rows;
}

v1::Gap gap_below(const domain::State& state, ItemId item) {
  const SlotId slot = slot_of(state, item);
  return gap(slot, state.backlog.order.right_of(slot));
}

v1::Gap gap_above(const domain::State& state, ItemId item) {
  const SlotId slot = slot_of(state, item);
  return gap(state.backlog.order.left_of(slot), slot);
}

}  // namespace reviewd::sdk
