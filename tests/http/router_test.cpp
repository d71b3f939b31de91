#include "api/http/router.h"

#include <gmock/gmock.h>

#include "tests/http/support.h"

namespace pennypost::http {
namespace {

using testing::ElementsAre;

std::string found(const Router& router, std::string_view method, std::string_view path) {
  const auto target = parse_target(path);
  if (!target) return target.error().code;
  const auto match = router.find(method, target->segments);
  if (match.route == nullptr) return match.allow.empty() ? "none" : "allow " + match.allow;
  auto out = match.route->method + " " + match.route->pattern;
  for (const auto& [name, value] : match.captures) out += " " + name + "=" + value;
  return out;
}

Router sample() {
  Router router;
  for (const auto* route :
       {"GET /", "GET /v1/{kind}/{id}", "GET /v1/users/{id}", "DELETE /v1/users/{id}",
        "GET /v1/users/me", "POST /v1/messages", "GET /v1/{kind}/all"}) {
    router.add(route, test::says(route));
  }
  return router;
}

TEST(Router, FindsTheMostSpecificRoute) {
  const auto router = sample();
  EXPECT_EQ(found(router, "GET", "/"), "GET /");
  EXPECT_EQ(found(router, "GET", "/v1/users/me"), "GET /v1/users/me");
  EXPECT_EQ(found(router, "GET", "/v1/users/7"), "GET /v1/users/{id} id=7");
  EXPECT_EQ(found(router, "GET", "/v1/users/all"), "GET /v1/users/{id} id=all");
  EXPECT_EQ(found(router, "GET", "/v1/holds/all"), "GET /v1/{kind}/all kind=holds");
  EXPECT_EQ(found(router, "GET", "/v1/holds/9?x=1"), "GET /v1/{kind}/{id} kind=holds id=9");
}

TEST(Router, KnowsTheMethodsOfAPath) {
  const auto router = sample();
  EXPECT_EQ(found(router, "HEAD", "/v1/users/me"), "GET /v1/users/me");
  EXPECT_EQ(found(router, "DELETE", "/v1/users/me"), "DELETE /v1/users/{id} id=me");
  EXPECT_EQ(found(router, "GET", "/v1/messages"), "allow POST, OPTIONS");
  EXPECT_EQ(found(router, "HEAD", "/v1/messages"), "allow POST, OPTIONS");
  EXPECT_EQ(found(router, "PUT", "/v1/users/7"), "allow GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(found(router, "get", "/"), "allow GET, HEAD, OPTIONS");
}

TEST(Router, KnowsNothingElse) {
  const auto router = sample();
  for (const auto* path :
       {"/v1", "/v1/users", "/v1/users/", "/v1/users/7/8", "//", "/V1/users/me", "/v1/messages/"}) {
    EXPECT_EQ(found(router, "GET", path), "none") << path;
  }
  EXPECT_EQ(router.routes().size(), 7U);
  EXPECT_EQ(router.routes().front(), "GET /");
}

TEST(RouterDeathTest, RefusesRoutesThatAreBugs) {
  EXPECT_DEATH(sample().add("GET /v1/users/{name}", test::says("")), "CHECK|same_shape");
  EXPECT_DEATH(sample().add("GET v1", test::says("")), "");
  EXPECT_DEATH(sample().add("GET /a{b}", test::says("")), "");
  EXPECT_DEATH(sample().add("GET /{}", test::says("")), "");
  EXPECT_DEATH(sample().add("/x", test::says("")), "");
  EXPECT_DEATH(sample().add("GET /x", nullptr), "");
}

TEST(Target, IsTakenApart) {
  const auto target = parse_target("/a%2Fb/c%20d/?q=1+2&name=%C3%A9&flag&empty=");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a%2Fb/c%20d/");
  EXPECT_THAT(target->segments, ElementsAre("a/b", "c d", ""));
  EXPECT_EQ(target->query.get("q"), "1 2");
  EXPECT_EQ(target->query.get("name"), "é");
  EXPECT_EQ(target->query.get("flag"), "");
  EXPECT_EQ(target->query.get("empty"), "");
  EXPECT_FALSE(target->query.has("other"));
  EXPECT_EQ(target->query.size(), 4U);
}

TEST(Target, HasOtherForms) {
  const auto absolute = parse_target("http://node.example:8101/v1/ledger?x=/?y");
  ASSERT_TRUE(absolute);
  EXPECT_EQ(absolute->authority, "node.example:8101");
  EXPECT_EQ(absolute->path, "/v1/ledger");
  EXPECT_EQ(absolute->query.get("x"), "/?y");
  const auto bare = parse_target("http://node.example?x=1");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->path, "/");
  EXPECT_EQ(bare->query.get("x"), "1");
  const auto star = parse_target("*");
  ASSERT_TRUE(star);
  EXPECT_TRUE(star->segments.empty());
  const auto slashes = parse_target("//evil.example/x");
  ASSERT_TRUE(slashes);
  EXPECT_TRUE(slashes->authority.empty());
  EXPECT_THAT(slashes->segments, ElementsAre("", "evil.example", "x"));
}

TEST(Target, RefusesWhatIsAmbiguousOrUnclean) {
  const std::vector<std::string> bad{"",
                                     "x",
                                     "/%",
                                     "/%zz",
                                     "/a%00",
                                     "/a%0Ab",
                                     "/%FF",
                                     "/%C0%AF",
                                     "/%ED%A0%80",
                                     "/%F4%90%80%80",
                                     "/a b",
                                     "/a#b",
                                     "/..",
                                     "/a/%2e%2E/b",
                                     "/.",
                                     "/a/./b",
                                     "/?a=1&a=2",
                                     "/?a=%80",
                                     "/?%00=1",
                                     "ftp://h/x",
                                     "http:///x",
                                     "http://u@h/x",
                                     "javascript:alert(1)",
                                     "/a\\b",
                                     "/\x7f",
                                     "h:80",
                                     "/%E2%82"};
  for (const auto& text : bad) {
    const auto target = parse_target(text);
    ASSERT_FALSE(target) << text;
    EXPECT_EQ(target.error().code, "malformed");
  }
}

TEST(Target, HasLimits) {
  EXPECT_TRUE(parse_target("/" + std::string(kTargetBytesMax - 1, 'a')));
  EXPECT_FALSE(parse_target("/" + std::string(kTargetBytesMax, 'a')));
  EXPECT_TRUE(parse_target(std::string(kPathSegmentsMax, '/')));
  EXPECT_FALSE(parse_target(std::string(kPathSegmentsMax + 1, '/')));
  std::string query = "/?";
  for (std::size_t i = 0; i < kQueryParametersMax; ++i) query += "a" + std::to_string(i) + "=1&";
  EXPECT_TRUE(parse_target(query));
  EXPECT_FALSE(parse_target(query + "more=1"));
}

}  // namespace
}  // namespace pennypost::http
