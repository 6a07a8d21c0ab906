// The room: what it decides, what it holds back, what it answers twice, what survives a restart.

#include <gmock/gmock.h>

#include "engine/meeting_fixture.h"
#include "engine/outcome_table.h"
#include "engine/visibility.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using RoomTest = MeetingFixture;

TEST_F(RoomTest, G1NothingLeavesBeforeItIsDurable) {
  const std::size_t before = published_.size();
  submit(owner_, add(owner_, {"A"}));

  EXPECT_EQ(published_.size(), before);
  EXPECT_THAT(
      frames(owner_),
      testing::Not(testing::Contains(testing::Property(&v1::ServerFrame::has_acked, true))));
  sync();
  EXPECT_EQ(published_.size(), before + 1);
  EXPECT_THAT(frames(owner_),
              testing::Contains(testing::Property(&v1::ServerFrame::has_acked, true)));
}

TEST_F(RoomTest, G1RejectionDecidedAfterAnUnsyncedRecordWaitsForIt) {
  submit(owner_, add(owner_, {"A"}));
  v1::Operation unknown = operation(owner_);
  unknown.mutable_archive_item()->mutable_item()->set_actor(99);
  frames(owner_);
  submit(owner_, unknown);

  EXPECT_THAT(frames(owner_), IsEmpty());
  sync();
  EXPECT_THAT(frames(owner_),
              testing::Contains(testing::Property(&v1::ServerFrame::has_reply, true)));
}

TEST_F(RoomTest, G2C47ResendGetsTheStoredOutcomeAndMakesNoEvent) {
  const v1::Operation operation = add(owner_, {"A"});
  EXPECT_FALSE(decide(owner_, operation));
  const std::size_t events = published_.size();
  frames(owner_);

  submit(owner_, operation);
  sync();

  EXPECT_EQ(published_.size(), events);
  const auto again = frames(owner_);
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].acked().counter(), operation.counter());
}

TEST_F(RoomTest, G2ResendAfterARestartGetsTheStoredOutcome) {
  v1::Operation forbidden = operation(owner_);
  forbidden.mutable_archive_item()->mutable_item()->set_actor(99);
  const auto first = decide(owner_, forbidden);
  ASSERT_TRUE(first);
  v1::Hello hello = hello_with_version();
  hello.mutable_actors()->set_open_actor(welcome(owner_).open_actor().actor());
  hello.mutable_actors()->set_sealed_actor(welcome(owner_).sealed_actor().actor());
  hello.mutable_actors()->set_token(welcome(owner_).actor_token());
  restart();

  const ConnectionId again = connect(ParticipantId{1}, hello);
  EXPECT_EQ(welcome(again).open_actor().last_counter(), forbidden.counter());
  const auto second = decide(again, forbidden);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
}

TEST_F(RoomTest, C48ReusedCounterIsRefused) {
  v1::Operation operation = add(owner_, {"A"});
  EXPECT_FALSE(decide(owner_, operation));
  operation.mutable_add_items()->mutable_items(0)->set_title("B");

  const auto outcome = decide(owner_, operation);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_OP_ID_REUSED);
}

TEST_F(RoomTest, C49SkippedCounterIsRefusedAndNotStored) {
  v1::Operation operation = add(owner_, {"A"});
  operation.set_counter(operation.counter() + 1);
  const std::size_t records_before = records().size();

  const auto outcome = decide(owner_, operation);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_GAP);
  EXPECT_EQ(records().size(), records_before);
}

TEST_F(RoomTest, ForgottenOutcomeSaysSo) {
  v1::Operation first = operation(owner_);
  first.mutable_noop();
  decide(owner_, first);
  now_ms_ += 3'600'000;
  for (std::size_t i = 0; i < kOutcomesMax; ++i) {
    v1::Operation noop = operation(owner_);
    noop.mutable_noop();
    submit(owner_, noop);
    now_ms_ += 100;
    sync();
  }

  const auto outcome = decide(owner_, first);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_OUTCOME_FORGOTTEN);
}

