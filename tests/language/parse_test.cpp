#include "api/commands/parse/parse.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>

namespace pennypost::commands {
namespace {

namespace json = boost::json;

struct Run {
  int status;
  std::vector<json::object> lines;
};

Run parse(const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  Run run{parse_command(in, out), {}};
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);)
    run.lines.push_back(json::parse(line).as_object());
  return run;
}

TEST(Parse, answers_in_order) {
  const auto run = parse(
      "{\"id\":\"x1\",\"text\":\"send 50 cents to @maria for "
      "lunch\",\"locale\":\"en-US\",\"currency\":\"USD\"}\n"
      "{\"id\":\"x2\",\"text\":\"send 5\",\"locale\":\"en-US\",\"currency\":\"USD\"}");
  EXPECT_EQ(run.status, 0);
  ASSERT_EQ(run.lines.size(), 2U);
  EXPECT_EQ(run.lines[0].at("id"), "x1");
  EXPECT_EQ(run.lines[0].at("intent"), "send");
  EXPECT_EQ(run.lines[0].at("memo"), "lunch");
  const auto& transfer = run.lines[0].at("transfers").at(0);
  EXPECT_EQ(transfer.at("to"), "@maria");
  EXPECT_EQ(transfer.at("amount"), "0.50");
  EXPECT_EQ(transfer.at("currency"), "USD");
  EXPECT_EQ(run.lines[0].at("language"), "en");
  EXPECT_EQ(run.lines[0].at("spans").at("memo").at(0).at("start"), 28);
  EXPECT_EQ(run.lines[1].at("intent"), "clarify");
  EXPECT_TRUE(run.lines[1].at("transfers").as_array().empty());
  EXPECT_EQ(run.lines[1].at("missing"), json::array({"recipient"}));
  EXPECT_EQ(run.lines[1].at("partial").at("transfers").at(0).at("amount"), "5.00");
}

TEST(Parse, a_partial_comes_back_as_pending) {
  const auto first =
      parse("{\"id\":\"1\",\"text\":\"send 5 for tea\",\"locale\":\"en-US\",\"currency\":\"USD\"}");
  json::object answer{{"id", "2"},
                      {"text", "to bob"},
                      {"locale", "en-US"},
                      {"currency", "USD"},
                      {"pending", first.lines.at(0).at("partial")}};
  const auto second = parse(json::serialize(answer));
  EXPECT_EQ(second.lines.at(0).at("intent"), "send");
  EXPECT_EQ(second.lines.at(0).at("memo"), "tea");
}

TEST(Parse, broken_lines_are_answered_and_the_run_goes_on) {
  const auto run = parse(
      "not json\n"
      "[1]\n"
      "{\"id\":\"a\",\"locale\":\"en-US\",\"currency\":\"USD\"}\n"
      "{\"id\":\"b\",\"text\":5,\"locale\":\"en-US\",\"currency\":\"USD\"}\n"
      "{\"text\":\"hi\",\"locale\":\"en-US\",\"currency\":\"USD\"}\n"
      "{\"id\":\"c\",\"text\":\"hi\",\"locale\":\"en-US\",\"currency\":\"USD\",\"mentions\":[{"
      "\"start\":-1}]}\n"
      "{\"id\":\"d\",\"text\":\"hi\",\"locale\":\"en-US\",\"currency\":\"USD\",\"pending\":{"
      "\"intent\":\"fly\"}}\n"
      "{\"id\":\"\\ud800\"}\n"
      "{\"id\":\"e\",\"text\":\"hi\",\"locale\":\"en-US\",\"currency\":\"USD\"}\n");
  EXPECT_EQ(run.status, 1);
  ASSERT_EQ(run.lines.size(), 9U);
  EXPECT_TRUE(run.lines[0].at("id").is_null());
  EXPECT_EQ(run.lines[2].at("id"), "a");
  for (std::size_t i = 0; i < 8; ++i) EXPECT_TRUE(run.lines[i].contains("error")) << i;
  EXPECT_EQ(run.lines[8].at("intent"), "help");
}

TEST(Parse, huge_and_empty_input_is_survived) {
  const auto run =
      parse("\n\n" + std::string(5'000'000, '[') + "\n{\"id\":\"1\",\"text\":\"" +
            std::string(5'000'000, 'x') + "\",\"locale\":\"en-US\",\"currency\":\"USD\"}\n");
  EXPECT_EQ(run.status, 1);
  ASSERT_EQ(run.lines.size(), 2U);
  EXPECT_TRUE(run.lines[0].contains("error"));
  EXPECT_EQ(run.lines[1].at("intent"), "none");
  EXPECT_EQ(parse("").status, 0);
}

/// The corpora: no money may move wrongly, ever; the share that is read exactly may only rise.
TEST(Parse, the_corpora_are_read_as_written) {
  std::size_t items = 0;
  std::size_t exact = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(PENNYPOST_SOURCE_DIR "/tests/evals")) {
    if (file.path().extension() != ".jsonl") continue;
    std::ifstream in(file.path());
    for (std::string line; std::getline(in, line); ++items) {
      const auto expected = json::parse(line).as_object();
      bool broken = false;
      const auto actual = json::parse(parse_line(line, broken)).as_object();
      const auto& intent = actual.at("intent");
      const bool same_money =
          intent == expected.at("intent") && actual.at("transfers") == expected.at("transfers");
      const bool money = intent == "send" || intent == "request" || intent == "split";
      EXPECT_TRUE(!money || same_money) << "wrong money: " << line << "\n" << actual;
      const auto missing = [](const json::object& row) {
        const auto* list = row.if_contains("missing");
        return list == nullptr ? json::array() : list->as_array();
      };
      const bool same = same_money && actual.at("memo") == expected.at("memo") &&
                        missing(actual) == missing(expected);
      if (!same) std::cout << "not exact: " << expected.at("id") << "\n";
      exact += same ? 1 : 0;
    }
  }
  EXPECT_GT(items, 1'900U);
  EXPECT_GE(static_cast<double>(exact), 0.97 * static_cast<double>(items));
}

}  // namespace
}  // namespace pennypost::commands
