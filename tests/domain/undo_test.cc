// Undo and redo (C41 to C44): back into the slot an item came from, never over what others did.

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kModified = v1::OUTCOME_KIND_APPLIED_MODIFIED;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;

class Undo : public testing::Test {
 protected:
  Product product_{"ABCDEF"};
  Tab one_{product_, 2};
  Tab two_{product_, kSecondPerson};
};

TEST_F(Undo, C41PutsAnItemBackIntoTheSlotItCameFrom) {
  const SlotId slot = product_.at("A").slot;
  const auto move = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(move), kApplied);
  ASSERT_EQ(product_.submit(one_.undo(move)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
  EXPECT_EQ(product_.at("A").slot, slot);
  EXPECT_EQ(product_.state().backlog.order.dead(), 1u);
}

TEST_F(Undo, C41AStackOfOwnUndosWorks) {
  const auto first = one_.to_end({"A"});
  const auto second = one_.below({"A"}, "C");
  const auto third = one_.to_top({"A"});
  for (const auto& move : {first, second, third}) ASSERT_EQ(product_.submit(move), kApplied);
  const char* const expected[] = {"B C A D E F", "B C D E F A", "A B C D E F"};
  int i = 0;
  for (const auto& move : {third, second, first}) {
    ASSERT_EQ(product_.submit(one_.undo(move)), kApplied);
    EXPECT_EQ(product_.order(), expected[i++]);
  }
}

TEST_F(Undo, C41NeverTakesAwayWhatSomebodyElseDidSince) {
  const auto mine = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(mine), kApplied);
  ASSERT_EQ(product_.submit(two_.below({"A"}, "C")), kApplied);
  const Seq theirs = product_.state().seq;
  EXPECT_EQ(product_.submit(one_.undo(mine)), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_CHANGED_SINCE);
  EXPECT_EQ(product_.last_by(), theirs);
  EXPECT_EQ(product_.order(), "B C A D E F");
}

