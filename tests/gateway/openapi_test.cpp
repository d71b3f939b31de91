#include "api/gateway/openapi.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include <boost/json/parse.hpp>

#include "api/gateway/app_side.h"
#include "tests/gateway/scene.h"

namespace pennypost::gateway {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

json::object document() {
  return json::parse(openapi_json()).as_object();
}

std::set<std::string> described_routes() {
  std::set<std::string> out;
  const auto all = document();
  for (const auto& path : all.at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      std::string method(operation.key());
      std::ranges::transform(method, method.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      });
      out.insert(method + " " + std::string(path.key()));
    }
  }
  return out;
}

TEST(OpenApiTest, EveryRouteIsDescribedAndEveryDescriptionIsARoute) {
  test::TestLedger ledger;
  test::Scene scene(ledger);
  auto& desk = scene.desk();
  const auto nodes =
      client::NodeClient::create(scene.io().get_executor(), {ledger.url()}, ledger.verifier());
  AppSide side(scene.io().get_executor(), desk.records, desk.metrics, [&] { return scene.now(); },
               {.operator_key = "operator"});
  http::Router router;
  side.open({desk.records, desk.people, desk.ledger_view, desk.gateway, desk.metrics,
             [&] { return scene.now(); }, desk.parts, test::kChain, side.limits()},
            **nodes, router);
  // The service's own two, which need no key.
  std::set<std::string> routes{"GET /livez", "GET /readyz"};
  for (const auto& route : router.routes()) routes.insert(route);
  EXPECT_EQ(described_routes(), routes);
  side.stop();
  scene.io().restart();
  scene.io().run_for(std::chrono::milliseconds(100));
}

TEST(OpenApiTest, EveryCodeOfARefusalIsListed) {
  std::set<std::string> listed;
  const auto all = document();
  for (const auto& code :
       all.at("components").at("schemas").at("KnownProblemCode").at("enum").as_array()) {
    listed.emplace(code.as_string());
  }
  const std::regex refusal(R"re(problem\(\s*\d{3},\s*"([a-z_]+)")re");
  std::size_t found = 0;
  for (const char* folder : {"api/gateway", "api/http"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(PENNYPOST_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".cpp") continue;
      std::ifstream in(entry.path());
      const std::string text(std::istreambuf_iterator<char>(in), {});
      for (auto at = std::sregex_iterator(text.begin(), text.end(), refusal);
           at != std::sregex_iterator(); ++at) {
        ++found;
        EXPECT_TRUE(listed.contains((*at)[1])) << (*at)[1] << " in " << entry.path();
      }
    }
  }
  EXPECT_GT(found, 30U);
}

TEST(OpenApiTest, EveryOperationSaysItsScopeOrNeedsNoKey) {
  const auto all = document();
  for (const auto& path : all.at("paths").as_object()) {
    for (const auto& operation : path.value().as_object()) {
      const auto& what = operation.value().as_object();
      if (what.contains("security")) continue;
      const std::string text(what.at("description").as_string());
      EXPECT_NE(text.find("Scope: `"), std::string::npos) << path.key();
    }
  }
}

}  // namespace
}  // namespace pennypost::gateway
