#include "api/gateway/replies.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "api/language/interpret.h"

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
  const std::regex call(R"re((?:say|refuse|reply_text|add|news)\("([a-z_]+)"((?:[^;]|\n)*?;))re");
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
  static const std::regex name(R"re(\{([a-z_]+)(?:,|\}))re");
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) {
    out.insert((*at)[1]);
  }
  return out;
}

std::map<std::string, std::string, std::less<>> texts_of(const std::string& language) {
  std::ifstream in(PENNYPOST_SOURCE_DIR "/api/gateway/replies/" + language + ".txt");
  std::stringstream text;
  text << in.rdbuf();
  return parse_replies(text.str());
}

TEST(RepliesTest, SpeaksEveryLanguageThatIsRead) {
  std::set<std::string> read;
  for (const auto& entry :
       files::directory_iterator(PENNYPOST_SOURCE_DIR "/api/language/languages")) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".cpp" && name.size() <= 3 && name != "all") read.insert(name);
  }
  EXPECT_EQ(read.size(), 13U);
  EXPECT_EQ(read, std::set<std::string>(reply_languages().begin(), reply_languages().end()));
}

TEST(RepliesTest, EveryCodeHasATextInEveryLanguageWithTheSameNames) {
  const auto english = texts_of("en");
  for (const auto& language : reply_languages()) {
    const auto texts = texts_of(language);
    EXPECT_EQ(texts.size(), english.size()) << language;
    for (const auto& [code, text] : english) {
      const auto found = texts.find(code);
      ASSERT_TRUE(found != texts.end()) << language << " has no " << code;
      EXPECT_FALSE(found->second.empty()) << language << " " << code;
      EXPECT_EQ(names_in(found->second), names_in(text)) << language << " " << code;
      if (language != "en" && code != "memo" && code != "name_line") {
        EXPECT_NE(found->second, text) << language << " " << code << " is not translated";
      }
    }
  }
}

TEST(RepliesTest, EveryTextOfEveryLanguageCanBeSaid) {
  for (const auto& language : reply_languages()) {
    for (const auto& [code, text] : texts_of("en")) {
      for (const char* count : {"0", "1", "2", "3", "11", "100"}) {
        Words words;
        for (const auto& name : names_in(text)) {
          const bool number = name == "count" || name == "days" || name == "minutes";
          words[name] = number ? count : "<" + name + ">";
        }
        const auto said = reply_text(code, words, language);
        EXPECT_EQ(said.find('{'), std::string::npos) << language << " " << code << ": " << said;
        for (const auto& [name, word] : words) {
          if (!word.starts_with('<')) continue;
          EXPECT_NE(said.find(word), std::string::npos) << language << " " << code << ": " << said;
        }
      }
    }
  }
}

TEST(RepliesTest, EveryCodeIsSaidAndEveryNameGiven) {
  const auto texts = texts_of("en");
  const auto found = uses();
  EXPECT_GT(found.size(), 100U);
  for (const auto& use : found) {
    if (use.code == "clarify_") continue;  // completed by what is missing; these have no names
    EXPECT_TRUE(texts.contains(use.code)) << use.code << " of " << use.file;
  }
  std::string sources;
  for (const char* folder : {"/api/gateway", "/api/platforms"}) {
    for (const auto& entry :
         files::directory_iterator(PENNYPOST_SOURCE_DIR + std::string(folder))) {
      if (entry.path().extension() != ".cpp") continue;
      std::ifstream in(entry.path());
      std::stringstream text;
      text << in.rdbuf();
      sources += text.str();
    }
  }
  for (const auto& [code, text] : texts) {
    const bool built = code.starts_with("clarify_");
    EXPECT_TRUE(built || sources.find('"' + code + '"') != std::string::npos)
        << code << " is never said";
  }
}

