// The conflict table of docs/SPEC.md about the backlog, pair by pair: what the table's last column
// says, in the order "first, then second is sequenced" and, where both orders matter, both.

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

constexpr auto kApplied = v1::OUTCOME_KIND_APPLIED;
constexpr auto kModified = v1::OUTCOME_KIND_APPLIED_MODIFIED;
constexpr auto kSuperseded = v1::OUTCOME_KIND_SUPERSEDED;
constexpr auto kNoop = v1::OUTCOME_KIND_NOOP;

// Two people who have both seen A B C D E F and nothing else.
class Conflict : public testing::Test {
 protected:
  Product product_{"ABCDEF"};
  Tab one_{product_, 2};
  Tab two_{product_, kSecondPerson};

  std::optional<v1::OutcomeKind> decide(const v1::Operation& operation) {
    return product_.submit(operation);
  }
  // An operation that must be refused, and then changes nothing.
  v1::ErrorCode refused(const v1::Operation& operation) {
    const Digest before = state_hash(product_.state());
    EXPECT_FALSE(product_.submit(operation).has_value()) << operation.ShortDebugString();
    EXPECT_EQ(state_hash(product_.state()), before);
    return product_.last_error();
  }
  const v1::Event& last() const { return product_.events().back(); }
  std::uint64_t head() const { return value(product_.state().seq); }
};

TEST_F(Conflict, C1LaterMoveWinsAndEachMemberNamesWhatItOverrode) {
  const auto a = one_.to_end({"A"});
  const auto b = one_.to_end({"B"});
  const auto block = two_.to_top({"A", "B", "C"});
  ASSERT_EQ(decide(a), kApplied);
  const std::uint64_t moved_a = head();
  ASSERT_EQ(decide(b), kApplied);
  const std::uint64_t moved_b = head();
  ASSERT_EQ(decide(block), kApplied);

  EXPECT_EQ(product_.order(), "A B C D E F");
  const auto& members = last().items_moved().items();
  EXPECT_EQ(members[0].superseded(), moved_a);
  EXPECT_EQ(members[1].superseded(), moved_b);
  EXPECT_EQ(members[2].superseded(), 0u);
  EXPECT_EQ(product_.at("A").slot, (SlotId{kSecondPerson, 1, 0}));
}

TEST_F(Conflict, C1AnOperationOfTheActorItSucceedsIsNotConcurrent) {
  const auto mine = one_.to_end({"A"});
  ASSERT_EQ(decide(mine), kApplied);
  product_.succeed(2, 3);
  product_.succeed(3, 4);
  v1::Operation again = mine;  // of the same base, under the successor's successor
  again.set_actor(4);
  again.mutable_move_items()->mutable_place()->set_top(true);
  ASSERT_EQ(decide(again), kApplied);
  EXPECT_EQ(last().superseded(), 0u);
}

TEST_F(Conflict, C2TwoMovesIntoOneGapStandInOrderOfArrival) {
  const auto first = one_.below({"E"}, "A");
  const auto second = two_.below({"F"}, "A");
  ASSERT_EQ(decide(first), kApplied);
  ASSERT_EQ(decide(second), kApplied);
  EXPECT_EQ(product_.order(), "A E F B C D");
}

TEST_F(Conflict, C3TwoBlocksIntoOneGapStayWhole) {
  const auto first = one_.below({"E", "C"}, "A");
  const auto second = two_.below({"F", "D"}, "A");
  const auto stranger = Tab(product_, 3).insert_below("X", "A");
  ASSERT_EQ(decide(first), kApplied);
  ASSERT_EQ(decide(stranger), kApplied);
  ASSERT_EQ(decide(second), kApplied);
  EXPECT_EQ(product_.order(), "A E C X F D B");
}

TEST_F(Conflict, C4AMemberThatIsMovedLaterLeavesTheRestOfTheBlockInOrder) {
  const auto block = one_.to_end({"A", "B", "C"});
  const auto single = two_.to_top({"B"});
  ASSERT_EQ(decide(block), kApplied);
  ASSERT_EQ(decide(single), kApplied);
  EXPECT_EQ(product_.order(), "B D E F A C");
}

TEST_F(Conflict, C4ABlockTakesAMemberThatWasMovedEarlier) {
  const auto block = one_.to_end({"A", "B", "C"});
  const auto single = two_.to_top({"B"});
  ASSERT_EQ(decide(single), kApplied);
  ASSERT_EQ(decide(block), kApplied);
  EXPECT_EQ(product_.order(), "D E F A B C");
}

TEST_F(Conflict, C5TheLaterOfTwoBlocksTakesSharedMembersAndIsWhole) {
  const auto first = one_.to_end({"A", "B", "C"});
  const auto second = two_.to_top({"C", "E", "B"});
  ASSERT_EQ(decide(first), kApplied);
  ASSERT_EQ(decide(second), kApplied);
  EXPECT_EQ(product_.order(), "C E B D F A");
}

