// Backlog items: what may be done to them and what it does. The order itself is order.h.

#include <algorithm>
#include <unordered_set>

#include "base/assert.h"
#include "domain/apply.h"
#include "domain/decide.h"
#include "domain/field_check.h"

namespace reviewd::domain {
namespace {

template <class Tag>
std::string text_of(const Made<Tag>& id) {
  return std::to_string(id.actor) + "." + std::to_string(id.counter) + "." + std::to_string(id.k);
}

Result<const Item*> find_item(const State& state, const v1::Id& id) {
  const auto found = state.backlog.items.find(ItemId::from(id));
  if (found == state.backlog.items.end()) {
    return fail(v1::ERROR_CODE_UNKNOWN_ITEM, "there is no item " + text_of(ItemId::from(id)));
  }
  return &found->second;
}

Result<void> check_new_item(const v1::NewItem& item, const std::string& field) {
  if (auto ok = check_title(field + ".title", item.title(), kTitleBytesMax); !ok) return ok;
  if (auto ok = check_long_text(field + ".description", item.description(), kTextBytesMax); !ok)
    return ok;
  if (auto ok = check_text(field + ".ref", item.ref(), kRefBytesMax); !ok) return ok;
  if (item.estimate() > kEstimateMax) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                field + ".estimate is over " + std::to_string(kEstimateMax));
  }
  if (item.labels_size() > static_cast<int>(kLabelsMax)) {
    return fail(v1::ERROR_CODE_TOO_LARGE,
                field + ".labels has more than " + std::to_string(kLabelsMax) + " entries");
  }
  for (const std::string& label : item.labels()) {
    if (auto ok = check_title(field + ".labels", label, kLabelBytesMax); !ok) return ok;
  }
  return {};
}

// HEAD is said by leaving the field out. Event is ItemsAdded or ItemsMoved.
template <class Event>
void fill_spot(const Spot& spot, Event& event) {
  event.set_zone(spot.zone);
  if (!spot.left.none()) spot.left.to(event.mutable_left());
  if (!spot.anchor.none()) spot.anchor.to(event.mutable_anchor());
}

}  // namespace

Result<Decision> decide_add_items(const v1::Operation& operation, const DecideContext& context) {
  const v1::AddItems& add = operation.add_items();
  const auto count = static_cast<std::size_t>(add.items_size());
  if (auto ok = check_count("add_items.items", count, kItemsPerOperationMax); !ok) {
    return std::unexpected(ok.error());
  }
  if (auto ok = check_room("items", context.state.backlog.items.size(), count, kItemsMax); !ok) {
    return std::unexpected(ok.error());
  }
  for (int i = 0; i < add.items_size(); ++i) {
    const auto ok = check_new_item(add.items(i), "add_items.items[" + std::to_string(i) + "]");
    if (!ok) return std::unexpected(ok.error());
  }
  const auto spot = context.state.backlog.order.resolve(add.place(), context.decided);
  if (!spot) return std::unexpected(spot.error());

  Decision decision;
  v1::ItemsAdded& added = *decision.events.emplace_back().mutable_items_added();
  fill_spot(*spot, added);
  std::uint32_t ref = context.state.backlog.next_ref;
  for (const v1::NewItem& item : add.items()) {
    v1::AddedItem& out = *added.add_items();
    context.draw.text(item.title(), kProductText, out.mutable_title());
    context.draw.text(item.description(), kProductText, out.mutable_description());
    context.draw.text(item.ref().empty() ? "#" + std::to_string(ref) : item.ref(), kProductText,
                      out.mutable_ref());
    out.set_estimate(item.estimate());
    for (const std::string& label : item.labels())
      context.draw.text(label, kProductText, out.add_labels());
    ++ref;
  }
  if (spot->degraded) {
    decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
    decision.reason = v1::OUTCOME_REASON_DEGRADED;
  }
  return decision;
}

Result<Decision> decide_move_items(const v1::Operation& operation, const DecideContext& context) {
  const v1::MoveItems& move = operation.move_items();
  const auto count = static_cast<std::size_t>(move.items_size());
  if (auto ok = check_count("move_items.items", count, kItemsPerOperationMax); !ok) {
    return std::unexpected(ok.error());
  }
  Decision decision;
  v1::Event& event = decision.events.emplace_back();
  v1::ItemsMoved& moved = *event.mutable_items_moved();
  bool archived = false;
  std::uint64_t superseded = 0;
  std::unordered_set<ItemId> seen;
  for (int i = 0; i < move.items_size(); ++i) {
    const auto item = find_item(context.state, move.items(i));
    if (!item) return std::unexpected(item.error());
    if (!seen.insert(ItemId::from(move.items(i))).second) {
      return fail(v1::ERROR_CODE_BAD_REQUEST, "move_items.items[" + std::to_string(i) +
                                                  "] is listed twice; name each item once");
    }
    v1::MovedItem& out = *moved.add_items();
    *out.mutable_item() = move.items(i);
    out.set_k(static_cast<std::uint32_t>(i));
    archived = archived || (*item)->archived_at != Seq{};
    const Writer placer{.seq = (*item)->placed_by, .actor = ActorId{(*item)->slot.actor}};
    if (concurrent(placer, operation)) {
      superseded = std::max(superseded, value((*item)->placed_by));  // C1: tell whom this overrides
    }
  }
  const auto spot = context.state.backlog.order.resolve(move.place(), context.decided);
  if (!spot) return std::unexpected(spot.error());
  fill_spot(*spot, moved);
  event.set_superseded(superseded);
  if (archived || spot->degraded) {
    decision.kind = v1::OUTCOME_KIND_APPLIED_MODIFIED;
    decision.reason = spot->degraded ? v1::OUTCOME_REASON_DEGRADED : v1::OUTCOME_REASON_ARCHIVED;
  }
  return decision;
}

