#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <boost/json.hpp>

#include "api/language/interpret.h"
#include "api/web/pages.h"

namespace pennypost::web {
namespace {

namespace json = boost::json;

/// Language → its words.
std::map<std::string, json::object> all_words() {
  const std::regex name("/words/([a-z]+)\\.json");
  std::map<std::string, json::object> out;
  for (const auto& [path, file] : chat_files()) {
    std::smatch match;
    if (std::regex_match(path, match, name)) out[match[1]] = json::parse(file.bytes).as_object();
  }
  return out;
}

std::multiset<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex wanted(pattern);
  std::multiset<std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), wanted), end; it != end; ++it) {
    out.insert((*it)[1]);
  }
  return out;
}

std::string text(const json::object& words, std::string_view key) {
  return std::string(words.at(key).as_string());
}

TEST(Words, every_language_has_every_word_with_its_places) {
  const auto all = all_words();
  ASSERT_EQ(all.size(), 13u);
  const auto& english = all.at("en");
  for (const auto& [language, words] : all) {
    EXPECT_EQ(words.size(), english.size()) << language;
    for (const auto& [key, value] : english) {
      ASSERT_TRUE(words.contains(key)) << language << " lacks " << key;
      EXPECT_EQ(matches(text(words, key), "\\{(\\w+)\\}"),
                matches(text(english, key), "\\{(\\w+)\\}"))
          << language << " " << key;
    }
  }
}

TEST(Words, the_pages_ask_only_for_words_that_exist_and_say_them_in_english) {
  const auto english = all_words().at("en");
  auto files = chat_files();
  files.merge(secret_link_files());
  std::size_t asked = 0;
  for (const auto& [path, file] : files) {
    for (const char* pattern : {"(?:word|phrase)\\(\"(\\w+)\"", "data-word(?:-\\w+)?=\"(\\w+)\""}) {
      for (const auto& key : matches(file.bytes, pattern)) {
        EXPECT_TRUE(english.contains(key)) << path << " asks for " << key;
        ++asked;
      }
    }
    const std::regex place("data-word=\"(\\w+)\">([^<]*)<");
    for (std::sregex_iterator it(file.bytes.begin(), file.bytes.end(), place), end; it != end;
         ++it) {
      if ((*it)[2].length() == 0) continue;
      EXPECT_EQ((*it)[2], text(english, (*it)[1].str())) << path;
    }
  }
  EXPECT_GE(asked, 60u);
}

std::string file_text(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

/// The codes of problems that these sources make.
std::set<std::string> codes_in(const std::string& source, const std::string& made_by) {
  const std::regex made("(?:" + made_by + ")\"(\\w+)\"");
  std::set<std::string> out;
  for (std::sregex_iterator it(source.begin(), source.end(), made), end; it != end; ++it) {
    out.insert((*it)[1]);
  }
  return out;
}

TEST(Words, every_problem_that_a_page_can_meet_is_told_in_the_readers_language) {
  // Every language has what English has: the test above.
  const auto english = all_words().at("en");
  const std::string words = chat_files().at("/words.js").bytes;
  std::map<std::string, std::string> same;
  const auto begin = words.find("kSameToPeople = {");
  ASSERT_NE(begin, std::string::npos);
  const std::string table = words.substr(begin, words.find('}', begin) - begin);
  const std::regex pair("(\\w+): \"(\\w+)\"");
  for (std::sregex_iterator it(table.begin(), table.end(), pair), end; it != end; ++it) {
    same[(*it)[1]] = (*it)[2];
  }
  EXPECT_GE(same.size(), 10u);

  const std::filesystem::path root = PENNYPOST_SOURCE_DIR;
  std::set<std::string> codes{"internal"};
  const auto add = [&](const char* path, const std::string& made_by) {
    const auto found = codes_in(file_text(root / path), made_by);
    EXPECT_FALSE(found.empty()) << path;
    codes.insert(found.begin(), found.end());
  };
  const std::string problems = "problem\\(\\s*\\d+,\\s*";
  for (const char* path :
       {"api/gateway/web_api.cpp", "api/gateway/web_people.cpp", "api/http/admission.cpp",
        "api/http/json.cpp", "api/http/server.cpp", "api/http/session.cpp"}) {
    add(path, problems);
  }
  // What the routes hand on: of messages, of opening an account, of a card that a PIN confirms.
  add("api/gateway/message.cpp", "fail\\(\\s*");
  add("api/gateway/people.cpp", "fail\\(\\s*|refuse\\([^,\"]+,\\s*");
  add("api/custodian/approvals.cpp", "fail\\(\\s*");
  for (const char* code : {"rate_limited", "busy", "handle_reserved", "in_flight",
                           "message_conflict", "card_closed", "card_expired", "ledger_unavailable",
                           "not_enough_money", "over_limit", "pin_needed", "too_many_open"}) {
    codes.insert(code);
  }
  // Of keys and devices, which no page takes to the custodian.
  for (const char* other : {"not_permitted", "too_many_devices", "wrong_device"})
    codes.erase(other);
  for (const std::string& code : codes) {
    const auto found = same.find(code);
    const std::string key = "problem_" + (found == same.end() ? code : found->second);
    EXPECT_TRUE(english.contains(key)) << code;
  }
}

TEST(Words, what_the_page_suggests_is_understood) {
  using language::Intent;
  for (const auto& [locale, words] : all_words()) {
    const auto read = [&](const char* key) {
      std::string said = text(words, key);
      if (const auto at = said.find("{friend}"); at != std::string::npos) {
        said.replace(at, 8, "@maria");
      }
      return language::interpret(
          {.text = said, .locale = locale, .currency = "USD", .mentions = {}, .pending = {}});
    };
    const auto pay = read("say_pay");
    EXPECT_EQ(pay.intent, Intent::send) << locale;
    ASSERT_EQ(pay.transfers.size(), 1u) << locale;
    EXPECT_EQ(pay.transfers.front().amount, "0.50") << locale;
    EXPECT_EQ(pay.transfers.front().to, "@maria") << locale;
    EXPECT_EQ(read("say_balance").intent, Intent::balance) << locale;
    EXPECT_EQ(read("say_history").intent, Intent::history) << locale;
    EXPECT_EQ(read("say_help").intent, Intent::help) << locale;
  }
}

}  // namespace
}  // namespace pennypost::web