TEST_F(Conflict, C6AnInsertBetweenMembersKeepsItsGap) {
  const auto block = one_.to_end({"B", "C"});
  const auto insert = two_.insert_below("X", "B");
  ASSERT_EQ(decide(block), kApplied);
  ASSERT_EQ(decide(insert), kApplied);
  EXPECT_EQ(product_.order(), "A X D E F B C");
}

TEST_F(Conflict, C7AMoveBelowARowThatLeftKeepsTheGapAsItWasSeen) {
  const auto gone = one_.to_top({"D"});
  const auto below = two_.below({"A"}, "D");
  ASSERT_EQ(decide(gone), kApplied);
  ASSERT_EQ(decide(below), kApplied);
  EXPECT_EQ(product_.order(), "D B C A E F");
}

TEST_F(Conflict, C8AMoveBelowAnArchivedRowIsTheSameWithTheRowFilteredOut) {
  Product without = product_;
  const auto archive = one_.archive("D");
  const auto below = two_.below({"A"}, "D");
  ASSERT_EQ(decide(archive), kApplied);
  ASSERT_EQ(decide(below), kApplied);
  ASSERT_EQ(without.submit(below), kApplied);
  EXPECT_EQ(product_.order(), "B C A E F");
  EXPECT_EQ(product_.all(), without.all());
}

TEST_F(Conflict, C10MoveAndArchiveEndArchivedInBothOrders) {
  const auto move = one_.to_end({"A"});
  const auto archive = two_.archive("A");
  Product other = product_;
  ASSERT_EQ(decide(move), kApplied);
  ASSERT_EQ(decide(archive), kApplied);
  ASSERT_EQ(other.submit(archive), kApplied);
  ASSERT_EQ(other.submit(move), kModified);
  EXPECT_EQ(other.last_reason(), v1::OUTCOME_REASON_ARCHIVED);
  EXPECT_EQ(product_.order(), other.order());
  EXPECT_EQ(product_.all(), other.all());
}

TEST_F(Conflict, C11SecondArchiveIsNoopAndMakesNoEvent) {
  const auto first = one_.archive("A");
  const auto second = two_.archive("A");
  ASSERT_EQ(decide(first), kApplied);
  const std::uint64_t before = head();
  EXPECT_EQ(decide(second), kNoop);
  EXPECT_EQ(head(), before);
}

TEST_F(Conflict, C12AnEditOfAnArchivedItemAppliesToIt) {
  const auto archive = one_.archive("A");
  const auto edit = two_.edit("A", "A*");
  ASSERT_EQ(decide(archive), kApplied);
  EXPECT_EQ(decide(edit), kModified);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_ARCHIVED);
  EXPECT_EQ(product_.at("A*").title.plain, "A*");
  EXPECT_EQ(product_.order(), "B C D E F");
}

TEST_F(Conflict, C13ARestoreOfAnOlderArchiveDoesNotReviveTheNewerOne) {
  ASSERT_EQ(decide(one_.archive("A")), kApplied);
  Tab late(product_, kSecondPerson + 1);
  const auto restore = late.restore("A");
  Tab other(product_, 3);
  ASSERT_EQ(decide(other.restore("A")), kApplied);
  ASSERT_EQ(decide(other.archive("A")), kApplied);
  const std::uint64_t newer = head();
  EXPECT_EQ(decide(restore), kSuperseded);
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_CHANGED_SINCE);
  EXPECT_EQ(value(product_.last_by()), newer);
  EXPECT_EQ(product_.order(), "B C D E F");
}

TEST_F(Conflict, C14RestoreOfALiveItemIsNoop) {
  ASSERT_EQ(decide(one_.archive("A")), kApplied);
  Tab three(product_, 3);
  Tab four(product_, kSecondPerson + 1);
  const auto first = three.restore("A");
  const auto second = four.restore("A");
  ASSERT_EQ(decide(first), kApplied);
  EXPECT_EQ(decide(second), kNoop);
  EXPECT_EQ(product_.order(), "A B C D E F");
}

TEST_F(Conflict, C15AMoveBelowARestoredItemIsBelowIt) {
  ASSERT_EQ(decide(one_.archive("D")), kApplied);
  Tab three(product_, 3);
  const auto restore = three.restore("D");
  const auto below = two_.below({"A"}, "D");  // has seen D alive
  ASSERT_EQ(decide(restore), kApplied);
  ASSERT_EQ(decide(below), kApplied);
  EXPECT_EQ(product_.order(), "B C D A E F");
}

