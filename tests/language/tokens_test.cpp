#include "api/language/tokens.h"

#include <gtest/gtest.h>

#include "tests/language/support.h"

namespace pennypost::language {
namespace {

std::string tokens(const std::string& text, std::vector<Mention> mentions = {}) {
  std::string out;
  for (const auto& token : tokenise(normalise(text), mentions).list) {
    if (!out.empty()) out += '|';
    out += token.to.empty() ? to_utf8(token.folded) : "<" + token.to + ">";
  }
  return out;
}

TEST(Tokens, words_numbers_and_marks) {
  EXPECT_EQ(tokens("Send 1,250.75 to Bob!"), "send|1,250.75|to|bob|!");
  EXPECT_EQ(tokens("3€50"), "3|€|50");
  EXPECT_EQ(tokens("vingt-cinq"), "vingt|cinq");
  EXPECT_EQ(tokens("l'essence, j'ai don't"), "l'|essence|,|j'|ai|don't");
  EXPECT_EQ(tokens("给小明转50块"), "给|小|明|转|50|块");
  EXPECT_EQ(tokens("Rs500 N5000 bob2"), "rs|500|n|5000|bob2");
  EXPECT_EQ(tokens("１２３ ＡＢＣ"), "123|abc") << "full-width forms fold";
  EXPECT_EQ(tokens("cafe\u0301"), "café") << "decomposed letters compose";
  EXPECT_EQ(tokens("🍕🍺 👨‍👩‍👧"), "🍕🍺|👨‍👩‍👧");
  EXPECT_EQ(tokens(""), "");
}

TEST(Tokens, people) {
  EXPECT_EQ(tokens("@Jess_K?"), "<@jess_k>|?");
  EXPECT_EQ(tokens("@a.b. @lihua转50"), "<@a.b>|.|<@lihua>|转|50");
  EXPECT_EQ(tokens("Ana.Lopez@Example.com,"), "<ana.lopez@example.com>|,");
  EXPECT_EQ(tokens("@maria:chat.test 5"), "<@maria:chat.test>|5");
  EXPECT_EQ(tokens("@maria: 5"), "<@maria>|:|5");
  EXPECT_EQ(tokens("xmpp:maria@chat.test"), "<xmpp:maria@chat.test>");
  EXPECT_EQ(tokens("send Bob 5", {{5, 8, "u-17"}}), "send|<u-17>|5");
  EXPECT_EQ(tokens("send Bob 5", {{5, 99, "u-17"}, {7, 6, "x"}, {900, 901, "y"}}), "send|<u-17>");
}

TEST(Tokens, look_alikes_are_seen) {
  EXPECT_TRUE(tokenise(normalise("@m\u0430ria"), {}).look_alike);
  EXPECT_TRUE(tokenise(normalise("p\u0430y @bob"), {}).look_alike);
  EXPECT_FALSE(tokenise(normalise("@\u043c\u0430\u0440\u0438\u044f"), {}).look_alike)
      << "one script";
  EXPECT_FALSE(tokenise(normalise("@mariaको"), {}).look_alike) << "no letter of it looks Latin";
}

TEST(Tokens, what_cannot_be_seen_is_unsafe) {
  for (const auto* text : {"a\u200Bb", "\u202E", "a\u200Fb", "\x01", "a\u2066b", "\uFEFFsend",
                           "a\u00ADb", "a\u200Db", "\xFF\xFE", "\xC3", "\xED\xA0\x80"}) {
    EXPECT_TRUE(normalise(text).unsafe) << text;
  }
  for (const auto* text : {"a\tb\nc", "👨‍👩‍👧", "❤️", "क्\u200Dष", "می\u200Cخواهم",
                           "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣"}) {
    EXPECT_FALSE(normalise(text).unsafe) << text;
  }
}

}  // namespace
}  // namespace pennypost::language
