// G4: limits of operations on the order, each at its value and one above.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "domain/canonical.h"
#include "domain/order_fixture.h"
#include "domain/snapshot.h"

namespace reviewd::domain {
namespace {

// A product with many items, added in blocks.
class OrderLimit : public testing::Test {
 protected:
  v1::Operation next() {
    v1::Operation operation;
    operation.set_actor(2);
    operation.set_counter(product_.last_counter(2) + 1);
    operation.set_base(value(product_.state().seq));
    return operation;
  }

  void add(std::size_t count) {
    while (count > 0) {
      v1::Operation operation = next();
      operation.mutable_add_items()->mutable_place()->set_end(true);
      for (std::size_t i = 0; i < kItemsPerOperationMax && count > 0; ++i, --count)
        operation.mutable_add_items()->add_items()->set_title("x");
      ASSERT_TRUE(product_.submit(operation));
    }
  }

  std::vector<v1::Id> items() const {
    std::vector<v1::Id> out;
    product_.state().backlog.order.each(v1::ZONE_ORDERED, [&](const Slot& slot) {
      if (slot.live) slot.item.to(&out.emplace_back());
    });
    return out;
  }

  v1::Operation propose(std::size_t moves, std::size_t items_each) {
    v1::Operation operation = next();
    const std::vector<v1::Id> all = items();
    for (std::size_t i = 0; i < moves; ++i) {
      v1::MoveItems& move = *operation.mutable_propose_order()->add_moves();
      for (std::size_t k = 0; k < items_each; ++k) *move.add_items() = all[k];
      move.mutable_place()->set_top(true);
    }
    return operation;
  }

  // A proposal of one move, made.
  v1::Operation proposed() {
    const v1::Operation proposal = propose(1, 1);
    EXPECT_EQ(product_.submit(proposal), v1::OUTCOME_KIND_APPLIED);
    return proposal;
  }

  std::optional<v1::OutcomeKind> take_back(const v1::Operation& proposal) {
    v1::Operation operation = next();
    v1::Id& id = *operation.mutable_reject_proposal()->mutable_proposal();
    id.set_actor(proposal.actor());
    id.set_counter(proposal.counter());
    return product_.submit(operation);
  }

  bool kept(const v1::Operation& proposal) const {
    return product_.state().proposals.contains(ProposalId{proposal.actor(), proposal.counter(), 0});
  }

  void expect_too_large(const v1::Operation& operation) {
    const Digest before = state_hash(product_.state());
    EXPECT_FALSE(product_.submit(operation));
    EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_TOO_LARGE);
    EXPECT_EQ(state_hash(product_.state()), before);
  }

