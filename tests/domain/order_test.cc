// The worked examples S1..S19, each by its id, and the parts of the place rule that they do not
// reach.

#include <gtest/gtest.h>

#include "domain/canonical.h"
#include "domain/snapshot.h"
#include "domain/worked_example.h"

namespace reviewd::domain {
namespace {

class Worked : public testing::TestWithParam<WorkedExample> {};

TEST_P(Worked, ExampleEndsAsTheSpecificationSays) {
  Product product("ABCDEF");
  Tab one(product, 2);
  Tab two(product, 3);
  const auto first = GetParam().user_1(one);
  const auto second = GetParam().user_2(two);

  for (const v1::Operation& operation : first) ASSERT_TRUE(product.submit(operation));
  for (const v1::Operation& operation : second) ASSERT_TRUE(product.submit(operation));

  EXPECT_EQ(product.order(), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(Order, Worked, testing::ValuesIn(worked_examples()),
                         [](const auto& test) { return test.param.id; });

TEST(Order, S4ArchivingTheRowPointedAtKeepsThePlace) {
  Product product("ABCDEF");
  Tab one(product, 2);
  Tab two(product, 3);
  const auto archive = two.archive("D");
  const auto move = one.below({"A"}, "D");

  ASSERT_TRUE(product.submit(archive));  // the other sequencing of S4
  ASSERT_TRUE(product.submit(move));

  EXPECT_EQ(product.order(), "B C A E F");
  EXPECT_EQ(product.all(), "B C D A E F");
}

TEST(Order, S5RestoredItemIsWhereItWasMovedMeanwhile) {
  Product product("ABCDEF");
  Tab one(product, 2);
  Tab two(product, 3);
  const auto move = one.to_end({"A"});
  const auto archive = two.archive("A");
  ASSERT_TRUE(product.submit(archive));

  EXPECT_EQ(product.submit(move), v1::OUTCOME_KIND_APPLIED_MODIFIED);  // C10
  EXPECT_EQ(product.last_reason(), v1::OUTCOME_REASON_ARCHIVED);
  EXPECT_EQ(product.order(), "B C D E F");

  Tab later(product, 4);
  ASSERT_TRUE(product.submit(later.restore("A")));
  EXPECT_EQ(product.order(), "B C D E F A");
}

TEST(Order, S9EditSurvivesTheArchive) {
  Product product("ABCDEF");
  Tab one(product, 2);
  Tab two(product, 3);
  const auto edit = one.edit("A", "A*");
  const auto archive = two.archive("A");
  ASSERT_TRUE(product.submit(archive));

  EXPECT_EQ(product.submit(edit), v1::OUTCOME_KIND_APPLIED_MODIFIED);  // C12
  EXPECT_EQ(product.all(), "A* B C D E F");
  EXPECT_EQ(product.order(), "B C D E F");
}

TEST(Order, S18AlternatingSequencingKeepsRunsTogether) {
  Product product("ABCDEF");
  Tab one(product, 2);
  Tab two(product, 3);
  const auto x1 = one.insert_below("X1", "A");
  const auto x2 = one.insert_below("X2", "X1");
  const auto y1 = two.insert_below("Y1", "A");
  const auto y2 = two.insert_below("Y2", "Y1");

  for (const auto& operation : {x1, y1, x2, y2}) ASSERT_TRUE(product.submit(operation));

  EXPECT_EQ(product.order(), "A X1 X2 Y1 Y2 B C D E F");
}

TEST(Order, C1SecondMoveTellsWhatItSuperseded) {
  Product product("ABC");
  Tab one(product, 2);
  Tab two(product, 3);
  const auto first = one.to_end({"A"});
  const auto second = two.below({"A"}, "B");
  ASSERT_TRUE(product.submit(first));
  const std::uint64_t first_seq = product.events().back().seq();
  ASSERT_TRUE(product.submit(second));

  EXPECT_EQ(product.events().back().superseded(), first_seq);
  EXPECT_EQ(product.order(), "B A C");
}

TEST(Order, C1OwnEarlierMoveIsNotSuperseded) {
  Product product("ABC");
  Tab one(product, 2);
  const auto first = one.to_end({"A"});
  const auto second = one.to_top({"A"});
  ASSERT_TRUE(product.submit(first));
  ASSERT_TRUE(product.submit(second));

  EXPECT_EQ(product.events().back().superseded(), 0u);
}

TEST(Order, C9GapOfAnUndecidedSlotIsUnknownAndChangesNothing) {
  Product product("ABC");
  const Digest before = state_hash(product.state());
  v1::Operation operation;
  operation.set_actor(2);
  operation.set_counter(1);
  product.item("A").to(operation.mutable_move_items()->add_items());
  operation.mutable_move_items()->mutable_place()->mutable_gap()->mutable_left()->set_actor(9);
  operation.mutable_move_items()->mutable_place()->mutable_gap()->mutable_left()->set_counter(77);

  EXPECT_FALSE(product.submit(operation).has_value());
  EXPECT_EQ(product.last_error(), v1::ERROR_CODE_UNKNOWN_ANCHOR);
  EXPECT_EQ(state_hash(product.state()), before);
}

// A gap whose slots are named by hand: actor and counter of the import are 1 and 1, 2, 3 ..
v1::Operation move_to(Product& product, const std::string& item, std::optional<SlotId> left,
                      std::optional<SlotId> right, const std::vector<SlotId>& fallbacks = {}) {
  v1::Operation operation;
  operation.set_actor(2);
  operation.set_counter(product.last_counter(2) + 1);
  operation.set_base(value(product.state().seq));
  product.item(item).to(operation.mutable_move_items()->add_items());
  v1::Gap& gap = *operation.mutable_move_items()->mutable_place()->mutable_gap();
  if (left) left->to(gap.mutable_left());
  if (right) right->to(gap.mutable_right());
  for (const SlotId slot : fallbacks) slot.to(gap.add_fallbacks());
  return operation;
}

// A decided operation that made no slot: its slots are gone, not unknown.
SlotId gone_slot(Product& product) {
  v1::Operation noop;
  noop.set_actor(5);
  noop.set_counter(product.last_counter(5) + 1);
  noop.mutable_noop();
  EXPECT_TRUE(product.submit(noop));
  return {5, noop.counter(), 0};
}

TEST(Order, GoneLeftLeavesTheRightOneToDecide) {
  Product product("ABCDEF");
  const SlotId d{1, 4, 0};
  EXPECT_EQ(product.submit(move_to(product, "A", gone_slot(product), d)),
            v1::OUTCOME_KIND_APPLIED_MODIFIED);
  EXPECT_EQ(product.last_reason(), v1::OUTCOME_REASON_DEGRADED);
  EXPECT_EQ(product.order(), "B C A D E F");
}

TEST(Order, AnInsertSaysThatItsGapWasDegraded) {
  Product product("ABCDEF");
  v1::Operation insert;
  insert.set_actor(2);
  insert.set_counter(product.last_counter(2) + 1);
  insert.mutable_add_items()->add_items()->set_title("X");
  v1::Place& place = *insert.mutable_add_items()->mutable_place();
  place.set_zone(v1::ZONE_ORDERED);
  gone_slot(product).to(place.mutable_gap()->mutable_left());
  SlotId{1, 4, 0}.to(place.mutable_gap()->mutable_right());
  EXPECT_EQ(product.submit(insert), v1::OUTCOME_KIND_APPLIED_MODIFIED);
  EXPECT_EQ(product.last_reason(), v1::OUTCOME_REASON_DEGRADED);
  EXPECT_EQ(product.order(), "A B C X D E F");
}

TEST(Order, GoneRightLeavesTheLeftOneToDecide) {
  Product product("ABCDEF");
  const SlotId c{1, 3, 0};
  EXPECT_EQ(product.submit(move_to(product, "A", c, gone_slot(product))),
            v1::OUTCOME_KIND_APPLIED_MODIFIED);
  EXPECT_EQ(product.order(), "B C A D E F");
}

TEST(Order, BothGoneUsesTheFirstKnownFallback) {
  Product product("ABCDEF");
  const SlotId gone = gone_slot(product);
  const SlotId b{1, 2, 0};
  ASSERT_TRUE(product.submit(move_to(product, "F", gone, gone, {gone, b})));
  EXPECT_EQ(product.order(), "A B F C D E");
  EXPECT_EQ(product.last_reason(), v1::OUTCOME_REASON_DEGRADED);
}

TEST(Order, BothGoneAndFallbackHeadIsTheTop) {
  Product product("ABC");
  const SlotId gone = gone_slot(product);
  ASSERT_TRUE(product.submit(move_to(product, "C", gone, gone, {SlotId{}})));
  EXPECT_EQ(product.order(), "C A B");
}

TEST(Order, BothGoneWithoutFallbackIsTheEnd) {
  Product product("ABC");
  const SlotId gone = gone_slot(product);
  ASSERT_TRUE(product.submit(move_to(product, "A", gone, gone)));
  EXPECT_EQ(product.order(), "B C A");
}

TEST(Order, P1RightThatIsNotRightOfLeftIsIgnored) {
  Product product("ABCDEF");
  const SlotId d{1, 4, 0};
  const SlotId b{1, 2, 0};
  ASSERT_TRUE(product.submit(move_to(product, "A", d, b)));
  EXPECT_EQ(product.order(), "B C D A E F");
  EXPECT_EQ(product.last_reason(), v1::OUTCOME_REASON_UNSPECIFIED);
}

TEST(Order, C16TopAndEndAreOutermostForTheLastWhoSaidSo) {
  Product product("AB");
  Tab one(product, 2);
  Tab two(product, 3);
  const auto x = one.insert_top("X");
  const auto y = two.insert_top("Y");
  ASSERT_TRUE(product.submit(x));
  ASSERT_TRUE(product.submit(y));
  EXPECT_EQ(product.order(), "Y X A B");
}

TEST(Order, EmptyListTakesAnInsertIntoTheGapOfItsEdges) {
  Product product("");
  v1::Operation operation;
  operation.set_actor(2);
  operation.set_counter(1);
  operation.mutable_add_items()->add_items()->set_title("X");
  operation.mutable_add_items()->mutable_place()->mutable_gap();
  ASSERT_TRUE(product.submit(operation));
  operation.set_counter(2);
  operation.mutable_add_items()->mutable_items(0)->set_title("Y");
  ASSERT_TRUE(product.submit(operation));
  EXPECT_EQ(product.order(), "X Y");
}

TEST(Order, DeadSlotsAreForgottenOldestFirstAndOnlyByCount) {
  Product product("ABC");
  const SlotId first_of_a = product.state().backlog.items.at(product.item("A")).slot;
  Tab tab(product, 2);
  for (std::size_t i = 0; i < kDeadSlotsMax; ++i)
    ASSERT_TRUE(product.submit(move_to(product, "A", {}, {})));
  EXPECT_EQ(product.state().backlog.order.dead(), kDeadSlotsMax);
  EXPECT_NE(product.state().backlog.order.find(first_of_a), nullptr);

  ASSERT_TRUE(product.submit(move_to(product, "A", {}, {})));

  EXPECT_EQ(product.state().backlog.order.dead(), kDeadSlotsMax);
  EXPECT_EQ(product.state().backlog.order.find(first_of_a), nullptr);
}

TEST(Order, P3AForgottenSlotEndsTheWalk) {
  Product product("ABCDEF");
  Tab one(product, 2);
  Tab two(product, 3);
  Tab three(product, 4);
  const auto x1 = one.insert_below("X1", "F");
  const auto x2 = one.insert_below("X2", "X1");
  const auto y = two.insert_below("Y", "F");
  const auto z = three.insert_below("Z", "F");
  for (const auto& operation : {x1, x2, y}) ASSERT_TRUE(product.submit(operation));
  EXPECT_EQ(product.order(), "A B C D E F X1 X2 Y");
  ASSERT_TRUE(product.submit(one.to_top({"X1"})));
  const SlotId forgotten{x1.actor(), x1.counter(), 0};
  for (std::size_t i = 0; i <= kDeadSlotsMax + 1; ++i) {
    v1::Operation move;  // of actor 5, so that it dies younger than X1's slot
    move.set_actor(5);
    move.set_counter(product.last_counter(5) + 1);
    move.set_base(value(product.state().seq));
    product.item("A").to(move.mutable_move_items()->add_items());
    move.mutable_move_items()->mutable_place()->set_top(true);
    ASSERT_TRUE(product.submit(move));
  }
  ASSERT_EQ(product.state().backlog.order.find(forgotten), nullptr);

  ASSERT_TRUE(product.submit(z));

  // X2 hangs from a slot that nobody knows any more, so the walk ends before it.
  EXPECT_EQ(product.order(), "A X1 B C D E F Z X2 Y");
}

TEST(Order, LoadedSnapshotHasTheSameBytesAndTheSameFuture) {
  Product product("ABCDEF");
  Tab one(product, 2);
  for (const auto& operation : {one.to_end({"A", "B"}), one.below({"C"}, "A"), one.archive("D")}) {
    ASSERT_TRUE(product.submit(operation));
  }
  v1::ProductState saved;
  save(product.state(), &saved);
  const State loaded = load(saved);

  EXPECT_EQ(state_hash(loaded), state_hash(product.state()));
  v1::ProductState again;
  save(loaded, &again);
  EXPECT_EQ(again.SerializeAsString(), saved.SerializeAsString());
}

}  // namespace
}  // namespace reviewd::domain