TEST_F(Undo, C41OnlyTheSameParticipantMayAndOnlyWhatWasDecided) {
  const auto mine = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(mine), kApplied);
  Tab other_tab(product_, 3);
  Tab stranger(product_, kSecondPerson + 1);
  v1::Operation theirs;
  theirs.set_actor(kSecondPerson + 1);
  theirs.set_counter(1);
  theirs.mutable_undo()->set_actor(2);
  theirs.mutable_undo()->set_counter(1);
  EXPECT_FALSE(product_.submit(theirs));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_FORBIDDEN);
  theirs.set_counter(2);
  theirs.mutable_undo()->set_counter(9);
  EXPECT_FALSE(product_.submit(theirs));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(product_.submit(other_tab.undo(mine)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(Undo, C41ASlotThatWasForgottenIsTooOld) {
  const auto mine = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(mine), kApplied);
  Tab other(product_, 3);
  for (std::size_t i = 0; i < kDeadSlotsMax; ++i) {
    v1::Operation move;
    move.set_actor(3);
    move.set_counter(product_.last_counter(3) + 1);
    move.set_base(value(product_.state().seq));
    product_.item("B").to(move.mutable_move_items()->add_items());
    move.mutable_move_items()->mutable_place()->set_top(true);
    ASSERT_EQ(product_.submit(move), kApplied);
  }
  v1::Operation undo;
  undo.set_actor(2);
  undo.set_counter(2);
  undo.set_base(value(product_.state().seq));
  undo.mutable_undo()->set_actor(2);
  undo.mutable_undo()->set_counter(1);
  EXPECT_EQ(product_.submit(undo), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_TOO_OLD);
}

TEST_F(Undo, C42GoesBackToTheOldSlotNotTheOldIndex) {
  const auto mine = one_.to_end({"C"});
  ASSERT_EQ(product_.submit(mine), kApplied);
  ASSERT_EQ(product_.submit(two_.to_end({"A", "B"})), kApplied);
  EXPECT_EQ(product_.order(), "D E F C A B");
  ASSERT_EQ(product_.submit(one_.undo(mine)), kApplied);
  EXPECT_EQ(product_.order(), "C D E F A B");
}

TEST_F(Undo, C43ABlockGoesBackAsOneEventAndListsWhoStays) {
  const auto block = one_.to_end({"A", "B", "C"});
  ASSERT_EQ(product_.submit(block), kApplied);
  ASSERT_EQ(product_.submit(two_.to_top({"B"})), kApplied);
  const std::size_t events = product_.events().size();
  EXPECT_EQ(product_.submit(one_.undo(block)), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_SKIPPED);
  EXPECT_EQ(product_.events().size(), events + 1);
  const v1::ItemsReturned& returned = product_.events().back().items_returned();
  EXPECT_EQ(returned.items_size(), 2);
  ASSERT_EQ(returned.skipped_size(), 1);
  EXPECT_EQ(ItemId::from(returned.skipped(0)), product_.item("B"));
  EXPECT_EQ(product_.order(), "B A C D E F");
}

TEST_F(Undo, C43ASortGoesBack) {
  const auto sort = one_.sort({"F", "E", "D", "C", "B", "A"});
  ASSERT_EQ(product_.submit(sort), kApplied);
  ASSERT_EQ(product_.submit(one_.undo(sort)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(Undo, C43UndoOfAnInsertIsAnArchiveAndRestoreBringsItBack) {
  const auto insert = one_.insert_below("X", "A");
  ASSERT_EQ(product_.submit(insert), kApplied);
  ASSERT_EQ(product_.submit(one_.undo(insert)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
  EXPECT_EQ(product_.events().back().body_case(), v1::Event::kItemArchived);
  Tab later(product_, 3);
  v1::Operation redo;
  redo.set_actor(4);
  redo.set_counter(1);
  redo.mutable_redo()->set_actor(2);
  redo.mutable_redo()->set_counter(1);
  EXPECT_FALSE(product_.submit(redo));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_BAD_REQUEST);
  ASSERT_EQ(product_.submit(later.restore("X")), kApplied);
  EXPECT_EQ(product_.order(), "A X B C D E F");
}

TEST_F(Undo, C43UndoOfAnInsertOfSeveralSaysThatAnAliasWasLeftOut) {
  v1::Operation insert = one_.insert_below("X", "A");
  insert.mutable_add_items()->add_items()->set_title("Y");
  ASSERT_EQ(product_.submit(insert), kApplied);
  Tab merger(product_, kSecondPerson + 1);
  ASSERT_EQ(product_.submit(merger.merge("X", "B")), kApplied);
  EXPECT_EQ(product_.submit(one_.undo(insert)), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_SKIPPED);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(Undo, C43UndoOfAnInsertLeavesAnAliasAlone) {
  const auto insert = one_.insert_below("X", "A");
  ASSERT_EQ(product_.submit(insert), kApplied);
  Tab merger(product_, kSecondPerson + 1);
  ASSERT_EQ(product_.submit(merger.merge("X", "B")), kApplied);
  const std::uint64_t before = value(product_.state().seq);
  EXPECT_EQ(product_.submit(one_.undo(insert)), v1::OUTCOME_KIND_NOOP);
  EXPECT_EQ(value(product_.state().seq), before);
  EXPECT_EQ(product_.at("X").archived_at, Seq{});
}

TEST_F(Undo, C32AnUndoMadeOfflineYieldsToSomebodyWhoPutTheItemBackThere) {
  const auto mine = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(mine), kApplied);
  Tab away(product_, 3);
  away.go_offline();
  const auto undo = away.undo(mine);
  Tab other(product_, kSecondPerson + 1);
  const auto theirs = other.below({"A"}, "C");
  ASSERT_EQ(product_.submit(theirs), kApplied);
  ASSERT_EQ(product_.submit(other.undo(theirs)), kApplied);  // A is at the end again, by them
  EXPECT_EQ(product_.submit(undo), kSuperseded);
  EXPECT_EQ(product_.order(), "B C D E F A");
}

TEST_F(Undo, C44RedoIsTheMoveAgainInItsOwnSlot) {
  const auto move = one_.to_end({"A", "C"});
  ASSERT_EQ(product_.submit(move), kApplied);
  const SlotId slot = product_.at("A").slot;
  ASSERT_EQ(product_.submit(one_.undo(move)), kApplied);
  ASSERT_EQ(product_.submit(one_.redo(move)), kApplied);
  EXPECT_EQ(product_.order(), "B D E F A C");
  EXPECT_EQ(product_.at("A").slot, slot);
  ASSERT_EQ(product_.submit(one_.undo(move)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(Undo, C44RedoOnlyWhileTheItemIsWhereItWasUndoneTo) {
  const auto move = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(move), kApplied);
  ASSERT_EQ(product_.submit(one_.undo(move)), kApplied);
  ASSERT_EQ(product_.submit(two_.below({"A"}, "C")), kApplied);
  EXPECT_EQ(product_.submit(one_.redo(move)), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_CHANGED_SINCE);
  EXPECT_EQ(product_.order(), "B C A D E F");
}

TEST_F(Undo, C44UndoneAndDoneAgainWithoutEndTheWindowIsAsItWas) {
  const auto move = one_.to_end({"A", "C"});
  ASSERT_EQ(product_.submit(move), kApplied);
  const std::size_t dead = product_.state().backlog.order.dead();
  for (int i = 0; i < 2'000; ++i) {
    ASSERT_EQ(product_.submit(one_.undo(move)), kApplied);
    ASSERT_EQ(product_.submit(one_.redo(move)), kApplied);
  }
  EXPECT_EQ(product_.state().backlog.order.dead(), dead);
  EXPECT_EQ(product_.order(), "B D E F A C");
  // What was revived and died again is still forgotten oldest first, and once.
  ASSERT_EQ(product_.submit(one_.undo(move)), kApplied);
  for (std::size_t i = 0; i <= kDeadSlotsMax; ++i) {
    v1::Operation next;
    next.set_actor(3);
    next.set_counter(product_.last_counter(3) + 1);
    next.set_base(value(product_.state().seq));
    product_.item("B").to(next.mutable_move_items()->add_items());
    next.mutable_move_items()->mutable_place()->set_top(true);
    ASSERT_EQ(product_.submit(next), kApplied);
  }
  EXPECT_EQ(product_.state().backlog.order.dead(), kDeadSlotsMax);
  EXPECT_EQ(product_.state().backlog.order.find({move.actor(), move.counter(), 0}), nullptr);
  EXPECT_NE(product_.state().backlog.order.find(product_.at("A").slot), nullptr);
}

TEST_F(Undo, C41AnAliasIsNotMoved) {
  const auto move = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(move), kApplied);
  ASSERT_EQ(product_.submit(two_.merge("A", "B")), kApplied);
  EXPECT_EQ(product_.submit(one_.undo(move)), kSuperseded);
  EXPECT_EQ(product_.order(), "B C D E F");
}

TEST_F(Undo, C41TakesAnItemBackToTheOtherList) {
  const auto away = one_.move_to_other_zone({"C"});
  ASSERT_EQ(product_.submit(away), kApplied);
  EXPECT_EQ(product_.order(), "A B D E F");
  ASSERT_EQ(product_.submit(one_.undo(away)), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
  EXPECT_EQ(product_.at("C").zone, v1::ZONE_ORDERED);
}

}  // namespace
}  // namespace reviewd::domain
