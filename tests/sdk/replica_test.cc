// The replica against a server's state that went through the same events, and the prediction of
// pending operations on top.
#include "sdk/replica.h"

#include <gtest/gtest.h>

#include "domain/apply.h"
#include "domain/decide.h"
#include "sdk/rows.h"

namespace reviewd::sdk {
namespace {

constexpr std::uint32_t kActor = 3;
constexpr std::uint32_t kOpen = 21;
constexpr std::uint32_t kSealed = 22;
constexpr std::uint32_t kMe = 1;

v1::Event event_at(std::uint64_t seq) {
  v1::Event event;
  event.set_seq(seq);
  event.set_actor(kActor);
  event.set_counter(static_cast<std::uint32_t>(seq));
  return event;
}

v1::Event move_event(std::uint64_t seq, ItemId item, std::optional<SlotId> left) {
  v1::Event event = event_at(seq);
  item.to(event.mutable_items_moved()->add_items()->mutable_item());
  event.mutable_items_moved()->set_zone(v1::ZONE_ORDERED);
  if (left) left->to(event.mutable_items_moved()->mutable_left());
  return event;
}

// A product with its Product Owner (1) and items 1.1.0 to 1.1.2.
RowSnapshot three_rows() {
  RowSnapshot snapshot{.seq = Seq{2}};
  v1::RowChunk& chunk = snapshot.chunks.emplace_back();
  v1::ParticipantView& owner = *chunk.mutable_meeting()->add_participants();
  owner.set_participant(kMe);
  owner.set_role(v1::ROLE_PRODUCT_OWNER);
  for (std::uint32_t k = 0; k < 3; ++k) {
    v1::SlotRow& slot = *chunk.add_slots();
    SlotId{1, 1, k}.to(slot.mutable_slot());
    slot.set_seq(1);
    slot.mutable_row()->mutable_title()->set_plain("row " + std::to_string(k));
  }
  return snapshot;
}

v1::Welcome welcome() {
  v1::Welcome welcome;
  welcome.set_participant(kMe);
  welcome.mutable_open_actor()->set_actor(kOpen);
  welcome.mutable_sealed_actor()->set_actor(kSealed);
  welcome.mutable_limits()->set_frame_bytes(1 << 20);
  welcome.mutable_limits()->set_in_flight(100);
  welcome.mutable_limits()->set_operations_per_submit(100);
  return welcome;
}

class ReplicaTest : public ::testing::Test {
 protected:
  ReplicaTest() {
    replica_.welcome(welcome());
    EXPECT_TRUE(replica_.load(three_rows()).has_value());
    EXPECT_TRUE(outbox_.welcome(welcome()).has_value());
  }

  std::string titles(const domain::State& state, bool with_archived = false) const {
    std::string out;
    for (const ItemId item : rows(state, v1::ZONE_ORDERED, with_archived))
      out += state.backlog.items.at(item).title.plain.back();
    return out;
  }
  std::string confirmed() const { return titles(replica_.confirmed()); }
  std::string predicted() const { return titles(replica_.predicted(outbox_)); }

  OperationId move_to_top(ItemId item) {
    v1::Operation operation;
    item.to(operation.mutable_move_items()->add_items());
    operation.mutable_move_items()->mutable_place()->set_top(true);
    return *outbox_.add(std::move(operation), replica_.confirmed().seq);
  }
  OperationId add_below(ItemId item, const std::string& title) {
    v1::Operation operation;
    operation.mutable_add_items()->add_items()->set_title(title);
    *operation.mutable_add_items()->mutable_place()->mutable_gap() =
        gap_below(replica_.predicted(outbox_), item);
    return *outbox_.add(std::move(operation), replica_.confirmed().seq);
  }