TEST_F(Conflict, C16OnePersonsRunIsNotInterleavedByInsertsIntoTheSameGap) {
  const auto x1 = one_.insert_below("X1", "A");
  const auto x2 = one_.insert_below("X2", "X1");
  const auto y1 = two_.insert_above("Y1", "B");
  const auto y2 = two_.insert_above("Y2", "Y1");
  for (const auto& operation : {x1, y1, x2, y2}) ASSERT_EQ(decide(operation), kApplied);
  EXPECT_EQ(product_.order(), "A X1 X2 Y2 Y1 B C D E F");
}

TEST_F(Conflict, C18LaterEditOfAFieldWinsAndNamesWhatItOverwrote) {
  const auto first = one_.edit("A", "A1");
  const auto second = two_.edit("A", "A2");
  ASSERT_EQ(decide(first), kApplied);
  const std::uint64_t overwritten = head();
  ASSERT_EQ(decide(second), kApplied);
  EXPECT_EQ(product_.order(), "A2 B C D E F");
  EXPECT_EQ(last().item_edited().overwrote(), overwritten);
  EXPECT_EQ(last().superseded(), overwritten);
  EXPECT_EQ(
      product_.events()[static_cast<std::size_t>(overwritten) - 3].item_edited().text().plain(),
      "A1");  // recoverable from the log
}

TEST_F(Conflict, C18AStrictEditIsRefusedWhenSomebodyWroteSince) {
  auto second = two_.estimate("A", 5);
  second.mutable_edit_item()->set_if_version(value(product_.at("A").estimate_by.seq));
  ASSERT_EQ(decide(one_.estimate("A", 3)), kApplied);
  EXPECT_EQ(refused(second), v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(product_.at("A").estimate, 3u);
}

TEST_F(Conflict, C19EditsOfTwoFieldsCommute) {
  const auto title = one_.edit("A", "A*");
  const auto points = two_.estimate("A", 8);
  Product other = product_;
  ASSERT_EQ(decide(title), kApplied);
  ASSERT_EQ(decide(points), kApplied);
  ASSERT_EQ(other.submit(points), kApplied);
  ASSERT_EQ(other.submit(title), kApplied);
  for (const Product* product : {&product_, &other}) {
    EXPECT_EQ(product->at("A*").estimate, 8u);
    EXPECT_EQ(product->events().back().superseded(), 0u);
  }
}

TEST_F(Conflict, C20ATextWrittenByTwoIsNeverOverwrittenUnseen) {
  const auto first = one_.describe("A", "one");
  const auto second = two_.describe("A", "two");
  ASSERT_EQ(decide(first), kApplied);
  EXPECT_EQ(refused(second), v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(product_.at("A").description.plain, "one");
}

TEST_F(Conflict, C21LabelsAreAddedAndRemovedOneByOne) {
  ASSERT_EQ(decide(Tab(product_, 3).label("A", "old")), kApplied);
  Tab three(product_, 4);
  Tab four(product_, kSecondPerson + 1);
  const auto add = three.label("A", "new");
  const auto add_other = four.label("A", "other");
  const auto remove = three.label("A", "old", true);
  for (const auto& operation : {add, add_other, remove}) ASSERT_EQ(decide(operation), kApplied);
  std::vector<std::string> labels;
  for (const Text& label : product_.at("A").labels) labels.push_back(label.plain);
  EXPECT_EQ(labels, (std::vector<std::string>{"new", "other"}));
}

TEST_F(Conflict, C22ZoneAndPlaceAreOneRegisterAndTheLastWins) {
  const auto away = one_.move_to_other_zone({"A"});
  const auto reorder = two_.to_end({"A"});
  Product other = product_;
  ASSERT_EQ(decide(away), kApplied);
  ASSERT_EQ(decide(reorder), kApplied);
  EXPECT_EQ(product_.order(), "B C D E F A");
  ASSERT_EQ(other.submit(reorder), kApplied);
  ASSERT_EQ(other.submit(away), kApplied);
  EXPECT_EQ(other.order(), "B C D E F");
  EXPECT_EQ(other.at("A").zone, v1::ZONE_NOT_YET_ORDERED);
}

TEST_F(Conflict, C45AnItemOfARefusedOperationIsADependency) {
  v1::Operation refused_add = one_.insert_end("X");
  refused_add.mutable_add_items()->mutable_items(0)->set_title("");
  const auto edit = one_.edit("X", "Y");
  const auto next_to_it = one_.below({"A"}, "Y");
  refused(refused_add);
  EXPECT_EQ(refused(edit), v1::ERROR_CODE_DEPENDENCY);
  EXPECT_EQ(decide(next_to_it), kModified);  // a gap of its slot falls back
  EXPECT_EQ(product_.last_reason(), v1::OUTCOME_REASON_DEGRADED);
  v1::Operation stranger = Tab(product_, 5).to_end({"A"});
  stranger.mutable_move_items()->mutable_items(0)->set_counter(900);
  EXPECT_EQ(refused(stranger), v1::ERROR_CODE_UNKNOWN_ITEM);
}

}  // namespace
}  // namespace reviewd::domain