TEST_F(RoomTest, G10StakeholderCannotOrder) {
  EXPECT_FALSE(decide(owner_, add(owner_, {"A", "B"})));
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  v1::Operation move = operation(guest);
  move.mutable_move_items()->add_items()->set_actor(1);
  move.mutable_move_items()->mutable_place()->set_top(true);

  const auto outcome = decide(guest, move);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->error().code(), v1::ERROR_CODE_FORBIDDEN);
}

TEST_F(RoomTest, C27BallotAfterTheCloseIsRejectedAndNotCounted) {
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  decide(guest, ballot(guest, poll, v1::CONSENT_YES));
  v1::Operation close = operation(owner_);
  *close.mutable_close_poll()->mutable_poll() = poll;
  EXPECT_FALSE(decide(owner_, close));

  const auto late = decide(guest, ballot(guest, poll, v1::CONSENT_NO));

  ASSERT_TRUE(late);
  EXPECT_EQ(late->error().code(), v1::ERROR_CODE_POLL_CLOSED);
  EXPECT_EQ(published_.back().poll_closed().tally().ballots(), 1u);
  EXPECT_EQ(published_.back().poll_closed().tally().counts(0).ballots(), 1u);
}

TEST_F(RoomTest, C28SecondBallotOfOneVoterReplacesTheFirst) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId one = connect(gus);
  const ConnectionId two = connect(gus);
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  decide(one, ballot(one, poll, v1::CONSENT_YES));
  decide(two, ballot(two, poll, v1::CONSENT_NO));
  v1::Operation close = operation(owner_);
  *close.mutable_close_poll()->mutable_poll() = poll;
  EXPECT_FALSE(decide(owner_, close));

  const v1::Tally& tally = published_.back().poll_closed().tally();
  EXPECT_EQ(tally.ballots(), 1u);
  EXPECT_EQ(tally.counts(0).ballots(), 0u);
  EXPECT_EQ(tally.counts(1).ballots(), 1u);
}

TEST_F(RoomTest, C30BallotAfterTheRevealIsOver) {
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const v1::Id poll = open_poll(v1::SECRECY_MASKED, v1::RESULTS_ON_REVEAL);
  for (const bool reveal : {false, true}) {
    v1::Operation step = operation(owner_);
    *(reveal ? step.mutable_reveal_poll()->mutable_poll()
             : step.mutable_close_poll()->mutable_poll()) = poll;
    EXPECT_FALSE(decide(owner_, step));
  }
  const auto late = decide(guest, ballot(guest, poll, v1::CONSENT_NO));
  ASSERT_TRUE(late);
  EXPECT_EQ(late->error().code(), v1::ERROR_CODE_ROUND_OVER);
}

TEST_F(RoomTest, G9MaskedBallotIsInNoEventNoBroadcastAndNobodyElsesFrames) {
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const v1::Id poll = open_poll(v1::SECRECY_MASKED, v1::RESULTS_ON_REVEAL);
  const std::size_t events = published_.size();
  frames(owner_);

  const auto outcome = decide(guest, ballot(guest, poll, v1::CONSENT_NO));

  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->kind(), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(published_.size(), events);
  EXPECT_THAT(frames(owner_), IsEmpty());
  EXPECT_EQ(records().back().sealed(0).hidden_ballot().selection(),
            static_cast<unsigned>(v1::CONSENT_NO));
}

TEST_F(RoomTest, C28OwnBallotIsShownInEveryTabOfTheVoterAndNowhereElse) {
  const ParticipantId gus = join(v1::ROLE_STAKEHOLDER, "gus");
  const ConnectionId one = connect(gus);
  const ConnectionId two = connect(gus);
  const v1::Id poll = open_poll(v1::SECRECY_MASKED, v1::RESULTS_ON_REVEAL);
  frames(two);
  frames(owner_);
  decide(one, ballot(one, poll, v1::CONSENT_NO));

  const auto told = frames(two);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].mine().ballots(0).selection(), static_cast<unsigned>(v1::CONSENT_NO));
  EXPECT_THAT(frames(owner_), IsEmpty());
}

