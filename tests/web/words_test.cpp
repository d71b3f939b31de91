#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
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
