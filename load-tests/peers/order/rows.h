// The rows of a backlog as its order alone: what rule P needs, and nothing else of a product.
//
// Serves three ends: it is what an author sees, what everybody has seen at a sync, and what is
// timed as the resolver.

#pragma once

#include <vector>

#include "domain/order.h"
#include "reviewd/v1/operation.pb.h"
#include "trace.h"

namespace reviewd::order {

// Item n of a trace is the n-th that this operation added.
inline constexpr std::uint32_t kFirstActor = 1;
inline constexpr std::uint32_t kFirstCounter = 1;
inline ItemId item_of(std::uint32_t number) { return {kFirstActor, kFirstCounter, number - 1}; }
inline std::uint32_t number_of(ItemId item) { return item.k + 1; }
// Authors are actors of their own.
inline std::uint32_t actor_of(std::uint32_t author) { return kFirstActor + author; }

// The slots of `items` items in the order of their numbers.
domain::Slot first_slot(std::uint32_t number);

// Every operation that names a slot in a trace has been decided.
bool decided(SlotId slot);

class Rows {
 public:
  explicit Rows(std::uint32_t items);

  // The move as its author, who sees these rows, says it: between the slots that are neighbours
  // here, with the fallbacks that the page's SDK would name.
  v1::Operation say(const Move& move, std::uint32_t counter, Seq base) const;

  // The resolver: the place rule, the new slot in, the old one dead.
  void take(const v1::Operation& operation);

  std::vector<std::uint32_t> items() const;  // top to bottom
  Seq seq() const { return seq_; }

 private:
  SlotId slot_of(std::uint32_t number) const { return slots_[number - 1]; }
  void add_fallbacks(SlotId left, Seq base, v1::Gap& gap) const;

  domain::Order order_;
  std::vector<SlotId> slots_;  // by item
  Seq seq_{};
};

// Every move of the trace as an operation, in the order of arrival. Each is made from its author's
// own rows: those of the last sync with what they moved since.
std::vector<v1::Operation> say_all(const Trace& trace);

}  // namespace reviewd::order
