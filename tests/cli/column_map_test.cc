#include "cli/column_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reviewd::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CsvRecord header(std::vector<std::string> fields) {
  return {.line = 1, .fields = std::move(fields)};
}

TEST(ColumnMap, FindsTheColumnsOfAPublishedDataSet) {
  const auto map =
      map_columns(header({"issuekey", "title", "description", "storypoint", "split_mark"}), {});

  ASSERT_TRUE(map.has_value());
  EXPECT_EQ(map->ref, 0u);
  EXPECT_EQ(map->title, 1u);
  EXPECT_EQ(map->description, 2u);
  EXPECT_EQ(map->estimate, 3u);
  EXPECT_THAT(map->labels, IsEmpty());
}

TEST(ColumnMap, FindsTheColumnsOfATrackersExport) {
  const auto map = map_columns(header({"Summary", "Issue id", "Issue key", "Labels", "Labels",
                                       "Description", "Custom field (Story Points)"}),
                               {});

  ASSERT_TRUE(map.has_value());
  EXPECT_EQ(map->title, 0u);
  EXPECT_EQ(map->ref, 2u) << "the key is what people know, the id is a number of the database";
  EXPECT_THAT(map->labels, ElementsAre(3u, 4u));
  EXPECT_EQ(map->description, 5u);
  EXPECT_EQ(map->estimate, 6u);
}

TEST(ColumnMap, WhatIsSaidWinsByNameOrNumber) {
  const auto map = map_columns(header({"title", "short", "STORY POINTS", "points"}),
                               {.title = "short", .estimate = "story_points", .ref = "4"});

  ASSERT_TRUE(map.has_value());
  EXPECT_EQ(map->title, 1u);
  EXPECT_EQ(map->estimate, 2u);
  EXPECT_EQ(map->ref, 3u);
}

TEST(ColumnMap, NoneLeavesAColumnOut) {
  const auto map = map_columns(header({"title", "points"}), {.estimate = "none"});

  ASSERT_TRUE(map.has_value());
  EXPECT_FALSE(map->estimate.has_value());
}

TEST(ColumnMap, AColumnThatIsNotThereIsNamedWithThoseThatAre) {
  const auto map = map_columns(header({"title", "points"}), {.description = "body"});

  ASSERT_FALSE(map.has_value());
  EXPECT_THAT(map.error().text, HasSubstr("\"body\""));
  EXPECT_THAT(map.error().text, HasSubstr("title, points"));
}

TEST(ColumnMap, ATableWithoutATitleIsRefused) {
  const auto map = map_columns(header({"1", "fix the door", "3"}), {});

  ASSERT_FALSE(map.has_value());
  EXPECT_EQ(map.error().line, 1u);
  EXPECT_THAT(map.error().text, HasSubstr("--title"));
}

TEST(ColumnMap, NumbersOutsideTheTableAreRefused) {
  EXPECT_FALSE(map_columns(header({"title"}), {.ref = "0"}).has_value());
  EXPECT_FALSE(map_columns(header({"title"}), {.ref = "2"}).has_value());
  EXPECT_FALSE(map_columns(header({"title"}), {.ref = "1x"}).has_value());
}

}  // namespace
}  // namespace reviewd::cli
