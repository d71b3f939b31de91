#include "api/language/numbers.h"

#include <gtest/gtest.h>
#include <unicode/rbnf.h>

#include "tests/language/support.h"

// Spelled-out numbers, held against ICU's own spelling of them.

namespace pennypost::language {
namespace {

/// How `text` reads in `language`: the value, or nothing; `whole` says whether every token took
/// part.
std::optional<Decimal> number(const std::string& utf8, std::size_t language, bool& whole) {
  const auto text = normalise(utf8);
  auto tokens = tokenise(text, {});
  look_up(tokens.list);
  const auto context = message(utf8);
  Reading reading;
  reading.message = &context;
  reading.text = &text;
  reading.tokens = tokens.list;
  reading.language = language;
  reading.marks = &marks_of("en-US");
  Number out;
  whole = read_number(reading, 0, out) == tokens.list.size();
  return out.value;
}

std::string spelled(const std::string& language, std::int32_t n) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::RuleBasedNumberFormat format(icu::URBNF_SPELLOUT, icu::Locale(language.c_str()),
                                          status);
  icu::UnicodeString out;
  format.format(n, out);
  // Swahili writes a comma inside; nobody types it, and it would part two sums.
  out.findAndReplace(u",", u"");
  out.findAndReplace(u"\u00AD", u"");
  std::string utf8;
  out.toUTF8String(utf8);
  return utf8;
}

TEST(Numbers, read_what_icu_spells) {
  for (std::size_t i = 0; i < languages().size(); ++i) {
    const std::string code(languages()[i].code);
    // ICU's Filipino is the formal kind with diacritics and apostrophes: only its atoms are typed
    // so. Swahili's "elfu mia moja na kumi mia mbili" has two readings beyond a hundred thousand.
    const std::int32_t most = code == "fil" ? 100 : code == "sw" ? 99'999 : 1'000'000;
    for (std::int32_t n = 1; n <= most; n = n < 130 ? n + 1 : n * 10 / 7 + 3) {
      const auto text = spelled(code, n);
      bool whole = false;
      const auto value = number(text, i, whole);
      EXPECT_TRUE(whole) << code << " " << text;
      EXPECT_EQ(value, (Decimal{n, 0})) << code << " " << text;
    }
  }
}

TEST(Numbers, words_and_digits_mix) {
  EXPECT_EQ(read("send @a 2.5k"), "send @a=2500.00USD");
  EXPECT_EQ(read("send @a a hundred and five"), "send @a=105.00USD");
  EXPECT_EQ(read("send @a half a dollar"), "send @a=0.50USD");
  EXPECT_EQ(read("send @a two and a half thousand dollars"), "send @a=2500.00USD");
  EXPECT_EQ(read("send @a a dollar fifty"), "send @a=1.50USD");
  EXPECT_EQ(read("send @a 5 dollars and 20 cents"), "send @a=5.20USD");
  EXPECT_EQ(read("kirim 1,5 juta ke @a", "id-ID", "IDR"), "send @a=1500000.00IDR");
  EXPECT_EQ(read("schick @a zweihundertfünfzig Euro", "de-DE", "EUR"), "send @a=250.00EUR");
  EXPECT_EQ(read("转1.5万给@a", "zh-CN", "CNY"), "send @a=15000.00CNY");
}

TEST(Numbers, uncertain_numbers_are_asked_about) {
  for (const auto* text :
       {"send @a two fifty", "send @a five three", "send @a twenty hundred five thousand",
        "send @a 5-10", "send @a 5 or 10", "send @a -5", "send @a 0", "send @a 50%",
        "send @a 1.234", "send @a 2500000000000", "send @a a trillion billion",
        "send @a 99999999999999999999999999999999999999"}) {
    EXPECT_EQ(read(text), "clarify amount") << text;
  }
}

TEST(Numbers, digits_that_are_spelled_one_by_one_are_asked_about) {
  for (const auto* text :
       {"send @a five oh", "send five oh to @a", "send five oh dollars to @a", "send @a two oh oh",
        "send @a one oh five", "send @a five-oh", "send @a five zero", "send @a twenty zero five",
        "send @a zero five", "send @a five nil dollars"}) {
    EXPECT_EQ(read(text), "clarify amount") << text;
  }
  EXPECT_EQ(read("envoie cinq zéro à @a", "fr-FR", "EUR"), "clarify amount");
  EXPECT_EQ(read("manda cinco zero pra @a", "pt-BR", "BRL"), "clarify amount");
  EXPECT_EQ(read("转五零给@a", "zh-CN", "CNY"), "clarify amount");
  EXPECT_EQ(read("转一百零五给@a", "zh-CN", "CNY"), "send @a=105.00CNY");
  EXPECT_EQ(read("oh send @a five"), "send @a=5.00USD");
  EXPECT_EQ(read("send @a five, oh and thanks"), "send @a=5.00USD");
  EXPECT_EQ(read("send @a zero point five"), "send @a=0.50USD");
}

TEST(Numbers, a_chinese_hundred_without_its_digit_is_asked_about) {
  for (const auto* text : {"转百八十给@a", "给@a转百八十块", "转百八块给@a", "转千八百块给@a",
                           "转万八块给@a", "转百十块给@a"}) {
    EXPECT_EQ(read(text, "zh-CN", "CNY"), "clarify amount") << text;
  }
  EXPECT_EQ(read("转一百八十给@a", "zh-CN", "CNY"), "send @a=180.00CNY");
  EXPECT_EQ(read("转两千八百块给@a", "zh-CN", "CNY"), "send @a=2800.00CNY");
  EXPECT_EQ(read("转百块给@a", "zh-CN", "CNY"), "send @a=100.00CNY");
  EXPECT_EQ(read("转百万给@a", "zh-CN", "CNY"), "send @a=1000000.00CNY");
  EXPECT_EQ(read("转十八块给@a", "zh-CN", "CNY"), "send @a=18.00CNY");
}

TEST(Numbers, points_are_spelled_too) {
  bool whole = false;
  EXPECT_EQ(number("one point five million", 0, whole), (Decimal{1'500'000, 0}));
  EXPECT_TRUE(whole);
  EXPECT_EQ(number("two point two five", 0, whole), (Decimal{225, 2}));
  EXPECT_TRUE(whole);
  EXPECT_EQ(number("two point fifty", 0, whole), (Decimal{250, 2}));
  EXPECT_TRUE(whole);
  EXPECT_EQ(number("one point taken", 0, whole), (Decimal{1, 0}));
  EXPECT_FALSE(whole);
}

}  // namespace
}  // namespace pennypost::language
