#include "api/gateway/money.h"

#include <gtest/gtest.h>

namespace pennypost::gateway {
namespace {

constexpr CurrencyInfo kDollar{6, 2};
constexpr std::uint64_t kUnit = 1'000'000;

Verdict judged(std::uint64_t message, std::uint64_t day, std::uint64_t first) {
  return judge({Amount(message), Amount(day), Amount(first)}, default_limits(kDollar));
}

TEST(GatewayMoneyTest, WritesAmountsForPeople) {
  EXPECT_EQ(amount_text(Amount(500'000), kDollar), "0.50");
  EXPECT_EQ(amount_text(Amount(1), kDollar), "0.000001");
  EXPECT_EQ(money_text("0.50", "USD"), "$0.50");
  EXPECT_EQ(money_text("0.50", "EUR"), "0.50 EUR");
}

TEST(GatewayMoneyTest, LimitsFollowTheCurrencysDecimals) {
  const auto yen = default_limits({0, 0});
  EXPECT_EQ(yen.first_payment_free, Amount(5));
  EXPECT_EQ(yen.confirmed, Amount(200));
  const auto nine = default_limits({9, 2});
  EXPECT_EQ(nine.confirmed, Amount(200'000'000'000));
}

TEST(GatewayMoneyTest, AKnownPayeeGetsUpToTwentyAtOnce) {
  EXPECT_EQ(judged(20 * kUnit, 0, 0), Verdict::pay);
  EXPECT_EQ(judged(20 * kUnit + 1, 0, 0), Verdict::confirm_large);
  EXPECT_EQ(judged(1, 20 * kUnit, 0), Verdict::confirm_large);
  EXPECT_EQ(judged(10 * kUnit, 10 * kUnit, 0), Verdict::pay);
}

TEST(GatewayMoneyTest, AFirstPaymentAboveFiveGetsACard) {
  EXPECT_EQ(judged(5 * kUnit, 0, 5 * kUnit), Verdict::pay);
  EXPECT_EQ(judged(5 * kUnit + 1, 0, 5 * kUnit + 1), Verdict::confirm_first_payment);
  EXPECT_EQ(judged(21 * kUnit, 0, 21 * kUnit), Verdict::confirm_large);
}

TEST(GatewayMoneyTest, AboveTwoHundredADayIsRefused) {
  EXPECT_EQ(judged(200 * kUnit, 0, 0), Verdict::confirm_large);
  EXPECT_EQ(judged(200 * kUnit + 1, 0, 0), Verdict::refuse);
  EXPECT_EQ(judged(1, 200 * kUnit, 0), Verdict::refuse);
  EXPECT_EQ(judged(UINT64_MAX, 1, 0), Verdict::refuse);
  EXPECT_EQ(judged(1, UINT64_MAX, 0), Verdict::refuse);
}

}  // namespace
}  // namespace pennypost::gateway
