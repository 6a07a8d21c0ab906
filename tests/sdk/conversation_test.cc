#include "sdk/conversation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/snapshot_frames.h"

namespace reviewd::sdk {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Writes down what it is told.
class Diary final : public Follower {
 public:
  std::vector<std::string> lines;

 private:
  void on_welcome(const v1::Welcome& /*welcome*/) override { lines.emplace_back("welcome"); }
  void on_snapshot(const RowSnapshot& snapshot) override {
    lines.push_back("snapshot " + std::to_string(value(snapshot.seq)));
  }
  void on_event(const v1::Event& event) override {
    lines.push_back("event " + std::to_string(event.seq()));
  }
  void on_redacted(Seq from, Seq to) override {
    lines.push_back("redacted " + std::to_string(value(from)) + "-" + std::to_string(value(to)));
  }
  void on_caught_up(Seq seq) override {
    lines.push_back("caught up " + std::to_string(value(seq)));
  }
  void on_outcome(const Settled& settled) override {
    lines.push_back("outcome " + std::to_string(settled.id.counter));
  }
  void on_other(const v1::ServerFrame& /*frame*/) override { lines.emplace_back("other"); }
};

v1::ServerFrame welcome(v1::ResumeMode mode) {
  v1::ServerFrame frame;
  v1::Welcome& welcome = *frame.mutable_welcome();
  welcome.set_version(1);
  welcome.set_mode(mode);
  welcome.set_history("history-of-16-by");
  welcome.mutable_open_actor()->set_actor(5);
  welcome.mutable_sealed_actor()->set_actor(6);
  welcome.set_actor_token("token");
  welcome.mutable_limits()->set_frame_bytes(100'000);
  welcome.mutable_limits()->set_in_flight(10);
  welcome.mutable_limits()->set_operations_per_submit(10);
  return frame;
}

v1::ServerFrame events(std::uint64_t from, std::uint64_t to) {
  v1::ServerFrame frame;
  frame.mutable_events()->set_from(from);
  frame.mutable_events()->set_to(to);
  for (std::uint64_t seq = from; seq <= to; ++seq) {
    v1::Event& event = *frame.mutable_events()->add_entries()->mutable_event();
    event.set_seq(seq);
    event.mutable_review_opened();
  }
  return frame;
}

v1::ServerFrame caught_up(std::uint64_t seq) {
  v1::ServerFrame frame;
  frame.mutable_caught_up()->set_seq(seq);
  return frame;
}

class ConversationTest : public ::testing::Test {
 protected:
  void hear(const v1::ServerFrame& frame) {
    const auto result = conversation_.on_frame(frame);
    ASSERT_TRUE(result.has_value()) << result.error().text;
  }
  std::string refusal(const v1::ServerFrame& frame) {
    const auto result = conversation_.on_frame(frame);
    return result ? "" : result.error().text;
  }
  void hear_snapshot(std::uint64_t seq) {
    const SnapshotFrames frames(seq, std::vector<v1::RowChunk>(1));
    v1::ServerFrame begin;
    *begin.mutable_snapshot_begin() = frames.begin;
    hear(begin);
    for (const v1::SnapshotChunk& chunk : frames.chunks) {
      v1::ServerFrame frame;
      *frame.mutable_snapshot_chunk() = chunk;
      hear(frame);
    }
    v1::ServerFrame end;
    *end.mutable_snapshot_end() = frames.end;
    hear(end);
  }
  void join(std::uint64_t seq) {
    conversation_.hello();
    hear(welcome(v1::RESUME_MODE_SNAPSHOT));
    hear_snapshot(seq);
    hear(caught_up(seq));
  }

  Diary diary_;
  Conversation conversation_{{}, diary_};
};

TEST_F(ConversationTest, TheFirstHelloAsksForEverything) {
  const v1::Hello hello = conversation_.hello().hello();
  EXPECT_EQ(hello.version_min(), 1u);
  EXPECT_FALSE(hello.has_resume());
  EXPECT_FALSE(hello.has_actors());
}

TEST_F(ConversationTest, ASnapshotThenEventsThenCaughtUp) {
  conversation_.hello();
  hear(welcome(v1::RESUME_MODE_SNAPSHOT));
  hear_snapshot(12);
  hear(events(13, 14));
  hear(caught_up(14));
  hear(events(15, 15));
  EXPECT_THAT(diary_.lines, ElementsAre("welcome", "snapshot 12", "event 13", "event 14",
                                        "caught up 14", "event 15"));
  EXPECT_EQ(conversation_.seq(), Seq{15});
}

TEST_F(ConversationTest, G3TheNextConnectionGoesOnWhereThisOneStopped) {
  join(12);
  hear(events(13, 14));

  const v1::Hello again = conversation_.hello().hello();
  EXPECT_EQ(again.resume().seq(), 14u);
  EXPECT_EQ(again.resume().history(), "history-of-16-by");
  EXPECT_EQ(again.actors().open_actor(), 5u);
  EXPECT_EQ(again.actors().token(), "token");
  hear(welcome(v1::RESUME_MODE_TAIL));
  hear(events(15, 16));
  hear(caught_up(16));
  EXPECT_EQ(diary_.lines.back(), "caught up 16");
}

TEST_F(ConversationTest, G3AnyGapOrRepetitionEndsIt) {
  join(12);
  EXPECT_THAT(refusal(events(14, 14)), HasSubstr("after event 12"));
  EXPECT_THAT(refusal(events(12, 12)), HasSubstr("after event 12"));

  v1::ServerFrame inside = events(13, 15);
  inside.mutable_events()->mutable_entries(1)->mutable_event()->set_seq(15);
  EXPECT_THAT(refusal(inside), HasSubstr("14 was due"));
}

TEST_F(ConversationTest, G3FewerEventsThanTheFrameSaysEndsIt) {
  join(12);
  v1::ServerFrame frame = events(13, 14);
  frame.mutable_events()->set_to(15);
  EXPECT_THAT(refusal(frame), HasSubstr("instead of 15"));
}

TEST_F(ConversationTest, ARedactionCountsAsTheEventsItStandsFor) {
  join(12);
  v1::ServerFrame frame = events(13, 13);
  auto& redacted = *frame.mutable_events()->add_entries()->mutable_redacted();
  redacted.set_from(14);
  redacted.set_to(20);
  frame.mutable_events()->set_to(20);
  hear(frame);
  EXPECT_EQ(diary_.lines.back(), "redacted 14-20");
  hear(events(21, 21));

  redacted.set_from(23);
  redacted.set_to(20);
  EXPECT_FALSE(refusal(frame).empty());
}

TEST_F(ConversationTest, UnknownEventsAreSkippedUnlessTheyMustBeUnderstood) {
  join(12);
  v1::ServerFrame frame = events(13, 13);
  frame.mutable_events()->mutable_entries(0)->mutable_event()->clear_body();
  hear(frame);
  frame = events(14, 14);
  frame.mutable_events()->mutable_entries(0)->mutable_event()->clear_body();
  frame.mutable_events()->mutable_entries(0)->mutable_event()->set_must_understand(true);
  EXPECT_THAT(refusal(frame), HasSubstr("update"));
}

TEST_F(ConversationTest, AResetForgetsAndTakesASnapshotWithinTheConnection) {
  join(12);
  v1::ServerFrame reset;
  reset.mutable_reset();
  hear(reset);
  EXPECT_FALSE(refusal(events(13, 13)).empty());
  hear_snapshot(13);
  hear(events(14, 14));
  EXPECT_TRUE(conversation_.caught_up());
}

TEST_F(ConversationTest, CaughtUpMayNameLessThanHasComeButNotMore) {
  conversation_.hello();
  hear(welcome(v1::RESUME_MODE_SNAPSHOT));
  hear_snapshot(12);
  hear(events(13, 14));
  EXPECT_THAT(refusal(caught_up(15)), HasSubstr("after event 14"));
  hear(caught_up(13));
  EXPECT_EQ(diary_.lines.back(), "caught up 14");
}

TEST_F(ConversationTest, NothingMayComeBeforeTheWelcome) {
  conversation_.hello();
  EXPECT_FALSE(refusal(events(1, 1)).empty());
  hear(welcome(v1::RESUME_MODE_SNAPSHOT));
  EXPECT_FALSE(refusal(welcome(v1::RESUME_MODE_SNAPSHOT)).empty());
}

TEST_F(ConversationTest, ATailThatWasNotAskedForIsRefused) {
  conversation_.hello();
  EXPECT_FALSE(refusal(welcome(v1::RESUME_MODE_TAIL)).empty());
}

TEST_F(ConversationTest, AppliedIsSaidOnceForEachProgress) {
  conversation_.hello();
  EXPECT_FALSE(conversation_.applied().has_value());
  hear(welcome(v1::RESUME_MODE_SNAPSHOT));
  hear_snapshot(12);
  hear(events(13, 14));
  EXPECT_EQ(conversation_.applied()->applied().seq(), 14u);
  EXPECT_FALSE(conversation_.applied().has_value());
}

TEST_F(ConversationTest, OperationsCarryWhatHasBeenApplied) {
  join(12);
  v1::Operation operation;
  operation.mutable_noop();
  ASSERT_TRUE(conversation_.submit(operation).has_value());
  const auto submit = conversation_.outbox().next();
  EXPECT_EQ(submit->operations(0).base(), 12u);

  v1::ServerFrame acked;
  acked.mutable_acked()->set_actor(5);
  acked.mutable_acked()->set_counter(1);
  hear(acked);
  EXPECT_EQ(diary_.lines.back(), "outcome 1");
}

TEST(ConversationResume, AProgramMayComeWithAPointOfItsOwn) {
  Diary diary;
  Conversation conversation({.watch_only = true, .resume = ResumePoint{"history-of-16-by", Seq{3}}},
                            diary);
  EXPECT_EQ(conversation.hello().hello().resume().seq(), 3u);
  ASSERT_TRUE(conversation.on_frame(welcome(v1::RESUME_MODE_TAIL)).has_value());
  ASSERT_TRUE(conversation.on_frame(events(4, 5)).has_value());
  EXPECT_THAT(diary.lines, ElementsAre("welcome", "event 4", "event 5"));
}

}  // namespace
}  // namespace reviewd::sdk
