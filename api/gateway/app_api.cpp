#include "api/gateway/app_api.h"

#include <charconv>

#include <boost/json/array.hpp>

#include "api/http/json.h"
#include "api/http/problem.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t kPageMax = 100;
constexpr std::size_t kPageDefault = 20;

http::Response unauthorized() {
  auto response = http::problem(401, "unauthorized", "The API key is missing or wrong.",
                                "Send the key as Authorization: Bearer.");
  response.headers.set("WWW-Authenticate", "Bearer");
  return response;
}

http::Response unknown_user() {
  return http::problem(404, "not_found", "This tenant has no such user.",
                       "Check the handle; a user begins with the first message.");
}

std::expected<std::size_t, http::Response> limit_of(const http::Request& request) {
  const auto text = request.query.get("limit");
  if (!text) return kPageDefault;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size() || value == 0 ||
      value > kPageMax) {
    return std::unexpected(http::problem(400, "malformed", "\"limit\" is a number from 1 to 100.",
                                         "Correct the query."));
  }
  return value;
}

json::object page(json::array data, const std::string& next_cursor) {
  json::object out{{"data", std::move(data)}, {"next_cursor", nullptr}};
  if (!next_cursor.empty()) out["next_cursor"] = next_cursor;
  return out;
}

http::Response refuse(const Error& error) {
  if (error.code == "message_conflict") {
    return http::problem(422, error, "Give each message an id of its own.");
  }
  if (error.code == "busy") {
    auto response = http::problem(429, error, "Try again after the seconds in Retry-After.");
    response.headers.set("Retry-After", "1");
    return response;
  }
  if (error.code == "internal") {
    return http::problem(503, error, "Deliver the same message again.");
  }
  return http::problem(502, error, "Try again in a moment.");
}

json::object payment_json(const Operation& operation) {
  json::object out = to_json(view(operation));
  out["created_at"] = rfc3339(operation.created_at);
  if (operation.memo) out["memo"] = *operation.memo;
  if (!operation.failure.empty()) out["failure"] = operation.failure;
  return out;
}

}  // namespace

asio::awaitable<http::Response> answer_message(Services& services, InboundMessage message) {
  const auto replies = co_await services.inbox.deliver(std::move(message));
  if (!replies) co_return refuse(replies.error());
  co_return http::json_response(200, replies_json(*replies));
}

asio::awaitable<http::Response> answer_balance(Services& services, User user) {
  const auto account = co_await services.ledger.account(user.address);
  if (!account) co_return refuse(account.error());
  json::array balances;
  for (const auto& [currency, amount] : account->balances) {
    const auto& info = services.ledger.currencies().at(currency);
    balances.push_back(
        json::object{{"currency", currency.view()}, {"amount", amount_text(amount, info)}});
  }
  co_return http::json_response(200, json::object{{"balances", std::move(balances)},
                                                  {"version", account->version.value()},
                                                  {"test_money", services.people.grants()}});
}

asio::awaitable<http::Response> answer_history(Services& services, User user,
                                               const http::Request& request) {
  const auto limit = limit_of(request);
  if (!limit) co_return limit.error();
  const std::string cursor(request.query.get("cursor").value_or(""));
  const auto found = co_await services.ledger.history(std::move(user), *limit, cursor);
  if (!found) co_return refuse(found.error());
  json::array data;
  for (const HistoryEntry& entry : found->entries) {
    json::object row{{"direction", entry.sent ? "sent" : "received"},
                     {"other", entry.test_money ? "test money" : entry.other_name},
                     {"amount", entry.amount},
                     {"currency", entry.currency},
                     {"memo", nullptr},
                     {"time", rfc3339(entry.time)},
                     {"transaction_id", entry.transaction_id},
                     {"version", entry.version}};
    if (entry.memo) row["memo"] = *entry.memo;
    if (!entry.payment_id.empty()) row["payment_id"] = entry.payment_id;
    data.push_back(std::move(row));
  }
  co_return http::json_response(200, page(std::move(data), found->next_cursor));
}

