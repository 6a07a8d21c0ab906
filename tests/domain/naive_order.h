// The order rules once more, as plainly as they can be written: one vector, linear searches, no
// labels, no hash tables, and nothing of server/domain. Slow and obvious; the property tests hold
// the real order against it. Knows moves, inserts, archives, sorts, undo and redo, splits, merges,
// work made offline and order proposals.

#pragma once

#include <array>
#include <cstdint>
#include <map>
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
  Id came_from{};
  bool sorted = false;
};

struct Gap {
  Id left = kEdge;
  Id right = kEdge;
  std::vector<Id> fallbacks;
};

enum class Where { kGap, kTop, kEnd };

enum class Kind {
  kNothing,
  kAdd,
  kMove,
  kArchive,
  kRestore,
  kSort,
  kUndo,
  kRedo,
  kSplit,
  kMerge,
  kPropose,
  kApplyProposal
};

using Target = std::array<std::uint32_t, 2>;  // actor, counter

struct Operation {
  Kind kind = Kind::kNothing;
  std::uint32_t actor = 0;
  std::uint32_t counter = 0;
  std::uint64_t base = 0;
  bool offline = false;
  std::vector<Id> items;  // moved, archived, restored, sorted; the one that is split, or merged
  std::uint32_t add = 0;  // how many new items
  Where where = Where::kGap;
  Gap gap;
  Id into{};                      // of a merge
  std::uint64_t archived_at = 0;  // the archive that a restore undoes
  Target target{};                // undone, done again, applied
  std::vector<Operation> moves;   // of a proposal
};

// Who did something last, and when.
struct Touch {
  std::uint64_t seq = 0;
  std::uint32_t actor = 0;
};

// The list as a server has it, or as one author sees it.
class Model {
 public:
  // Actors from here on are another person than those below.
  explicit Model(std::uint32_t second_person) : second_person_(second_person) {}

  // Applies an operation as the next one decided; false when a gap names a slot nobody has heard
  // of.
  bool apply(const Operation& operation);

  const std::vector<Slot>& slots() const { return slots_; }
  std::vector<Id> items() const;          // top to bottom, archived ones included, aliases not
  std::vector<Id> visible_items() const;  // without archived ones
  std::size_t aliases() const { return aliases_.size(); }
  Id slot_of(Id item) const;
  bool archived(Id item) const { return archived_.contains(item); }
  bool alias(Id item) const { return aliases_.contains(item); }
  Id left_of(Id slot) const;   // kEdge at the top
  Id right_of(Id slot) const;  // kEdge at the end
  std::uint64_t seq() const { return seq_; }
  std::uint64_t archived_at(Id item) const { return archived_by_.at(item).seq; }
  // Whether an operation that would have made the slot has been decided.
  bool knows(Id slot) const { return known_or_gone(slot); }
  bool has_open_proposal(Target id) const { return proposals_.contains(id); }

 private:
  int index_of(Id slot) const;
  bool known_or_gone(Id slot) const;
  std::optional<std::pair<int, Id>> place(const Operation& operation) const;
  std::optional<std::pair<int, Id>> place_in_gap(const Gap& gap) const;
  bool concurrent(Touch touch, const Operation& operation) const;
  bool stale(Touch touch, const Operation& operation) const;
  void put(int index, const Slot& slot, std::uint32_t actor);
  void move(const Operation& operation, std::vector<Id> members, std::pair<int, Id> at,
            std::uint32_t first_k);
  std::vector<Id> members_of(const Operation& operation) const;
  void sort(const Operation& operation);
  void put_back(const Operation& operation);
  bool archive_added(const Operation& operation);
  void merge(const Operation& operation);
  bool names_nothing(const Operation& operation) const;
  bool apply_proposal(const Operation& operation);

  std::uint32_t second_person_;
  std::vector<Slot> slots_;
  std::vector<std::pair<Id, Id>> where_;  // item, its slot
  std::map<Id, Touch> placed_;
  std::map<Id, Touch> archived_by_;
  std::set<Id> archived_;
  std::map<Id, Id> aliases_;
  std::map<Target, Operation> proposals_;  // open ones
  std::set<Target> decided_;
  std::uint64_t seq_ = 0;
};

}  // namespace naive
