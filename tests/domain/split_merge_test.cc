// Splitting and merging (C23 to C26), and what was made offline (C32).

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/snapshot.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kModified = v1::OUTCOME_KIND_APPLIED_MODIFIED;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

class SplitMerge : public testing::Test {
 protected:
  Product product_{"ABCDEF"};
  Tab one_{product_, 2};
  Tab two_{product_, kSecondPerson};

  void expect_merged_into(const v1::Operation& operation, const std::string& into) {
    const std::uint64_t before = value(product_.state().seq);
    EXPECT_EQ(product_.submit(operation), kSuperseded) << operation.ShortDebugString();
    EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_MERGED_INTO);
    EXPECT_EQ(product_.last_into(), product_.item(into));
    EXPECT_EQ(value(product_.state().seq), before);
  }
};

TEST_F(SplitMerge, C23TheSecondPartIsRightBelowAndTheFirstKeepsItsIdAndEdits) {
  const auto move = one_.to_end({"B"});
  const auto edit = one_.edit("B", "B*");
  const auto split = two_.split("B", "B2");
  ASSERT_EQ(product_.submit(move), kApplied);
  ASSERT_EQ(product_.submit(edit), kApplied);
  const ItemId id = product_.item("B*");
  ASSERT_EQ(product_.submit(split), kApplied);
  EXPECT_EQ(ItemId::from(product_.events().back().item_split().item()), id);
  EXPECT_EQ(product_.order(), "A C D E F B* B2");
  EXPECT_EQ(product_.item("B*"), id);
  const Slot& slot = *product_.state().backlog.order.find(product_.at("B2").slot);
  EXPECT_EQ(slot.anchor, product_.at("B*").slot);
}

TEST_F(SplitMerge, C23OfAnArchivedItemTheSecondPartIsThere) {
  const auto archive = one_.archive("B");
  const auto split = two_.split("B", "B2");
  ASSERT_EQ(product_.submit(archive), kApplied);
  EXPECT_EQ(product_.submit(split), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_ARCHIVED);
  EXPECT_EQ(product_.order(), "A B2 C D E F");
}

TEST_F(SplitMerge, C24AnAliasIsInNoListAndOperationsOnItSayWhereItWent) {
  const auto edit = two_.edit("B", "B*");
  const auto move = two_.to_end({"B*"});
  const auto archive = two_.archive("B*");
  ASSERT_EQ(product_.submit(one_.merge("B", "D")), kApplied);
  EXPECT_EQ(product_.order(), "A C D E F");
  EXPECT_EQ(product_.at("B").merged_into, product_.item("D"));
  expect_merged_into(edit, "D");
  expect_merged_into(move, "D");
  expect_merged_into(archive, "D");
}

TEST_F(SplitMerge, C24AliasesInABlockAreSkipped) {
  const auto block = two_.to_end({"A", "B", "C"});
  ASSERT_EQ(product_.submit(one_.merge("B", "D")), kApplied);
  EXPECT_EQ(product_.submit(block), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_MEMBERS);
  EXPECT_EQ(product_.order(), "D E F A C");
  ASSERT_EQ(product_.events().back().items_moved().skipped_size(), 1);
}

TEST_F(SplitMerge, C24AGapBesideAnAliasIsStillThatPlace) {
  const auto below = two_.below({"F"}, "B");
  ASSERT_EQ(product_.submit(one_.merge("B", "D")), kApplied);
  ASSERT_EQ(product_.submit(below), kApplied);
  EXPECT_EQ(product_.order(), "A F C D E");
}

TEST_F(SplitMerge, C24AliasesNeverPointAtAliases) {
  ASSERT_EQ(product_.submit(one_.merge("A", "B")), kApplied);
  ASSERT_EQ(product_.submit(one_.merge("B", "C")), kApplied);
  EXPECT_EQ(product_.at("A").merged_into, product_.item("C"));
  EXPECT_EQ(product_.at("B").merged_into, product_.item("C"));
  EXPECT_EQ(product_.order(), "C D E F");
  EXPECT_EQ(product_.submit(two_.merge("A", "C")), kNoop);
}

