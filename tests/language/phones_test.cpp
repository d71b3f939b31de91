#include "api/language/phones.h"

#include <gtest/gtest.h>

namespace pennypost::language {
namespace {

TEST(Phones, national_numbers_become_international) {
  EXPECT_EQ(national_number("4155550100", "US"), "+14155550100");
  EXPECT_EQ(national_number("14155550100", "US"), "+14155550100");
  EXPECT_EQ(national_number("0612345678", "FR"), "+33612345678");
  EXPECT_EQ(national_number("07911123456", "GB"), "+447911123456");
  EXPECT_EQ(national_number("9876543210", "IN"), "+919876543210");
  EXPECT_EQ(national_number("0712345678", "KE"), "+254712345678");
  EXPECT_EQ(national_number("0707123456", "CI"), "+2250707123456") << "no trunk digit there";
  EXPECT_EQ(national_number("0033612345678", "GB"), "+33612345678");
}

TEST(Phones, impossible_numbers_are_none) {
  EXPECT_EQ(national_number("5550100", "US"), std::nullopt);
  EXPECT_EQ(national_number("1155550100", "US"), std::nullopt);
  EXPECT_EQ(national_number("00447911123456", "US"), std::nullopt) << "00 dials nothing in the US";
  EXPECT_EQ(national_number("0612345678", ""), std::nullopt);
  EXPECT_EQ(national_number("", "FR"), std::nullopt);
  EXPECT_EQ(national_number("0", "FR"), std::nullopt);
  EXPECT_EQ(international_number("1415555010"), std::nullopt);
  EXPECT_EQ(international_number("0612345678"), std::nullopt);
  EXPECT_EQ(international_number("1234567890123456"), std::nullopt);
}

TEST(Phones, international_numbers_are_checked_where_the_plan_is_known) {
  EXPECT_EQ(international_number("14155550100"), "+14155550100");
  EXPECT_EQ(international_number("4402079460000"), "+442079460000");
  EXPECT_EQ(international_number("9989012345678"), "+9989012345678") << "no plan: length alone";
}

TEST(Phones, the_region_comes_from_the_locale) {
  EXPECT_EQ(region_of("en-US"), "US");
  EXPECT_EQ(region_of("hi-Latn-IN"), "IN");
  EXPECT_EQ(region_of("fr"), "");
  EXPECT_EQ(region_of("und"), "");
  EXPECT_EQ(region_of(""), "");
}

}  // namespace
}  // namespace pennypost::language
