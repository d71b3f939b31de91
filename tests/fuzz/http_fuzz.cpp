#include <cstddef>
#include <cstdint>
#include <string_view>

#include <boost/json/serialize.hpp>

#include "api/http/address.h"
#include "api/http/client.h"
#include "api/http/json.h"
#include "api/http/origin.h"
#include "api/http/router.h"
#include "ledger/base/check.h"

// The parsers of api/http over any bytes: what is accepted must survive being written and read
// again.

namespace {

using namespace pennypost;
using namespace pennypost::http;

const Router& router() {
  static const Router kRouter = [] {
    Router out;
    const Handler handler = [](Request) -> boost::asio::awaitable<Response> {
      co_return Response{};
    };
    for (const auto* route : {"GET /", "GET /v1/{kind}/{id}", "POST /v1/{kind}/all",
                              "GET /v1/users/{id}", "DELETE /v1/users/me"}) {
      out.add(route, handler);
    }
    return out;
  }();
  return kRouter;
}

void fuzz_target(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) return;
  CHECK(target->segments.size() <= kPathSegmentsMax);
  CHECK(target->query.size() <= kQueryParametersMax);
  for (const auto* method : {"GET", "HEAD", "POST", "PUT"}) {
    const auto match = router().find(method, target->segments);
    CHECK(match.route == nullptr || !match.allow.empty());
  }
  if (target->path == "*") return;
  std::string again;
  for (const auto& segment : target->segments) again += "/" + encode_component(segment);
  again += "?";
  for (const auto& [name, value] : target->query) {
    again += encode_component(name) + "=" + encode_component(value) + "&";
  }
  const auto second = parse_target(again);
  if (again.size() > kTargetBytesMax) return;
  CHECK(second.has_value());
  CHECK(second->segments == target->segments);
  CHECK(second->query.size() == target->query.size());
  for (const auto& [name, value] : target->query) CHECK(second->query.get(name) == value);
}

void fuzz_json(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return;
  const auto written = boost::json::serialize(*value);
  CHECK(parse_json(written).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      fuzz_target(text);
      break;
    case 1:
      fuzz_json(text);
      break;
    case 2:
      static_cast<void>(host_allowed(text, {"localhost"}));
      CHECK(!origin_allowed(text, "", {}) || text.starts_with("http"));
      CHECK(!(is_global_address(text) && is_loopback_address(text)));
      break;
  }
  return 0;
}
