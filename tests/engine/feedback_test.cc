// Feedback, upvotes, and what an increment is checked against.

#include <gmock/gmock.h>

#include <algorithm>

#include "engine/meeting_fixture.h"
#include "reviewd/v1/snapshot.pb.h"

namespace reviewd::engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FeedbackTest : public MeetingFixture {
 protected:
  FeedbackTest()
      : gus_(connect(join(v1::ROLE_STAKEHOLDER, "gus"))),
        hana_(connect(join(v1::ROLE_STAKEHOLDER, "hana"))) {}

  v1::Operation upvote(ConnectionId who, const v1::Id& id, bool withdraw = false) {
    v1::Operation out = operation(who, true);
    *out.mutable_upvote_feedback()->mutable_feedback() = id;
    out.mutable_upvote_feedback()->set_withdraw(withdraw);
    return out;
  }

  v1::Operation retract(ConnectionId who, const v1::Id& id, bool anonymous) {
    v1::Operation out = operation(who, anonymous);
    *out.mutable_retract_feedback()->mutable_feedback() = id;
    out.mutable_retract_feedback()->set_anonymous(anonymous);
    return out;
  }

  v1::Id give(ConnectionId who, const std::string& text, bool anonymous) {
    decide(who, feedback(who, text, anonymous));
    EXPECT_TRUE(published_.back().has_feedback_given());
    return published_.back().feedback_given().feedback();
  }

  void beat() {
    now_ms_ += 1'000;
    tick();
  }

  static v1::OutcomeKind kind(const std::optional<v1::Outcome>& outcome) {
    return outcome ? outcome->kind() : v1::OUTCOME_KIND_APPLIED;
  }

  static std::string snapshot_text(const StartStream& start) {
    std::string all;
    for (const std::string& chunk : start.snapshot->chunks) all += chunk;
    return all;
  }

  ConnectionId gus_;
  ConnectionId hana_;
};

