#include "api/gateway/app_door.h"

#include <algorithm>
#include <charconv>

#include <boost/json/array.hpp>

#include "api/gateway/random_text.h"
#include "api/http/address.h"
#include "api/http/problem.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

http::Response unauthorized() {
  auto response = http::problem(401, "unauthorized", "The API key is missing or wrong.",
                                "Send the key as Authorization: Bearer.");
  response.headers.set("WWW-Authenticate", "Bearer");
  return response;
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace

http::Response rate_limited(std::uint64_t seconds) {
  auto response =
      http::problem(429, "rate_limited", "Too many requests in a short time; nothing was done.",
                    "Try again after the seconds in Retry-After.");
  response.headers.set("Retry-After", std::to_string(seconds));
  return response;
}

http::Response malformed_query(std::string detail) {
  return http::problem(400, "malformed", std::move(detail), "Correct the query.");
}

std::expected<std::size_t, http::Response> limit_of(const http::Request& request) {
  const auto text = request.query.get("limit");
  if (!text) return kPageDefault;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size() || value == 0 ||
      value > kPageMax) {
    return std::unexpected(malformed_query("\"limit\" is a number from 1 to 100."));
  }
  return value;
}

json::object page(json::array data, const std::string& next_cursor) {
  json::object out{{"data", std::move(data)}, {"next_cursor", nullptr}};
  if (!next_cursor.empty()) out["next_cursor"] = next_cursor;
  return out;
}

std::string captured(const http::Request& request, std::string_view name) {
  return std::string(request.captures.get(name).value_or(""));
}

void AppDoor::add(http::Router& router, std::string_view route, Scope scope, Handler handler,
                  DoorOptions options) {
  router.add(route,
             [this, scope, once = options.once,
              handler = std::move(handler)](http::Request request) -> Reply {
               auto response = co_await answer(std::move(request), scope, once, handler);
               metrics_.count_http(response.status);
               co_return response;
             },
             {.body_bytes_max = options.body_bytes_max});
}

std::expected<Caller, http::Response> AppDoor::admit(const http::Request& request, Scope scope) {
  auto caller = keys_.caller_of(request);
  if (!caller) {
    const auto wait = limits_.take_stranger(request.peer);
    return std::unexpected(wait > 0 ? rate_limited(wait) : unauthorized());
  }
  const auto& ranges = caller->addresses;
  const bool from_here =
      ranges.empty() || std::ranges::any_of(ranges, [&](const std::string& range) {
        return http::is_within_range(request.peer, range);
      });
  if (!from_here) {
    return std::unexpected(http::problem(403, "address_not_allowed",
                                         "This key may not be used from this address.",
                                         "Call from an address of the key's list."));
  }
  if (!caller->scopes.has(scope)) {
    return std::unexpected(http::problem(
        403, "missing_scope", "This key lacks the scope \"" + std::string(to_string(scope)) + "\".",
        "Use a key that has the scope, or have one issued."));
  }
  if (const auto wait = limits_.take_key(caller->tenant + "\n" + caller->key_id); wait > 0) {
    return std::unexpected(rate_limited(wait));
  }
  return std::move(*caller);
}

AppDoor::Reply AppDoor::answer(http::Request request, Scope scope, Once once, Handler handler) {
  auto caller = admit(request, scope);
  if (!caller) co_return caller.error();
  Call call{.request = std::move(request), .caller = std::move(*caller)};
  const auto key = call.request.headers.get("Idempotency-Key");
  if (once == Once::no || (once == Once::optional && !key)) {
    call.once = random_hex(32);
    co_return co_await handler(std::move(call));
  }
  if (!key) {
    co_return http::problem(400, "missing_idempotency_key",
                            "This request carries an Idempotency-Key of at most 128 characters.",
                            "Send a fresh random key with each new request.");
  }
  if (key->empty() || key->size() > kIdempotencyKeyBytesMax || !is_printable(*key)) {
    co_return http::problem(400, "malformed_idempotency_key",
                            "An Idempotency-Key is 1 to 128 printable ASCII characters.",
                            "Send a random key such as a UUID.");
  }
  call.idempotency_key = std::string(*key);
  co_return co_await answer_once(std::move(call), std::move(handler));
}

AppDoor::Reply AppDoor::answer_once(Call call, Handler handler) {
  const std::string tenant = call.caller.tenant;
  const std::string key = call.idempotency_key;
  auto attempt = co_await idempotency_.begin(tenant, key, call.request);
  if (attempt.answer) co_return std::move(*attempt.answer);
  call.once = attempt.once;
  const std::string id = attempt.id;
  http::Response response;
  try {
    response = co_await handler(std::move(call));
  } catch (...) {
    idempotency_.abandon(id);  // the outcome is not known here: the next attempt finds it
    throw;
  }
  co_await idempotency_.finish(id, tenant, key, response);
  co_return response;
}

}  // namespace pennypost::gateway
