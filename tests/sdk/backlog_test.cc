// The linked lists against plain vectors that are searched and shifted.
#include "sdk/backlog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace reviewd::sdk {
namespace {

constexpr std::uint32_t kActor = 3;

// Both zones as vectors of slots, top first; nothing is ever forgotten.
struct Naive {
  struct Place {
    SlotId slot;
    ItemId item;  // none: dead
  };
  std::vector<Place> lists[2];
  std::vector<ItemId> archived;

  static std::size_t index(v1::Zone zone) { return zone == v1::ZONE_NOT_YET_ORDERED ? 1 : 0; }

  void put(v1::Zone zone, bool has_left, SlotId left, const std::vector<Place>& run) {
    auto& list = lists[index(zone)];
    auto at = list.begin();
    if (has_left) {
      at = std::find_if(list.begin(), list.end(),
                        [&](const Place& place) { return place.slot == left; });
      ASSERT_NE(at, list.end());
      ++at;
    }
    list.insert(at, run.begin(), run.end());
  }
  void kill(ItemId item, SlotId but) {
    for (auto& list : lists) {
      for (Place& place : list) {
        if (place.item == item && place.slot != but) place.item = {};
      }
    }
  }
  std::vector<ItemId> items(v1::Zone zone) const {
    std::vector<ItemId> out;
    for (const Place& place : lists[index(zone)]) {
      const bool gone = std::find(archived.begin(), archived.end(), place.item) != archived.end();
      if (!place.item.none() && !gone) out.push_back(place.item);
    }
    return out;
  }
};

std::vector<ItemId> items(const Backlog& backlog, v1::Zone zone) {
  std::vector<ItemId> out;
  for (const BacklogRow* row : backlog.rows(zone)) out.push_back(row->item);
  return out;
}

v1::Zone random_zone(std::mt19937& random) {
  return random() % 4 == 0 ? v1::ZONE_NOT_YET_ORDERED : v1::ZONE_ORDERED;
}

class BacklogRun {
 public:
  explicit BacklogRun(unsigned seed) : random_(seed) {}

  void step() {
    ++counter_;
    v1::Event event;
    event.set_seq(counter_);
    event.set_actor(kActor);
    event.set_counter(counter_);
    const unsigned kind = random_() % 10;
    if (all_.size() < 5 || kind == 0) {
      add(event);
    } else if (kind == 1) {
      archive(event);
    } else {
      move(event);
    }
    const auto applied = backlog.apply(event);
    ASSERT_TRUE(applied.has_value()) << applied.error().text;
  }

  void compare() const {
    for (const v1::Zone zone : {v1::ZONE_ORDERED, v1::ZONE_NOT_YET_ORDERED})
      ASSERT_EQ(items(backlog, zone), naive.items(zone));
  }

  Backlog backlog;
  Naive naive;

