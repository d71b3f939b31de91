// ledger/CODES.md is the one table of codes: it says what the program says, of every code there is,
// and the rules mention each. PENNYPOST_GOLDEN_REWRITE=1 writes it again.
#include <set>

#include "ledger/types/receipt.h"
#include "tests/golden/golden.h"

namespace pennypost {
namespace {

constexpr const char* kAbove =
    "# What becomes of a transaction\n\n"
    "The codes of receipts and of the RPC, with what they mean and what to do next. Numbers and "
    "words never change their meaning. `GET /v1/codes` gives the same table; the rules that name "
    "them are in [SPEC.md](SPEC.md).\n";

void print(std::ostream& out, Code code) {
  const CodeText& text = code_text(code);
  out << "| " << static_cast<unsigned>(code) << " | `" << text.word << "` | " << text.sentence
      << " | " << (text.next.empty() ? "–" : text.next) << " |\n";
}

void print_table(std::ostream& out, const char* title, Code first, Code last) {
  out << "\n## " << title << "\n\n| number | code | sentence | what to do next |\n"
      << "| --- | --- | --- | --- |\n";
  for (auto i = static_cast<unsigned>(first); i <= static_cast<unsigned>(last); ++i) {
    print(out, static_cast<Code>(i));
  }
}

TEST(Codes, AreWrittenDown) {
  std::stringstream out;
  out << kAbove;
  print_table(out, "Kept: in a receipt, final", Code::success, kLastKeptCode);
  print_table(out, "Discarded: without a trace", kFirstDiscardedCode, kLastDiscardedCode);
  test::expect_golden("../../ledger/CODES.md", out.str());
}

TEST(Codes, AreWholeAndEachIsOfItsOwn) {
  std::set<std::string_view> words;
  for (unsigned i = 0; i <= static_cast<unsigned>(kLastDiscardedCode); ++i) {
    const auto code = static_cast<Code>(i);
    if (!is_kept(code) && code < kFirstDiscardedCode) continue;
    const CodeText& text = code_text(code);
    EXPECT_TRUE(words.insert(text.word).second) << text.word;
    EXPECT_TRUE(text.word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == text.word.npos);
    EXPECT_TRUE(text.sentence.ends_with('.')) << text.word;
    EXPECT_TRUE(code == Code::success || text.next.ends_with('.')) << text.word;
  }
}

TEST(Codes, EachStandsInTheRules) {
  std::ifstream file(std::filesystem::path(PENNYPOST_SOURCE_DIR) / "ledger/SPEC.md");
  std::stringstream spec;
  spec << file.rdbuf();
  const std::string rules = spec.str();
  ASSERT_FALSE(rules.empty());
  for (unsigned i = 1; i <= static_cast<unsigned>(kLastDiscardedCode); ++i) {
    const auto code = static_cast<Code>(i);
    if (!is_kept(code) && code < kFirstDiscardedCode) continue;
    const std::string quoted = "`" + std::string(code_text(code).word) + "`";
    EXPECT_NE(rules.find(quoted), std::string::npos) << quoted << " stands in no rule";
  }
}

}  // namespace
}  // namespace pennypost
