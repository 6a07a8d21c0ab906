// Backlog items: what may be done to them and what it does. The order itself is order.h.

#include "base/assert.h"
#include "base/planted.h"
#include "domain/apply.h"
#include "domain/field_check.h"
#include "domain/item_rules.h"

namespace reviewd::domain {
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
    fill_new_item(item, ref++, context.draw, added.add_items());
  }
  modify(decision, spot->degraded, false, false);
  return decision;
}

Result<Decision> decide_move_items(const v1::Operation& operation, const DecideContext& context) {
  const v1::MoveItems& move = operation.move_items();
  const auto count = static_cast<std::size_t>(move.items_size());
  if (auto ok = check_count("move_items.items", count, kItemsPerOperationMax); !ok) {
    return std::unexpected(ok.error());
  }
  auto block = collect_block(context, operation, "move_items.items", move.items(), 0);
  if (!block) return std::unexpected(block.error());
  const auto spot = context.state.backlog.order.resolve(move.place(), context.decided);
  if (!spot) return std::unexpected(spot.error());
  if (block->nothing_left) return *block->nothing_left;

  Decision decision;
  v1::Event& event = decision.events.emplace_back();
  fill_spot(*spot, block->moved);
  const bool members = block->moved.skipped_size() > 0;
  *event.mutable_items_moved() = std::move(block->moved);
  event.set_superseded(block->superseded);
  modify(decision, spot->degraded, members, block->archived);
  return decision;
}

Result<Decision> decide_archive_item(const v1::Operation& operation, const DecideContext& context) {
  const v1::Id& id = operation.archive_item().item();
  const auto item = find_item(context, "archive_item.item", id);
  if (!item) return std::unexpected(item.error());
  if ((*item)->alias()) return merged_into(**item);  // C24
  if ((*item)->archived_at != Seq{}) return noop();  // C11
  if (const auto by = stale_by(context, (*item)->archived_by, operation)) return stale(*by);
  Decision decision;
  *decision.events.emplace_back().mutable_item_archived()->mutable_item() = id;
  return decision;
}

Result<Decision> decide_restore_item(const v1::Operation& operation, const DecideContext& context) {
  const v1::RestoreItem& restore = operation.restore_item();
  const auto item = find_item(context, "restore_item.item", restore.item());
  if (!item) return std::unexpected(item.error());
  if ((*item)->alias()) return merged_into(**item);          // C24
  if ((*item)->archived_at == Seq{}) return noop();          // C14
  if (value((*item)->archived_at) != restore.archived_at())  // C13: a newer archive stands
    return superseded(v1::OUTCOME_REASON_CHANGED_SINCE, (*item)->archived_at);
  Decision decision;
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
  for (int i = 0; i < added.items_size(); ++i) {
    const auto k = static_cast<std::uint32_t>(i);
    apply_new_item(state, event, k, added.items(i), left, anchor, added.zone());
    left = anchor = SlotId{event.actor(), event.counter(), k};
  }
}

void set_archived(State& state, const v1::Event& event, const v1::Id& id, Seq archived_at) {
  Item& item = item_of(state, id);
  item.archived_at = archived_at;
  item.archived_by = writer_of(event);
}

}  // namespace

Item& item_of(State& state, const v1::Id& id) {
  const auto found = state.backlog.items.find(ItemId::from(id));
  REVIEWD_ASSERT(found != state.backlog.items.end());
  return found->second;
}

Writer writer_of(const v1::Event& event) {
  return {.seq = static_cast<Seq>(event.seq()), .actor = static_cast<ActorId>(event.actor())};
}

void apply_new_item(State& state, const v1::Event& event, std::uint32_t k, const v1::AddedItem& in,
                    SlotId left, SlotId anchor, v1::Zone zone) {
  const Writer writer = writer_of(event);
  const SlotId slot{event.actor(), event.counter(), k};
  const ItemId id{event.actor(), event.counter(), k};
  Item item{.title = Text::from(in.title()),
            .description = Text::from(in.description()),
            .ref = Text::from(in.ref()),
            .estimate = in.estimate(),
            .slot = slot,
            .zone = zone,
            .title_by = writer,
            .description_by = writer,
            .estimate_by = writer,
            .labels_by = writer,
            .placed_by = writer};
  for (const v1::Text& label : in.labels()) item.labels.push_back(Text::from(label));
  const bool fresh = state.backlog.items.emplace(id, std::move(item)).second;
  REVIEWD_ASSERT(fresh);
  state.backlog.order.insert(
      left,
      Slot{
          .id = slot, .seq = writer.seq, .anchor = anchor, .item = id, .zone = zone, .live = true});
  ++state.backlog.next_ref;
}

void apply_block(State& state, const v1::Event& event, const v1::ItemsMoved& moved) {
  SlotId left = SlotId::from(moved.left());
  SlotId anchor = SlotId::from(moved.anchor());
  // All slots first, then the deaths: forgetting a dead slot must not take `left` away.
  std::vector<SlotId> left_behind;
  for (const v1::MovedItem& member : moved.items()) {
    Item& item = item_of(state, member.item());
    REVIEWD_ASSERT(!item.alias());
    const SlotId slot{event.actor(), event.counter(), member.k()};
    // Moved twice by one proposal: it came from where it was before the whole of it.
    const bool again = item.slot.actor == slot.actor && item.slot.counter == slot.counter;
    state.backlog.order.insert(
        left, Slot{.id = slot,
                   .seq = static_cast<Seq>(event.seq()),
                   .anchor = anchor,
                   .came_from = again ? state.backlog.order.find(item.slot)->came_from : item.slot,
                   .item = ItemId::from(member.item()),
                   .zone = moved.zone(),
                   .live = true});
    left_behind.push_back(item.slot);
    item.slot = slot;
    item.zone = moved.zone();
    item.placed_by = writer_of(event);
    left = anchor = slot;
  }
  for (const SlotId slot : left_behind) {
    if (!base::planted(base::Defect::kWrongSlot)) state.backlog.order.leave(slot);
  }
}

void apply_backlog(State& state, const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemsAdded: return apply_added(state, event);
    case v1::Event::kItemsMoved: return apply_block(state, event, event.items_moved());
    case v1::Event::kItemEdited: return apply_item_edited(state, event);
    case v1::Event::kItemArchived:
      return set_archived(state, event, event.item_archived().item(),
                          static_cast<Seq>(event.seq()));
    case v1::Event::kItemRestored:
      return set_archived(state, event, event.item_restored().item(), Seq{});
    default: REVIEWD_ASSERT(false && "not an event of the backlog");
  }
}

}  // namespace reviewd::domain
