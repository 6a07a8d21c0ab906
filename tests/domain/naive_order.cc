#include "domain/naive_order.h"

#include <algorithm>

namespace naive {

int Model::index_of(Id slot) const {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].id == slot) return static_cast<int>(i);
  }
  return -1;
}

bool Model::known_or_gone(Id slot) const {
  return slot == kEdge || index_of(slot) >= 0 || decided_.contains({slot[0], slot[1]});
}

Id Model::left_of(Id slot) const {
  const int i = index_of(slot);
  return i <= 0 ? kEdge : slots_[static_cast<std::size_t>(i) - 1].id;
}

Id Model::right_of(Id slot) const {
  const auto i = static_cast<std::size_t>(index_of(slot));
  return i + 1 >= slots_.size() ? kEdge : slots_[i + 1].id;
}

// Index to insert at, and the anchor.
std::optional<std::pair<int, Id>> Model::place_in_gap(const Gap& gap) const {
  if (!known_or_gone(gap.left) || !known_or_gone(gap.right)) return std::nullopt;
  const int end = static_cast<int>(slots_.size());
  const bool left_gone = gap.left != kEdge && index_of(gap.left) < 0;
  const bool right_gone = gap.right != kEdge && index_of(gap.right) < 0;
  const int left = gap.left == kEdge ? -1 : index_of(gap.left);
  const int right = gap.right == kEdge ? end : index_of(gap.right);

  if (left_gone && right_gone) {
    for (const Id& fallback : gap.fallbacks) {
      if (fallback == kEdge) return {{0, kEdge}};
      if (const int at = index_of(fallback); at >= 0) return {{at + 1, fallback}};
    }
    return {{end, kEdge}};
  }
  if (left_gone)
    return {{right, right == end ? kEdge : slots_[static_cast<std::size_t>(right)].anchor}};
  if (right_gone) return {{left + 1, gap.left}};

  const bool right_is_right = right > left;
  if (right_is_right && right < end) {
    const Slot& r = slots_[static_cast<std::size_t>(right)];
    const bool younger = left < 0 || std::pair(r.seq, r.id[2]) >
                                         std::pair(slots_[static_cast<std::size_t>(left)].seq,
                                                   slots_[static_cast<std::size_t>(left)].id[2]);
    if (younger) return {{right, r.anchor}};
  }
  std::set<Id> skipped{gap.left};
  int at = left + 1;
  while (at < end) {
    const Slot& slot = slots_[static_cast<std::size_t>(at)];
    if (right_is_right && at == right) break;
    if (!skipped.contains(slot.anchor)) break;
    skipped.insert(slot.id);
    ++at;
  }
  return {{at, gap.left}};
}

std::optional<std::pair<int, Id>> Model::place(const Operation& operation) const {
  if (operation.where == Where::kTop) return {{0, kEdge}};
  if (operation.where == Where::kEnd) return {{static_cast<int>(slots_.size()), kEdge}};
  return place_in_gap(operation.gap);
}

bool Model::concurrent(Touch touch, const Operation& operation) const {
  return touch.seq > operation.base && touch.actor != operation.actor;
}

bool Model::stale(Touch touch, const Operation& operation) const {
  const bool other = (touch.actor < second_person_) != (operation.actor < second_person_);
  return operation.offline && touch.seq > operation.base && other;
}

void Model::put(int index, const Slot& slot, std::uint32_t actor) {
  slots_.insert(slots_.begin() + index, slot);
  std::erase_if(where_, [&](const auto& entry) { return entry.first == slot.item; });
  where_.emplace_back(slot.item, slot.id);
  placed_[slot.item] = {seq_, actor};
}

std::vector<Id> Model::members_of(const Operation& operation) const {
  std::vector<Id> out;
  for (const Id& item : operation.items) {
    const bool left_out = alias(item) || stale(placed_.at(item), operation);
    out.push_back(left_out ? kEdge : item);
  }
  return out;
}

