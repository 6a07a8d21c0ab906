#include "sdk/backoff.h"

#include <gtest/gtest.h>

namespace reviewd::sdk {
namespace {

using Ms = Backoff::Ms;

TEST(Backoff, CodesThatMeanStayAwayAreObeyed) {
  Backoff backoff;
  for (const int code : {4500, 4501, 4502, 4503, 4999})
    EXPECT_FALSE(backoff.after(static_cast<std::uint16_t>(code), "", 0).has_value());
  for (const int code : {1000, 1001, 1006, 1012, 4000, 4001, 4002, 4003, 4499}) {
    EXPECT_TRUE(backoff.after(static_cast<std::uint16_t>(code), "", 0).has_value()) << code;
  }
}

TEST(Backoff, ARestartNamesItsOwnPausePlusUpToHalf) {
  Backoff backoff;
  EXPECT_EQ(backoff.after(4002, "after=1000", 0), Ms(1'000));
  EXPECT_EQ(backoff.after(4002, "after=1000", 0.5), Ms(1'250));
  EXPECT_LT(backoff.after(4002, "after=1000", 0.999), Ms(1'500));
}

TEST(Backoff, AnAbsurdPauseIsCutAndAStrangeReasonIgnored) {
  Backoff backoff;
  EXPECT_LE(backoff.after(4002, "after=4000000000", 0.999), Backoff::kLongest * 3 / 2);
  EXPECT_LE(backoff.after(4002, "maintenance", 0.999), Backoff::kLongest);
}

TEST(Backoff, PausesGrowUpToALimitAndStartAgainAfterSuccess) {
  Backoff backoff;
  Ms last{0};
  for (int i = 0; i < 30; ++i) {
    const Ms pause = backoff.after(1006, "", 0.999).value();
    EXPECT_GE(pause, last);
    EXPECT_LE(pause, Backoff::kLongest);
    last = pause;
  }
  EXPECT_GT(last, Ms(14'000));
  backoff.reset();
  EXPECT_LE(backoff.after(1006, "", 0.999).value(), Backoff::kFirst);
}

TEST(Backoff, JitterSpreadsOverHalfOfThePause) {
  Backoff low;
  Backoff high;
  EXPECT_EQ(low.after(1006, "", 0), Backoff::kFirst / 2);
  EXPECT_GT(high.after(1006, "", 0.99).value(), Backoff::kFirst * 9 / 10);
}

}  // namespace
}  // namespace reviewd::sdk
