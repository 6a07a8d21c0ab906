// How operations are numbered, answered and grouped: C9 (scope), C46 to C49, and what becomes of a
// lease that is fenced or succeeded.

#include <gmock/gmock.h>

#include "domain/limits.h"
#include "engine/meeting_fixture.h"
#include "engine/outcome_table.h"
#include "engine/token_bucket.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::engine {
namespace {

class Operations : public MeetingFixture {
 protected:
  // Several operations in one frame; the outcome of each, `applied` where it was just acknowledged.
  std::vector<v1::Outcome> decide_all(ConnectionId connection,
                                      const std::vector<v1::Operation>& operations) {
    frames(connection);
    v1::ClientFrame frame;
    for (const v1::Operation& operation : operations)
      *frame.mutable_submit()->add_operations() = operation;
    step(FrameReceived{connection, frame});
    sync();
    std::vector<v1::Outcome> out(operations.size());
    for (const v1::ServerFrame& received : frames(connection)) {
      for (std::size_t i = 0; i < operations.size(); ++i) {
        if (received.has_reply() && received.reply().actor() == operations[i].actor() &&
            received.reply().counter() == operations[i].counter()) {
          out[i] = received.reply().outcome();
        }
        if (received.has_acked() && received.acked().actor() == operations[i].actor() &&
            received.acked().counter() >= operations[i].counter() && !out[i].kind()) {
          out[i].set_kind(v1::OUTCOME_KIND_APPLIED);
        }
      }
    }
    return out;
  }

  v1::Operation move_unknown(ConnectionId connection) {
    v1::Id id;
    id.set_actor(1);
    id.set_counter(77);
    return move_to_top(connection, id);
  }

  v1::Operation in_group(std::uint32_t group, v1::Operation operation) {
    operation.set_atomic_group(group);
    return operation;
  }

  Digest hash() {
    const auto snapshot = room_->log_snapshot();
    return sha256(snapshot->state().SerializeAsString());
  }

