#include "cli/event_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reviewd::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Event feedback(const std::string& text) {
  v1::Event event;
  event.set_seq(7);
  event.set_time_ms(1'767'225'601'005);
  event.set_author(3);
  event.mutable_feedback_given()->mutable_text()->set_plain(text);
  return event;
}

TEST(EventLine, NumberTimeAuthorAndWhatHappened) {
  EXPECT_EQ(to_line(feedback("nice")), "7  2026-01-01 00:00:01.005Z  p3  gave feedback \"nice\"");
}

TEST(EventLine, TypedTextCannotSteerTheTerminal) {
  const std::string line =
      to_line(feedback("a\x1b[2Jb\nc\x7f\xc2\x9b"
                       "d"));
  EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
  EXPECT_THAT(line, Not(HasSubstr("\xc2\x9b")));
}

TEST(EventLine, LongTextsAreCutBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "é";
  const std::string line = to_line(feedback(text));
  EXPECT_THAT(line, HasSubstr("é..\""));
  EXPECT_LT(line.size(), 120u);
}

TEST(EventLine, MovesNameItemsAndPlace) {
  v1::Event event;
  for (std::uint32_t k = 0; k < 7; ++k)
    event.mutable_items_moved()->add_items()->mutable_item()->set_k(k);
  EXPECT_THAT(to_line(event),
              HasSubstr("moved 0.0.0 0.0.1 0.0.2 0.0.3 0.0.4 and 2 more at the top"));
}

TEST(EventLine, C43WhatWasTakenBackIsNamedByItsOperation) {
  v1::Event event;
  event.mutable_items_returned()->set_of_actor(4);
  event.mutable_items_returned()->set_of_counter(7);
  event.mutable_items_returned()->add_items();
  EXPECT_THAT(to_line(event), HasSubstr("took back operation 4.7 for 1 item"));
  event.mutable_items_returned()->set_redo(true);
  EXPECT_THAT(to_line(event), HasSubstr("did again operation 4.7"));
}

TEST(EventLine, C24AMergeNamesBothItems) {
  v1::Event event;
  event.mutable_item_merged()->mutable_item()->set_actor(3);
  event.mutable_item_merged()->mutable_into()->set_actor(5);
  EXPECT_THAT(to_line(event), HasSubstr("merged 3.0.0 into 5.0.0"));
}

}  // namespace
}  // namespace reviewd::cli
