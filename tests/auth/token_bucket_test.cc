#include "auth/token_bucket.h"

#include <gtest/gtest.h>

#include "auth/limits.h"

namespace reviewd::auth {
namespace {

constexpr TimeMs kStart{1'767'225'600'000};

TimeMs after(std::int64_t ms) { return static_cast<TimeMs>(value(kStart) + ms); }

TEST(TokenBucket, G4GivesItsBurstAndThenItsRate) {
  TokenBucket bucket(/*per_minute=*/60, /*burst=*/3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(bucket.take(kStart));
  EXPECT_FALSE(bucket.take(kStart));

  EXPECT_FALSE(bucket.take(after(999)));
  EXPECT_TRUE(bucket.take(after(1000)));
  EXPECT_FALSE(bucket.take(after(1000)));
}

TEST(TokenBucket, SaysHowLongToWaitAndThatIsLongEnough) {
  TokenBucket bucket(60, 1);
  EXPECT_EQ(bucket.wait_ms(kStart), 0u);
  bucket.take(kStart);
  const std::uint32_t wait = bucket.wait_ms(kStart);
  EXPECT_GT(wait, 900u);
  EXPECT_TRUE(bucket.take(after(wait)));
}

TEST(TokenBucket, SmallStepsAddUp) {
  TokenBucket bucket(60, 1);
  bucket.take(kStart);
  for (int ms = 1; ms < 1000; ++ms) bucket.ready(after(ms));
  EXPECT_TRUE(bucket.take(after(1000)));
}

TEST(TokenBucket, G15AClockThatRunsBackwardsGivesNothing) {
  TokenBucket bucket(60, 1);
  bucket.take(kStart);
  EXPECT_FALSE(bucket.take(after(-3'600'000)));
  EXPECT_FALSE(bucket.take(kStart));
}

TEST(KeyedBuckets, G4RemembersSoManyAndForgetsTheQuietest) {
  KeyedBuckets buckets(60, 1, /*keys_max=*/2);
  EXPECT_TRUE(buckets.of("a").take(kStart));
  EXPECT_TRUE(buckets.of("b").take(kStart));
  EXPECT_FALSE(buckets.of("a").take(kStart));

  EXPECT_TRUE(buckets.of("c").take(kStart));

  EXPECT_EQ(buckets.size(), 2u);
  EXPECT_FALSE(buckets.of("a").take(kStart)) << "used after b, so b went";
  EXPECT_TRUE(buckets.of("b").take(kStart)) << "a new one";
}

TEST(KeyedBuckets, G4AddressesAtAndAboveTheLimitOfAServer) {
  KeyedBuckets buckets(60, 1, kAddressesMax);
  for (std::size_t i = 0; i < kAddressesMax; ++i) buckets.of(std::to_string(i)).take(kStart);
  EXPECT_EQ(buckets.size(), kAddressesMax);
  EXPECT_FALSE(buckets.of("0").take(kStart)) << "all of them are remembered";
  buckets.of("one more").take(kStart);
  EXPECT_EQ(buckets.size(), kAddressesMax);
  EXPECT_FALSE(buckets.of("0").take(kStart)) << "was the last to come";
  EXPECT_TRUE(buckets.of("1").take(kStart)) << "the quietest was forgotten";
}

}  // namespace
}  // namespace reviewd::auth