  v1::Hello succeeding(ConnectionId old, std::uint32_t open_settled = 0) {
    v1::Hello hello = hello_with_version();
    v1::ActorToken& lease = *hello.mutable_succeeds()->mutable_lease();
    lease.set_open_actor(welcome(old).open_actor().actor());
    lease.set_sealed_actor(welcome(old).sealed_actor().actor());
    lease.set_token(welcome(old).actor_token());
    hello.mutable_succeeds()->set_open_settled(open_settled);
    return hello;
  }
};

TEST_F(Operations, C17AnOperationThatWouldMakeIdsOfAnotherActorIsRefused) {
  const ConnectionId other = connect(ParticipantId{1});
  v1::Operation stolen = add(owner_, {"A"});
  const std::uint32_t counter = stolen.counter();
  const Digest before = hash();
  const std::size_t stored = records().size();
  for (const std::uint32_t actor :
       {welcome(other).open_actor().actor(), welcome(other).open_actor().actor() + 1'000, 0U}) {
    stolen.set_actor(actor);
    const auto outcome = decide(owner_, stolen);
    ASSERT_TRUE(outcome) << actor;
    EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_BAD_REQUEST);
  }
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(records().size(), stored);
  stolen.set_actor(welcome(owner_).open_actor().actor());
  stolen.set_counter(counter);
  EXPECT_FALSE(decide(owner_, stolen));  // its own number is still free
}

TEST_F(Operations, C46WithoutAGroupEachIsDecidedAsIfSentAlone) {
  const auto outcomes =
      decide_all(owner_, {add(owner_, {"A"}), move_unknown(owner_), add(owner_, {"B"})});
  EXPECT_EQ(outcomes[0].kind(), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(outcomes[1].error().code(), v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(outcomes[2].kind(), v1::OUTCOME_KIND_APPLIED);
}

TEST_F(Operations, C46AGroupWithOneRejectionChangesNothing) {
  const Digest before = hash();
  const auto outcomes =
      decide_all(owner_, {in_group(1, add(owner_, {"A"})), in_group(1, move_unknown(owner_)),
                          in_group(1, add(owner_, {"B"}))});
  EXPECT_EQ(outcomes[0].error().code(), v1::ERROR_CODE_DEPENDENCY);
  EXPECT_EQ(outcomes[1].error().code(), v1::ERROR_CODE_UNKNOWN_ITEM);
  EXPECT_EQ(outcomes[2].error().code(), v1::ERROR_CODE_DEPENDENCY);
  EXPECT_EQ(hash(), before);
  EXPECT_FALSE(decide(owner_, add(owner_, {"C"})));  // the counters are spent
}

TEST_F(Operations, C46AGroupThatIsAcceptedIsOneRecordAndMayBuildOnItself) {
  const v1::Operation add_two = in_group(7, add(owner_, {"A", "B"}));
  v1::Id second;
  second.set_actor(add_two.actor());
  second.set_counter(add_two.counter());
  second.set_k(1);
  const v1::Operation move = in_group(7, move_to_top(owner_, second));
  const std::size_t before = records().size();
  const auto outcomes = decide_all(owner_, {add_two, move});
  EXPECT_EQ(outcomes[0].kind(), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(outcomes[1].kind(), v1::OUTCOME_KIND_APPLIED);
  ASSERT_EQ(records().size(), before + 1);
  EXPECT_EQ(records().back().events_size(), 2);
  EXPECT_EQ(records().back().outcomes_size(), 2);
}

TEST_F(Operations, C46ResentGroupGetsTheStoredOutcomesAgain) {
  const std::vector<v1::Operation> group{in_group(1, add(owner_, {"A"})),
                                         in_group(1, move_unknown(owner_))};
  const auto first = decide_all(owner_, group);
  const std::size_t before = records().size();
  const auto second = decide_all(owner_, group);
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i)
    EXPECT_EQ(first[i].SerializeAsString(), second[i].SerializeAsString());
  EXPECT_EQ(records().size(), before);
}

TEST_F(Operations, C46AGroupWithABadRequestLeavesItsCountersUnused) {
  const v1::Operation good = in_group(1, add(owner_, {"A"}));
  const v1::Operation bad = in_group(1, add(owner_, {""}));
  const std::size_t before = records().size();
  const auto outcomes = decide_all(owner_, {good, bad});
  EXPECT_EQ(outcomes[0].error().code(), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(outcomes[1].error().code(), v1::ERROR_CODE_BAD_REQUEST);
  EXPECT_EQ(records().size(), before);
  EXPECT_EQ(decide_all(owner_, {good})[0].kind(), v1::OUTCOME_KIND_APPLIED);
}

TEST_F(Operations, C46AGroupOfTwoActorsOrWithAHoleIsRefused) {
  const v1::Operation first = in_group(1, add(owner_, {"A"}));
  v1::Operation skipped = in_group(1, add(owner_, {"B"}));
  skipped.set_counter(skipped.counter() + 1);
  EXPECT_EQ(decide_all(owner_, {first, skipped})[0].error().code(), v1::ERROR_CODE_BAD_REQUEST);
}

TEST_F(Operations, C47EachKindOfOutcomeComesAgainAsItWas) {
  ASSERT_FALSE(decide(owner_, add(owner_, {"A"})));
  const v1::Operation unknown = move_unknown(owner_);
  v1::Operation noop = operation(owner_);
  noop.mutable_noop();
  for (const v1::Operation& one : {unknown, noop}) {
    const auto first = decide(owner_, one);
    const std::size_t before = records().size();
    const auto second = decide(owner_, one);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
    EXPECT_EQ(records().size(), before);
  }
}

TEST_F(Operations, C48AReusedCounterFencesTheLease) {
  v1::Operation first = add(owner_, {"A"});
  ASSERT_FALSE(decide(owner_, first));
  first.mutable_add_items()->mutable_items(0)->set_title("B");
  closed_.clear();
  const auto outcome = decide(owner_, first);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_OP_ID_REUSED);
  ASSERT_EQ(closed_.size(), 1u);
  EXPECT_EQ(closed_[0].code, 4503);

  const ConnectionId again = connect(ParticipantId{1}, succeeding(owner_));
  EXPECT_NE(welcome(again).open_actor().actor(), first.actor());
  EXPECT_EQ(welcome(again).predecessor().open_actor().actor(), first.actor());
  EXPECT_EQ(welcome(again).predecessor().open_actor().last_counter(), first.counter());
}

TEST_F(Operations, C49AGapNamesTheCounterThatIsDue) {
  v1::Operation skipped = add(owner_, {"A"});
  const std::uint32_t due = skipped.counter();
  skipped.set_counter(due + 5);
  const auto outcome = decide(owner_, skipped);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_GAP);
  EXPECT_EQ(outcome->counter(), due);
  EXPECT_TRUE(closed_.empty());
}

TEST_F(Operations, C9AnOperationForAnotherProductIsOutOfScopeAndItsOutcomeIsStored) {
  v1::ClientFrame frame;
  const v1::Operation foreign = add(owner_, {"A"});
  *frame.mutable_submit()->add_operations() = foreign;
  frame.mutable_submit()->set_product("00000000deadbeef");
  const Digest before = hash();
  frames(owner_);
  step(FrameReceived{owner_, frame});
  sync();
  const auto answers = frames(owner_);
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].reply().outcome().error().code(), v1::ERROR_CODE_SCOPE);
  EXPECT_EQ(hash(), before);
  EXPECT_EQ(records().back().outcomes_size(), 1);

