// G4: each limit of a room (RoomLimits, and what it does with those of domain/limits.h), at its
// value and one above. Rates of feedback, joins and of a product are in feedback_test.cc and
// coming_in_test.cc.

#include <gmock/gmock.h>

#include "domain/limits.h"
#include "engine/meeting_fixture.h"

namespace reviewd::engine {
namespace {

using testing::IsEmpty;

class RoomLimitsTest : public MeetingFixture {
 protected:
  // The room again, under limits that the test has set.
  void start_again() {
    restart();
    owner_ = connect(ParticipantId{1});
  }

  // The answer to an operation, once it is there.
  std::optional<v1::Outcome> answer(ConnectionId who, const v1::Operation& operation) {
    for (const v1::ServerFrame& frame : frames(who)) {
      if (frame.has_reply() && frame.reply().actor() == operation.actor() &&
          frame.reply().counter() == operation.counter()) {
        return frame.reply().outcome();
      }
    }
    return std::nullopt;
  }

  static v1::ErrorCode refusal(const std::optional<v1::Outcome>& outcome) {
    return outcome ? outcome->error().code() : v1::ERROR_CODE_UNSPECIFIED;
  }

  // As if it were sent for the first time: the counter was not used.
  static constexpr auto kAccepted = v1::ERROR_CODE_UNSPECIFIED;

  Digest everything() { return sha256(room_->log_snapshot()->SerializeAsString()); }

  v1::Welcome resume(std::uint64_t seq) {
    v1::Hello hello = hello_with_version();
    hello.set_watch_only(true);
    hello.mutable_resume()->set_history(welcome(owner_).history());
    hello.mutable_resume()->set_seq(seq);
    return welcome(connect(ParticipantId{1}, hello));
  }
};

TEST_F(RoomLimitsTest, G4WhatIsTooLargeOrOutOfRangeChangesNothingAndUsesNoCounter) {
  v1::Operation operation = add(owner_, {"A"});
  const Digest before = everything();
  const std::size_t logged = records().size();
  const auto refused = [&](auto&& spoil) {
    v1::Operation bad = operation;
    spoil(*bad.mutable_add_items());
    return refusal(decide(owner_, bad));
  };

  EXPECT_EQ(refused([](v1::AddItems& items) {
              items.mutable_items(0)->set_title(std::string(domain::kTitleBytesMax + 1, 'x'));
            }),
            v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(refused([](v1::AddItems& items) {
              items.mutable_items(0)->set_estimate(domain::kEstimateMax + 1);
            }),
            v1::ERROR_CODE_BAD_REQUEST);

  EXPECT_EQ(everything(), before);
  EXPECT_EQ(records().size(), logged);
  EXPECT_EQ(refusal(decide(owner_, operation)), kAccepted);
}

TEST_F(RoomLimitsTest, G4ASubmitAtTheLimitIsDecidedAndOfALongerOneNothingIsLookedAt) {
  limits_.operations_per_submit = 3;
  start_again();
  v1::ClientFrame frame;
  for (int i = 0; i < 3; ++i) {
    *frame.mutable_submit()->add_operations() = add(owner_, {"A"});
  }
  v1::ClientFrame longer = frame;
  *longer.mutable_submit()->add_operations() = add(owner_, {"one too many"});
  const std::size_t logged = records().size();
  frames(owner_);

  step(FrameReceived{owner_, longer});
  sync();
  const auto told = frames(owner_);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].problem().code(), v1::ERROR_CODE_TOO_LARGE);
  EXPECT_EQ(records().size(), logged);
  EXPECT_THAT(closed_, IsEmpty());

