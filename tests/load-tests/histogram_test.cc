#include "generator/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace reviewd::load {
namespace {

// The definition itself, on every value.
Nanoseconds exact(std::vector<Nanoseconds> values, double share) {
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::max<std::size_t>(rank, 1) - 1];
}

TEST(Histogram, SmallValuesAreExact) {
  Histogram histogram;
  for (Nanoseconds value = 0; value < 100; ++value) histogram.add(value);

  EXPECT_EQ(histogram.count(), 100u);
  EXPECT_EQ(histogram.quantile(0.5), 49);
  EXPECT_EQ(histogram.quantile(0.01), 0);
  EXPECT_EQ(histogram.quantile(1), 99);
  EXPECT_EQ(histogram.min(), 0);
  EXPECT_EQ(histogram.max(), 99);
}

TEST(Histogram, QuantilesOfAnyDistributionAreWithinOnePercent) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> spread(15, 4);
    Histogram histogram;
    std::vector<Nanoseconds> values;
    for (int i = 0; i < 20'000; ++i) {
      values.push_back(static_cast<Nanoseconds>(std::min(spread(random), 1e15)));
      histogram.add(values.back());
    }
    for (const double share : {0.0, 0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
      const auto wanted = static_cast<double>(exact(values, share));
      const auto found = static_cast<double>(histogram.quantile(share));
      EXPECT_GE(found, wanted) << "seed " << seed << " share " << share;
      EXPECT_LE(found, wanted * 1.01 + 1) << "seed " << seed << " share " << share;
    }
  }
}

TEST(Histogram, BucketsNeverOverlap) {
  Nanoseconds last = -1;
  for (Nanoseconds value = 1; value < (Nanoseconds{1} << 45); value += value / 50 + 1) {
    Histogram histogram;
    histogram.add(value);
    histogram.add(Nanoseconds{1} << 46);
    const Nanoseconds end = histogram.quantile(0.5);
    ASSERT_GE(end, value);
    ASSERT_GE(end, last);
    last = end;
  }
}

TEST(Histogram, AddingWithACountIsAddingThatOften) {
  Histogram once;
  Histogram often;
  once.add(5'000, 3);
  once.add(7, 0);
  for (int i = 0; i < 3; ++i) often.add(5'000);
  EXPECT_EQ(once.count(), often.count());
  EXPECT_EQ(once.quantile(0.5), often.quantile(0.5));
  EXPECT_EQ(once.min(), 5'000);
}

TEST(Histogram, ASumHasEverythingOfBoth) {
  Histogram low;
  Histogram high;
  for (Nanoseconds i = 1; i <= 50; ++i) {
    low.add(i);
    high.add(i + 50);
  }
  low.add(high);
  low.add(Histogram());
  EXPECT_EQ(low.count(), 100u);
  EXPECT_EQ(low.quantile(0.5), 50);
  EXPECT_EQ(low.quantile(0.99), 99);
  EXPECT_EQ(low.max(), 100);
}

TEST(Histogram, AnEmptyOneAndImpossibleValuesDoNoHarm) {
  Histogram histogram;
  EXPECT_EQ(histogram.quantile(0.5), 0);
  histogram.add(-5);
  histogram.add(std::numeric_limits<Nanoseconds>::max());
  EXPECT_EQ(histogram.count(), 2u);
  EXPECT_EQ(histogram.min(), 0);
  EXPECT_EQ(histogram.quantile(0.1), 0);
  EXPECT_GT(histogram.quantile(1), Nanoseconds{1} << 45);
}

}  // namespace
}  // namespace reviewd::load
