// The order of a backlog: a list of slots per zone, and the place rule that says where a gap is.
//
// A slot is an immutable place, named by the operation that made it. Items come and go; a slot that
// its item has left stays in the list, dead, so that a gap somebody saw is still a place later on.
// The rules are in docs/SPEC.md#the-order (definitions, place rule P, edge rule, gone and unknown);
// each test name carries the id of the worked example it shows.
//
// "Is this slot right of that one" costs O(1): the list is labelled for order maintenance (Dietz
// and Sleator 1987, in the form of Bender, Cole, Demaine, Farach-Colton and Zito 2002). An insert
// costs O(log n) amortised for labels, independent of the number of items otherwise.
//
// Pure: no clock, no I/O. Pointers and Nodes are good until the next change.

#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "domain/limits.h"
#include "reviewd/v1/backlog.pb.h"
#include "reviewd/v1/id.pb.h"

namespace reviewd::domain {

// Where a new slot goes, in terms that need no deciding: directly right of `left`.
struct Spot {
  v1::Zone zone = v1::ZONE_ORDERED;
  SlotId left;    // none is HEAD
  SlotId anchor;  // none is HEAD
  bool degraded = false;
};

struct Slot {
  SlotId id;
  Seq seq{};         // of the event that made it; age is (seq, id.k)
  SlotId anchor;     // none is HEAD; may name a slot that is gone
  SlotId came_from;  // none where the item was added
  ItemId item;
  v1::Zone zone = v1::ZONE_ORDERED;
  bool live = false;    // its item is in it
  bool sorted = false;  // made by a sort
};

class Order {
 public:
  // Whether the operation that would have made a slot has been decided here.
  using Decided = std::function<bool(SlotId)>;

  Order();

  // The place rule. Errors: unknown_anchor, bad_request (a gap that names a slot of the other
  // zone).
  Result<Spot> resolve(const v1::Place& place, const Decided& decided) const;

  // Puts a live slot directly right of `left`. `left` must be in the list of `slot.zone`, `slot.id`
  // must not be in any (both are checked by resolve() and by the operation's id).
  void insert(SlotId left, const Slot& slot);

  // Marks `slot` dead and, beyond the window, forgets the oldest dead ones.
  void leave(SlotId slot);

  // `item` is back in `slot`, which must be dead: an undo. (A replica that began with a snapshot
  // was not told which item had left it.)
  void enter(SlotId slot, ItemId item);

  const Slot* find(SlotId id) const;

  // Slots that one operation made and that are still kept, by k. Looks at every slot.
  std::vector<const Slot*> made_by(std::uint32_t actor, std::uint32_t counter) const;

  // Sorts slots of one zone, all in the list, from top to bottom.
  void sort_by_place(std::vector<SlotId>& slots) const;

  // The neighbours of a slot that is in a list; none is its edge.
  SlotId left_of(SlotId id) const { return nodes_[nodes_[index_.at(id)].prev].slot.id; }
  SlotId right_of(SlotId id) const { return nodes_[nodes_[index_.at(id)].next].slot.id; }

  // Calls visit(const Slot&) for every slot of `zone`, top to bottom.
  template <class Visit>
  void each(v1::Zone zone, Visit visit) const {
    const Node& end = nodes_[end_of(zone)];
    for (Index i = nodes_[head_of(zone)].next; &nodes_[i] != &end; i = nodes_[i].next)
      visit(nodes_[i].slot);
  }

  std::size_t slots() const { return index_.size(); }
  std::size_t dead() const { return dead_; }

  // Rebuilds a list from a snapshot: slots arrive top to bottom, zone by zone.
  void append(const Slot& slot);

 private:
  using Index = std::uint32_t;

  struct Node {
    Slot slot;
    std::uint64_t label = 0;
    Index prev = 0;
    Index next = 0;
    Index anchor = 0;  // a hint: good while nodes_[anchor].slot.id == slot.anchor
  };

  // Oldest first. No two slots have the same (seq, k), so a node that holds another slot by now, or
  // none, is told from the one that was meant.
  struct Age {
    std::uint64_t seq;
    std::uint32_t k;
    Index node;
    auto operator<=>(const Age&) const = default;
  };

  Age age_of(Index i) const { return {value(nodes_[i].slot.seq), nodes_[i].slot.id.k, i}; }
  bool dead_still(const Age& age) const {
    const Slot& slot = nodes_[age.node].slot;
    return !slot.id.none() && !slot.live && age_of(age.node) == age;
  }
  static Index head_of(v1::Zone zone) { return zone == v1::ZONE_NOT_YET_ORDERED ? 2 : 0; }
  static Index end_of(v1::Zone zone) { return head_of(zone) + 1; }

  // The node of a slot named on the left (or right) side of a gap: an edge, a known slot, or kGone.
  Result<Index> neighbour(const v1::Id* id, Index edge, v1::Zone zone,
                          const Decided& decided) const;
  bool older(Index a, Index b) const;
  bool is_edge(Index i) const { return i < 4; }
  Index skip_children(Index left, Index stop) const;
  Spot spot_right_of(Index left, SlotId anchor) const;
  Spot spot_left_of(Index right) const;
  Spot place(Index left, Index right) const;

  Index add_node(const Slot& slot, Index left);
  void link(Index left, Index node);
  void make_room(Index left);
  void forget(Index i);
  void bury(Index i);
  void sweep_graves();

  std::vector<Node> nodes_;  // 0..3 are HEAD and END of both zones
  std::vector<Index> free_;
  // Never iterated where the order could show.
  boost::unordered_flat_map<SlotId, Index, std::hash<SlotId>> index_;
  // A heap, the oldest first. Entries of slots that live again stay until they come up, or until
  // there are as many of them as of dead ones.
  std::vector<Age> dead_by_age_;
  std::size_t dead_ = 0;
};

}  // namespace reviewd::domain
