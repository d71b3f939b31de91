#include "ledger/types/amount.h"

#include <gtest/gtest.h>

namespace pennypost {
namespace {

TEST(CurrencyCode, IsThreeToEightLettersAndDigits) {
  for (const char* good : {"USD", "EUR", "A1B", "ABCDEFGH", "X99"}) {
    const auto code = CurrencyCode::from(good);
    ASSERT_TRUE(code.has_value()) << good;
    EXPECT_EQ(code->view(), good);
  }
  for (const char* bad : {"", "US", "ABCDEFGHI", "usd", "1AB", "U D", "US-", "US\xc3\x84"}) {
    EXPECT_FALSE(CurrencyCode::from(bad).has_value()) << bad;
  }
  EXPECT_FALSE(CurrencyCode::from(std::string_view("USD\0", 4)).has_value());
}

TEST(FormatAmount, WritesAtLeastTheDisplayDecimals) {
  EXPECT_EQ(format_amount(500'000, 6, 2), "0.50");
  EXPECT_EQ(format_amount(1, 6, 2), "0.000001");
  EXPECT_EQ(format_amount(0, 6, 2), "0.00");
  EXPECT_EQ(format_amount(1'234'500'000, 6, 2), "1234.50");
  EXPECT_EQ(format_amount(7, 0, 0), "7");
  EXPECT_EQ(format_amount(7, 2, 0), "0.07");
  EXPECT_EQ(format_amount(700, 2, 0), "7");
  EXPECT_EQ(format_amount(UINT64_MAX, 9, 9), "18446744073.709551615");
  EXPECT_EQ(format_amount(~Uint128{0}, 0, 0), "340282366920938463463374607431768211455");
}

TEST(ParseAmount, IsTheReverse) {
  for (const std::uint64_t units : {0ULL, 1ULL, 9ULL, 10ULL, 999'999ULL, 1'000'000ULL,
                                    123'456'789ULL, 18'446'744'073'709'551'615ULL}) {
    for (std::uint8_t decimals = 0; decimals <= kDecimalsMax; ++decimals) {
      for (std::uint8_t display = 0; display <= decimals; ++display) {
        const std::string text = format_amount(units, decimals, display);
        const auto parsed = parse_amount(text, decimals, display);
        ASSERT_TRUE(parsed.has_value()) << text;
        EXPECT_EQ(*parsed, Amount(units));
      }
    }
  }
}

TEST(ParseAmount, RefusesEverythingElse) {
  for (const char* bad : {"",
                          ".",
                          ".50",
                          "0.",
                          "0.5",
                          "1",
                          "0.500",
                          "0.5000000",
                          "00.50",
                          "01.00",
                          "-1.00",
                          "+1.00",
                          "1,00",
                          "1 000.00",
                          "1e3",
                          "0x1",
                          "0.50 ",
                          " 0.50",
                          "0..50",
                          "0.5.0",
                          "1.00\n",
                          "18446744073709.551616",
                          "99999999999999999999.00",
                          "\xef\xbc\x91.00"}) {
    const auto parsed = parse_amount(bad, 6, 2);
    ASSERT_FALSE(parsed.has_value()) << bad;
    EXPECT_EQ(parsed.error().code, "invalid_amount");
  }
  EXPECT_TRUE(parse_amount("18446744073709.551615", 6, 2).has_value());
  EXPECT_FALSE(parse_amount("1.", 0, 0).has_value());
  EXPECT_FALSE(parse_amount("1.0", 0, 0).has_value());
  EXPECT_TRUE(parse_amount("1", 0, 0).has_value());
}

}  // namespace
}  // namespace pennypost
