#include "api/connectors/limits.h"

#include <gmock/gmock.h>

namespace pennypost::connectors {
namespace {

TEST(Limits, CountsWhatPlatformsCount) {
  EXPECT_EQ(utf16_units("aé€"), 3U);
  EXPECT_EQ(utf16_units("🙂"), 2U);
}

TEST(Limits, ShortensBetweenCharacters) {
  EXPECT_EQ(shortened("hello", 5), "hello");
  EXPECT_EQ(shortened("hello you", 7), "hello…");
  EXPECT_EQ(shortened("🙂🙂🙂", 5), "🙂🙂…");
  EXPECT_EQ(shortened("🙂🙂🙂", 4), "🙂…");
}

TEST(Limits, PartsAtWordsAndLosesNone) {
  EXPECT_THAT(pieces("one two three", 100, 100), testing::ElementsAre("one two three"));
  EXPECT_THAT(pieces("one two three", 7, 7), testing::ElementsAre("one two", "three"));
  EXPECT_THAT(pieces("abcdefghij", 4, 4), testing::ElementsAre("abcd", "efgh", "ij"));
  EXPECT_THAT(pieces("🙂🙂🙂", 3, 3), testing::ElementsAre("🙂", "🙂", "🙂"));
  EXPECT_THAT(pieces("", 4, 4), testing::IsEmpty());
  EXPECT_THAT(pieces(" \n ", 4, 4), testing::IsEmpty());
}

TEST(Limits, KeepsTheLastPieceShort) {
  const auto parts = pieces("aaaa bbbb cccc dddd", 14, 4);
  EXPECT_EQ(parts.back(), "dddd");
  std::string text;
  for (int i = 0; i < 500; ++i) text += std::to_string(i) + (i % 7 ? " " : "\n");
  for (const std::size_t most : {4U, 17U, 300U}) {
    std::string joined;
    const auto all = pieces(text, most, most / 2 + 2);
    for (const auto& part : all) {
      EXPECT_LE(utf16_units(part), most);
      joined += part;
    }
    EXPECT_LE(utf16_units(all.back()), most / 2 + 2);
    std::erase_if(joined, [](char c) { return c == ' ' || c == '\n'; });
    std::string plain = text;
    std::erase_if(plain, [](char c) { return c == ' ' || c == '\n'; });
    EXPECT_EQ(joined, plain);
  }
}

TEST(Limits, MakesTitlesDifferent) {
  EXPECT_THAT(distinct_titles({"Bob", "Bob", "Roberta", "Roberto"}, 6),
              testing::ElementsAre("Bob", "Bob 2", "Rober…", "Rob… 2"));
}

}  // namespace
}  // namespace pennypost::connectors