TEST_F(FeedbackTest, G9UpvoteIsInNoEventAndCountsOnTheBeatOnly) {
  open_review();
  const v1::Id id = give(gus_, "More bikes", false);
  const std::size_t events = published_.size();
  const std::size_t broadcasts = broadcast_.size();
  EXPECT_EQ(kind(decide(hana_, upvote(hana_, id))), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(kind(decide(hana_, upvote(hana_, id))), v1::OUTCOME_KIND_NOOP);
  EXPECT_EQ(published_.size(), events);
  EXPECT_EQ(broadcast_.size(), broadcasts);
  tick();
  now_ms_ += 1000;
  tick();
  bool counted = false;
  for (const v1::ServerFrame& frame : broadcast_) {
    counted = counted || (frame.has_upvotes() && frame.upvotes().feedback(0).count() == 1);
  }
  EXPECT_TRUE(counted);

  decide(hana_, upvote(hana_, id, true));
  now_ms_ += 1000;
  tick();
  EXPECT_EQ(broadcast_.back().upvotes().feedback(0).count(), 0u);
}

TEST_F(FeedbackTest, NewcomerGetsTheCountsOfTheLastBeat) {
  open_review();
  const v1::Id id = give(gus_, "More bikes", false);
  decide(hana_, upvote(hana_, id));
  now_ms_ += 1000;
  tick();
  decide(owner_, upvote(owner_, id));  // not published yet
  const ConnectionId late = connect(join(v1::ROLE_STAKEHOLDER, "ida"));
  const v1::ServerFrame* upvotes = last_frame(late, v1::ServerFrame::kUpvotes);
  ASSERT_NE(upvotes, nullptr);
  EXPECT_TRUE(upvotes->upvotes().full());
  EXPECT_EQ(upvotes->upvotes().feedback(0).count(), 1u);
}

TEST_F(FeedbackTest, NobodyUpvotesTheirOwn) {
  open_review();
  for (const bool anonymous : {false, true}) {
    const v1::Id id = give(gus_, "More bikes", anonymous);
    EXPECT_EQ(kind(decide(gus_, upvote(gus_, id))), v1::OUTCOME_KIND_REJECTED);
  }
}

TEST_F(FeedbackTest, G9AnonymousFeedbackIsTakenBackWithoutAName) {
  open_review();
  const v1::Id id = give(gus_, "Too slow", true);
  EXPECT_EQ(kind(decide(hana_, retract(hana_, id, true))), v1::OUTCOME_KIND_REJECTED);
  EXPECT_EQ(kind(decide(gus_, retract(gus_, id, true))), v1::OUTCOME_KIND_APPLIED);
  const v1::Event& event = published_.back();
  ASSERT_TRUE(event.has_feedback_retracted());
  EXPECT_EQ(event.author(), 0u);
  EXPECT_EQ(event.actor(), 0u);
  EXPECT_EQ(event.counter(), 0u);
}

TEST_F(FeedbackTest, G9NewcomersAreNotGivenTextsThatWereTakenBack) {
  open_review();
  const v1::Id id = give(gus_, "Ill-considered words", false);
  connect(join(v1::ROLE_STAKEHOLDER, "ida"));  // fills the cache
  decide(gus_, retract(gus_, id, false));
  started_.clear();
  for (const v1::Role role : {v1::ROLE_STAKEHOLDER, v1::ROLE_DEVELOPER}) {
    connect(join(role, "late" + std::to_string(role)));
    EXPECT_EQ(snapshot_text(started_.back()).find("Ill-considered"), std::string::npos);
    EXPECT_GE(value(started_.back().from), published_.back().seq());
  }
}

TEST_F(FeedbackTest, G9GuestsAreNotGivenFeedbackAndBallotsOfPastReviews) {
  const v1::Id poll = open_poll(v1::SECRECY_NAMED, v1::RESULTS_LIVE);
  give(hana_, "Past words", false);
  decide(gus_, ballot(gus_, poll, v1::CONSENT_NO));
  connect(join(v1::ROLE_STAKEHOLDER, "ida"));  // fills the cache
  v1::Operation close = operation(owner_);
  *close.mutable_close_poll()->mutable_poll() = poll;
  EXPECT_FALSE(decide(owner_, close));
  close_review();

  const auto meeting = [&](v1::Role role) {
    started_.clear();
    connect(join(role, "late" + std::to_string(role)));
    v1::RowChunk chunk;
    EXPECT_TRUE(chunk.ParseFromString(started_.back().snapshot->chunks.front()));
    return chunk.meeting();
  };
  const v1::Meeting guest = meeting(v1::ROLE_STAKEHOLDER);
  EXPECT_THAT(guest.feedback(), IsEmpty());
  EXPECT_THAT(guest.polls(0).ballots(), IsEmpty());
  EXPECT_EQ(guest.polls(0).tally().ballots(), 1u);
  const v1::Meeting team = meeting(v1::ROLE_DEVELOPER);
  EXPECT_EQ(team.feedback_size(), 1);
  EXPECT_EQ(team.polls(0).ballots_size(), 1);
}

TEST_F(FeedbackTest, UpvotesAndRetractionsSurviveReplay) {
  open_review();
  const v1::Id id = give(gus_, "More bikes", true);
  decide(hana_, upvote(hana_, id));
  decide(gus_, retract(gus_, give(gus_, "Never mind", false), false));
  const auto before = room_->log_snapshot();
  restart();
  EXPECT_EQ(room_->log_snapshot()->SerializeAsString(), before->SerializeAsString());
  hana_ = connect(ParticipantId{3});
  const v1::ServerFrame* mine = last_frame(hana_, v1::ServerFrame::kMine);
  ASSERT_NE(mine, nullptr);
  EXPECT_EQ(mine->mine().upvoted_size(), 1);
}

TEST_F(FeedbackTest, C24UpvotesOfWhatIsMergedOrTakenBackAreTheSameAfterARestart) {
  open_review();
  const v1::Id one = give(gus_, "Too slow", false);
  const v1::Id into = give(gus_, "Takes ages", false);
  const v1::Id gone = give(gus_, "Never mind", false);
  for (const v1::Id& id : {one, gone}) decide(hana_, upvote(hana_, id));
  decide(owner_, upvote(owner_, one));
  decide(gus_, retract(gus_, gone, false));
  v1::Operation merge = operation(owner_);
  *merge.mutable_merge_feedback()->mutable_feedback() = one;
  *merge.mutable_merge_feedback()->mutable_into() = into;
  EXPECT_FALSE(decide(owner_, merge));
  beat();
  const auto told = [&](ConnectionId to) {
    const v1::ServerFrame* frame = last_frame(to, v1::ServerFrame::kUpvotes);
    return frame == nullptr ? v1::Upvotes{} : frame->upvotes();
  };
  const ConnectionId ida = connect(join(v1::ROLE_STAKEHOLDER, "ida"));
  const v1::Upvotes before = told(ida);
  std::vector<std::uint32_t> counts;
  for (const v1::FeedbackUpvotes& row : before.feedback()) counts.push_back(row.count());
  EXPECT_THAT(counts, ElementsAre(2u, 2u, 0u));

  restart();

  const v1::Upvotes after = told(connect(ParticipantId{3}));
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
}

// Those who lead would learn that the author of what they discarded has read why.
TEST_F(FeedbackTest, G9ThatDiscardedFeedbackIsTakenBackIsToldNobodyElse) {
  open_review();
  v1::Operation hold = operation(owner_);
  *hold.mutable_hold_feedback()->mutable_review() = review_;
  hold.mutable_hold_feedback()->set_hold(true);
  EXPECT_FALSE(decide(owner_, hold));
  decide(gus_, feedback(gus_, "Too slow", true));
  beat();
  const v1::ServerFrame* held = last_frame(owner_, v1::ServerFrame::kHeld);
  ASSERT_NE(held, nullptr);
  ASSERT_EQ(held->held().feedback_size(), 1);
  const v1::Id id = held->held().feedback(0).feedback();
  v1::Operation discard = operation(owner_);
  *discard.mutable_discard_feedback()->mutable_feedback() = id;
  discard.set_reason("It names a person");
  EXPECT_EQ(kind(decide(owner_, discard)), v1::OUTCOME_KIND_APPLIED);
  close_review();
  beat();
  EXPECT_EQ(last_frame(owner_, v1::ServerFrame::kHeld)->held().feedback_size(), 0);
  EXPECT_EQ(last_frame(gus_, v1::ServerFrame::kMine)->mine().held_size(), 1);

  const auto sent_to_owner = [&] {
    return std::ranges::count(sent_, owner_, [](const SendFrame& send) { return send.connection; });
  };
  const auto before = sent_to_owner();
  EXPECT_EQ(kind(decide(gus_, retract(gus_, id, true))), v1::OUTCOME_KIND_APPLIED);
  beat();

  EXPECT_EQ(sent_to_owner(), before);
  const ConnectionId again = connect(ParticipantId{2});
  EXPECT_EQ(last_frame(again, v1::ServerFrame::kMine)->mine().held_size(), 0);
}

TEST_F(FeedbackTest, G4FeedbackHasARateAPerson) {
  limits_.feedback_burst = 2;
  restart();
  owner_ = connect(ParticipantId{1});
  gus_ = connect(ParticipantId{2});
  open_review();
  give(gus_, "One", false);
  give(gus_, "Two", true);
  const auto third = decide(gus_, feedback(gus_, "Three", false));
  ASSERT_EQ(kind(third), v1::OUTCOME_KIND_REJECTED);
  EXPECT_EQ(third->error().code(), v1::ERROR_CODE_RATE_LIMITED);
}

TEST_F(FeedbackTest, G4OperationsOfAProductHaveARate) {
  limits_.product_operations_burst = 2;
  limits_.product_operations_per_second = 1;
  restart();
  owner_ = connect(ParticipantId{1});
  const ConnectionId dan = connect(join(v1::ROLE_DEVELOPER, "dan"));
  EXPECT_EQ(kind(decide(owner_, add(owner_, {"A"}))), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(kind(decide(owner_, add(owner_, {"B"}))), v1::OUTCOME_KIND_APPLIED);
  v1::Operation noop = operation(dan);
  noop.mutable_noop();
  const auto third = decide(dan, noop);
  ASSERT_EQ(kind(third), v1::OUTCOME_KIND_REJECTED);
  EXPECT_EQ(third->error().code(), v1::ERROR_CODE_RATE_LIMITED);
}

TEST_F(FeedbackTest, AssessmentNeedsAReason) {
  const v1::Id increment = open_review();
  v1::Operation assess = operation(owner_);
  *assess.mutable_assess_increment()->mutable_increment() = increment;
  assess.mutable_assess_increment()->set_assessment(v1::ASSESSMENT_MEETS);
  EXPECT_EQ(decide(owner_, assess)->error().code(), v1::ERROR_CODE_BAD_REQUEST);
  assess.set_reason("Every call ended with a booking");
  EXPECT_EQ(kind(decide(owner_, assess)), v1::OUTCOME_KIND_APPLIED);  // the counter was not used
}

TEST_F(FeedbackTest, DefinitionOfDoneIsCopiedAndCheckedByDevelopersOnly) {
  v1::Operation set = operation(owner_);
  set.mutable_set_definition_of_done()->add_checks("Reviewed by a second person");
  EXPECT_FALSE(decide(owner_, set));
  const v1::Id increment = open_review();
  EXPECT_EQ(published_.back().increment_added().definition_of_done_size(), 1);

  const auto check = [&](ConnectionId who, v1::CheckList list, std::uint32_t index) {
    v1::Operation out = operation(who);
    v1::CheckIncrement& body = *out.mutable_check_increment();
    *body.mutable_increment() = increment;
    body.set_list(list);
    body.set_index(index);
    body.set_met(true);
    return decide(who, out);
  };
  const ConnectionId dan = connect(join(v1::ROLE_DEVELOPER, "dan"));
  EXPECT_EQ(kind(check(owner_, v1::CHECK_LIST_DEFINITION_OF_DONE, 0)), v1::OUTCOME_KIND_REJECTED);
  EXPECT_EQ(kind(check(owner_, v1::CHECK_LIST_CRITERIA, 0)), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(kind(check(dan, v1::CHECK_LIST_DEFINITION_OF_DONE, 0)), v1::OUTCOME_KIND_APPLIED);
  EXPECT_EQ(kind(check(dan, v1::CHECK_LIST_DEFINITION_OF_DONE, 0)), v1::OUTCOME_KIND_NOOP);
  EXPECT_EQ(kind(check(dan, v1::CHECK_LIST_DEFINITION_OF_DONE, 1)), v1::OUTCOME_KIND_REJECTED);
  const auto before = room_->log_snapshot();
  restart();
  EXPECT_EQ(room_->log_snapshot()->SerializeAsString(), before->SerializeAsString());
}

}  // namespace
}  // namespace reviewd::engine
