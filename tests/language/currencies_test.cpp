#include "api/language/currencies.h"

#include <gtest/gtest.h>

namespace pennypost::language {
namespace {

std::string_view code(std::string_view unit, std::string_view writer) {
  return resolve_unit(*unit_named(unit), writer).code;
}

TEST(Currencies, decimals_are_iso_4217s) {
  EXPECT_EQ(decimals_of("USD"), 2);
  EXPECT_EQ(decimals_of("IDR"), 2);
  EXPECT_EQ(decimals_of("KES"), 2);
  EXPECT_EQ(decimals_of("JPY"), 0);
  EXPECT_EQ(decimals_of("XOF"), 0);
  EXPECT_EQ(decimals_of("VND"), 0);
  EXPECT_EQ(decimals_of("KWD"), 3);
  for (const auto* none : {"DEM", "XXX", "usd", "", "BTC", "XAU"}) {
    EXPECT_EQ(decimals_of(none), std::nullopt) << none;
  }
}

TEST(Currencies, shared_names_mean_the_writers_own) {
  EXPECT_EQ(code("$", "MXN"), "MXN");
  EXPECT_EQ(code("$", "EUR"), "USD");
  EXPECT_EQ(code("$", "PHP"), "USD");
  EXPECT_EQ(code("peso", "PHP"), "PHP");
  EXPECT_EQ(code("peso", "EUR"), "");
  EXPECT_EQ(code("franc", "XOF"), "XOF");
  EXPECT_EQ(code("franc", "USD"), "");
  EXPECT_EQ(code("pound", "EGP"), "EGP");
  EXPECT_EQ(code("pound", "EUR"), "GBP");
  EXPECT_EQ(code("yen-sign", "CNY"), "CNY");
  EXPECT_EQ(code("yen-sign", "USD"), "JPY");
  EXPECT_EQ(code("buck", "AUD"), "AUD");
  EXPECT_EQ(code("buck", "GBP"), "USD");
  EXPECT_EQ(code("crown", "USD"), "");
  EXPECT_EQ(code("nothing", "USD"), "");
}

TEST(Currencies, minor_units_go_with_their_majors) {
  EXPECT_EQ(code("cent", "USD"), "USD");
  EXPECT_EQ(code("cent", "EUR"), "EUR");
  EXPECT_EQ(code("cent", "MXN"), "");
  EXPECT_EQ(code("cent", "JPY"), "");
  EXPECT_EQ(code("kobo", "USD"), "NGN");
  EXPECT_TRUE(resolve_unit(*unit_named("kobo"), "NGN").minor);
  EXPECT_FALSE(resolve_unit(*unit_named("NGN"), "NGN").minor);
}

TEST(Currencies, the_longest_symbol_counts) {
  EXPECT_EQ(symbol_at(U"r$50")->unit, *unit_named("BRL"));
  EXPECT_EQ(symbol_at(U"us$5")->length, 3U);
  EXPECT_EQ(symbol_at(U"$5")->unit, *unit_named("$"));
  EXPECT_EQ(symbol_at(U"x"), std::nullopt);
  EXPECT_EQ(symbol_at(U""), std::nullopt);
}

}  // namespace
}  // namespace pennypost::language
