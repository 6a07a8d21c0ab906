// The rows of a product in order, kept from a row snapshot and the events after it. Only follows:
// it predicts nothing and decides nothing. Used by tools and tests.
//
// Both lists are doubly linked lists of slots over one array, with a map from slot to its place, so
// that applying an event costs O(1) a slot whatever the size of the backlog.

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "reviewd/v1/event.pb.h"
#include "sdk/snapshot_assembly.h"

namespace reviewd::sdk {

struct BacklogRow {
  ItemId item;
  std::string title;
  std::string ref;
  std::uint32_t estimate = 0;
  std::vector<std::string> labels;
  std::uint64_t archived_at = 0;  // sequence number of the archive event; 0 is not archived
  SlotId slot;                    // where it is
};

class Backlog {
 public:
  Backlog();

  // Forgets everything and takes `snapshot`. Fails when it contradicts itself.
  Result<void> load(const RowSnapshot& snapshot);

  // Applies the next event; kinds that do not touch rows are skipped. Fails when the event names
  // something that is not there, which a gap-free stream never does.
  Result<void> apply(const v1::Event& event);

  // Rows of `zone` from top to bottom, archived ones left out unless asked for.
  std::vector<const BacklogRow*> rows(v1::Zone zone, bool with_archived = false) const;
  const BacklogRow* find(ItemId item) const;
  // Items in both zones, archived ones included.
  std::size_t size() const { return items_.size(); }

  // The gap directly below or above the slot of a row, as docs/PROTOCOL.md ("The order") wants it
  // named.
  v1::Gap below(const BacklogRow& row) const;
  v1::Gap above(const BacklogRow& row) const;

 private:
  using Index = std::uint32_t;
  static constexpr Index kNone = ~Index{0};

  struct Slot {
    SlotId id;
    std::uint64_t seq = 0;  // age is (seq, id.k)
    Index left = kNone;
    Index right = kNone;
    ItemId item;  // none: dead
  };
  struct Age {
    std::uint64_t seq;
    std::uint32_t k;
    Index slot;
    auto operator<=>(const Age&) const = default;
  };

  Result<Index> insert(SlotId id, std::uint64_t seq, Index left);
  Result<Index> find_left(v1::Zone zone, bool has_left, const v1::Id& left) const;
  Result<void> load_slot(const v1::SlotRow& row, Index& ordered_end, Index& other_end);
  Result<void> add(const v1::Event& event);
  Result<Index> add_one(const v1::Event& event, std::uint32_t k, const v1::AddedItem& from,
                        Index left);
  Result<Index> take(const v1::Event& event, std::uint32_t k, const v1::Id& item, Index left);
  Result<void> move(const v1::Event& event, const v1::ItemsMoved& moved);
  Result<void> sort(const v1::Event& event);
  Result<void> put_back(const v1::Event& event);
  Result<void> split(const v1::Event& event);
  Result<void> merge(const v1::Event& event);
  Result<void> edit(const v1::ItemEdited& edited);
  void bury(Index slot);
  void forget_oldest_dead();

  // Slots 0 and 1 are the heads of the two lists; the array only ever grows to the number of slots
  // that exist at once.
  std::vector<Slot> slots_;
  std::vector<Index> free_;
  std::unordered_map<SlotId, Index> by_id_;
  std::unordered_map<ItemId, BacklogRow> items_;
  std::set<Age> dead_;
};

}  // namespace reviewd::sdk
