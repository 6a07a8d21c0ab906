// Sorting rows of a zone: a permutation of the seats they have when the sort is decided, past rows
// that somebody moved meanwhile (conflict rules C38 to C40, worked example S19).

#include <algorithm>
#include <unordered_set>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"

namespace reviewd::domain {
namespace {

constexpr std::string_view kItems = "sort_items.items";

struct Listed {
  v1::ItemsSorted sorted;
  std::vector<SlotId> seats;
  Seq kept_by{};                // latest event that a row was kept for
  const Item* alias = nullptr;  // one that was listed
  std::uint64_t superseded = 0;
};

// Whether a row stays where it is: somebody moved it since the author's base, or it is in the other
// list by now.
std::optional<Seq> kept_by(const DecideContext& context, const v1::Operation& operation,
                           const Item& item, v1::Zone zone) {
  if (const auto by = stale_by(context, item.placed_by, operation)) return by;  // C32
  if (item.zone != zone) return item.placed_by.seq;
  const Slot& slot = *context.state.backlog.order.find(item.slot);
  const Writer maker{.seq = slot.seq, .actor = ActorId{slot.id.actor}};
  if (slot.sorted || !concurrent(context.state, maker, operation)) return std::nullopt;
  return slot.seq;
}

Result<Listed> look_at(const DecideContext& context, const v1::Operation& operation,
                       v1::Zone zone) {
  Listed listed;
  std::unordered_set<ItemId> seen;
  const auto& items = operation.sort_items().items();
  for (int i = 0; i < items.size(); ++i) {
    const auto found = find_item(context, kItems, items[i], i);
    if (!found) return std::unexpected(found.error());
    if (!seen.insert(ItemId::from(items[i])).second) {
      return fail(v1::ERROR_CODE_BAD_REQUEST,
                  entry_of(kItems, i) + " is listed twice; name each item once");
    }
    const Item& item = **found;
    if (item.alias()) {  // C38: skipped
      listed.alias = &item;
      continue;
    }
    if (const auto by = kept_by(context, operation, item, zone)) {
      listed.kept_by = std::max(listed.kept_by, *by);
      *listed.sorted.add_kept() = items[i];
      continue;
    }
    v1::SortedItem& member = *listed.sorted.add_items();
    *member.mutable_item() = items[i];
    member.set_k(static_cast<std::uint32_t>(i));
    listed.seats.push_back(item.slot);
    if (concurrent(context.state, item.placed_by, operation)) {  // C40
      listed.superseded = std::max(listed.superseded, value(item.placed_by.seq));
    }
  }
  return listed;
}

Decision nothing_to_sort(const Listed& listed) {
  if (listed.kept_by == Seq{}) return merged_into(*listed.alias);
  return superseded(v1::OUTCOME_REASON_CHANGED_SINCE, listed.kept_by);
}

}  // namespace

Result<Decision> decide_sort_items(const v1::Operation& operation, const DecideContext& context) {
  const v1::SortItems& sort = operation.sort_items();
  const auto count = static_cast<std::size_t>(sort.items_size());
  if (auto ok = check_count(kItems, count, kItemsPerSortMax); !ok) {
    return std::unexpected(ok.error());
  }
  const v1::Zone zone =
      sort.zone() == v1::ZONE_NOT_YET_ORDERED ? v1::ZONE_NOT_YET_ORDERED : v1::ZONE_ORDERED;
  auto listed = look_at(context, operation, zone);
  if (!listed) return std::unexpected(listed.error());
  if (listed->seats.empty()) return nothing_to_sort(*listed);

  context.state.backlog.order.sort_by_place(listed->seats);
  for (int i = 0; i < listed->sorted.items_size(); ++i) {
    listed->seats[static_cast<std::size_t>(i)].to(listed->sorted.mutable_items(i)->mutable_seat());
  }
  listed->sorted.set_zone(zone);
  Decision decision;
  v1::Event& event = decision.events.emplace_back();
  event.set_superseded(listed->superseded);
  if (listed->sorted.kept_size() > 0) {
    decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
    decision.reason = v1::OUTCOME_REASON_KEPT;
  } else {
    modify(decision, false, listed->alias != nullptr, false);
  }
  *event.mutable_items_sorted() = std::move(listed->sorted);
  return decision;
}

void apply_sorted(State& state, const v1::Event& event) {
  const v1::ItemsSorted& sorted = event.items_sorted();
  // All new slots first: a seat must not be forgotten before its right neighbour stands.
  std::vector<SlotId> left_behind;
  for (const v1::SortedItem& member : sorted.items()) {
    Item& item = item_of(state, member.item());
    const SlotId slot{event.actor(), event.counter(), member.k()};
    const SlotId seat = SlotId::from(member.seat());
    state.backlog.order.insert(seat, Slot{.id = slot,
                                          .seq = static_cast<Seq>(event.seq()),
                                          .anchor = seat,
                                          .came_from = item.slot,
                                          .item = ItemId::from(member.item()),
                                          .zone = sorted.zone(),
                                          .live = true,
                                          .sorted = true});
    left_behind.push_back(item.slot);
    item.slot = slot;
    item.placed_by = writer_of(event);
  }
  for (const SlotId slot : left_behind) state.backlog.order.leave(slot);
}

}  // namespace reviewd::domain
