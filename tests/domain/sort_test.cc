// Sorting (C38 to C40): a permutation of the seats, past rows that somebody moved meanwhile.

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kModified = v1::OUTCOME_KIND_APPLIED_MODIFIED;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;

class Sort : public testing::Test {
 protected:
  Product product_{"ABCDEF"};
  Tab one_{product_, 2};
  Tab two_{product_, kSecondPerson};
};

TEST_F(Sort, C38WithoutConcurrencyGivesExactlyTheRequestedOrder) {
  ASSERT_EQ(product_.submit(one_.sort({"C", "A", "F", "B", "E", "D"})), kApplied);
  EXPECT_EQ(product_.order(), "C A F B E D");
}

TEST_F(Sort, C38RowsThatAreNotListedKeepTheirPlaces) {
  ASSERT_EQ(product_.submit(one_.sort({"E", "C", "A"})), kApplied);
  EXPECT_EQ(product_.order(), "E B C D A F");
}

TEST_F(Sort, C38ARowThatWasMovedMeanwhileIsKept) {
  const auto move = one_.to_end({"A"});
  const auto sort = two_.sort({"F", "E", "D", "C", "B", "A"});
  ASSERT_EQ(product_.submit(move), kApplied);
  EXPECT_EQ(product_.submit(sort), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_KEPT);
  EXPECT_EQ(product_.order(), "F E D C B A");
  const v1::ItemsSorted& sorted = product_.events().back().items_sorted();
  ASSERT_EQ(sorted.kept_size(), 1);
  EXPECT_EQ(ItemId::from(sorted.kept(0)), product_.item("A"));
  EXPECT_EQ(product_.at("A").slot.actor, 2u);  // no new slot
  EXPECT_EQ(product_.at("B").slot.k, 4u);      // its index in the author's full list
}

TEST_F(Sort, C38ASortOfRowsThatWereAllMovedChangesNothing) {
  const auto move = one_.to_end({"A", "B"});
  const auto sort = two_.sort({"B", "A"});
  ASSERT_EQ(product_.submit(move), kApplied);
  const Seq moved = product_.state().seq;
  EXPECT_EQ(product_.submit(sort), kSuperseded);
  EXPECT_EQ(product_.last_by(), moved);
  EXPECT_EQ(product_.order(), "C D E F A B");
}

TEST_F(Sort, C38AnOwnEarlierMoveIsNotConcurrent) {
  const auto move = one_.to_end({"A"});
  const auto sort = one_.sort({"A", "B", "C", "D", "E", "F"});
  ASSERT_EQ(product_.submit(move), kApplied);
  EXPECT_EQ(product_.submit(sort), kApplied);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(Sort, C38ArchivedRowsTakeTheirSeatsAndAliasesAreSkipped) {
  const auto archive = one_.archive("B");
  const auto merge = one_.merge("C", "D");
  const auto sort = two_.sort({"F", "E", "D", "C", "B", "A"});
  ASSERT_EQ(product_.submit(archive), kApplied);
  ASSERT_EQ(product_.submit(merge), kApplied);
  EXPECT_EQ(product_.submit(sort), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_MEMBERS);
  EXPECT_EQ(product_.all(), "F E D B A");
  EXPECT_EQ(product_.order(), "F E D A");
}

TEST_F(Sort, C38ARowThatWentToTheOtherListStaysThere) {
  const auto away = one_.move_to_other_zone({"C"});
  const auto sort = two_.sort({"F", "E", "D", "C", "B", "A"});
  ASSERT_EQ(product_.submit(away), kApplied);
  EXPECT_EQ(product_.submit(sort), kModified);
  EXPECT_EQ(product_.order(), "F E D B A");
  EXPECT_EQ(product_.at("C").zone, v1::ZONE_NOT_YET_ORDERED);
}

TEST_F(Sort, C38ARowThatAnUndoPutIntoTheOtherListStaysThereThoughItsSlotIsOld) {
  const auto away = one_.move_to_other_zone({"C"});
  ASSERT_EQ(product_.submit(away), kApplied);
  ASSERT_EQ(product_.submit(one_.undo(away)), kApplied);
  Tab later(product_, kSecondPerson + 1);
  const auto sort = later.sort({"F", "E", "D", "C", "B", "A"});
  ASSERT_EQ(product_.submit(one_.redo(away)), kApplied);  // back into a slot from before
  EXPECT_EQ(product_.submit(sort), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_KEPT);
  EXPECT_EQ(product_.order(), "F E D B A");
  EXPECT_EQ(product_.at("C").zone, v1::ZONE_NOT_YET_ORDERED);
}

TEST_F(Sort, C39AnInsertDuringASortKeepsItsGap) {
  const auto sort = one_.sort({"F", "E", "D", "C", "B", "A"});
  const auto insert = two_.insert_below("X", "B");
  Product other = product_;
  ASSERT_EQ(product_.submit(sort), kApplied);
  ASSERT_EQ(product_.submit(insert), kApplied);
  EXPECT_EQ(product_.order(), "F E X D C B A");
  ASSERT_EQ(other.submit(insert), kApplied);
  ASSERT_EQ(other.submit(sort), kApplied);
  EXPECT_EQ(other.order(), "F E X D C B A");
}

TEST_F(Sort, C40TheLaterOfTwoSortsIsTheOrder) {
  const auto first = one_.sort({"F", "E", "D", "C", "B", "A"});
  const auto second = two_.sort({"B", "A", "D", "C", "F", "E"});
  ASSERT_EQ(product_.submit(first), kApplied);
  const std::uint64_t overridden = value(product_.state().seq);
  ASSERT_EQ(product_.submit(second), kApplied);
  EXPECT_EQ(product_.order(), "B A D C F E");
  EXPECT_EQ(product_.events().back().superseded(), overridden);
}

TEST_F(Sort, AListThatNamesARowTwiceOrNothingIsRefused) {
  v1::Operation twice = one_.sort({"A", "B"});
  *twice.mutable_sort_items()->mutable_items(1) = twice.sort_items().items(0);
  const Digest before = state_hash(product_.state());
  EXPECT_FALSE(product_.submit(twice));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_BAD_REQUEST);
  v1::Operation empty = one_.sort({"A"});
  empty.mutable_sort_items()->clear_items();
  EXPECT_FALSE(product_.submit(empty));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(state_hash(product_.state()), before);
}

}  // namespace
}  // namespace reviewd::domain