TEST_F(RoomTest, DescriptionKeepsWhateverATrackerHeldButNul) {
  v1::Operation operation = add(owner_, {"A"});
  operation.mutable_add_items()->mutable_items(0)->set_description("\x1b[31mred\r\n\x07");
  EXPECT_FALSE(decide(owner_, operation));
  EXPECT_EQ(published_.back().items_added().items(0).description().plain(), "\x1b[31mred\r\n\x07");

  v1::Operation nul = add(owner_, {"B"});
  nul.mutable_add_items()->mutable_items(0)->set_description(std::string("a\0b", 3));
  EXPECT_EQ(decide(owner_, nul)->error().code(), v1::ERROR_CODE_BAD_REQUEST);
}

TEST_F(RoomTest, SealedEntriesSurviveReplay) {
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  const v1::Id poll = open_poll(v1::SECRECY_MASKED, v1::RESULTS_ON_REVEAL);
  decide(guest, ballot(guest, poll, v1::CONSENT_NO));
  const auto before = room_->log_snapshot();
  restart();
  const auto after = room_->log_snapshot();

  ASSERT_TRUE(before && after);
  EXPECT_EQ(after->SerializeAsString(), before->SerializeAsString());
}

TEST_F(RoomTest, G9AnonymousFeedbackNamesNobodyInItsEvent) {
  const ConnectionId guest = connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  open_review();
  v1::Operation give = operation(guest, true);
  *give.mutable_give_feedback()->mutable_review() = review_;
  give.mutable_give_feedback()->set_kind(v1::FEEDBACK_KIND_CONCERN);
  give.mutable_give_feedback()->set_text("The brakes squeal");
  give.mutable_give_feedback()->set_anonymous(true);
  ASSERT_TRUE(decide(guest, give));

  const v1::Event& event = published_.back();
  EXPECT_EQ(event.author(), 0u);
  EXPECT_EQ(event.actor(), 0u);
  EXPECT_EQ(event.counter(), 0u);
  EXPECT_EQ(event.feedback_given().feedback().actor(), 0u);
}

TEST_F(RoomTest, G3SnapshotTheTailAndReplayAgree) {
  const v1::Operation added = add(owner_, {"A", "B", "C"});
  decide(owner_, added);
  decide(owner_, move_to_top(owner_, item(added, 2)));
  const auto before = room_->log_snapshot();
  restart();
  EXPECT_EQ(room_->log_snapshot()->SerializeAsString(), before->SerializeAsString());

  log_->hold(false);
  log_->save_snapshot(kProduct, *before);
  log_->hold(true);
  restart();
  EXPECT_EQ(room_->log_snapshot()->SerializeAsString(), before->SerializeAsString());
  EXPECT_EQ(room_->stream_start().events.back().seq(), before->seq());
}

TEST_F(RoomTest, G3ResumeWithinTheTailGetsNoSnapshot) {
  decide(owner_, add(owner_, {"A"}));
  v1::Hello hello = hello_with_version();
  hello.mutable_resume()->set_history(welcome(owner_).history());
  hello.mutable_resume()->set_seq(published_.back().seq() - 1);
  started_.clear();

  connect(ParticipantId{1}, hello);

  ASSERT_EQ(started_.size(), 1u);
  EXPECT_EQ(started_[0].snapshot, nullptr);
  EXPECT_EQ(value(started_[0].from), published_.back().seq());
}

TEST_F(RoomTest, G3ResumeOfAnotherHistoryOrAboveTheHeadGetsASnapshot) {
  v1::Hello other = hello_with_version();
  other.mutable_resume()->set_history("0123456789abcdef");
  other.mutable_resume()->set_seq(1);
  v1::Hello above = hello_with_version();
  above.mutable_resume()->set_history(welcome(owner_).history());
  above.mutable_resume()->set_seq(published_.back().seq() + 1);
  for (const v1::Hello& hello : {other, above}) {
    started_.clear();
    connect(ParticipantId{1}, hello);
    ASSERT_EQ(started_.size(), 1u);
    EXPECT_NE(started_[0].snapshot, nullptr);
  }
}

