#include "sdk/backlog.h"

#include <algorithm>

namespace reviewd::sdk {

namespace {

// "The oldest dead slots are forgotten", docs/SPEC.md: what is kept here is what events may name.
constexpr std::size_t kDeadSlotsMax = 10'000;

std::unexpected<Error> broken(std::uint64_t seq, std::string what) {
  return fail(v1::ERROR_CODE_BAD_REQUEST,
              "event " + std::to_string(seq) + " does not fit: " + std::move(what));
}

bool is_ordered(v1::Zone zone) { return zone != v1::ZONE_NOT_YET_ORDERED; }

}  // namespace

Backlog::Backlog() : slots_(2) {}

Result<void> Backlog::load(const RowSnapshot& snapshot) {
  *this = Backlog();
  Index ordered_end = 0;
  Index other_end = 1;
  for (const v1::RowChunk& chunk : snapshot.chunks) {
    for (const v1::SlotRow& row : chunk.slots()) {
      if (auto loaded = load_slot(row, ordered_end, other_end); !loaded) return loaded;
    }
  }
  return {};
}

Result<void> Backlog::load_slot(const v1::SlotRow& row, Index& ordered_end, Index& other_end) {
  Index& end = is_ordered(row.zone()) ? ordered_end : other_end;
  const SlotId id = SlotId::from(row.slot());
  const auto slot = insert(id, row.seq(), end);
  if (!slot) return std::unexpected(slot.error());
  end = *slot;
  if (!row.has_row()) {
    dead_.insert({row.seq(), id.k, *slot});
    return {};
  }
  BacklogRow item{.item = ItemId::from(row.row().has_item() ? row.row().item() : row.slot()),
                  .title = row.row().title().plain(),
                  .ref = row.row().ref().plain(),
                  .estimate = row.row().estimate(),
                  .archived_at = row.row().archived_at(),
                  .slot = id};
  for (const v1::Text& label : row.row().labels()) item.labels.push_back(label.plain());
  slots_[*slot].item = item.item;
  const ItemId key = item.item;
  if (!items_.try_emplace(key, std::move(item)).second)
    return broken(row.seq(), "an item in two slots");
  return {};
}

Result<void> Backlog::apply(const v1::Event& event) {
  switch (event.body_case()) {
    case v1::Event::kItemsAdded: return add(event);
    case v1::Event::kItemsMoved: return move(event, event.items_moved());
    case v1::Event::kItemsSorted: return sort(event);
    case v1::Event::kItemsReturned: return put_back(event);
    case v1::Event::kItemSplit: return split(event);
    case v1::Event::kItemMerged: return merge(event);
    case v1::Event::kProposalApplied:
      for (const v1::ItemsMoved& moved : event.proposal_applied().moves()) {
        if (auto done = move(event, moved); !done) return done;
      }
      return {};
    case v1::Event::kItemEdited: return edit(event.item_edited());
    case v1::Event::kItemArchived:
    case v1::Event::kItemRestored: {
      const bool archived = event.has_item_archived();
      const v1::Id& id = archived ? event.item_archived().item() : event.item_restored().item();
      const auto item = items_.find(ItemId::from(id));
      if (item == items_.end()) return broken(event.seq(), "no such item");
      item->second.archived_at = archived ? event.seq() : 0;
      return {};
    }
    default: return {};
  }
}

Result<void> Backlog::add(const v1::Event& event) {
  const v1::ItemsAdded& added = event.items_added();
  auto left = find_left(added.zone(), added.has_left(), added.left());
  if (!left) return broken(event.seq(), left.error().text);
  for (int i = 0; i < added.items_size(); ++i) {
    left = add_one(event, static_cast<std::uint32_t>(i), added.items(i), *left);
    if (!left) return std::unexpected(left.error());
  }
  return {};
}

Result<Backlog::Index> Backlog::add_one(const v1::Event& event, std::uint32_t k,
                                        const v1::AddedItem& from, Index left) {
  const SlotId id{event.actor(), event.counter(), k};
  const ItemId item{id.actor, id.counter, id.k};
  const auto slot = insert(id, event.seq(), left);
  if (!slot) return slot;
  slots_[*slot].item = item;
  BacklogRow& row = items_[item];
  row = {.item = item,
         .title = from.title().plain(),
         .ref = from.ref().plain(),
         .estimate = from.estimate(),
         .slot = id};
  for (const v1::Text& label : from.labels()) row.labels.push_back(label.plain());
  return slot;
}

Result<void> Backlog::split(const v1::Event& event) {
  const v1::ItemSplit& split = event.item_split();
  const auto left = find_left(split.zone(), split.has_left(), split.left());
  if (!left) return broken(event.seq(), left.error().text);
  const auto added = add_one(event, 0, split.second(), *left);
  if (!added) return std::unexpected(added.error());
  return {};
}

Result<void> Backlog::merge(const v1::Event& event) {
  const auto item = items_.find(ItemId::from(event.item_merged().item()));
  if (item == items_.end()) return broken(event.seq(), "no such item");
  bury(by_id_.at(item->second.slot));
  items_.erase(item);
  forget_oldest_dead();
  return {};
}

// A new slot for an item that is here, directly right of `left`. Its old one is still alive.
Result<Backlog::Index> Backlog::take(const v1::Event& event, std::uint32_t k, const v1::Id& item,
                                     Index left) {
  const auto found = items_.find(ItemId::from(item));
  if (found == items_.end()) return broken(event.seq(), "no such item");
  const SlotId id{event.actor(), event.counter(), k};
  const auto slot = insert(id, event.seq(), left);
  if (!slot) return slot;
  slots_[*slot].item = found->first;
  return slot;
}

Result<void> Backlog::sort(const v1::Event& event) {
  const v1::ItemsSorted& sorted = event.items_sorted();
  for (const v1::SortedItem& one : sorted.items()) {
    const auto seat = find_left(sorted.zone(), true, one.seat());
    if (!seat) return broken(event.seq(), seat.error().text);
    const auto slot = take(event, one.k(), one.item(), *seat);
    if (!slot) return std::unexpected(slot.error());
  }
  for (const v1::SortedItem& one : sorted.items()) {
    BacklogRow& row = items_.at(ItemId::from(one.item()));
    bury(by_id_.at(row.slot));
    row.slot = {event.actor(), event.counter(), one.k()};
  }
  forget_oldest_dead();
  return {};
}

Result<void> Backlog::put_back(const v1::Event& event) {
  for (const v1::ReturnedItem& one : event.items_returned().items()) {
    const auto item = items_.find(ItemId::from(one.item()));
    const auto slot = by_id_.find(SlotId::from(one.slot()));
    if (item == items_.end() || slot == by_id_.end())
      return broken(event.seq(), "no such item or slot");
    dead_.erase({slots_[slot->second].seq, slot->first.k, slot->second});
    slots_[slot->second].item = item->first;
    bury(by_id_.at(item->second.slot));
    item->second.slot = slot->first;
  }
  forget_oldest_dead();
  return {};
}

Result<void> Backlog::move(const v1::Event& event, const v1::ItemsMoved& moved) {
  auto left = find_left(moved.zone(), moved.has_left(), moved.left());
  if (!left) return broken(event.seq(), left.error().text);
  for (const v1::MovedItem& one : moved.items()) {
    left = take(event, one.k(), one.item(), *left);
    if (!left) return std::unexpected(left.error());
    BacklogRow& row = items_.at(ItemId::from(one.item()));
    bury(by_id_.at(row.slot));
    row.slot = slots_[*left].id;
  }
  forget_oldest_dead();
  return {};
}

Result<void> Backlog::edit(const v1::ItemEdited& edited) {
  const auto found = items_.find(ItemId::from(edited.item()));
  if (found == items_.end())
    return fail(v1::ERROR_CODE_BAD_REQUEST, "an edit of no item that is here");
  BacklogRow& row = found->second;
  const std::string& text = edited.text().plain();
  switch (edited.field()) {
    case v1::ITEM_FIELD_TITLE: row.title = text; break;
    case v1::ITEM_FIELD_ESTIMATE: row.estimate = edited.number(); break;
    case v1::ITEM_FIELD_LABEL:
      std::erase(row.labels, text);
      if (!edited.remove()) row.labels.push_back(text);
      break;
    default: break;  // the description is no part of a row
  }
  return {};
}

Result<Backlog::Index> Backlog::find_left(v1::Zone zone, bool has_left, const v1::Id& left) const {
  const SlotId id = SlotId::from(left);
  if (!has_left || id.none()) return is_ordered(zone) ? Index{0} : Index{1};
  const auto found = by_id_.find(id);
  if (found == by_id_.end())
    return fail(v1::ERROR_CODE_UNKNOWN_ANCHOR, "its left neighbour is not here");
  return found->second;
}

// A new slot directly right of `left`.
Result<Backlog::Index> Backlog::insert(SlotId id, std::uint64_t seq, Index left) {
  Index index = kNone;
  if (free_.empty()) {
    index = static_cast<Index>(slots_.size());
    slots_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  if (!by_id_.try_emplace(id, index).second) {
    free_.push_back(index);
    return broken(seq, "a slot that exists already");
  }
  const Index right = slots_[left].right;
  slots_[index] = {.id = id, .seq = seq, .left = left, .right = right, .item = {}};
  slots_[left].right = index;
  if (right != kNone) slots_[right].left = index;
  return index;
}

void Backlog::bury(Index index) {
  Slot& slot = slots_[index];
  slot.item = {};
  dead_.insert({slot.seq, slot.id.k, index});
}

void Backlog::forget_oldest_dead() {
  while (dead_.size() > kDeadSlotsMax) {
    const Index index = dead_.begin()->slot;
    dead_.erase(dead_.begin());
    const Slot& slot = slots_[index];
    slots_[slot.left].right = slot.right;  // there is always one: the head is never dead
    if (slot.right != kNone) slots_[slot.right].left = slot.left;
    by_id_.erase(slot.id);
    free_.push_back(index);
  }
}

std::vector<const BacklogRow*> Backlog::rows(v1::Zone zone, bool with_archived) const {
  std::vector<const BacklogRow*> rows;
  rows.reserve(items_.size());
  for (Index i = slots_[is_ordered(zone) ? 0 : 1].right; i != kNone; i = slots_[i].right) {
    if (slots_[i].item.none()) continue;
    const BacklogRow& row = items_.at(slots_[i].item);
    if (with_archived || row.archived_at == 0) rows.push_back(&row);
  }
  return rows;
}

const BacklogRow* Backlog::find(ItemId item) const {
  const auto found = items_.find(item);
  return found == items_.end() ? nullptr : &found->second;
}

v1::Gap Backlog::below(const BacklogRow& row) const {
  v1::Gap gap;
  row.slot.to(gap.mutable_left());
  const Index right = slots_[by_id_.at(row.slot)].right;
  if (right != kNone) slots_[right].id.to(gap.mutable_right());
  return gap;
}

v1::Gap Backlog::above(const BacklogRow& row) const {
  v1::Gap gap;
  row.slot.to(gap.mutable_right());
  const Index left = slots_[by_id_.at(row.slot)].left;
  if (left > 1) slots_[left].id.to(gap.mutable_left());
  return gap;
}

}  // namespace reviewd::sdk