 private:
  // A random slot of the zone, dead or not, or the top.
  bool random_left(v1::Zone zone, SlotId& left) {
    const auto& list = naive.lists[Naive::index(zone)];
    const std::size_t pick = random_() % (list.size() + 1);
    if (pick == list.size()) return false;
    left = list[pick].slot;
    return true;
  }
  void add(v1::Event& event) {
    v1::ItemsAdded& added = *event.mutable_items_added();
    const v1::Zone zone = random_zone(random_);
    SlotId left;
    const bool has_left = random_left(zone, left);
    added.set_zone(zone);
    if (has_left) left.to(added.mutable_left());
    std::vector<Naive::Place> run;
    for (std::uint32_t k = 0; k <= random_() % 3; ++k) {
      added.add_items()->mutable_title()->set_plain("t" + std::to_string(counter_));
      run.push_back({{kActor, counter_, k}, {kActor, counter_, k}});
      all_.push_back(run.back().item);
    }
    naive.put(zone, has_left, left, run);
  }
  void move(v1::Event& event) {
    v1::ItemsMoved& moved = *event.mutable_items_moved();
    const v1::Zone zone = random_zone(random_);
    SlotId left;
    const bool has_left = random_left(zone, left);
    moved.set_zone(zone);
    if (has_left) left.to(moved.mutable_left());
    std::vector<ItemId> members = all_;
    std::shuffle(members.begin(), members.end(), random_);
    members.resize(1 + random_() % 3);
    std::vector<Naive::Place> run;
    std::uint32_t k = 0;
    for (const ItemId member : members) {
      k += random_() % 2;  // members that were skipped leave holes in k
      v1::MovedItem& one = *moved.add_items();
      member.to(one.mutable_item());
      one.set_k(k);
      run.push_back({{kActor, counter_, k}, member});
      ++k;
    }
    naive.put(zone, has_left, left, run);
    for (const Naive::Place& place : run) naive.kill(place.item, place.slot);
  }
  void archive(v1::Event& event) {
    const ItemId item = all_[random_() % all_.size()];
    const auto found = std::find(naive.archived.begin(), naive.archived.end(), item);
    if (found == naive.archived.end()) {
      naive.archived.push_back(item);
      item.to(event.mutable_item_archived()->mutable_item());
    } else {
      naive.archived.erase(found);
      item.to(event.mutable_item_restored()->mutable_item());
    }
  }

  std::mt19937 random_;
  std::uint32_t counter_ = 0;
  std::vector<ItemId> all_;
};

TEST(Backlog, RandomHistoriesEqualPlainVectors) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    BacklogRun run(seed);
    for (int i = 0; i < 150; ++i) {
      ASSERT_NO_FATAL_FAILURE(run.step());
      ASSERT_NO_FATAL_FAILURE(run.compare());
    }
  }
}

v1::Event move_event(std::uint32_t counter, ItemId item, std::optional<SlotId> left) {
  v1::Event event;
  event.set_seq(counter);
  event.set_actor(kActor);
  event.set_counter(counter);
  item.to(event.mutable_items_moved()->add_items()->mutable_item());
  if (left) left->to(event.mutable_items_moved()->mutable_left());
  return event;
}

RowSnapshot three_rows() {
  RowSnapshot snapshot{.seq = Seq{2}};
  v1::RowChunk& chunk = snapshot.chunks.emplace_back();
  for (std::uint32_t k = 0; k < 3; ++k) {
    v1::SlotRow& slot = *chunk.add_slots();
    SlotId{1, 1, k}.to(slot.mutable_slot());
    slot.set_seq(1);
    slot.mutable_row()->mutable_title()->set_plain("row " + std::to_string(k));
  }
  return snapshot;
}

TEST(Backlog, ASnapshotKeepsRowsDeadSlotsAndZonesApart) {
  RowSnapshot snapshot = three_rows();
  v1::RowChunk& second = snapshot.chunks.emplace_back();
  SlotId{1, 2, 0}.to(second.add_slots()->mutable_slot());  // dead
  v1::SlotRow& later = *second.add_slots();
  SlotId{1, 3, 0}.to(later.mutable_slot());
  later.set_zone(v1::ZONE_NOT_YET_ORDERED);
  ItemId{1, 1, 9}.to(later.mutable_row()->mutable_item());
  later.mutable_row()->set_archived_at(2);

  Backlog backlog;
  ASSERT_TRUE(backlog.load(snapshot).has_value());
  ASSERT_EQ(backlog.rows(v1::ZONE_ORDERED).size(), 3u);
  EXPECT_EQ(backlog.rows(v1::ZONE_ORDERED)[1]->title, "row 1");
  EXPECT_TRUE(backlog.rows(v1::ZONE_NOT_YET_ORDERED).empty()) << "archived";
  EXPECT_EQ(backlog.rows(v1::ZONE_NOT_YET_ORDERED, true).size(), 1u);
  EXPECT_EQ(backlog.size(), 4u);

  const v1::Gap gap = backlog.below(*backlog.rows(v1::ZONE_ORDERED)[2]);
  EXPECT_EQ(SlotId::from(gap.right()), (SlotId{1, 2, 0})) << "dead slots are neighbours too";
}