void AppApi::add_routes(http::Router& router) {
  const auto add = [&](std::string_view route, Reply (AppApi::*handler)(http::Request, std::string),
                       http::RouteOptions options = {}) {
    router.add(
        route,
        [this, handler](http::Request request) -> Reply {
          auto tenant = tenant_of(request);
          if (!tenant) co_return unauthorized();
          auto response = co_await (this->*handler)(std::move(request), std::move(*tenant));
          services_.metrics.count_http(response.status);
          co_return response;
        },
        options);
  };
  add("POST /v1/messages", &AppApi::post_message, {.body_bytes_max = kMessageBodyBytesMax});
  add("GET /v1/users/{id}", &AppApi::get_user);
  add("GET /v1/users/{id}/balance", &AppApi::get_balance);
  add("GET /v1/users/{id}/history", &AppApi::get_history);
  add("GET /v1/payments", &AppApi::get_payments);
  add("GET /v1/payments/{id}", &AppApi::get_payment);
}

std::optional<std::string> AppApi::tenant_of(const http::Request& request) {
  static constexpr std::string_view kScheme = "Bearer ";
  const auto header = request.headers.get("Authorization").value_or("");
  if (!header.starts_with(kScheme)) return std::nullopt;
  const std::string key(header.substr(kScheme.size()));
  std::string tenant;
  if (!services_.records.has_api_key(services_.records.keyed_hash("api_key", key), &tenant)) {
    return std::nullopt;
  }
  return tenant;
}

AppApi::Reply AppApi::post_message(http::Request request, std::string tenant) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  auto message = message_from_json(*body);
  if (!message)
    co_return http::problem(400, message.error(), "Correct the message; nothing was sent.");
  message->tenant = std::move(tenant);
  message->received_at = services_.now();
  co_return co_await answer_message(services_, std::move(*message));
}

AppApi::Reply AppApi::get_user(http::Request request, std::string tenant) {
  const auto user =
      services_.people.find(tenant, std::string(request.captures.get("id").value_or("")));
  if (!user) co_return unknown_user();
  co_return http::json_response(
      200, json::object{{"id", user->handle},
                        {"handle", "@" + user->handle},
                        {"address", services_.ledger.address_text(user->address)},
                        {"created_at", rfc3339(user->created_at)}});
}

AppApi::Reply AppApi::get_balance(http::Request request, std::string tenant) {
  auto user = services_.people.find(tenant, std::string(request.captures.get("id").value_or("")));
  if (!user) co_return unknown_user();
  co_return co_await answer_balance(services_, std::move(*user));
}

AppApi::Reply AppApi::get_history(http::Request request, std::string tenant) {
  auto user = services_.people.find(tenant, std::string(request.captures.get("id").value_or("")));
  if (!user) co_return unknown_user();
  co_return co_await answer_history(services_, std::move(*user), request);
}

AppApi::Reply AppApi::get_payment(http::Request request, std::string tenant) {
  const auto found =
      services_.records.operation(std::string(request.captures.get("id").value_or("")));
  const auto user = found ? services_.records.user(found->user) : std::nullopt;
  if (!user || user->tenant != tenant || found->kind != OperationKind::payment) {
    co_return http::problem(404, "not_found", "This tenant has no such payment.", "Check the id.");
  }
  co_return http::json_response(200, payment_json(*found));
}

AppApi::Reply AppApi::get_payments(http::Request request, std::string tenant) {
  const auto limit = limit_of(request);
  if (!limit) co_return limit.error();
  const auto user =
      services_.people.find(tenant, std::string(request.query.get("user").value_or("")));
  if (!user) co_return unknown_user();
  const auto found = services_.records.operations_of(
      user->id, std::string(request.query.get("cursor").value_or("")), *limit);
  json::array data;
  for (const Operation& operation : found.operations) data.push_back(payment_json(operation));
  co_return http::json_response(200, page(std::move(data), found.more ? found.cursor : ""));
}

}  // namespace pennypost::gateway
