// The order rules once more, as plainly as they can be written: one vector, linear searches, no
// labels, no hash tables, and nothing of server/domain. Slow and obvious; the property tests hold
// the real order against it.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace naive {

using Id = std::array<std::uint32_t, 3>;  // actor, counter, k
inline constexpr Id kEdge{0, 0, 0};       // HEAD on the left, END on the right

struct Slot {
  Id id{};
  std::uint64_t seq = 0;
  Id anchor{};
  Id item{};
};

struct Gap {
  Id left = kEdge;
  Id right = kEdge;
  std::vector<Id> fallbacks;
};

enum class Where { kGap, kTop, kEnd };

struct Operation {
  enum class Kind { kAdd, kMove, kArchive, kRestore, kNothing } kind = Kind::kNothing;
  std::uint32_t actor = 0;
  std::uint32_t counter = 0;
  std::vector<Id> items;  // moved, archived, restored
  std::uint32_t add = 0;  // how many new items
  Where where = Where::kGap;
  Gap gap;
};

// The list as a server has it, or as one author sees it.
class Model {
 public:
  // Applies an operation as the next event; false when the gap names a slot nobody has heard of.
  bool apply(const Operation& operation);

  const std::vector<Slot>& slots() const { return slots_; }
  std::vector<Id> items() const;          // top to bottom, archived ones included
  std::vector<Id> visible_items() const;  // without them
  Id slot_of(Id item) const;
  bool archived(Id item) const { return archived_.contains(item); }
  Id left_of(Id slot) const;   // kEdge at the top
  Id right_of(Id slot) const;  // kEdge at the end

 private:
  int index_of(Id slot) const;
  bool known_or_gone(Id slot) const;
  std::optional<std::pair<int, Id>> place(const Gap& gap) const;

  std::vector<Slot> slots_;
  std::vector<std::pair<Id, Id>> where_;  // item, its slot
  std::set<Id> archived_;
  std::set<std::array<std::uint32_t, 2>> decided_;
  std::uint64_t seq_ = 0;
};

}  // namespace naive
