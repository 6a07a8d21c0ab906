#include "domain/order.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "base/assert.h"

namespace reviewd::domain {
namespace {

// A neighbour that was decided but is not in the list any more.
constexpr std::uint32_t kGone = std::numeric_limits<std::uint32_t>::max();

// So many entries of slots that live again are always put up with.
constexpr std::size_t kGravesSpare = 1'000;

const v1::Id* named(bool has, const v1::Id& id) {
  return has && (id.actor() != 0 || id.counter() != 0 || id.k() != 0) ? &id : nullptr;
}

std::string text_of(const v1::Id& id) {
  return std::to_string(id.actor()) + "." + std::to_string(id.counter()) + "." +
         std::to_string(id.k());
}

}  // namespace

Result<Order::Index> Order::neighbour(const v1::Id* id, Index edge, v1::Zone zone,
                                      const Decided& decided) const {
  if (id == nullptr) return edge;
  const auto found = index_.find(SlotId::from(*id));
  if (found == index_.end()) {
    if (decided(SlotId::from(*id))) return kGone;
    return fail(v1::ERROR_CODE_UNKNOWN_ANCHOR, "place.gap names slot " + text_of(*id) +
                                                   ", whose operation was never decided here");
  }
  if (nodes_[found->second].slot.zone != zone) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "place.gap names slot " + text_of(*id) +
                                                ", which is in the other zone than place.zone");
  }
  return found->second;
}

Result<Spot> Order::resolve(const v1::Place& place_asked, const Decided& decided) const {
  const v1::Zone zone =
      place_asked.zone() == v1::ZONE_NOT_YET_ORDERED ? v1::ZONE_NOT_YET_ORDERED : v1::ZONE_ORDERED;
  const Index head = head_of(zone);
  const Index end = end_of(zone);
  if (place_asked.where_case() == v1::Place::kTop) return spot_right_of(head, SlotId{});
  if (place_asked.where_case() == v1::Place::kEnd) return spot_right_of(nodes_[end].prev, SlotId{});
  if (place_asked.where_case() != v1::Place::kGap) {
    return fail(v1::ERROR_CODE_BAD_REQUEST,
                "place says neither gap nor top nor end; set one of them");
  }

  const v1::Gap& gap = place_asked.gap();
  if (gap.fallbacks_size() > static_cast<int>(kFallbacksMax)) {
    return fail(v1::ERROR_CODE_BAD_REQUEST, "place.gap.fallbacks has more than 3 entries");
  }
  const auto left = neighbour(named(gap.has_left(), gap.left()), head, zone, decided);
  if (!left) return std::unexpected(left.error());
  const auto right = neighbour(named(gap.has_right(), gap.right()), end, zone, decided);
  if (!right) return std::unexpected(right.error());

  if (*left != kGone && *right != kGone) return place(*left, *right);
  Spot spot;
  if (*right != kGone) {
    spot = spot_left_of(*right);
  } else if (*left != kGone) {
    spot = spot_right_of(*left, nodes_[*left].slot.id);
  } else {
    spot = spot_right_of(nodes_[end].prev, SlotId{});
    for (const v1::Id& fallback : gap.fallbacks()) {
      const auto known = neighbour(named(true, fallback), head, zone, decided);
      if (!known || *known == kGone) continue;
      spot = spot_right_of(*known, nodes_[*known].slot.id);
      break;
    }
  }
  spot.degraded = true;
  return spot;
}

// Rule P for two known neighbours, the edges included.
Spot Order::place(Index left, Index right) const {
  const bool right_counts = nodes_[left].label < nodes_[right].label;      // P1
  if (right_counts && older(left, right)) return spot_left_of(right);      // P2
  return spot_right_of(skip_children(left, right), nodes_[left].slot.id);  // P3
}

// The last slot of the run right of `left` whose slots hang from `left` or from one another, ending
// before `stop`. A slot "just skipped" lies between `left` and here, so labels answer that without
// a set.
Order::Index Order::skip_children(Index left, Index stop) const {
  const Index end = end_of(nodes_[left].slot.zone);
  Index last = left;
  for (Index i = nodes_[left].next; i != stop && i != end; i = nodes_[i].next) {
    const Node& node = nodes_[i];
    if (node.slot.anchor.none()) {
      if (!is_edge(left))
        break;  // hangs from HEAD, which is a slot like any other only when it is `left`
    } else {
      Index anchor = node.anchor;
      if (anchor >= nodes_.size() || nodes_[anchor].slot.id != node.slot.anchor) {
        const auto found = index_.find(node.slot.anchor);
        if (found == index_.end()) break;  // a gone slot ends a walk
        anchor = found->second;
      }
      if (nodes_[anchor].slot.zone != nodes_[left].slot.zone) break;
      if (nodes_[anchor].label < nodes_[left].label || nodes_[anchor].label >= node.label) break;
    }
    last = i;
  }
  return last;
}