// `members` has kEdge where one is left out; the event has been numbered.
void Model::move(const Operation& operation, std::vector<Id> members, std::pair<int, Id> at,
                 std::uint32_t first_k) {
  for (std::uint32_t k = 0; k < members.size(); ++k) {
    if (members[k] == kEdge) continue;
    const Id id{operation.actor, operation.counter, first_k + k};
    const Id before = slot_of(members[k]);
    const bool again = before[0] == id[0] && before[1] == id[1];
    const Id came_from =
        again ? slots_[static_cast<std::size_t>(index_of(before))].came_from : before;
    put(at.first,
        Slot{
            .id = id, .seq = seq_, .anchor = at.second, .item = members[k], .came_from = came_from},
        operation.actor);
    ++at.first;
    at.second = id;
  }
}

void Model::sort(const Operation& operation) {
  std::vector<std::pair<std::uint32_t, Id>> others;  // k, item
  std::vector<int> seats;
  for (std::uint32_t k = 0; k < operation.items.size(); ++k) {
    const Id item = operation.items[k];
    if (alias(item)) continue;
    const Slot& slot = slots_[static_cast<std::size_t>(index_of(slot_of(item)))];
    const bool kept = !slot.sorted && concurrent({slot.seq, slot.id[0]}, operation);
    if (kept || stale(placed_.at(item), operation)) continue;
    others.emplace_back(k, item);
    seats.push_back(index_of(slot.id));
  }
  if (others.empty()) return;
  ++seq_;
  std::ranges::sort(seats);
  std::vector<Id> seat_ids;
  for (const int seat : seats) seat_ids.push_back(slots_[static_cast<std::size_t>(seat)].id);
  for (std::size_t i = 0; i < others.size(); ++i) {
    const auto [k, item] = others[i];
    put(index_of(seat_ids[i]) + 1,
        Slot{.id = {operation.actor, operation.counter, k},
             .seq = seq_,
             .anchor = seat_ids[i],
             .item = item,
             .came_from = slot_of(item),
             .sorted = true},
        operation.actor);
  }
}

bool Model::archive_added(const Operation& operation) {
  bool added = false;
  for (std::uint32_t k = 0;; ++k) {
    const Id item{operation.target[0], operation.target[1], k};
    if (!placed_.contains(item)) return added;
    added = true;
    const auto by = archived_by_.find(item);
    if (by != archived_by_.end() && stale(by->second, operation)) continue;
    if (alias(item) || archived(item)) continue;
    archived_.insert(item);
    archived_by_[item] = {++seq_, operation.actor};
  }
}

void Model::put_back(const Operation& operation) {
  const bool redo = operation.kind == Kind::kRedo;
  std::map<Id, Slot> last;  // of each item, the slot with the highest k
  for (const Slot& slot : slots_) {
    if (Target{slot.id[0], slot.id[1]} != operation.target) continue;
    const auto [found, fresh] = last.try_emplace(slot.item, slot);
    if (!fresh && found->second.id[2] < slot.id[2]) found->second = slot;
  }
  std::vector<std::pair<Id, Id>> back;  // item, slot
  for (const auto& [item, slot] : last) {
    const Id from = redo ? slot.came_from : slot.id;
    const Id to = redo ? slot.id : slot.came_from;
    if (alias(item) || slot_of(item) != from || stale(placed_.at(item), operation)) continue;
    back.emplace_back(item, to);
  }
  if (back.empty()) return;
  ++seq_;
  for (const auto& [item, to] : back) {
    std::erase_if(where_, [&](const auto& entry) { return entry.first == item; });
    where_.emplace_back(item, to);
    placed_[item] = {seq_, operation.actor};
  }
}

void Model::merge(const Operation& operation) {
  const Id item = operation.items.front();
  const Id into = alias(operation.into) ? aliases_.at(operation.into) : operation.into;
  if (alias(item) || item == into) return;
  const auto by = archived_by_.find(item);
  if (stale(placed_.at(item), operation) ||
      (by != archived_by_.end() && stale(by->second, operation))) {
    return;
  }
  ++seq_;
  aliases_[item] = into;
  for (auto& [other, target] : aliases_) {
    if (target == item) target = into;
  }
}