TEST_F(SplitMerge, C24LinksOfIncrementsFollow) {
  v1::Operation plan;
  plan.set_actor(3);
  plan.set_counter(1);
  plan.mutable_plan_review()->set_title("Review");
  ASSERT_EQ(product_.submit(plan), kApplied);
  const auto add = [&](const std::string& item) {
    v1::Operation operation;
    operation.set_actor(3);
    operation.set_counter(product_.last_counter(3) + 1);
    v1::AddIncrement& increment = *operation.mutable_add_increment();
    increment.mutable_review()->set_actor(3);
    increment.mutable_review()->set_counter(1);
    increment.set_title("Increment");
    product_.item(item).to(increment.mutable_item());
    ASSERT_EQ(product_.submit(operation), kApplied);
  };
  add("A");
  ASSERT_EQ(product_.submit(one_.merge("A", "B")), kApplied);
  add("A");
  for (const auto& [id, increment] : product_.state().increments) {
    EXPECT_EQ(increment.item, product_.item("B"));
  }
}

TEST_F(SplitMerge, C25TwoMergesIntoEachOtherDoNotMakeACycle) {
  const auto first = one_.merge("A", "B");
  const auto second = two_.merge("B", "A");
  ASSERT_EQ(product_.submit(first), kApplied);
  const Digest before = state_hash(product_.state());
  EXPECT_FALSE(product_.submit(second));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_CYCLE);
  EXPECT_EQ(state_hash(product_.state()), before);
}

TEST_F(SplitMerge, C26MergeAfterSplitTakesTheFirstPartOnly) {
  const auto split = one_.split("A", "A2");
  const auto merge = two_.merge("A", "C");
  ASSERT_EQ(product_.submit(split), kApplied);
  ASSERT_EQ(product_.submit(merge), kApplied);
  EXPECT_EQ(product_.order(), "A2 B C D E F");
}

TEST_F(SplitMerge, C26SplitAfterMergeIsSuperseded) {
  const auto split = one_.split("A", "A2");
  const auto merge = two_.merge("A", "C");
  ASSERT_EQ(product_.submit(merge), kApplied);
  expect_merged_into(split, "C");
}

TEST_F(SplitMerge, AnItemCannotBeMergedIntoItself) {
  v1::Operation merge = one_.merge("A", "B");
  *merge.mutable_merge_item()->mutable_into() = merge.merge_item().item();
  EXPECT_FALSE(product_.submit(merge));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_BAD_REQUEST);
}

TEST_F(SplitMerge, C24ASnapshotWithAliasesHasTheSameBytesAndTheSameFuture) {
  ASSERT_EQ(product_.submit(one_.merge("A", "B")), kApplied);
  ASSERT_EQ(product_.submit(one_.sort({"F", "E", "D"})), kApplied);
  v1::ProductState saved;
  save(product_.state(), &saved);
  const State loaded = load(saved);
  EXPECT_EQ(state_hash(loaded), state_hash(product_.state()));
  EXPECT_TRUE(loaded.backlog.aliases.contains(product_.item("A")));
  v1::ProductState again;
  save(loaded, &again);
  EXPECT_EQ(again.SerializeAsString(), saved.SerializeAsString());
}

// ------------------------------------------------------------------------------- made offline

class Offline : public SplitMerge {
 protected:
  Offline() { one_.go_offline(); }
};

TEST_F(Offline, C32AMoveYieldsToWhatSomebodyElseDidMeanwhile) {
  const auto mine = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(two_.below({"A"}, "C")), kApplied);
  const Seq theirs = product_.state().seq;
  EXPECT_EQ(product_.submit(mine), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_STALE);
  EXPECT_EQ(product_.last_by(), theirs);
  EXPECT_EQ(product_.order(), "B C A D E F");

  Tab back(product_, 3);  // "apply anyway": the same again, on purpose
  EXPECT_EQ(product_.submit(back.to_end({"A"})), kApplied);
}

