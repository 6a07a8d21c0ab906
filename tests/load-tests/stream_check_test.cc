#include "generator/stream_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reviewd/v1/live.pb.h"

namespace reviewd::load {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string events(std::uint64_t from, std::uint64_t to,
                   const std::vector<std::uint64_t>& numbers) {
  v1::ServerFrame frame;
  frame.mutable_events()->set_from(from);
  frame.mutable_events()->set_to(to);
  for (const std::uint64_t number : numbers) {
    v1::Event& event = *frame.mutable_events()->add_entries()->mutable_event();
    event.set_seq(number);
    event.set_time_ms(5);
    event.mutable_items_moved()->add_items()->mutable_item()->set_k(3);
  }
  return frame.SerializeAsString();
}

StreamCheck at(std::uint64_t seq) {
  v1::ServerFrame frame;
  frame.mutable_snapshot_end()->set_seq(seq);
  StreamCheck check;
  check.on_frame(frame.SerializeAsString());
  return check;
}

TEST(StreamCheck, EventsInOrderAreCounted) {
  StreamCheck check = at(10);
  const auto seen = check.on_frame(events(11, 13, {11, 12, 13}));
  EXPECT_EQ(seen.from, 11u);
  EXPECT_EQ(seen.to, 13u);
  EXPECT_EQ(check.seq(), 13u);
  EXPECT_THAT(check.problem(), IsEmpty());
}

TEST(StreamCheck, ARedactionStandsForItsRange) {
  v1::ServerFrame frame;
  frame.mutable_events()->set_from(11);
  frame.mutable_events()->set_to(15);
  auto& redacted = *frame.mutable_events()->add_entries()->mutable_redacted();
  redacted.set_from(11);
  redacted.set_to(14);
  frame.mutable_events()->add_entries()->mutable_event()->set_seq(15);

  StreamCheck check = at(10);
  EXPECT_EQ(check.on_frame(frame.SerializeAsString()).to, 15u);
  EXPECT_THAT(check.problem(), IsEmpty());
}

TEST(StreamCheck, EveryWayToBeWrongIsFound) {
  const std::vector<std::string> wrong{
      events(12, 12, {12}),      // a gap before the frame
      events(10, 11, {10, 11}),  // a repetition
      events(11, 13, {11, 13}),  // a gap inside
      events(11, 12, {11, 11}),  // twice the same
      events(11, 12, {12, 11}),  // the wrong way round
      events(11, 12, {11}),      // fewer than the frame says
      events(11, 11, {11, 12}),  // more than the frame says
      events(11, 11, {}),        // none
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    StreamCheck check = at(10);
    EXPECT_EQ(check.on_frame(wrong[i]).from, 0u) << i;
    EXPECT_FALSE(check.problem().empty()) << i;
  }
}

TEST(StreamCheck, CaughtUpMustNotBeAheadOfTheEvents) {
  v1::ServerFrame caught_up;
  caught_up.mutable_caught_up()->set_seq(10);
  StreamCheck check = at(10);
  EXPECT_TRUE(check.on_frame(caught_up.SerializeAsString()).caught_up);
  EXPECT_THAT(check.problem(), IsEmpty());

  StreamCheck behind = at(9);
  behind.on_frame(caught_up.SerializeAsString());
  EXPECT_THAT(behind.problem(), HasSubstr("ahead"));
}

TEST(StreamCheck, OtherFramesAreSkipped) {
  v1::ServerFrame presence;
  presence.mutable_presence()->set_full(true);
  StreamCheck check = at(3);
  EXPECT_EQ(check.on_frame(presence.SerializeAsString()).from, 0u);
  EXPECT_THAT(check.problem(), IsEmpty());
  EXPECT_EQ(check.seq(), 3u);
}

}  // namespace
}  // namespace reviewd::load
