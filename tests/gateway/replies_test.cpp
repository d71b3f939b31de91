#include "api/gateway/replies.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "api/gateway/replies_files.h"

namespace pennypost::gateway {
namespace {

namespace files = std::filesystem;

/// Every code that the gateway's sources ask for, and the names that they give with it.
struct Use {
  std::string code;
  std::set<std::string> names;
  std::string file;
};

std::vector<Use> uses() {
  const std::regex call(R"re((?:say|refuse|reply_text|add)\("([a-z_]+)"((?:[^;]|\n)*?;))re");
  const std::regex question(R"re(Question\{"([a-z_]+)", words\})re");
  const std::regex name(R"re(\{"([a-z_]+)",)re");
  std::vector<Use> out;
  for (const auto& entry : files::directory_iterator(PENNYPOST_SOURCE_DIR "/api/gateway")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator at(source.begin(), source.end(), call), end; at != end; ++at) {
      Use use{(*at)[1], {}, entry.path().filename().string()};
      const std::string rest = (*at)[2];
      for (std::sregex_iterator word(rest.begin(), rest.end(), name), last; word != last; ++word) {
        use.names.insert((*word)[1]);
      }
      out.push_back(std::move(use));
    }
    for (std::sregex_iterator at(source.begin(), source.end(), question), end; at != end; ++at) {
      out.push_back({(*at)[1], {"amount", "to", "time"}, entry.path().filename().string()});
    }
  }
  return out;
}

std::set<std::string> names_in(const std::string& text) {
  static const std::regex name(R"re(\{([a-z_]+)\})re");
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) {
    out.insert((*at)[1]);
  }
  return out;
}

TEST(RepliesTest, EveryCodeHasATextAndEveryTextACode) {
  const auto texts = parse_replies(replies_file_en());
  std::set<std::string_view> codes(reply_codes().begin(), reply_codes().end());
  EXPECT_EQ(codes.size(), reply_codes().size());
  for (const auto code : codes) EXPECT_TRUE(texts.contains(code)) << code;
  for (const auto& [code, text] : texts) {
    EXPECT_TRUE(codes.contains(code)) << code << " is never said";
    EXPECT_FALSE(text.empty()) << code;
  }
}

TEST(RepliesTest, EveryNameInATextIsGivenWhereItIsSaid) {
  const auto texts = parse_replies(replies_file_en());
  const auto found = uses();
  EXPECT_GT(found.size(), 30U);
  for (const auto& use : found) {
    if (use.code == "clarify_") continue;  // completed by what is missing; these have no names
    const auto text = texts.find(use.code);
    ASSERT_TRUE(text != texts.end()) << use.code << " of " << use.file;
    for (const auto& name : names_in(text->second)) {
      EXPECT_TRUE(use.names.contains(name))
          << use.file << " says " << use.code << " without " << name;
    }
  }
}

TEST(RepliesTest, FillsNamesInOnce) {
  EXPECT_EQ(reply_text("unknown_name", {{"name", "{name} {x"}}),
            "I do not know who “{name} {x” is. Nothing was sent. Write their handle, for example "
            "@maria.");
  EXPECT_EQ(reply_text("action_send"), "Send");
}

TEST(RepliesTest, AMissingNameOrCodeIsABug) {
  EXPECT_DEATH((void)reply_text("unknown_name"), "");
  EXPECT_DEATH((void)reply_text("no_such_code"), "");
}

TEST(RepliesTest, ReadsFiles) {
  const auto parsed = parse_replies("# comment\n\na = b = c\nd = one\\ntwo\\x");
  ASSERT_EQ(parsed.size(), 2U);
  EXPECT_EQ(parsed.at("a"), "b = c");
  EXPECT_EQ(parsed.at("d"), "one\ntwo\\x");
  EXPECT_TRUE(parse_replies("a = b\nnonsense\n").empty());
}

}  // namespace
}  // namespace pennypost::gateway
