#include "api/http/json.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "api/http/problem.h"

namespace pennypost::http {
namespace {

std::string round_trip(std::string_view text) {
  const auto value = parse_json(text);
  return value ? boost::json::serialize(*value) : value.error().code;
}

TEST(Json, ReadsStrictDocuments) {
  EXPECT_EQ(round_trip(R"( {"a":[1,-2,"x",true,null,{"b":{}}]} )"),
            R"({"a":[1,-2,"x",true,null,{"b":{}}]})");
  EXPECT_EQ(round_trip("18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(round_trip("\"\\u00e9\\ud83d\\ude00\""), "\"é😀\"");
  EXPECT_EQ(round_trip("[]\r\n\t "), "[]");
}

TEST(Json, RefusesWhatReadersDisagreeOn) {
  using namespace std::string_view_literals;
  for (const auto text : {""sv,
                          " "sv,
                          "{"sv,
                          "{} {}"sv,
                          "[1,]"sv,
                          "{\"a\":1,\"a\":2}"sv,
                          "{\"a\":1,\"\\u0061\":2}"sv,
                          "[{\"x\":{\"k\":1,\"k\":1}}]"sv,
                          "// c\n1"sv,
                          "'a'"sv,
                          "NaN"sv,
                          "01"sv,
                          "\"\xff\""sv,
                          "\"\xc0\xaf\""sv,
                          "\"\\ud800\""sv,
                          "\"a\nb\""sv,
                          "{}\0"sv,
                          "\xef\xbb\xbf{}"sv,
                          "tru"sv,
                          "1e400"sv,
                          "2E2202"sv,
                          "-1e400"sv,
                          "+1"sv,
                          "{\"a\"}"sv}) {
    EXPECT_EQ(round_trip(text), "malformed") << text;
  }
}

TEST(Json, TellsNamesOfDifferentObjectsApart) {
  EXPECT_EQ(round_trip(R"([{"a":{"a":1},"b":{"a":2}},{"a":3}])"),
            R"([{"a":{"a":1},"b":{"a":2}},{"a":3}])");
}

TEST(Json, HasLimits) {
  const auto nested = [](std::size_t levels) {
    return round_trip(std::string(levels, '[') + std::string(levels, ']'));
  };
  EXPECT_NE(nested(kJsonDepthMax), "malformed");
  EXPECT_EQ(nested(kJsonDepthMax + 1), "malformed");
  EXPECT_EQ(nested(100'000), "malformed");
  std::string text = "{\"k\":0";
  for (std::size_t i = 1; i < kJsonKeysMax; ++i) text += ",\"" + std::to_string(i) + "\":0";
  EXPECT_TRUE(parse_json(text + "}"));
  EXPECT_FALSE(parse_json(text + ",\"more\":0}"));
}

Request with(std::string type, std::string body) {
  Request request;
  if (!type.empty()) request.headers.add("content-type", std::move(type));
  request.body = std::move(body);
  return request;
}

TEST(Json, BodyNeedsItsContentType) {
  EXPECT_TRUE(json_body(with("application/json", "{}")));
  EXPECT_TRUE(json_body(with("Application/JSON ; charset=utf-8", "{}")));
  for (const auto* type : {"", "text/plain", "application/jsonp", "application/x-protobuf"}) {
    const auto body = json_body(with(type, "{}"));
    ASSERT_FALSE(body) << type;
    EXPECT_EQ(body.error().status, 415);
  }
  EXPECT_EQ(json_body(with("application/json", "{")).error().status, 400);
  EXPECT_EQ(json_object_body(with("application/json", "[]")).error().status, 400);
  EXPECT_TRUE(json_object_body(with("application/json", "{\"a\":1}")));
}

TEST(Problem, HasTheFieldsOfRfc9457) {
  const auto response = problem(404, "not_found", "No such \"account\".", "Check the address.");
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.headers.get("content-type"), "application/problem+json");
  EXPECT_EQ(response.body,
            R"({"type":"about:blank","title":"Not Found","status":404,)"
            R"("detail":"No such \"account\".","code":"not_found","next":"Check the address."})");
  EXPECT_EQ(problem(400, Error{"malformed", "Why."}, "Next.").body,
            problem(400, "malformed", "Why.", "Next.").body);
}

}  // namespace
}  // namespace pennypost::http