TEST(Backlog, GapsNameNeighboursAndLeaveEdgesOut) {
  Backlog backlog;
  ASSERT_TRUE(backlog.load(three_rows()).has_value());
  const auto rows = backlog.rows(v1::ZONE_ORDERED);

  EXPECT_FALSE(backlog.above(*rows[0]).has_left());
  EXPECT_EQ(SlotId::from(backlog.above(*rows[1]).left()), rows[0]->slot);
  EXPECT_EQ(SlotId::from(backlog.below(*rows[0]).right()), rows[1]->slot);
  EXPECT_FALSE(backlog.below(*rows[2]).has_right());
}

TEST(Backlog, TheOldestDeadSlotsAreForgottenAndTheirPlacesUsedAgain) {
  Backlog backlog;
  ASSERT_TRUE(backlog.load(three_rows()).has_value());
  const ItemId item{1, 1, 0};
  constexpr std::uint32_t kMoves = 25'000;
  for (std::uint32_t i = 3; i < kMoves; ++i)
    ASSERT_TRUE(backlog.apply(move_event(i, item, std::nullopt)).has_value());

  EXPECT_EQ(items(backlog, v1::ZONE_ORDERED),
            (std::vector<ItemId>{{1, 1, 0}, {1, 1, 1}, {1, 1, 2}}));
  EXPECT_FALSE(backlog.apply(move_event(kMoves, item, SlotId{kActor, 3, 0})).has_value())
      << "forgotten";
  EXPECT_TRUE(
      backlog.apply(move_event(kMoves, item, SlotId{kActor, kMoves - 9'000, 0})).has_value())
      << "kept";
}

TEST(Backlog, EditsChangeTheirFieldOnly) {
  Backlog backlog;
  ASSERT_TRUE(backlog.load(three_rows()).has_value());
  const auto edit = [&](v1::ItemField field, const std::string& text, std::uint32_t number,
                        bool remove) {
    v1::Event event;
    v1::ItemEdited& edited = *event.mutable_item_edited();
    ItemId{1, 1, 0}.to(edited.mutable_item());
    edited.set_field(field);
    edited.mutable_text()->set_plain(text);
    edited.set_number(number);
    edited.set_remove(remove);
    ASSERT_TRUE(backlog.apply(event).has_value());
  };
  edit(v1::ITEM_FIELD_TITLE, "new", 0, false);
  edit(v1::ITEM_FIELD_ESTIMATE, "", 8, false);
  edit(v1::ITEM_FIELD_LABEL, "a", 0, false);
  edit(v1::ITEM_FIELD_LABEL, "b", 0, false);
  edit(v1::ITEM_FIELD_LABEL, "a", 0, true);
  edit(v1::ITEM_FIELD_DESCRIPTION, "long", 0, false);

  const BacklogRow& row = *backlog.find({1, 1, 0});
  EXPECT_EQ(row.title, "new");
  EXPECT_EQ(row.estimate, 8u);
  EXPECT_EQ(row.labels, std::vector<std::string>{"b"});
}

TEST(Backlog, WhatDoesNotFitIsAnErrorNotAGuess) {
  Backlog backlog;
  ASSERT_TRUE(backlog.load(three_rows()).has_value());
  EXPECT_FALSE(backlog.apply(move_event(5, {9, 9, 9}, std::nullopt)).has_value());
  EXPECT_FALSE(backlog.apply(move_event(5, {1, 1, 0}, SlotId{9, 9, 9})).has_value());

  RowSnapshot twice = three_rows();
  *twice.chunks[0].add_slots() = twice.chunks[0].slots(0);
  EXPECT_FALSE(Backlog().load(twice).has_value());
}

}  // namespace
}  // namespace reviewd::sdk
