#include <gtest/gtest.h>

#include <fstream>

#include "api/gateway/policy.h"
#include "api/gateway/replies.h"
#include "tests/store/folder.h"

namespace pennypost::gateway {
namespace {

constexpr CurrencyInfo kDollar{6, 2};
constexpr std::uint64_t kUnit = 1'000'000;
const CurrencyCode kUsd = *CurrencyCode::from("USD");

Verdict judged(std::uint64_t message, std::uint64_t day, std::uint64_t first) {
  return judge({Amount(message), Amount(day), Amount(first)},
               Policy().limits("demo", kUsd, kDollar));
}

TEST(GatewayMoneyTest, WritesAmountsForPeople) {
  EXPECT_EQ(amount_text(Amount(500'000), kDollar), "0.50");
  EXPECT_EQ(amount_text(Amount(1), kDollar), "0.000001");
  EXPECT_EQ(money_text("0.50", "USD"), "$0.50");
  EXPECT_EQ(money_text("0.50", "EUR", "fr-FR"), "0,50\u00a0€");
  EXPECT_EQ(money_text("1234567.50", "INR", "en-IN"), "₹12,34,567.50");
  EXPECT_EQ(money_text("1000", "JPY", "de"), "1.000\u00a0¥");
  EXPECT_EQ(money_text("0.000001", "USD"), "$0.000001");  // more decimals where they are not zero
}

TEST(GatewayMoneyTest, LimitsFollowTheCurrencysSizeAndDecimals) {
  const auto yen = Policy().limits("demo", *CurrencyCode::from("JPY"), {0, 0});
  EXPECT_EQ(yen.first_payment_free, Amount(500));
  EXPECT_EQ(yen.with_card, Amount(20'000));
  const auto nine = Policy().limits("demo", *CurrencyCode::from("XYZ"), {9, 2});
  EXPECT_EQ(nine.with_card, Amount(200'000'000'000));
  EXPECT_EQ(nine.most, Amount(0));
  EXPECT_EQ(nine.undo_us, 0U);
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

TEST(GatewayMoneyTest, AboveTwoHundredADayTakesAPin) {
  EXPECT_EQ(judged(200 * kUnit, 0, 0), Verdict::confirm_large);
  EXPECT_EQ(judged(200 * kUnit + 1, 0, 0), Verdict::pin);
  EXPECT_EQ(judged(1, 200 * kUnit, 0), Verdict::pin);
  EXPECT_EQ(judged(UINT64_MAX, 1, 0), Verdict::refuse);
  EXPECT_EQ(judged(1, UINT64_MAX, 0), Verdict::refuse);
}

class PolicyFileTest : public testing::Test {
 protected:
  Result<Policy> load(const std::string& text) {
    std::ofstream(folder_.path() / "policy.toml") << text;
    return Policy::load(folder_.path() / "policy.toml");
  }
  store::Folder folder_;
};

TEST_F(PolicyFileTest, ATenantsTableStandsAboveEverybodys) {
  const auto policy = load(
      "[currency.USD]\nfree = \"50.00\"\nmost = \"500\"\nundo_seconds = 60\n"
      "[tenant.demo.USD]\nfree = \"10\"\nhold_days = 3\n");
  ASSERT_TRUE(policy.has_value()) << policy.error().message;
  const auto demo = policy->limits("demo", kUsd, kDollar);
  EXPECT_EQ(demo.free, Amount(10 * kUnit));
  EXPECT_EQ(demo.most, Amount(500 * kUnit));
  EXPECT_EQ(demo.undo_us, 60'000'000U);
  EXPECT_EQ(demo.hold_us, 3 * 24 * 3'600'000'000ULL);
  EXPECT_EQ(policy->limits("other", kUsd, kDollar).free, Amount(50 * kUnit));
  EXPECT_EQ(judge({Amount(501 * kUnit), {}, {}}, demo), Verdict::refuse);
  EXPECT_EQ(judge({Amount(500 * kUnit), {}, {}}, demo), Verdict::pin);
}

TEST_F(PolicyFileTest, SaysWhereAFileIsWrong) {
  for (const char* text : {"[currency.USD]\nfree = 20", "[currency.USD]\nfree = \"-1\"",
                           "[currency.USD]\nfre = \"1\"", "[currency.dollars]\nfree = \"1\"",
                           "[other]\na = 1", "[tenant]\ndemo = 3", "[currency.USD]\nhold_days = 0",
                           "[currency.USD]\nundo_seconds = 99999", "[", "free = \"1\""}) {
    const auto policy = load(text);
    ASSERT_FALSE(policy.has_value()) << text;
    EXPECT_EQ(policy.error().code, "config_invalid") << text;
  }
  EXPECT_EQ(Policy::load(folder_.path() / "missing.toml").error().code, "config_unreadable");
}

}  // namespace
}  // namespace pennypost::gateway