  frame.mutable_submit()->set_product("0000000000005eed");  // this one
  *frame.mutable_submit()->mutable_operations(0) = add(owner_, {"A"});
  step(FrameReceived{owner_, frame});
  sync();
  EXPECT_NE(hash(), before);
}

TEST_F(Operations, ASuccessorIsToldWhatBecameOfWhatItsPredecessorSent) {
  ASSERT_FALSE(decide(owner_, add(owner_, {"A"})));
  const v1::Operation unknown = move_unknown(owner_);
  ASSERT_TRUE(decide(owner_, unknown));
  ASSERT_FALSE(decide(owner_, add(owner_, {"B"})));
  const std::uint32_t old = unknown.actor();

  const ConnectionId next = connect(ParticipantId{1}, succeeding(owner_, 1));
  EXPECT_EQ(welcome(next).predecessor().open_actor().last_counter(), 3u);
  std::vector<std::uint32_t> told;
  for (const v1::ServerFrame& frame : frames(next)) {
    if (frame.has_reply() && frame.reply().actor() == old) told.push_back(frame.reply().counter());
  }
  EXPECT_THAT(told, testing::ElementsAre(2u, 3u));

  // The old lease is over: its tab has been fenced, and what it still sends is not its any more.
  EXPECT_EQ(closed_.back().code, 4503);
  const ConnectionId third = connect(ParticipantId{1}, succeeding(owner_));
  EXPECT_TRUE(welcome(third).has_predecessor());
  for (const v1::ServerFrame& frame : frames(third))
    EXPECT_FALSE(frame.has_reply() && frame.reply().actor() == old);  // forgotten with the lease
}

TEST_F(Operations, ASuccessorHasSeenAllThatItsPredecessorDid) {
  const v1::Operation items = add(owner_, {"A", "B", "C"});
  ASSERT_FALSE(decide(owner_, items));
  v1::Id a;
  a.set_actor(items.actor());
  a.set_counter(items.counter());
  const std::uint64_t base = published_.back().seq();
  ASSERT_FALSE(decide(owner_, move_to_top(owner_, a)));
  const ConnectionId next = connect(ParticipantId{1}, succeeding(owner_));
  v1::Operation move = move_to_top(next, a);
  move.set_base(base);
  ASSERT_FALSE(decide(next, move));
  EXPECT_EQ(published_.back().superseded(), 0u);

  restart();
  const ConnectionId later = connect(ParticipantId{1}, succeeding(next));
  v1::Operation after_restart = move_to_top(later, a);
  after_restart.set_base(base);
  ASSERT_FALSE(decide(later, after_restart));
  EXPECT_EQ(published_.back().superseded(), 0u);
}

TEST_F(Operations, ALeaseOfSomebodyElseIsNotSucceeded) {
  const ParticipantId guest = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId thief = connect(guest, succeeding(owner_));
  EXPECT_FALSE(welcome(thief).has_predecessor());
  EXPECT_FALSE(decide(owner_, add(owner_, {"A"})));  // still the owner's
}

