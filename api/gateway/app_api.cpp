#include "api/gateway/app_api.h"

#include <charconv>

#include <boost/json/array.hpp>

#include "api/gateway/app_json.h"
#include "api/gateway/clock.h"
#include "api/http/json.h"
#include "api/http/problem.h"
#include "ledger/base/check.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

http::Response unknown_user() {
  return http::problem(404, "not_found", "This tenant has no such user.",
                       "Check the handle; a user begins with the first message.");
}

http::Response refuse(const Error& error) {
  if (error.code == "message_conflict") {
    return http::problem(422, error, "Give each message an id of its own.");
  }
  if (error.code == "handle_reserved") {
    return http::problem(422, error, "Choose another handle.");
  }
  if (error.code == "busy") {
    auto response = http::problem(429, error, "Try again after the seconds in Retry-After.");
    response.headers.set("Retry-After", "1");
    return response;
  }
  if (error.code == "in_flight") return http::problem(409, error, "Ask again in a moment.");
  if (error.code == "internal") {
    return http::problem(503, error, "Deliver the same message again.");
  }
  if (error.code == "account_opening" || error.code == "ledger_unavailable") {
    return http::problem(503, error, "Try again in a moment.");
  }
  return http::problem(502, error, "Try again in a moment.");
}

/// What the rules of payments refuse: a reply's code and sentence.
http::Response refuse_payment(const Error& error) {
  if (error.code == "account_opening" || error.code == "ledger_unavailable") return refuse(error);
  return http::problem(422, error, "Nothing has moved; correct the request.");
}

/// An order as the message that the inbox keeps: the idempotency key is its id.
InboundMessage order_message(const Order& order, std::string_view key) {
  InboundMessage out;
  out.channel = kOrderChannel;
  out.user = order.user;
  out.message_id = crypto::hash("pennypost/idempotency_key/1", view_of(key)).hex();
  out.text = order_text(order);
  return out;
}

std::uint64_t wait_of(Services& services, const InboundMessage& message) {
  // A repeated delivery gets the answer that it has already.
  if (services.gateway.knows(message)) return 0;
  const auto wait = services.limits.take_platform(message.tenant, message.channel);
  if (wait > 0) return wait;
  return services.limits.take_user(services.records.user_id(message.tenant, message.user));
}

std::optional<std::uint64_t> number_from(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

void set_ledger_headers(Services& services, http::Response& response) {
  const LedgerMoment& newest = services.ledger.newest();
  response.headers.set("Pennypost-Ledger-Version", to_string(newest.version));
  response.headers.set("Pennypost-Chain-Id", to_string(services.chain));
  response.headers.set("Pennypost-Timestamp", rfc3339(newest.timestamp));
}

asio::awaitable<http::Response> answer_message(Services& services, InboundMessage message) {
  if (const auto wait = wait_of(services, message); wait > 0) co_return rate_limited(wait);
  const auto replies = co_await services.gateway.deliver(std::move(message));
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
  auto response = http::json_response(200, json::object{{"balances", std::move(balances)},
                                                        {"version", account->version.value()},
                                                        {"test_money", services.people.grants()}});
  set_ledger_headers(services, response);
  co_return response;
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
    json::object row{{"direction", entry.held       ? "held"
                                   : entry.returned ? "returned"
                                   : entry.sent     ? "sent"
                                                    : "received"},
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
  auto response = http::json_response(200, page(std::move(data), found->next_cursor));
  set_ledger_headers(services, response);
  co_return response;
}

void AppApi::add_routes(http::Router& router) {
  const auto add = door_.adder(router, *this);
  add("POST /v1/messages", Scope::messages, &AppApi::post_message,
      {.body_bytes_max = kMessageBodyBytesMax});
  add("POST /v1/users", Scope::users_write, &AppApi::post_user, {.once = Once::optional});
  add("GET /v1/users", Scope::users_read, &AppApi::get_users);
  add("GET /v1/users/{id}", Scope::users_read, &AppApi::get_user);
  add("GET /v1/users/{id}/balance", Scope::users_read, &AppApi::get_balance);
  add("GET /v1/users/{id}/history", Scope::users_read, &AppApi::get_history);
}

AppApi::Reply AppApi::post_message(Call call) {
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  auto message = message_from_json(*body);
  if (!message)
    co_return http::problem(400, message.error(), "Correct the message; nothing was sent.");
  if (message->channel == kOrderChannel) {
    co_return http::problem(400, "invalid_message", "This channel is the API's own.",
                            "Name the channel that the message comes from.");
  }
  message->tenant = call.caller.tenant;
  message->received_at = services_.now();
  co_return co_await answer_message(services_, std::move(*message));
}

AppApi::Reply AppApi::get_user(Call call) {
  const auto user = services_.people.find(call.caller.tenant, captured(call.request, "id"));
  if (!user) co_return unknown_user();
  co_return http::json_response(200, user_json(*user, services_.ledger));
}

AppApi::Reply AppApi::get_balance(Call call) {
  auto user = services_.people.find(call.caller.tenant, captured(call.request, "id"));
  if (!user) co_return unknown_user();
  co_return co_await answer_balance(services_, std::move(*user));
}

AppApi::Reply AppApi::get_history(Call call) {
  auto user = services_.people.find(call.caller.tenant, captured(call.request, "id"));
  if (!user) co_return unknown_user();
  co_return co_await answer_history(services_, std::move(*user), call.request);
}

AppApi::Reply AppApi::post_user(Call call) {
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  const json::value* handle = body->if_contains("handle");
  if (handle == nullptr || !handle->is_string() || body->size() != 1 ||
      !is_handle(std::string_view(handle->get_string()))) {
    co_return http::problem(400, "malformed",
                            "The body is {\"handle\"}: 1 to 32 of a-z, 0-9, _, - and .",
                            "Choose another handle.");
  }
  const auto user = co_await services_.gateway.open_user(
      call.caller.tenant, std::string(std::string_view(handle->get_string())));
  if (!user) co_return refuse(user.error());
  co_return http::json_response(user->created ? 201 : 200, user_json(user->user, services_.ledger));
}

AppApi::Reply AppApi::get_users(Call call) {
  const auto limit = limit_of(call.request);
  if (!limit) co_return limit.error();
  const std::string cursor(call.request.query.get("cursor").value_or(""));
  auto found = services_.records.users(call.caller.tenant, cursor, *limit + 1);
  const bool more = found.size() > *limit;
  if (more) found.pop_back();
  json::array data;
  for (const User& user : found) data.push_back(user_json(user, services_.ledger));
  co_return http::json_response(200, page(std::move(data), more ? found.back().id : ""));
}

}  // namespace pennypost::gateway