Result<Decision> decide_archive_item(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.archive_item().item();
  const auto item = find_item(context.state, id);
  if (!item) return std::unexpected(item.error());
  Decision decision;
  if ((*item)->archived_at != Seq{}) {  // C11
    return noop();
  }
  *decision.events.emplace_back().mutable_item_archived()->mutable_item() = id;
  return decision;
}

Result<Decision> decide_restore_item(const v1::Operation& operation, const DecideContext& context) {
  const v1::RestoreItem& restore = operation.restore_item();
  const auto item = find_item(context.state, restore.item());
  if (!item) return std::unexpected(item.error());
  Decision decision;
  if ((*item)->archived_at == Seq{}) {  // C14
    return noop();
  }
  if (value((*item)->archived_at) != restore.archived_at()) {  // C13: a newer archive stands
    decision.kind = v1::OUTCOME_KIND_SUPERSEDED;
    decision.reason = v1::OUTCOME_REASON_CHANGED_SINCE;
    decision.by = (*item)->archived_at;
    return decision;
  }
  v1::ItemRestored& restored = *decision.events.emplace_back().mutable_item_restored();
  *restored.mutable_item() = restore.item();
  restored.set_archived_at(restore.archived_at());
  return decision;
}

namespace {

void apply_added(State& state, const v1::Event& event) {
  const v1::ItemsAdded& added = event.items_added();
  SlotId left = SlotId::from(added.left());
  SlotId anchor = SlotId::from(added.anchor());
  const Writer writer{.seq = static_cast<Seq>(event.seq()),
                      .actor = static_cast<ActorId>(event.actor())};
  for (int i = 0; i < added.items_size(); ++i) {
    const v1::AddedItem& in = added.items(i);
    const auto k = static_cast<std::uint32_t>(i);
    const SlotId slot{event.actor(), event.counter(), k};
    const ItemId id{event.actor(), event.counter(), k};
    Item item{.title = Text::from(in.title()),
              .description = Text::from(in.description()),
              .ref = Text::from(in.ref()),
              .estimate = in.estimate(),
              .slot = slot,
              .zone = added.zone(),
              .title_by = writer,
              .description_by = writer,
              .estimate_by = writer,
              .labels_by = writer,
              .placed_by = writer.seq};
    for (const v1::Text& label : in.labels()) item.labels.push_back(Text::from(label));
    const bool fresh = state.backlog.items.emplace(id, std::move(item)).second;
    REVIEWD_ASSERT(fresh);
    state.backlog.order.insert(left, Slot{.id = slot,
                                          .seq = writer.seq,
                                          .anchor = anchor,
                                          .item = id,
                                          .zone = added.zone(),
                                          .live = true});
    left = anchor = slot;
  }
  state.backlog.next_ref += static_cast<std::uint32_t>(added.items_size());
}

void apply_moved(State& state, const v1::Event& event) {
  const v1::ItemsMoved& moved = event.items_moved();
  SlotId left = SlotId::from(moved.left());
  SlotId anchor = SlotId::from(moved.anchor());
  // All slots first, then the deaths: forgetting a dead slot must not take `left` away.
  std::vector<SlotId> left_behind;
  for (const v1::MovedItem& member : moved.items()) {
    const ItemId id = ItemId::from(member.item());
    const auto found = state.backlog.items.find(id);
    REVIEWD_ASSERT(found != state.backlog.items.end());
    Item& item = found->second;
    const SlotId slot{event.actor(), event.counter(), member.k()};
    state.backlog.order.insert(left, Slot{.id = slot,
                                          .seq = static_cast<Seq>(event.seq()),
                                          .anchor = anchor,
                                          .came_from = item.slot,
                                          .item = id,
                                          .zone = moved.zone(),
                                          .live = true});
    left_behind.push_back(item.slot);
    item.slot = slot;
    item.zone = moved.zone();
    item.placed_by = static_cast<Seq>(event.seq());
    left = anchor = slot;
  }
  for (const SlotId slot : left_behind) state.backlog.order.leave(slot);
}

Item& item_of(State& state, const v1::Id& id) {
  const auto found = state.backlog.items.find(ItemId::from(id));
  REVIEWD_ASSERT(found != state.backlog.items.end());
  return found->second;
}

}  // namespace

void apply_backlog(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemsAdded: return apply_added(state, event);
    case v1::Event::kItemsMoved: return apply_moved(state, event);
    case v1::Event::kItemEdited: return apply_item_edited(state, event);
    case v1::Event::kItemArchived:
      item_of(state, event.item_archived().item()).archived_at = static_cast<Seq>(event.seq());
      return;
    case v1::Event::kItemRestored:
      item_of(state, event.item_restored().item()).archived_at = Seq{};
      return;
    default: REVIEWD_ASSERT(false && "not an event of the backlog");
  }
}

}  // namespace reviewd::domain
