#include "api/language/digits.h"

#include <gtest/gtest.h>

#include "api/language/text.h"

namespace pennypost::language {
namespace {

/// "1250/2" is 12.50; "-" where the locale does not settle it.
std::string digits(std::string_view text, std::string_view locale) {
  const auto value = read_digits(to_utf32(text), marks_of(locale));
  if (!value) return "-";
  return std::to_string(static_cast<long long>(value->units)) + "/" + std::to_string(value->scale);
}

TEST(Digits, follow_the_locale) {
  EXPECT_EQ(digits("1,000", "en-US"), "1000/0");
  EXPECT_EQ(digits("1,250.75", "en-US"), "125075/2");
  EXPECT_EQ(digits("1.000", "de-DE"), "1000/0");
  EXPECT_EQ(digits("1.250,75", "es-ES"), "125075/2");
  EXPECT_EQ(digits("1.000", "pt-PT"), "1000/0");
  EXPECT_EQ(digits("1,000.50", "es-MX"), "100050/2");
  EXPECT_EQ(digits("1 000", "fr-FR"), "1000/0");
  EXPECT_EQ(digits("1\u202f500,25", "fr-FR"), "150025/2");
  EXPECT_EQ(digits("1,00,000", "en-IN"), "100000/0");
  EXPECT_EQ(digits("100,000", "en-IN"), "100000/0");
  EXPECT_EQ(digits("1.000", "id-ID"), "1000/0");
  EXPECT_EQ(digits("1,000.50", "sw-TZ"), "100050/2");
  EXPECT_EQ(digits("1,000.50", "ar-MA"), "100050/2");
  EXPECT_EQ(digits("1’000.50", "de-CH"), "-") << "folding makes it an apostrophe";
  EXPECT_EQ(digits("1'000.50", "de-CH"), "100050/2");
}

TEST(Digits, of_other_scripts) {
  EXPECT_EQ(digits("١٢٫٥٠", "ar-KW"), "1250/2");
  EXPECT_EQ(digits("١٬٠٠٠", "en-US"), "1000/0");
  EXPECT_EQ(digits("५००", "hi-IN"), "500/0");
  EXPECT_EQ(digits("१,००,०००", "hi-IN"), "100000/0");
}

TEST(Digits, doubtful_marks_settle_nothing) {
  for (const auto* text :
       {"1,50", "1,0000", "10,00", "1,00,000", "1,000,00", "1 000", "1'000", ",", "1,,000"}) {
    EXPECT_EQ(digits(text, "en-US"), "-") << text;
  }
  EXPECT_EQ(digits("12.50", "fr-FR"), "-");
  EXPECT_EQ(digits("5.000", "fr-FR"), "-");
  EXPECT_EQ(digits("12.50", "de-DE"), "-");
  EXPECT_EQ(digits("1.000,000.5", "de-DE"), "-");
  EXPECT_EQ(digits(std::string(60, '9'), "en-US"), "-") << "more digits than any sum";
}

TEST(Digits, without_a_locale_only_what_all_read_alike) {
  EXPECT_EQ(digits("12.50", "und"), "1250/2");
  EXPECT_EQ(digits("12,50", "und"), "1250/2");
  EXPECT_EQ(digits("1,000", "und"), "-");
  EXPECT_EQ(digits("1.500", "und"), "-");
  EXPECT_EQ(digits("1,000.50", "und"), "100050/2");
}

TEST(Digits, arithmetic_is_checked) {
  EXPECT_EQ(multiply({25, 1}, 1000), (Decimal{2500, 0}));
  EXPECT_EQ(add({5, 0}, {20, 2}), (Decimal{520, 2}));
  __int128 huge = 1;
  for (int i = 0; i < 37; ++i) huge *= 10;
  EXPECT_EQ(multiply({huge, 0}, 1000), std::nullopt);
  EXPECT_EQ(add({huge, 0}, {1, 9}), std::nullopt);
}

}  // namespace
}  // namespace pennypost::language
