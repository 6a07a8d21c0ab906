#include "cli/duration.h"

#include <gtest/gtest.h>

namespace reviewd::cli {
namespace {

using std::chrono::seconds;

TEST(Duration, NumbersWithAUnit) {
  EXPECT_EQ(parse_duration("90s"), seconds(90));
  EXPECT_EQ(parse_duration("30m"), seconds(1'800));
  EXPECT_EQ(parse_duration("2h"), seconds(7'200));
  EXPECT_EQ(parse_duration("7d"), seconds(604'800));
  EXPECT_EQ(parse_duration("366d"), seconds(31'622'400));
}

TEST(Duration, EverythingElseIsNone) {
  for (const char* text :
       {"", "2", "h", "0h", "-2h", "2 h", "2hh", "2w", "367d", "99999999999h", "1.5h"}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace reviewd::cli