  const std::size_t events = published_.size();
  step(FrameReceived{owner_, frame});
  sync();
  EXPECT_EQ(published_.size(), events + 3);
}

TEST_F(RoomLimitsTest, G4OperationsOfOneConnectionInFlightAtAndAboveTheLimit) {
  limits_.in_flight = 2;
  start_again();
  const ConnectionId other = connect(ParticipantId{1});
  submit(owner_, add(owner_, {"A"}));
  submit(owner_, add(owner_, {"B"}));
  const v1::Operation third = add(owner_, {"C"});
  submit(owner_, third);
  submit(other, add(other, {"D"}));
  frames(owner_);
  const std::size_t events = published_.size();
  sync();

  EXPECT_EQ(refusal(answer(owner_, third)), v1::ERROR_CODE_OVERLOADED);
  EXPECT_EQ(published_.size(), events + 3) << "the other connection has a window of its own";
  EXPECT_EQ(refusal(decide(owner_, third)), kAccepted) << "once there is room";
}

TEST_F(RoomLimitsTest, G4RecordsInFlightAtAndAboveTheLimit) {
  limits_.records_in_flight = 2;
  start_again();
  const ConnectionId other = connect(ParticipantId{1});
  submit(owner_, add(owner_, {"A"}));
  submit(other, add(other, {"B"}));
  const v1::Operation third = add(other, {"C"});
  submit(other, third);
  frames(other);
  const std::size_t events = published_.size();
  sync();

  EXPECT_EQ(refusal(answer(other, third)), v1::ERROR_CODE_OVERLOADED);
  EXPECT_EQ(published_.size(), events + 2);
  EXPECT_EQ(refusal(decide(other, third)), kAccepted) << "once there is room";
}

TEST_F(RoomLimitsTest, G4AFloodOfOperationsIsRefusedAboveItsBurstAndLeavesOthersIn) {
  limits_.operations_burst = 5;
  limits_.operations_per_second = 1;
  start_again();
  const ConnectionId master = connect(join(v1::ROLE_SCRUM_MASTER, "sam"));
  for (std::uint32_t i = 0; i < limits_.operations_burst; ++i) {
    ASSERT_EQ(refusal(decide(owner_, add(owner_, {"A"}))), kAccepted) << i;
  }
  const Digest before = everything();
  const v1::Operation next = add(owner_, {"A"});
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(refusal(decide(owner_, next)), v1::ERROR_CODE_RATE_LIMITED);
  }
  EXPECT_EQ(everything(), before) << "a flood cannot make the log grow";

  v1::Operation plan = operation(master);
  plan.mutable_plan_review()->set_title("Review");
  EXPECT_EQ(refusal(decide(master, plan)), kAccepted);
  now_ms_ += 1000;
  EXPECT_EQ(refusal(decide(owner_, next)), kAccepted);
}

TEST_F(RoomLimitsTest, G4AFloodOfFeedbackIsRefusedAboveItsBurstAndUpvotesCount) {
  limits_.feedback_burst = 3;
  limits_.feedback_per_second = 1;
  start_again();
  const ConnectionId gus = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  open_review();
  EXPECT_EQ(refusal(decide(owner_, feedback(owner_, "Hear, hear", false))), kAccepted);
  const v1::Id id = published_.back().feedback_given().feedback();
  const auto upvote = [&](bool withdraw) {
    v1::Operation out = operation(gus, true);
    *out.mutable_upvote_feedback()->mutable_feedback() = id;
    out.mutable_upvote_feedback()->set_withdraw(withdraw);
    return out;
  };
  EXPECT_EQ(refusal(decide(gus, feedback(gus, "One", false))), kAccepted);
  EXPECT_EQ(refusal(decide(gus, upvote(false))), kAccepted);
  EXPECT_EQ(refusal(decide(gus, upvote(true))), kAccepted);
  const Digest before = everything();
  const v1::Operation two = feedback(gus, "Two", false);
  EXPECT_EQ(refusal(decide(gus, two)), v1::ERROR_CODE_RATE_LIMITED);
  const auto refused = decide(gus, upvote(false));
  EXPECT_EQ(refusal(refused), v1::ERROR_CODE_RATE_LIMITED);
  EXPECT_GT(refused->error().after_ms(), 0u);
  EXPECT_EQ(everything(), before);
  now_ms_ += 1000;
  EXPECT_EQ(refusal(decide(gus, two)), kAccepted);
  EXPECT_EQ(refusal(decide(gus, feedback(gus, "Three", false))), v1::ERROR_CODE_RATE_LIMITED);
}