  Product product_{""};
};

TEST_F(OrderLimit, G4ItemsOfOneSortAtAndAboveTheLimit) {
  add(kItemsPerSortMax + 1);
  const std::vector<v1::Id> all = items();
  v1::Operation sort = next();
  for (std::size_t i = 0; i < kItemsPerSortMax; ++i)
    *sort.mutable_sort_items()->add_items() = all[kItemsPerSortMax - 1 - i];
  v1::Operation above = sort;
  *above.mutable_sort_items()->add_items() = all.back();
  expect_too_large(above);
  sort.set_counter(product_.last_counter(2) + 1);
  EXPECT_EQ(product_.submit(sort), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(items().front().SerializeAsString(), all[kItemsPerSortMax - 1].SerializeAsString());
  EXPECT_EQ(items().size(), all.size());
}

TEST_F(OrderLimit, G4MovesOfOneProposalAtAndAboveTheLimit) {
  add(1);
  EXPECT_EQ(product_.submit(propose(kProposalMovesMax, 1)), v1::OUTCOME_KIND_APPLIED);
  expect_too_large(propose(kProposalMovesMax + 1, 1));
}

TEST_F(OrderLimit, G4ItemsOfOneProposalAtAndAboveTheLimit) {
  add(kProposalItemsMax);
  EXPECT_EQ(product_.submit(propose(2, kProposalItemsMax / 2)), v1::OUTCOME_KIND_APPLIED);
  expect_too_large(propose(2, kProposalItemsMax / 2 + 1));
}

TEST_F(OrderLimit, G4OfMoreProposalsThanAreKeptTheOneThatWasDecidedFirstIsForgotten) {
  add(1);
  const v1::Operation open = proposed();
  const v1::Operation second = proposed();
  const v1::Operation first = proposed();
  ASSERT_EQ(take_back(first), v1::OUTCOME_KIND_APPLIED);
  ASSERT_EQ(take_back(second), v1::OUTCOME_KIND_APPLIED);
  for (std::size_t i = 3; i < kProposalsMax; ++i)
    ASSERT_EQ(take_back(proposed()), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(product_.state().proposals.size(), kProposalsMax);
  EXPECT_TRUE(kept(first));

  const v1::Operation youngest = proposed();

  EXPECT_EQ(product_.state().proposals.size(), kProposalsMax);
  EXPECT_FALSE(kept(first));
  for (const v1::Operation& other : {open, second, youngest}) EXPECT_TRUE(kept(other));
  EXPECT_EQ(product_.state().open_proposals.size(), 2u);
  proposed();
  EXPECT_FALSE(kept(second));
  EXPECT_TRUE(kept(open)) << "it is older, but nobody has decided it";
  EXPECT_FALSE(take_back(first));
  EXPECT_EQ(product_.last_error(), v1::ERROR_CODE_DEPENDENCY);
  EXPECT_EQ(take_back(open), v1::OUTCOME_KIND_APPLIED);
  v1::ProductState saved;
  save(product_.state(), &saved);
  EXPECT_EQ(state_hash(load(saved)), state_hash(product_.state()));
}

class OrderWindow : public testing::Test {
 protected:
  // A live slot directly right of `left`, anchored there.
  SlotId put(SlotId left) {
    const SlotId id{.actor = 1, .counter = ++counter_, .k = 0};
    order_.insert(left, {.id = id,
                         .seq = Seq{counter_},
                         .anchor = left,
                         .came_from = {},
                         .item = {.actor = 1, .counter = counter_, .k = 0},
                         .zone = v1::ZONE_ORDERED,
                         .live = true});
    return id;
  }

  Order order_;
  std::uint32_t counter_ = 0;
};

// A slot remembers where its anchor is kept; once the anchor is forgotten another slot may be kept
// there, and must not be taken for it: a gone slot ends a walk.
TEST_F(OrderWindow, G4AnotherSlotInTheMemoryOfAForgottenAnchorIsNotTheAnchor) {
  const SlotId a = put({});
  const SlotId b = put(a);
  const SlotId c = put(b);
  order_.leave(a);
  for (std::size_t i = 0; i < kDeadSlotsMax; ++i) order_.leave(put(c));
  ASSERT_EQ(order_.find(a), nullptr);
  const SlotId x = put({});  // where a was kept, and directly left of b
  ASSERT_EQ(order_.right_of(x), b);
  v1::Place place;
  place.set_zone(v1::ZONE_ORDERED);
  x.to(place.mutable_gap()->mutable_left());
  c.to(place.mutable_gap()->mutable_right());
  const auto spot = order_.resolve(place, [](SlotId) { return true; });
  ASSERT_TRUE(spot.has_value());
  EXPECT_EQ(spot->left, x);
  EXPECT_EQ(spot->anchor, x);
}

TEST_F(OrderWindow, G4TheMemoryOfAForgottenSlotIsUsedOnce) {
  const SlotId a = put({});
  const SlotId b = put(a);
  order_.leave(a);
  for (std::size_t i = 0; i < kDeadSlotsMax; ++i) order_.leave(put(b));
  ASSERT_EQ(order_.find(a), nullptr);
  const SlotId x = put({});
  const SlotId y = put(x);
  EXPECT_EQ(order_.right_of(x), y);
  EXPECT_EQ(order_.right_of(y), b);
  EXPECT_EQ(order_.left_of(y), x);
  EXPECT_EQ(order_.slots(), kDeadSlotsMax + 3);
}

TEST_F(OrderWindow, G4AListFromASnapshotForgetsWhatTheRunningOneForgets) {
  const SlotId oldest = put({});
  const SlotId live = put(oldest);
  order_.leave(oldest);
  for (std::size_t i = 1; i < kDeadSlotsMax; ++i) order_.leave(put(live));
  Order loaded;
  order_.each(v1::ZONE_ORDERED, [&](const Slot& slot) { loaded.append(slot); });
  ASSERT_EQ(loaded.dead(), kDeadSlotsMax);
  for (Order* order : {&order_, &loaded}) {
    ASSERT_NE(order->find(oldest), nullptr);
    order->leave(live);
    EXPECT_EQ(order->find(oldest), nullptr);
    EXPECT_NE(order->find(live), nullptr);
    EXPECT_EQ(order->dead(), kDeadSlotsMax);
  }
}

// Places are compared by labels, which are spread anew where a gap has no room left. However slots
// crowd, labels must rise along the list.
class OrderLabels : public OrderWindow, public testing::WithParamInterface<std::uint32_t> {};

TEST_P(OrderLabels, G4FollowTheListHoweverSlotsCrowd) {
  const SlotId top = put({});
  const SlotId bottom = put(top);
  SlotId last = top;
  std::mt19937 random(GetParam());
  std::vector<SlotId> all{top, bottom};
  for (int i = 0; i < 6'000; ++i) {
    const std::uint32_t draw = static_cast<std::uint32_t>(random());
    switch (GetParam()) {
      case 0: last = put(top); break;                                       // always right of one
      case 1: last = put(last); break;                                      // a run downwards
      case 2: last = put(i % 2 == 0 ? last : order_.left_of(last)); break;  // into the middle
      case 3: last = put(order_.left_of(top)); break;  // at the top of the list
      default: last = put(draw % 3 == 0 ? all[draw / 3 % all.size()] : last);
    }
    all.push_back(last);
    if (i % 500 != 499) continue;
    std::vector<SlotId> listed;
    order_.each(v1::ZONE_ORDERED, [&](const Slot& slot) { listed.push_back(slot.id); });
    std::vector<SlotId> sorted = all;
    std::ranges::shuffle(sorted, random);
    order_.sort_by_place(sorted);
    ASSERT_EQ(sorted, listed) << "after " << i + 1;
  }
}

INSTANTIATE_TEST_SUITE_P(EachWayToCrowd, OrderLabels, testing::Range(0U, 5U));

}  // namespace
}  // namespace reviewd::domain