/// The commands that a text gives as examples: in quotation marks, or what stands behind its colon.
std::vector<std::string> examples(const std::string& code, const std::string& text) {
  std::vector<std::string> out;
  const std::regex quoted("(?:“|„|« |« |«)(.*?)(?:”|“| »| »|»)");
  if (code == "help" || code == "none" || code == "nothing_open") {
    for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at) {
      out.push_back((*at)[1]);
    }
  } else {
    std::string tail = std::regex_replace(
        text, std::regex("^.*(?:: |\uff1a|\u060c \u0645\u062b\u0644\u0627\u064b: )"), "");
    out.push_back(std::regex_replace(tail, std::regex("(?:\\.|\u3002|\u0964)$"), ""));
  }
  return out;
}

TEST(RepliesTest, WhatTheTextsAdviseToWriteIsUnderstood) {
  using language::Intent;
  for (const auto& language : reply_languages()) {
    std::size_t read = 0;
    for (const std::string code : {"help", "none", "nothing_open", "welcome", "history_empty",
                                   "clarify_meaning", "clarify_several"}) {
      const Words handle = {{"handle", "@ana"}};
      const std::string text = reply_text(code, code == "welcome" ? handle : Words{}, language);
      for (const std::string& example : examples(code, text)) {
        const auto got = language::interpret({.text = example,
                                              .locale = language,
                                              .currency = "USD",
                                              .mentions = {},
                                              .pending = {}});
        EXPECT_NE(got.intent, Intent::none) << language << " " << code << ": " << example;
        EXPECT_NE(got.intent, Intent::clarify) << language << " " << code << ": " << example;
        for (const auto& transfer : got.transfers) {
          EXPECT_EQ(transfer.currency, "USD") << language << " " << code << ": " << example;
        }
        if (got.intent == Intent::send) {
          const bool cents = example.find("50") != std::string::npos;
          EXPECT_EQ(got.transfers.front().amount, cents ? "0.50" : "5.00") << example;
        }
        ++read;
      }
    }
    EXPECT_GE(read, 14u) << language;
  }
}

TEST(RepliesTest, ChoosesByTheLocalesLanguage) {
  EXPECT_EQ(reply_language("fr-CA"), "fr");
  EXPECT_EQ(reply_language("tl-PH"), "fil");
  EXPECT_EQ(reply_language("zh-Hant-TW"), "zh");
  EXPECT_EQ(reply_language("ja"), "en");
  EXPECT_EQ(reply_language("no locale at all"), "en");
  EXPECT_EQ(reply_language(""), "en");
  EXPECT_EQ(language_name("fr"), "français");
}

TEST(RepliesTest, CountsInTheGrammarOfTheLanguage) {
  EXPECT_EQ(reply_text("too_many_payments", {{"count", "1"}}),
            "That is too many payments in one message. Nothing was sent. Name at most 1 person.");
  const auto few = reply_text("confirm_undo", {{"minutes", "3"}}, "ar");
  const auto many = reply_text("confirm_undo", {{"minutes", "11"}}, "ar");
  EXPECT_NE(few.find("دقائق"), std::string::npos) << few;
  EXPECT_EQ(many.find("دقائق"), std::string::npos) << many;
}

TEST(RepliesTest, NamesOfTheOtherDirectionStandIsolated) {
  const auto arabic = reply_text("name_removed", {{"name", "mum"}}, "ar");
  EXPECT_NE(arabic.find("\u2068mum\u2069"), std::string::npos) << arabic;
  const auto english = reply_text("name_removed", {{"name", "أمي"}});
  EXPECT_NE(english.find("\u2068أمي\u2069"), std::string::npos) << english;
  EXPECT_EQ(reply_text("name_removed", {{"name", "mum"}}), "I have forgotten “mum”.");
}

TEST(RepliesTest, PlainLinesHaveNoControls) {
  EXPECT_EQ(plain_line("a\u202eb\u2066c\u200b\u0007d\ne"), "abcd e");
  EXPECT_EQ(plain_line("क\u200dष"), "क\u200dष");
}

TEST(RepliesTest, FillsNamesInOnce) {
  EXPECT_EQ(reply_text("unknown_name", {{"name", "{name} {x"}}),
            "I do not know who “{name} {x” is. Nothing was sent. Write their handle, for example "
            "@maria, or tell me once: /name {name} {x = @handle.");
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