TEST_F(RoomTest, SnapshotIsSharedUntilTheTailBehindItIsHeavier) {
  EXPECT_FALSE(decide(owner_, add(owner_, std::vector<std::string>(100, std::string(100, 'x')))));
  connect(ParticipantId{1});
  const auto first = started_.back().snapshot;
  EXPECT_FALSE(decide(owner_, add(owner_, {"one more"})));
  connect(ParticipantId{1});
  EXPECT_EQ(started_.back().snapshot, first);

  EXPECT_FALSE(decide(owner_, add(owner_, std::vector<std::string>(150, std::string(100, 'x')))));
  connect(ParticipantId{1});
  EXPECT_NE(started_.back().snapshot, first);
}

// Found by the simulator: whoever joined was cut off as too far behind, again and again.
TEST_F(RoomTest, G3ASnapshotThatTheTailDoesNotReachIsNotShared) {
  limits_.stream_events = 2;
  restart();
  const ConnectionId tab = connect(ParticipantId{1});
  EXPECT_FALSE(decide(tab, add(tab, std::vector<std::string>(100, std::string(100, 'x')))));
  connect(ParticipantId{1});
  const auto first = started_.back().snapshot;
  for (const char* title : {"A", "B", "C"}) EXPECT_FALSE(decide(tab, add(tab, {title})));
  connect(ParticipantId{1});

  EXPECT_NE(started_.back().snapshot, first);
  EXPECT_GE(value(started_.back().from) + 1, published_.back().seq());
}

TEST_F(RoomTest, NewerConnectionWithTheSameTokenFencesTheOlder) {
  v1::Hello hello = hello_with_version();
  hello.mutable_actors()->set_open_actor(welcome(owner_).open_actor().actor());
  hello.mutable_actors()->set_sealed_actor(welcome(owner_).sealed_actor().actor());
  hello.mutable_actors()->set_token(welcome(owner_).actor_token());

  const ConnectionId newer = connect(ParticipantId{1}, hello);

  ASSERT_EQ(closed_.size(), 1u);
  EXPECT_EQ(closed_[0].connection, owner_);
  EXPECT_EQ(closed_[0].code, 4503);
  EXPECT_EQ(welcome(newer).open_actor().actor(), welcome(owner_).open_actor().actor());
}

TEST_F(RoomTest, WrongTokenGetsALeaseOfItsOwn) {
  v1::Hello hello = hello_with_version();
  hello.mutable_actors()->set_open_actor(welcome(owner_).open_actor().actor());
  hello.mutable_actors()->set_sealed_actor(welcome(owner_).sealed_actor().actor());
  hello.mutable_actors()->set_token("guessed");

  const ConnectionId other = connect(ParticipantId{1}, hello);

  EXPECT_THAT(closed_, IsEmpty());
  EXPECT_NE(welcome(other).open_actor().actor(), welcome(owner_).open_actor().actor());
}

TEST_F(RoomTest, G4LeaseBeyondTheLimitEndsTheOldestUnusedOne) {
  const std::uint32_t first = welcome(owner_).open_actor().actor();
  step(Disconnected{owner_});
  for (std::uint32_t i = 0; i < limits_.actor_leases; ++i) connect(ParticipantId{1});
  EXPECT_THAT(closed_, IsEmpty());
  bool ended = false;
  for (const v1::Record& record : records()) {
    for (const v1::SealedEntry& entry : record.sealed()) {
      ended = ended || entry.actors_ended().open_actor() == first;
    }
  }
  EXPECT_TRUE(ended);
}

