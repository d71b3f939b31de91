#include "ledger/types/receipt.h"

#include <gtest/gtest.h>

#include <set>

namespace pennypost {
namespace {

TEST(CodeTest, EveryCodeHasAWordOfItsOwnAndASentence) {
  std::set<std::string_view> words;
  for (const int value :
       {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 100, 101, 102, 103, 104, 105, 106}) {
    const Code code = static_cast<Code>(value);
    const CodeText& text = code_text(code);
    EXPECT_TRUE(words.insert(text.word).second) << text.word;
    EXPECT_FALSE(text.sentence.empty());
    EXPECT_EQ(text.next.empty(), code == Code::success);
    EXPECT_EQ(is_kept(code), value < 100);
  }
  EXPECT_FALSE(is_kept(static_cast<Code>(13)));
}

}  // namespace
}  // namespace pennypost