TEST_F(Operations, G4DecidedProposalsAreShownUpToTheLimit) {
  const v1::Operation items = add(owner_, {"A"});
  ASSERT_FALSE(decide(owner_, items));
  for (std::size_t i = 0; i < domain::kProposalsShownMax + 2; ++i) {
    v1::Operation propose = operation(owner_);
    v1::MoveItems& move = *propose.mutable_propose_order()->add_moves();
    *move.add_items() = item(items, 0);
    move.mutable_place()->set_top(true);
    ASSERT_FALSE(decide(owner_, propose));
    if (i == 0) continue;  // stays open
    v1::Operation take_back = operation(owner_);
    *take_back.mutable_reject_proposal()->mutable_proposal() = made_by(propose);
    ASSERT_FALSE(decide(owner_, take_back));
  }
  connect(ParticipantId{1});
  v1::RowChunk chunk;
  ASSERT_TRUE(chunk.ParseFromString(started_.back().snapshot->chunks.front()));
  EXPECT_EQ(static_cast<std::size_t>(chunk.meeting().proposals_size()),
            domain::kProposalsShownMax + 1);
  EXPECT_EQ(chunk.meeting().proposals(0).state(), v1::PROPOSAL_STATE_OPEN);
}

TEST(GroupRate, C46AGroupThatIsRefusedForItsRateTakesNothing) {
  TokenBucket bucket(1, 3);
  ASSERT_TRUE(bucket.take(TimeMs{0}));
  EXPECT_FALSE(bucket.take(TimeMs{0}, 3));  // two are left, and stay
  EXPECT_EQ(bucket.wait_ms(3), 1'001u);
  EXPECT_TRUE(bucket.take(TimeMs{1'000}, 3));
  EXPECT_FALSE(bucket.take(TimeMs{1'500}));
  EXPECT_TRUE(bucket.take(TimeMs{10'000}, 5));  // more than it ever holds: a full one
  EXPECT_FALSE(bucket.take(TimeMs{10'000}));
}

TEST_F(Operations, G10OnlyTheProductOwnerRejectsSomebodyElsesProposal) {
  const v1::Operation items = add(owner_, {"A"});
  ASSERT_FALSE(decide(owner_, items));
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const auto propose = [&](ConnectionId who) {
    v1::Operation out = operation(who);
    v1::MoveItems& move = *out.mutable_propose_order()->add_moves();
    *move.add_items() = item(items, 0);
    move.mutable_place()->set_top(true);
    return out;
  };
  const auto reject = [&](ConnectionId who, const v1::Operation& proposal) {
    v1::Operation out = operation(who);
    *out.mutable_reject_proposal()->mutable_proposal() = made_by(proposal);
    out.set_reason("another time");
    return out;
  };
  const v1::Operation owners = propose(owner_);
  const v1::Operation guests = propose(guest);
  ASSERT_FALSE(decide(owner_, owners));
  ASSERT_FALSE(decide(guest, guests));
  const auto refused = decide(guest, reject(guest, owners));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->error().code(), v1::ERROR_CODE_FORBIDDEN);
  EXPECT_FALSE(decide(guest, reject(guest, guests)));  // takes it back
  EXPECT_FALSE(decide(owner_, reject(owner_, owners)));
}

TEST_F(Operations, C18AnAssessmentIsStrictAboutTheOneItReplaces) {
  const v1::Id increment = open_review();
  const auto assess = [&](std::uint64_t if_version) {
    v1::Operation out = operation(owner_);
    *out.mutable_assess_increment()->mutable_increment() = increment;
    out.mutable_assess_increment()->set_assessment(v1::ASSESSMENT_MEETS);
    out.mutable_assess_increment()->set_if_version(if_version);
    out.set_reason("as agreed");
    return out;
  };
  EXPECT_FALSE(decide(owner_, assess(0)));
  const std::uint64_t first = published_.back().seq();
  const auto blind = decide(owner_, assess(0));
  ASSERT_TRUE(blind);
  EXPECT_EQ(blind->error().code(), v1::ERROR_CODE_CONFLICT);
  EXPECT_EQ(blind->by_seq(), first);
  EXPECT_FALSE(decide(owner_, assess(first)));
}

}  // namespace
}  // namespace reviewd::engine