  Replica replica_;
  Outbox outbox_;
};

TEST_F(ReplicaTest, ASnapshotKeepsRowsDeadSlotsAndZonesApart) {
  RowSnapshot snapshot = three_rows();
  v1::RowChunk& second = snapshot.chunks.emplace_back();
  SlotId{1, 2, 0}.to(second.add_slots()->mutable_slot());  // dead
  v1::SlotRow& later = *second.add_slots();
  SlotId{1, 3, 0}.to(later.mutable_slot());
  later.set_zone(v1::ZONE_NOT_YET_ORDERED);
  ItemId{1, 1, 9}.to(later.mutable_row()->mutable_item());
  later.mutable_row()->set_archived_at(2);
  ASSERT_TRUE(replica_.load(snapshot).has_value());

  EXPECT_EQ(confirmed(), "012");
  EXPECT_TRUE(rows(replica_.confirmed(), v1::ZONE_NOT_YET_ORDERED).empty()) << "archived";
  EXPECT_EQ(rows(replica_.confirmed(), v1::ZONE_NOT_YET_ORDERED, true).size(), 1u);
  EXPECT_EQ(SlotId::from(gap_below(replica_.confirmed(), {1, 1, 2}).right()), (SlotId{1, 2, 0}))
      << "dead slots are neighbours too";
}

TEST_F(ReplicaTest, GapsNameNeighboursAndLeaveEdgesOut) {
  const domain::State& state = replica_.confirmed();
  EXPECT_FALSE(gap_above(state, {1, 1, 0}).has_left());
  EXPECT_EQ(SlotId::from(gap_above(state, {1, 1, 1}).left()), (SlotId{1, 1, 0}));
  EXPECT_EQ(SlotId::from(gap_below(state, {1, 1, 0}).right()), (SlotId{1, 1, 1}));
  EXPECT_FALSE(gap_below(state, {1, 1, 2}).has_right());
}

TEST_F(ReplicaTest, TheOldestDeadSlotsAreForgotten) {
  const ItemId item{1, 1, 0};
  constexpr std::uint32_t kMoves = 25'000;
  for (std::uint32_t i = 3; i < kMoves; ++i)
    ASSERT_TRUE(replica_.apply(move_event(i, item, std::nullopt)).has_value());

  EXPECT_EQ(confirmed(), "012");
  EXPECT_FALSE(replica_.apply(move_event(kMoves, item, SlotId{kActor, 3, 0})).has_value())
      << "forgotten";
  EXPECT_TRUE(replica_.apply(move_event(kMoves, item, SlotId{kActor, kMoves - 9'000, 0})))
      << "kept";
}

TEST_F(ReplicaTest, WhatDoesNotFitIsAnErrorNotAGuess) {
  EXPECT_FALSE(replica_.apply(move_event(3, {9, 9, 9}, std::nullopt)).has_value());
  EXPECT_FALSE(replica_.apply(move_event(3, {1, 1, 0}, SlotId{9, 9, 9})).has_value());
  EXPECT_FALSE(replica_.apply(move_event(4, {1, 1, 0}, std::nullopt)).has_value()) << "a gap";
  EXPECT_EQ(confirmed(), "012");

  RowSnapshot twice = three_rows();
  *twice.chunks[0].add_slots() = twice.chunks[0].slots(0);
  EXPECT_FALSE(Replica().load(twice).has_value());
}

TEST_F(ReplicaTest, NothingPendingMeansThePredictionIsWhatIsConfirmed) {
  EXPECT_EQ(&replica_.predicted(outbox_), &replica_.confirmed());
}

TEST_F(ReplicaTest, PendingOperationsAreShownInOrderAndLeaveConfirmedAlone) {
  move_to_top({1, 1, 2});
  const OperationId added = add_below({1, 1, 2}, "x");
  EXPECT_EQ(predicted(), "2x01");
  EXPECT_EQ(confirmed(), "012");

  // A gap that names a slot of an operation still in flight.
  add_below({added.actor, added.counter, 0}, "y");
  EXPECT_EQ(predicted(), "2xy01");
}

TEST_F(ReplicaTest, APredictionIsMadeAgainOnWhatOthersDid) {
  add_below({1, 1, 0}, "x");
  ASSERT_TRUE(replica_.apply(move_event(3, {1, 1, 0}, SlotId{1, 1, 2})).has_value());

  EXPECT_EQ(confirmed(), "120");
  EXPECT_EQ(predicted(), "x120") << "S17: the gap is a place; the slot that 0 left still marks it";
}

TEST_F(ReplicaTest, AnOperationWhoseEventsHaveComeIsNotPredictedTwice) {
  const OperationId id = add_below({1, 1, 0}, "x");
  v1::Event event;
  event.set_seq(3);
  event.set_actor(id.actor);
  event.set_counter(id.counter);
  event.mutable_items_added()->add_items()->mutable_title()->set_plain("x");
  event.mutable_items_added()->set_zone(v1::ZONE_ORDERED);
  SlotId{1, 1, 0}.to(event.mutable_items_added()->mutable_left());
  outbox_.landed(id);
  ASSERT_TRUE(replica_.apply(event).has_value());

  EXPECT_EQ(outbox_.unanswered(), 1u);
  EXPECT_EQ(predicted(), "0x12");
}

TEST_F(ReplicaTest, ARejectedOperationIsTakenBack) {
  const OperationId id = move_to_top({1, 1, 2});
  ASSERT_EQ(predicted(), "201");
  ASSERT_TRUE(outbox_.next().has_value());
  v1::Reply reply;
  reply.set_actor(id.actor);
  reply.set_counter(id.counter);
  reply.mutable_outcome()->set_kind(v1::OUTCOME_KIND_REJECTED);
  reply.mutable_outcome()->mutable_error()->set_code(v1::ERROR_CODE_FORBIDDEN);
  ASSERT_TRUE(outbox_.replied(reply).has_value());

  EXPECT_EQ(predicted(), "012");
}

TEST_F(ReplicaTest, PredictionSurvivesASnapshot) {
  move_to_top({1, 1, 2});
  RowSnapshot later = three_rows();
  later.seq = Seq{90};
  SlotId{1, 9, 0}.to(later.chunks[0].add_slots()->mutable_slot());
  later.chunks[0].mutable_slots(3)->mutable_row()->mutable_title()->set_plain("row 9");
  ASSERT_TRUE(replica_.load(later).has_value());

  EXPECT_EQ(confirmed(), "0129");
  EXPECT_EQ(predicted(), "2019");
}

TEST_F(ReplicaTest, TheNumberThatTheServerGivesIsNotGuessed) {
  const OperationId id = add_below({1, 1, 0}, "x");
  EXPECT_EQ(replica_.predicted(outbox_).backlog.items.at({id.actor, id.counter, 0}).ref.plain, "");
}

TEST_F(ReplicaTest, G9WhatAPollCameToIsTakenFromTheAnnouncementAlone) {
  v1::Event planned = event_at(3);
  ReviewId{kActor, 3, 0}.to(planned.mutable_review_planned()->mutable_review());
  ASSERT_TRUE(replica_.apply(planned).has_value());
  v1::Event opened = event_at(4);
  PollId{kActor, 4, 0}.to(opened.mutable_poll_opened()->mutable_poll());
  ReviewId{kActor, 3, 0}.to(opened.mutable_poll_opened()->mutable_review());
  opened.mutable_poll_opened()->set_kind(v1::POLL_KIND_CONSENT);
  opened.mutable_poll_opened()->mutable_question();
  opened.mutable_poll_opened()->set_secrecy(v1::SECRECY_MASKED);
  ASSERT_TRUE(replica_.apply(opened).has_value());
  v1::Event revealed = event_at(5);
  PollId{kActor, 4, 0}.to(revealed.mutable_poll_revealed()->mutable_poll());
  revealed.mutable_poll_revealed()->mutable_tally()->set_ballots(7);
  ASSERT_TRUE(replica_.apply(revealed).has_value());

  const domain::Poll& poll = replica_.confirmed().polls.at({kActor, 4, 0});
  EXPECT_EQ(poll.result.value_or(v1::Tally()).ballots(), 7u);
  EXPECT_TRUE(poll.ballots.empty());
}

}  // namespace
}  // namespace reviewd::sdk