TEST_F(Offline, C32WhatThePersonDidInAnotherTabIsNoReason) {
  const auto mine = one_.to_end({"A"});
  ASSERT_EQ(product_.submit(Tab(product_, 3).below({"A"}, "C")), kApplied);
  EXPECT_EQ(product_.submit(mine), kApplied);
}

TEST_F(Offline, C32OfABlockTheStaleMembersStay) {
  const auto mine = one_.to_end({"A", "B", "C"});
  ASSERT_EQ(product_.submit(two_.below({"B"}, "E")), kApplied);
  EXPECT_EQ(product_.submit(mine), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_MEMBERS);
  EXPECT_EQ(product_.order(), "D E B F A C");
}

TEST_F(Offline, C32AnUndoCountsAsAChange) {
  const auto theirs = two_.to_end({"A"});
  ASSERT_EQ(product_.submit(theirs), kApplied);
  Tab mine(product_, 3);
  mine.go_offline();
  const auto move = mine.below({"A"}, "C");
  ASSERT_EQ(product_.submit(two_.undo(theirs)), kApplied);
  EXPECT_EQ(product_.submit(move), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_STALE);
}

TEST_F(Offline, C32AMergeYieldsToTheLastOfWhatOthersDidToTheItem) {
  const auto mine = one_.merge("A", "B");
  ASSERT_EQ(product_.submit(two_.estimate("A", 5)), kApplied);
  ASSERT_EQ(product_.submit(two_.edit("A", "A*")), kApplied);
  const Seq last = product_.state().seq;
  EXPECT_EQ(product_.submit(mine), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_STALE);
  EXPECT_EQ(product_.last_by(), last);
}

TEST_F(Offline, C32InsertsAndMovesOfUntouchedItemsAlwaysApply) {
  const auto insert = one_.insert_below("X", "A");
  const auto move = one_.to_end({"B"});
  ASSERT_EQ(product_.submit(two_.to_end({"A"})), kApplied);
  EXPECT_EQ(product_.submit(insert), kApplied);
  EXPECT_EQ(product_.submit(move), kApplied);
}

TEST_F(Offline, C32EditsArchivesAndMergesYieldToo) {
  const auto edit = one_.edit("A", "mine");
  const auto archive = one_.archive("B");
  const auto merge = one_.merge("C", "D");
  ASSERT_EQ(product_.submit(two_.edit("A", "theirs")), kApplied);
  const auto theirs = two_.archive("B");
  ASSERT_EQ(product_.submit(theirs), kApplied);
  ASSERT_EQ(product_.submit(two_.restore("B")), kApplied);
  ASSERT_EQ(product_.submit(two_.edit("C", "theirs too")), kApplied);
  for (const auto& operation : {edit, archive, merge}) {
    EXPECT_EQ(product_.submit(operation), kSuperseded);
    EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_STALE);
  }
  EXPECT_EQ(product_.order(), "theirs B theirs too D E F");
}

TEST_F(Offline, C32TheProductMayHaveThemAppliedInstead) {
  const auto mine = one_.to_end({"A"});
  v1::Operation policy;
  policy.set_actor(4);
  policy.set_counter(1);
  policy.mutable_set_stale_policy()->set_policy(v1::STALE_POLICY_APPLY);
  ASSERT_EQ(product_.submit(policy), kApplied);
  ASSERT_EQ(product_.submit(two_.below({"A"}, "C")), kApplied);
  EXPECT_EQ(product_.submit(mine), kApplied);
  EXPECT_EQ(product_.order(), "B C D E F A");
}

TEST_F(Offline, C32OfASortTheStaleRowsAreKept) {
  const auto mine = one_.sort({"F", "E", "D", "C", "B", "A"});
  ASSERT_EQ(product_.submit(two_.sort({"B", "A"})), kApplied);
  EXPECT_EQ(product_.submit(mine), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_KEPT);
  EXPECT_EQ(product_.order(), "B A F E D C");
}

}  // namespace
}  // namespace reviewd::domain
