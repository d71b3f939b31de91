#include "ledger/types/receipt.h"

#include <gtest/gtest.h>

#include <set>

namespace pennypost {
namespace {

TEST(CodeTest, EveryCodeHasAWordOfItsOwnAndASentence) {
  std::set<std::string_view> words;
  std::vector<int> values;
  for (int value = 0; value <= static_cast<int>(kLastKeptCode); ++value) values.push_back(value);
  for (int value = 100; value <= static_cast<int>(kLastDiscardedCode); ++value) {
    values.push_back(value);
  }
  for (const int value : values) {
    const Code code = static_cast<Code>(value);
    const CodeText& text = code_text(code);
    EXPECT_TRUE(words.insert(text.word).second) << text.word;
    EXPECT_FALSE(text.sentence.empty());
    EXPECT_EQ(text.next.empty(), code == Code::success);
    EXPECT_EQ(is_kept(code), value < 100);
  }
  EXPECT_FALSE(is_kept(static_cast<Code>(static_cast<int>(kLastKeptCode) + 1)));
  EXPECT_EQ(code_text(Code::delegate_limit).word, "delegate_limit");
  EXPECT_EQ(code_text(Code::unknown_hold).word, "unknown_hold");
  EXPECT_EQ(code_text(Code::no_mandate).word, "no_mandate");
}

TEST(EventTest, EveryKindHasAWordOfItsOwn) {
  std::set<std::string_view> words;
  for (int kind = 1; kind <= kLastEventKind; ++kind) {
    EXPECT_TRUE(words.insert(event_shape(static_cast<EventKind>(kind)).word).second);
  }
  EXPECT_EQ(event_shape(EventKind::mandate_set).word, "mandate_set");
  EXPECT_EQ(event_shape(EventKind::returned).word, "returned");
}

}  // namespace
}  // namespace pennypost