bool Model::apply_proposal(const Operation& operation) {
  const auto found = proposals_.find(operation.target);
  if (found == proposals_.end()) return true;
  const Operation proposal = found->second;
  std::uint32_t k = 0;
  bool any = false;
  for (Operation move_of_it : proposal.moves) {
    const std::uint32_t first_k = k;
    k += static_cast<std::uint32_t>(move_of_it.items.size());
    move_of_it.actor = operation.actor;
    move_of_it.counter = operation.counter;
    move_of_it.base = proposal.base;
    std::vector<Id> members = members_of(move_of_it);
    if (std::ranges::all_of(members, [](const Id& id) { return id == kEdge; })) continue;
    const auto rename = [&](Id& id) {
      if (id[0] == operation.target[0] && id[1] == operation.target[1])
        id = {operation.actor, operation.counter, id[2]};
    };
    rename(move_of_it.gap.left);
    rename(move_of_it.gap.right);
    for (Id& id : move_of_it.gap.fallbacks) rename(id);
    const auto at = place(move_of_it);
    if (!at) return false;
    if (!any) ++seq_;
    any = true;
    move(move_of_it, members, *at, first_k);
  }
  if (any) proposals_.erase(operation.target);
  return true;
}

// Whether it names an item that an operation would have made which made none.
bool Model::names_nothing(const Operation& operation) const {
  const auto missing = [&](const Id& item) { return !placed_.contains(item); };
  return std::ranges::any_of(operation.items, missing) ||
         (operation.kind == Kind::kMerge && missing(operation.into)) ||
         std::ranges::any_of(operation.moves,
                             [&](const Operation& move) { return names_nothing(move); });
}

bool Model::apply(const Operation& operation) {
  decided_.insert({operation.actor, operation.counter});
  if (names_nothing(operation)) return true;
  switch (operation.kind) {
    case Kind::kNothing: return true;
    case Kind::kArchive:
    case Kind::kRestore: {
      const bool archive = operation.kind == Kind::kArchive;
      const Id item = operation.items.front();
      if (alias(item) || archived(item) == archive) return true;
      const auto by = archived_by_.find(item);
      if (archive && by != archived_by_.end() && stale(by->second, operation)) return true;
      if (!archive && by->second.seq != operation.archived_at) return true;  // a newer one stands
      ++seq_;
      archived_by_[item] = {seq_, operation.actor};
      if (archive) archived_.insert(item);
      if (!archive) archived_.erase(item);
      return true;
    }
    case Kind::kSort: sort(operation); return true;
    case Kind::kUndo:
      if (!archive_added(operation)) put_back(operation);
      return true;
    case Kind::kRedo: put_back(operation); return true;
    case Kind::kMerge: merge(operation); return true;
    case Kind::kPropose:
      ++seq_;
      proposals_[{operation.actor, operation.counter}] = operation;
      return true;
    case Kind::kApplyProposal: return apply_proposal(operation);
    case Kind::kSplit: {
      const Id item = operation.items.front();
      if (alias(item)) return true;
      ++seq_;
      const Id id{operation.actor, operation.counter, 0};
      const Id left = slot_of(item);
      put(index_of(left) + 1, Slot{.id = id, .seq = seq_, .anchor = left, .item = id},
          operation.actor);
      return true;
    }
    case Kind::kAdd:
    case Kind::kMove: break;
  }
  const auto at = place(operation);
  if (!at) return false;
  std::vector<Id> members;
  if (operation.kind == Kind::kMove) members = members_of(operation);
  for (std::uint32_t k = 0; k < operation.add; ++k)
    members.push_back({operation.actor, operation.counter, k});
  if (std::ranges::all_of(members, [](const Id& id) { return id == kEdge; })) return true;
  ++seq_;
  move(operation, members, *at, 0);
  return true;
}

Id Model::slot_of(Id item) const {
  for (const auto& [of, slot] : where_) {
    if (of == item) return slot;
  }
  return kEdge;
}

std::vector<Id> Model::items() const {
  std::vector<Id> out;
  for (const Slot& slot : slots_) {
    if (slot_of(slot.item) == slot.id && !alias(slot.item)) out.push_back(slot.item);
  }
  return out;
}

std::vector<Id> Model::visible_items() const {
  std::vector<Id> out;
  for (const Id& item : items()) {
    if (!archived(item)) out.push_back(item);
  }
  return out;
}

}  // namespace naive
