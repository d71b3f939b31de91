#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/gateway/api_keys.h"
#include "api/gateway/idempotency.h"
#include "api/gateway/metrics.h"
#include "api/gateway/rate_limits.h"
#include "api/http/router.h"

namespace pennypost::gateway {

/// A request whose key was checked.
struct Call {
  http::Request request;
  Caller caller;
  /// The same for every attempt under one Idempotency-Key of the tenant; else random. What a call
  /// makes takes its id from it, so that a repeated call makes it once.
  std::string once{};
  std::string idempotency_key{};  ///< empty where none was sent
};

enum class Once { no, optional, required };  ///< whether a route heeds an Idempotency-Key

struct DoorOptions {
  Once once = Once::no;
  std::optional<std::uint64_t> body_bytes_max{};
};

/// The one door of the API for apps: key, address, scope, rate, idempotency, in this order; then
/// the handler. Every refusal is a problem document. Used from one thread.
class AppDoor {
 public:
  using Reply = boost::asio::awaitable<http::Response>;
  using Handler = std::function<Reply(Call)>;

  AppDoor(ApiKeys& keys, Idempotency& idempotency, RateLimits& limits, Metrics& metrics)
      : keys_(keys), idempotency_(idempotency), limits_(limits), metrics_(metrics) {}

  void add(http::Router& router, std::string_view route, Scope scope, Handler handler,
           DoorOptions options = {});

  /// What adds routes that members of `api` answer: add(route, scope, &Api::member, options). The
  /// API outlives the router.
  template <class Api>
  auto adder(http::Router& router, Api& api) {
    return [this, &router, &api](std::string_view route, Scope scope, Reply (Api::*handler)(Call),
                                 DoorOptions options = {}) {
      add(
          router, route, scope,
          [&api, handler](Call call) { return (api.*handler)(std::move(call)); }, options);
    };
  }

 private:
  std::expected<Caller, http::Response> admit(const http::Request& request, Scope scope);
  Reply answer(http::Request request, Scope scope, Once once, Handler handler);
  Reply answer_once(Call call, Handler handler);

  ApiKeys& keys_;
  Idempotency& idempotency_;
  RateLimits& limits_;
  Metrics& metrics_;
};

/// 429 `rate_limited` with Retry-After.
http::Response rate_limited(std::uint64_t seconds);

/// Words that several routes answer with.
http::Response malformed_query(std::string detail);
inline constexpr std::size_t kPageMax = 100;
inline constexpr std::size_t kPageDefault = 20;
/// The query's `limit`, or the refusal.
std::expected<std::size_t, http::Response> limit_of(const http::Request& request);
/// {"data": […], "next_cursor": … or null}.
boost::json::object page(boost::json::array data, const std::string& next_cursor);
/// A capture of the path, "" where there is none.
std::string captured(const http::Request& request, std::string_view name);

}  // namespace pennypost::gateway