Spot Order::spot_right_of(Index left, SlotId anchor) const {
  return Spot{.zone = nodes_[left].slot.zone, .left = nodes_[left].slot.id, .anchor = anchor};
}

Spot Order::spot_left_of(Index right) const {
  return spot_right_of(nodes_[right].prev, nodes_[right].slot.anchor);
}

// Whether `a` is older than `b`. HEAD and END are older than every slot, and as old as each other.
bool Order::older(Index a, Index b) const {
  if (is_edge(b)) return false;
  if (is_edge(a)) return true;
  const Slot& x = nodes_[a].slot;
  const Slot& y = nodes_[b].slot;
  return x.seq != y.seq ? x.seq < y.seq : x.id.k < y.id.k;
}

const Slot* Order::find(SlotId id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? nullptr : &nodes_[found->second].slot;
}

void Order::insert(SlotId left, const Slot& slot) {
  REVIEWD_ASSERT(slot.live);
  Index at = head_of(slot.zone);
  if (!left.none()) {
    const auto found = index_.find(left);
    REVIEWD_ASSERT(found != index_.end());
    at = found->second;
    REVIEWD_ASSERT(nodes_[at].slot.zone == slot.zone);
  }
  link(at, add_node(slot, at));
}

void Order::append(const Slot& slot) {
  const Index last = nodes_[end_of(slot.zone)].prev;
  const Index node = add_node(slot, last);
  link(last, node);
  if (!slot.live) bury(node);
}

void Order::leave(SlotId id) {
  const auto found = index_.find(id);
  REVIEWD_ASSERT(found != index_.end());
  Slot& slot = nodes_[found->second].slot;
  REVIEWD_ASSERT(slot.live);
  slot.live = false;
  bury(found->second);
  while (dead_ > kDeadSlotsMax) {
    std::ranges::pop_heap(dead_by_age_, std::greater<>());
    const Age oldest = dead_by_age_.back();
    dead_by_age_.pop_back();
    if (dead_still(oldest)) forget(oldest.node);  // else it lives again, or was listed twice
  }
}

void Order::bury(Index i) {
  dead_by_age_.push_back(age_of(i));
  std::ranges::push_heap(dead_by_age_, std::greater<>());
  ++dead_;
}

// Undo and redo without end must not make the heap grow.
void Order::sweep_graves() {
  std::ranges::sort(dead_by_age_);
  const auto twice = std::ranges::unique(dead_by_age_);
  dead_by_age_.erase(twice.begin(), twice.end());
  std::erase_if(dead_by_age_, [this](const Age& age) { return !dead_still(age); });
  REVIEWD_ASSERT(dead_by_age_.size() == dead_);  // ascending: a heap as it is
}

void Order::enter(SlotId id, ItemId item) {
  const auto found = index_.find(id);
  REVIEWD_ASSERT(found != index_.end());
  Slot& slot = nodes_[found->second].slot;
  REVIEWD_ASSERT(!slot.live);
  slot.live = true;
  slot.item = item;
  --dead_;
  if (dead_by_age_.size() > 2 * dead_ + kGravesSpare) sweep_graves();
}

std::vector<const Slot*> Order::made_by(std::uint32_t actor, std::uint32_t counter) const {
  std::vector<const Slot*> made;
  for (const auto& [id, index] : index_) {
    if (id.actor == actor && id.counter == counter) made.push_back(&nodes_[index].slot);
  }
  std::ranges::sort(made, {}, [](const Slot* slot) { return slot->id.k; });
  return made;
}

void Order::sort_by_place(std::vector<SlotId>& slots) const {
  std::ranges::sort(slots, {}, [this](SlotId id) {
    const auto found = index_.find(id);
    REVIEWD_ASSERT(found != index_.end());
    return nodes_[found->second].label;
  });
}

void Order::forget(Index i) {
  nodes_[nodes_[i].prev].next = nodes_[i].next;
  nodes_[nodes_[i].next].prev = nodes_[i].prev;
  index_.erase(nodes_[i].slot.id);
  nodes_[i] = Node{};
  free_.push_back(i);
  --dead_;
}

}  // namespace reviewd::domain
