#include "cli/backlog_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "domain/limits.h"

namespace reviewd::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string sample(const std::string& name) {
  std::ifstream file(std::string(REVIEWD_SOURCE_DIR) + "/tests/data/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(BacklogFile, TextsArriveByteForByte) {
  const auto file = read_backlog(sample("backlog_tracker.csv"), {});

  ASSERT_TRUE(file.has_value());
  ASSERT_EQ(file->items.size(), 5u);
  EXPECT_TRUE(file->bad.empty());
  EXPECT_EQ(file->items[0].title(), "Book a bike, return it elsewhere");
  EXPECT_EQ(file->items[0].description(),
            "As a rider I want to leave the bike at any station.\r\n\r\nMust hold:\r\n- the "
            "\"free\" minutes go "
            "on\r\n- no station is ever \"full\"");
  EXPECT_EQ(file->items[0].ref(), "TRL-1");
  EXPECT_EQ(file->items[0].estimate(), 5u);
  EXPECT_EQ(file->items[2].estimate(), 2u) << "2.0 is a whole number";
  EXPECT_EQ(file->items[3].title(), "  Spaces around a title stay ");
  EXPECT_EQ(file->items[3].description(), "tabs\tstay too");
  EXPECT_EQ(file->items[3].estimate(), 0u) << "not estimated";
  EXPECT_EQ(file->items[4].title(), "Grüße, 日本語 and 🚲");
}

TEST(BacklogFile, SemicolonsMarksAndLabelsAreUnderstood) {
  const auto file = read_backlog(sample("backlog_bom_semicolons.csv"), {});

  ASSERT_TRUE(file.has_value());
  ASSERT_EQ(file->items.size(), 2u);
  EXPECT_THAT(file->items[0].labels(), ElementsAre("ops", "night shift"));
  EXPECT_EQ(file->items[0].estimate(), 8u);
  EXPECT_EQ(file->items[1].labels_size(), 0);
}

TEST(BacklogFile, EveryBadRowHasItsLineAndReason) {
  const auto file = read_backlog(sample("backlog_bad_rows.csv"), {});

  ASSERT_TRUE(file.has_value());
  ASSERT_EQ(file->items.size(), 2u);
  EXPECT_EQ(file->items[1].ref(), "BK-7");
  ASSERT_EQ(file->bad.size(), 5u);
  EXPECT_EQ(file->bad[0].line, 3u);
  EXPECT_THAT(file->bad[0].reason, HasSubstr("title is empty"));
  EXPECT_EQ(file->bad[1].line, 4u);
  EXPECT_THAT(file->bad[1].reason, HasSubstr("2 fields, the header has 4"));
  EXPECT_EQ(file->bad[2].line, 5u);
  EXPECT_THAT(file->bad[2].reason, HasSubstr("\"large\""));
  EXPECT_EQ(file->bad[3].line, 6u);
  EXPECT_THAT(file->bad[3].reason, HasSubstr("--estimate-round"));
  EXPECT_EQ(file->bad[4].line, 8u) << "the row before took two lines";
  EXPECT_THAT(file->bad[4].reason, HasSubstr("closing quote"));
}

TEST(BacklogFile, WhatIsNoTableIsOneErrorWithALine) {
  const auto open_quote = read_backlog(sample("not_closed.csv"), {});
  ASSERT_FALSE(open_quote.has_value());
  EXPECT_EQ(open_quote.error().line, 3u);

  const auto binary = read_backlog(sample("binary.csv"), {});
  ASSERT_FALSE(binary.has_value());
  EXPECT_THAT(binary.error().text, HasSubstr("binary"));

  EXPECT_FALSE(read_backlog("", {}).has_value());
  EXPECT_FALSE(read_backlog("no,header,here\n1,2,3\n", {}).has_value());
}

TEST(BacklogFile, TheServersLimitsAreTheRowsLimits) {
  const std::string longest(domain::kTitleBytesMax, 'x');
  EXPECT_TRUE(read_backlog("title\n" + longest + "\n", {})->bad.empty());
  const auto over = read_backlog("title\n" + longest + "x\n", {});
  ASSERT_EQ(over->bad.size(), 1u);
  EXPECT_THAT(over->bad[0].reason, HasSubstr("limit is 1000"));

  const auto not_utf8 = read_backlog("title\nbad \xff byte\n", {});
  ASSERT_EQ(not_utf8->bad.size(), 1u);
  EXPECT_THAT(not_utf8->bad[0].reason, HasSubstr("UTF-8"));
}

TEST(BacklogFile, ADescriptionMayHoldWhatTrackersHoldATitleMayNot) {
  const auto file =
      read_backlog("title,description\nfine,\x1b[7m colours \x1b[0m\nbad \x1b title,fine\n", {});
  ASSERT_TRUE(file.has_value());
  ASSERT_EQ(file->items.size(), 1u);
  EXPECT_EQ(file->items[0].description(), "\x1b[7m colours \x1b[0m");
  ASSERT_EQ(file->bad.size(), 1u);
  EXPECT_EQ(file->bad[0].line, 3u);
}

TEST(BacklogFile, AHeaderAloneIsATableWithoutRows) {
  const auto file = read_backlog("title,points\n", {});
  ASSERT_TRUE(file.has_value());
  EXPECT_TRUE(file->items.empty());
  EXPECT_TRUE(file->bad.empty());
}

TEST(ParseEstimate, WholeNumbersHoweverWritten) {
  EXPECT_EQ(parse_estimate("", false), 0u);
  EXPECT_EQ(parse_estimate("  ", false), 0u);
  EXPECT_EQ(parse_estimate("8", false), 8u);
  EXPECT_EQ(parse_estimate(" 8.0 ", false), 8u);
  EXPECT_EQ(parse_estimate("8.", false), 8u);
  EXPECT_EQ(parse_estimate("1000000", false), 1'000'000u);
}

TEST(ParseEstimate, BrokenNumbersAreRoundedOnlyWhenAsked) {
  EXPECT_FALSE(parse_estimate("2.5", false).has_value());
  EXPECT_EQ(parse_estimate("2.5", true), 3u);
  EXPECT_EQ(parse_estimate("2.4", true), 2u);
  EXPECT_EQ(parse_estimate("0.2", true), 1u) << "0 would say that nobody has estimated";
}

TEST(ParseEstimate, EverythingElseIsRefused) {
  for (const char* text : {"-1", "+1", "large", "1e3", "0x10", "1,5", ".5", "1.2.3", "1000001",
                           "99999999999", "nan", "∞"}) {
    EXPECT_FALSE(parse_estimate(text, true).has_value()) << text;
  }
}

}  // namespace
}  // namespace reviewd::cli
