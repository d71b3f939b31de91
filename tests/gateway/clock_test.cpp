#include "api/gateway/clock.h"

#include <gtest/gtest.h>

namespace pennypost::gateway {
namespace {

TEST(GatewayClockTest, WritesAndReadsRfc3339) {
  EXPECT_EQ(rfc3339(TimestampUs(0)), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(rfc3339(TimestampUs(1'795'285'037'000'001)), "2026-11-21T18:17:17.000001Z");
  for (const std::uint64_t us : {0ULL, 951'782'400'000'000ULL, 1'795'285'037'123'456ULL}) {
    EXPECT_EQ(parse_rfc3339(rfc3339(TimestampUs(us))), TimestampUs(us));
  }
}

TEST(GatewayClockTest, ReadsOffsetsAndFractions) {
  const auto base = parse_rfc3339("2026-11-21T18:17:17Z");
  ASSERT_TRUE(base.has_value());
  EXPECT_EQ(parse_rfc3339("2026-11-21T20:17:17+02:00"), base);
  EXPECT_EQ(parse_rfc3339("2026-11-21T12:47:17-05:30"), base);
  EXPECT_EQ(parse_rfc3339("2026-11-21t18:17:17z"), base);
  EXPECT_EQ(parse_rfc3339("2026-11-22T00:00:00+05:43")->value(),
            parse_rfc3339("2026-11-21T18:17:00Z")->value());
  EXPECT_EQ(parse_rfc3339("2026-11-21T18:17:17.5Z"), *base + 500'000);
  EXPECT_EQ(parse_rfc3339("2026-11-21T18:17:17.123456789Z"), *base + 123'456);
  EXPECT_EQ(parse_rfc3339("2024-02-29T00:00:00Z")->value(), 1'709'164'800'000'000U);
}

TEST(GatewayClockTest, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           "now",
                           "2026-11-21",
                           "2026-11-21T18:17Z",
                           "2026-11-21T18:17:17",
                           "2026-13-01T00:00:00Z",
                           "2026-02-30T00:00:00Z",
                           "2025-02-29T00:00:00Z",
                           "2026-00-10T00:00:00Z",
                           "2026-11-21T24:00:00Z",
                           "2026-11-21T18:60:00Z",
                           "2026-11-21T18:17:60Z",
                           "2026-11-21T18:17:17.Z",
                           "2026-11-21T18:17:17.1234567890Z",
                           "2026-11-21T18:17:17+24:00",
                           "2026-11-21T18:17:17+0200",
                           "2026-11-21T18:17:17Z ",
                           " 2026-11-21T18:17:17Z",
                           "2026-11-21T18:17:17ZZ",
                           "+026-11-21T18:17:17Z",
                           "2026--1-21T18:17:17Z",
                           "1969-12-31T23:59:59Z",
                           "1970-01-01T00:00:00+00:01",
                           "20261-11-21T18:17:17Z"}) {
    EXPECT_EQ(parse_rfc3339(text), std::nullopt) << text;
  }
}

TEST(GatewayClockTest, TellsTheHourAndWhereNeededTheDay) {
  const auto at = *parse_rfc3339("2026-11-21T14:02:59Z");
  EXPECT_EQ(hour_and_minute(at, *parse_rfc3339("2026-11-21T23:59:59Z")), "14:02 UTC");
  EXPECT_EQ(hour_and_minute(at, *parse_rfc3339("2026-11-22T00:00:00Z")), "2026-11-21 14:02 UTC");
}

}  // namespace
}  // namespace pennypost::gateway
