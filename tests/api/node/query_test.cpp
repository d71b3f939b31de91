#include "api/node/query.h"

#include <gtest/gtest.h>

namespace pennypost::node {
namespace {

http::Request with(const std::string& name, const std::string& value) {
  http::Request request;
  request.query.add(name, value);
  return request;
}

TEST(QueryTest, NumbersWithinTheirBounds) {
  EXPECT_EQ(query_number(with("limit", "5"), "limit", 1, 10, 3), 5U);
  EXPECT_EQ(query_number(http::Request{}, "limit", 1, 10, 3), 3U);
  for (const char* text : {"", "0", "11", "-1", "+5", "5 ", "0x5", "99999999999999999999"}) {
    EXPECT_FALSE(query_number(with("limit", text), "limit", 1, 10, 3).has_value()) << text;
  }
}

TEST(QueryTest, FlagsAreTrueOrFalse) {
  EXPECT_EQ(query_flag(with("proof", "true"), "proof"), true);
  EXPECT_EQ(query_flag(with("proof", "false"), "proof"), false);
  EXPECT_EQ(query_flag(http::Request{}, "proof"), false);
  EXPECT_FALSE(query_flag(with("proof", "1"), "proof").has_value());
}

TEST(QueryTest, SecretsCompareWhole) {
  EXPECT_TRUE(equal_secrets("abc", "abc"));
  EXPECT_FALSE(equal_secrets("abc", "abd"));
  EXPECT_FALSE(equal_secrets("abc", "ab"));
}

}  // namespace
}  // namespace pennypost::node