TEST_F(RoomLimitsTest, G4LeasesOfAParticipantAtAndAboveTheLimit) {
  limits_.actor_leases = 3;
  start_again();  // the owner has two: one of before, unused, and this one
  const auto ended = [&] {
    std::vector<std::uint32_t> actors;
    for (const v1::Record& record : records()) {
      for (const v1::SealedEntry& entry : record.sealed()) {
        if (entry.has_actors_ended()) actors.push_back(entry.actors_ended().open_actor());
      }
    }
    return actors;
  };
  const std::uint32_t oldest = welcome(owner_).open_actor().actor() - 2;
  connect(ParticipantId{1});
  EXPECT_THAT(ended(), IsEmpty());
  connect(ParticipantId{1});
  EXPECT_THAT(ended(), testing::ElementsAre(oldest));
  EXPECT_THAT(closed_, IsEmpty()) << "nobody used it";
}

TEST_F(RoomLimitsTest, G4ASnapshotIsSavedAfterAsManyRecordsAsTheLimitSays) {
  limits_.snapshot_every_records = static_cast<std::uint32_t>(records().size()) + 3;
  start_again();  // which is one record
  decide(owner_, add(owner_, {"A"}));
  EXPECT_THAT(snapshots_, IsEmpty());
  decide(owner_, add(owner_, {"B"}));
  EXPECT_EQ(snapshots_.size(), 1u);
  EXPECT_EQ(records().size(), limits_.snapshot_every_records);
}

TEST_F(RoomLimitsTest, G4ATailReachesBackAsManyEventsAsTheLimitSays) {
  limits_.stream_events = 4;
  start_again();
  for (int i = 0; i < 10; ++i) decide(owner_, add(owner_, {"A"}));
  const std::uint64_t head = published_.back().seq();

  EXPECT_EQ(resume(head - 4).mode(), v1::RESUME_MODE_TAIL);
  EXPECT_EQ(resume(head - 5).mode(), v1::RESUME_MODE_SNAPSHOT);
}

TEST_F(RoomLimitsTest, G4ATailReachesBackAsManyBytesAsTheLimitSays) {
  for (const std::size_t less : {0u, 1u}) {
    limits_.stream_bytes = 1 << 20;
    start_again();
    for (int i = 0; i < 3; ++i) decide(owner_, add(owner_, {std::string(500, 'x')}));
    std::size_t bytes = 0;
    for (std::size_t i = published_.size() - 3; i < published_.size(); ++i) {
      bytes += published_[i].ByteSizeLong();
    }
    limits_.stream_bytes = bytes - less;
    restart();
    const std::uint64_t head = published_.back().seq();
    EXPECT_EQ(resume(head - 3).mode(), less == 0 ? v1::RESUME_MODE_TAIL : v1::RESUME_MODE_SNAPSHOT);
    EXPECT_EQ(resume(head - 2).mode(), v1::RESUME_MODE_TAIL);
  }
}

// kSessionLifeMs as a tab sees it; the session itself is in coming_in_test.cc.
TEST_F(RoomLimitsTest, G4ATabIsClosedWhenItsSessionEndsAndNotBefore) {
  const std::int64_t start = now_ms_;
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId tab{77};
  step(Connected{.connection = tab, .participant = gus, .session = sha256("session of gus")});
  while (now_ms_ + domain::kSessionSeenEveryMs < start + domain::kSessionLifeMs - 1) {
    now_ms_ += domain::kSessionSeenEveryMs;
    tick();
  }
  now_ms_ = start + domain::kSessionLifeMs - 1;
  tick();
  EXPECT_EQ(close_code(tab), 0);
  now_ms_ += domain::kSessionSeenEveryMs;
  tick();
  EXPECT_EQ(close_code(tab), 4501);
}

}  // namespace
}  // namespace reviewd::engine
