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
std::optional<std::pair<int, Id>> Model::place(const Gap& gap) const {
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

bool Model::apply(const Operation& operation) {
  decided_.insert({operation.actor, operation.counter});
  using Kind = Operation::Kind;
  if (operation.kind == Kind::kNothing) return true;
  if (operation.kind == Kind::kArchive || operation.kind == Kind::kRestore) {
    const bool archive = operation.kind == Kind::kArchive;
    if (archived(operation.items.front()) != archive)
      ++seq_;  // otherwise nothing happens, and no event
    if (archive) archived_.insert(operation.items.front());
    if (!archive) archived_.erase(operation.items.front());
    return true;
  }
  std::pair<int, Id> at{0, kEdge};
  if (operation.where == Where::kEnd) at.first = static_cast<int>(slots_.size());
  if (operation.where == Where::kGap) {
    const auto placed = place(operation.gap);
    if (!placed) return false;
    at = *placed;
  }
  ++seq_;
  const std::size_t count = operation.kind == Kind::kAdd ? operation.add : operation.items.size();
  for (std::uint32_t k = 0; k < count; ++k) {
    const Id id{operation.actor, operation.counter, k};
    const Id item = operation.kind == Kind::kAdd ? id : operation.items[k];
    slots_.insert(slots_.begin() + at.first,
                  Slot{.id = id, .seq = seq_, .anchor = at.second, .item = item});
    std::erase_if(where_, [&](const auto& entry) { return entry.first == item; });
    where_.emplace_back(item, id);
    ++at.first;
    at.second = id;
  }
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
    if (slot_of(slot.item) == slot.id) out.push_back(slot.item);
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