TEST_F(RoomTest, G4RateLimitedOperationDoesNotUseUpItsCounter) {
  limits_.operations_per_second = 1;
  limits_.operations_burst = 1;
  restart();
  const ConnectionId tab = connect(ParticipantId{1});
  EXPECT_FALSE(decide(tab, add(tab, {"A"})));
  const v1::Operation second = add(tab, {"B"});
  const auto refused = decide(tab, second);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->error().code(), v1::ERROR_CODE_RATE_LIMITED);
  EXPECT_GT(refused->error().after_ms(), 0u);

  now_ms_ += refused->error().after_ms();
  EXPECT_FALSE(decide(tab, second));
}

TEST_F(RoomTest, G6FailedAppendStopsTheRoomAndShowsNothing) {
  const std::size_t events = published_.size();
  log_->fail_next(AppendStatus::kFailed);
  submit(owner_, add(owner_, {"A"}));
  sync();

  EXPECT_TRUE(failed_);
  EXPECT_EQ(published_.size(), events);
  submit(owner_, add(owner_, {"B"}));
  EXPECT_EQ(published_.size(), events);
}

TEST_F(RoomTest, InviteIsUsedUpAndTheOwnersLinkNamesTheOwner) {
  join(v1::ROLE_SCRUM_MASTER, "sam");
  step(CommandReceived{CommandId{1}, Join{.secret_hash = secret(v1::ROLE_SCRUM_MASTER),
                                          .name = "eve",
                                          .handle = "eve",
                                          .token_hash = sha256("e")}});
  sync();
  ASSERT_FALSE(done_.back().result.has_value());
  EXPECT_EQ(done_.back().result.error().code, v1::ERROR_CODE_FORBIDDEN);

  EXPECT_EQ(join(v1::ROLE_PRODUCT_OWNER, "whoever"), ParticipantId{1});
}

TEST_F(RoomTest, EndedSessionIsNoLongerAuthenticated) {
  join(v1::ROLE_STAKEHOLDER, "gus");
  EXPECT_TRUE(
      room_->authenticate("gus", sha256("session of gus"), TimeMs{now_ms_}, SessionUse::kLive));
  EXPECT_FALSE(
      room_->authenticate("olive", sha256("session of gus"), TimeMs{now_ms_}, SessionUse::kLive));
  step(CommandReceived{CommandId{1},
                       EndSession{.handle = "gus", .token_hash = sha256("session of gus")}});
  sync();
  EXPECT_FALSE(
      room_->authenticate("gus", sha256("session of gus"), TimeMs{now_ms_}, SessionUse::kLive));
}

TEST_F(RoomTest, SubmitBeforeHelloIsAProtocolError) {
  const ConnectionId id{999};
  step(Connected{.connection = id, .participant = ParticipantId{1}});
  v1::ClientFrame frame;
  frame.mutable_submit();
  step(FrameReceived{id, frame});
  ASSERT_FALSE(closed_.empty());
  EXPECT_EQ(closed_.back().code, 4500);
}

TEST_F(RoomTest, RowSnapshotCarriesNoLogOnlyFields) {
  decide(owner_, add(owner_, {"A", "B"}));
  open_poll(v1::SECRECY_MASKED, v1::RESULTS_ON_REVEAL);
  started_.clear();
  restart();
  connect(join(v1::ROLE_STAKEHOLDER, "gus"));
  ASSERT_NE(started_.back().snapshot, nullptr);
  for (const std::string& bytes : started_.back().snapshot->chunks) {
    v1::RowChunk chunk;
    ASSERT_TRUE(chunk.ParseFromString(bytes));
    EXPECT_EQ(chunk.DebugString().find("salt:"), std::string::npos);
    EXPECT_EQ(chunk.DebugString().find("hash:"), std::string::npos);
    EXPECT_EQ(chunk.DebugString().find("owner:"), std::string::npos);
  }
}

TEST_F(RoomTest, G9RedactionGuestsDoNotSeeInvites) {
  v1::Event event;
  event.mutable_invite_created();
  EXPECT_TRUE(visible(event, v1::VISIBILITY_CLASS_TEAM));
  EXPECT_FALSE(visible(event, v1::VISIBILITY_CLASS_GUEST));
}

}  // namespace
}  // namespace reviewd::engine
