// The nodes of the list and their labels (order maintenance).
//
// Labels are 62-bit tags that rise from HEAD to END. An insert takes the middle of its neighbours'
// tags; where there is no room, the smallest aligned range of tags around it that is not too full
// is spread out evenly (Bender et al. 2002, section 3: range of 2^i tags may hold (2/T)^i, here T
// = 1.5).

#include "base/assert.h"
#include "domain/order.h"

namespace reviewd::domain {
namespace {

constexpr std::uint64_t kLabelMax = std::uint64_t{1} << 62;
// Distance kept at the edges, where most inserts go: halving from there would run out in 62 steps.
constexpr std::uint64_t kEdgeStep = std::uint64_t{1} << 24;
constexpr double kFullness = 2.0 / 1.5;

}  // namespace

Order::Order() : nodes_(4) {
  for (const v1::Zone zone : {v1::ZONE_ORDERED, v1::ZONE_NOT_YET_ORDERED}) {
    Node& head = nodes_[head_of(zone)];
    Node& end = nodes_[end_of(zone)];
    head.slot.zone = end.slot.zone = zone;
    head.next = end_of(zone);
    end.prev = head_of(zone);
    head.prev = head_of(zone);
    end.next = end_of(zone);
    end.label = kLabelMax;
  }
}

// A node for a slot that is about to be linked right of `left`. The neighbours know most anchors: a
// slot hangs from its left one, or from what its right one hangs from.
Order::Index Order::add_node(const Slot& slot, Index left) {
  REVIEWD_ASSERT(!slot.id.none());
  const Index right = nodes_[left].next;
  Index i;
  if (free_.empty()) {
    i = static_cast<Index>(nodes_.size());
    nodes_.emplace_back();
  } else {
    i = free_.back();
    free_.pop_back();
  }
  Node& node = nodes_[i];
  node.slot = slot;
  if (slot.anchor == nodes_[left].slot.id) {
    node.anchor = left;
  } else if (slot.anchor == nodes_[right].slot.anchor) {
    node.anchor = nodes_[right].anchor;
  } else if (!slot.anchor.none()) {
    if (const auto anchor = index_.find(slot.anchor); anchor != index_.end())
      node.anchor = anchor->second;
  }
  const bool fresh = index_.emplace(slot.id, i).second;
  REVIEWD_ASSERT(fresh);
  return i;
}

void Order::link(Index left, Index node) {
  if (nodes_[nodes_[left].next].label - nodes_[left].label < 2) make_room(left);
  const Index right = nodes_[left].next;
  const std::uint64_t low = nodes_[left].label;
  const std::uint64_t high = nodes_[right].label;
  std::uint64_t label = low + (high - low) / 2;
  if (is_edge(left) != is_edge(right) && high - low > 2 * kEdgeStep) {
    label = is_edge(right) ? low + kEdgeStep : high - kEdgeStep;
  }
  nodes_[node].label = label;
  nodes_[node].prev = left;
  nodes_[node].next = right;
  nodes_[left].next = node;
  nodes_[right].prev = node;
}

// Spreads labels around `left` until there is room for one more right of it. The edges keep theirs.
void Order::make_room(Index left) {
  const std::uint64_t near = is_edge(left) ? nodes_[left].label + 1 : nodes_[left].label;
  Index first = is_edge(left) ? nodes_[left].next : left;
  Index last = first;
  REVIEWD_ASSERT(!is_edge(first));  // two edges are never neighbours without room
  std::uint64_t count = 1;
  double capacity = 1.0;
  for (std::uint32_t bits = 1; bits <= 62; ++bits) {
    capacity *= kFullness;
    const std::uint64_t size = std::uint64_t{1} << bits;
    const std::uint64_t low = near & ~(size - 1);
    while (!is_edge(nodes_[first].prev) && nodes_[nodes_[first].prev].label >= low) {
      first = nodes_[first].prev;
      ++count;
    }
    while (!is_edge(nodes_[last].next) && nodes_[nodes_[last].next].label < low + size) {
      last = nodes_[last].next;
      ++count;
    }
    if (static_cast<double>(count) > capacity || size / (count + 1) < 4) continue;
    // Tag 0 is HEAD's: labels start one step in, so the first one is never it.
    const std::uint64_t step = size / (count + 1);
    std::uint64_t label = low + step;
    for (Index i = first;; i = nodes_[i].next) {
      nodes_[i].label = label;
      label += step;
      if (i == last) return;
    }
  }
  REVIEWD_ASSERT(false && "more slots than labels");
}

}  // namespace reviewd::domain
