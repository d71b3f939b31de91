#include "api/gateway/rate_limits.h"

#include <gtest/gtest.h>

namespace pennypost::gateway {
namespace {

TEST(RateLimitsTest, ABurstThenOnePerTimeThenAllAgain) {
  Metrics metrics;
  TimestampUs now(kDayUs);
  RateLimits limits({.user = {2, 3}}, metrics, [&] { return now; });
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limits.take_user("a"), 0U);
  EXPECT_EQ(limits.take_user("a"), 1U);
  EXPECT_EQ(limits.take_user("b"), 0U) << "each has a bucket of their own";
  now = now + kSecondUs / 2;
  EXPECT_EQ(limits.take_user("a"), 0U);
  EXPECT_EQ(limits.take_user("a"), 1U);
  now = now + kDayUs;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limits.take_user("a"), 0U);
  EXPECT_EQ(limits.take_user("a"), 1U);
  EXPECT_NE(metrics.text().find("rate_limited_total{of=\"user\"} 3"), std::string::npos);
}

TEST(RateLimitsTest, AClockThatGoesBackGivesNothingAway) {
  Metrics metrics;
  TimestampUs now(kDayUs);
  RateLimits limits({.key = {1, 1}}, metrics, [&] { return now; });
  EXPECT_EQ(limits.take_key("k"), 0U);
  now = TimestampUs(kDayUs / 2);
  EXPECT_GT(limits.take_key("k"), 0U);
}

TEST(RateLimitsTest, StrangersDoNotFillTheMemory) {
  Metrics metrics;
  TimestampUs now(kDayUs);
  RateLimits limits({.stranger = {1, 5}}, metrics, [&] { return now; });
  for (std::size_t i = 0; i < RateLimits::kBucketsMax + 10; ++i) {
    EXPECT_EQ(limits.take_stranger(std::to_string(i)), 0U);
  }
}

TEST(RateLimitsTest, ZeroMeansAnyNumber) {
  Metrics metrics;
  RateLimits limits({.key = {0, 1}}, metrics, [] { return TimestampUs(kDayUs); });
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(limits.take_key("k"), 0U);
}

}  // namespace
}  // namespace pennypost::gateway
