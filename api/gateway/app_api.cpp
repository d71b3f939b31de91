#include "api/gateway/app_api.h"

#include <charconv>

#include <boost/json/array.hpp>

#include "api/gateway/api_keys.h"
#include "api/http/json.h"
#include "api/http/problem.h"
#include "ledger/base/check.h"
#include "ledger/crypto/hash.h"

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

http::Response unknown_payment() {
  return http::problem(404, "not_found", "This tenant has no such payment.", "Check the id.");
}

json::object user_json(const User& user, const LedgerView& ledger) {
  return {{"id", user.handle},
          {"handle", "@" + user.handle},
          {"address", ledger.address_text(user.address)},
          {"created_at", rfc3339(user.created_at)}};
}

json::object payment_json(const Operation& operation) {
  json::object out = to_json(view(operation));
  out["created_at"] = rfc3339(operation.created_at);
  out["expires_at"] = rfc3339(operation.expiry);
  if (operation.version) out["version"] = operation.version->value();
  if (operation.memo) out["memo"] = *operation.memo;
  if (!operation.failure.empty()) out["failure"] = operation.failure;
  return out;
}

http::Response payment_answer(const Operation& payment, int status) {
  auto response = http::json_response(payment.open() ? 202 : status, payment_json(payment));
  response.headers.set("Location", "/v1/payments/" + payment.id);
  return response;
}

/// An order as the message that the inbox keeps: the idempotency key is its id.
InboundMessage message_of(const Order& order, std::string_view key) {
  InboundMessage out;
  out.channel = kOrderChannel;
  out.user = order.user;
  out.message_id = crypto::hash("pennypost/idempotency_key/1", view_of(key)).hex();
  out.text = order_text(order);
  return out;
}

}  // namespace

asio::awaitable<http::Response> answer_message(Services& services, InboundMessage message) {
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
          auto tenant = tenant_of(services_.records, request);
          if (!tenant) co_return unauthorized();
          auto response = co_await (this->*handler)(std::move(request), std::move(*tenant));
          services_.metrics.count_http(response.status);
          co_return response;
        },
        options);
  };
  add("POST /v1/messages", &AppApi::post_message, {.body_bytes_max = kMessageBodyBytesMax});
  add("POST /v1/users", &AppApi::post_user);
  add("GET /v1/users", &AppApi::get_users);
  add("GET /v1/users/{id}", &AppApi::get_user);
  add("GET /v1/users/{id}/balance", &AppApi::get_balance);
  add("GET /v1/users/{id}/history", &AppApi::get_history);
  add("GET /v1/payments", &AppApi::get_payments);
  add("POST /v1/payments", &AppApi::post_payment, {.body_bytes_max = kMessageBodyBytesMax});
  add("GET /v1/payments/{id}", &AppApi::get_payment);
  add("POST /v1/payments/{id}/confirm", &AppApi::confirm_payment);
  add("POST /v1/payments/{id}/cancel", &AppApi::cancel_payment);
  add("GET /v1/receipts/{id}", &AppApi::get_receipt);
}

AppApi::Reply AppApi::post_message(http::Request request, std::string tenant) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  auto message = message_from_json(*body);
  if (!message)
    co_return http::problem(400, message.error(), "Correct the message; nothing was sent.");
  if (message->channel == kOrderChannel) {
    co_return http::problem(400, "invalid_message", "This channel is the API's own.",
                            "Name the channel that the message comes from.");
  }
  message->tenant = std::move(tenant);
  message->received_at = services_.now();
  co_return co_await answer_message(services_, std::move(*message));
}

AppApi::Reply AppApi::get_user(http::Request request, std::string tenant) {
  const auto user =
      services_.people.find(tenant, std::string(request.captures.get("id").value_or("")));
  if (!user) co_return unknown_user();
  co_return http::json_response(200, user_json(*user, services_.ledger));
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

std::optional<Operation> AppApi::payment_of(const http::Request& request,
                                            const std::string& tenant) {
  auto found = services_.records.operation(std::string(request.captures.get("id").value_or("")));
  const auto user = found ? services_.records.user(found->user) : std::nullopt;
  if (!user || user->tenant != tenant || found->kind != OperationKind::payment) return std::nullopt;
  return found;
}

AppApi::Reply AppApi::get_payment(http::Request request, std::string tenant) {
  const auto found = payment_of(request, tenant);
  co_return found ? http::json_response(200, payment_json(*found)) : unknown_payment();
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

AppApi::Reply AppApi::post_user(http::Request request, std::string tenant) {
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const json::value* handle = body->if_contains("handle");
  if (handle == nullptr || !handle->is_string() || body->size() != 1 ||
      !is_handle(std::string_view(handle->get_string()))) {
    co_return http::problem(400, "malformed",
                            "The body is {\"handle\"}: 1 to 32 of a-z, 0-9, _, - and .",
                            "Choose another handle.");
  }
  const auto user = co_await services_.gateway.open_user(
      std::move(tenant), std::string(std::string_view(handle->get_string())));
  if (!user) co_return refuse(user.error());
  co_return http::json_response(user->created ? 201 : 200, user_json(user->user, services_.ledger));
}

AppApi::Reply AppApi::get_users(http::Request request, std::string tenant) {
  const auto limit = limit_of(request);
  if (!limit) co_return limit.error();
  const std::string cursor(request.query.get("cursor").value_or(""));
  auto found = services_.records.users(cursor, *limit + 1);
  const bool more = found.size() > *limit;
  if (more) found.pop_back();
  json::array data;
  for (const User& user : found) {
    if (user.tenant == tenant) data.push_back(user_json(user, services_.ledger));
  }
  co_return http::json_response(200, page(std::move(data), more ? found.back().id : ""));
}

AppApi::Reply AppApi::post_payment(http::Request request, std::string tenant) {
  const auto key = request.headers.get("Idempotency-Key").value_or("");
  if (key.empty() || key.size() > kIdBytesMax) {
    co_return http::problem(400, "missing_idempotency_key",
                            "A payment carries an Idempotency-Key of at most 128 characters.",
                            "Send a fresh random key with each new payment.");
  }
  const auto body = http::json_object_body(request);
  if (!body) co_return body.error();
  const auto order = order_from_json(*body);
  if (!order) co_return http::problem(400, order.error(), "Correct the payment; nothing was sent.");
  InboundMessage message = message_of(*order, key);
  message.tenant = std::move(tenant);
  message.received_at = services_.now();
  const bool replayed = services_.gateway.knows(message);
  const auto replies =
      co_await services_.gateway.deliver(std::move(message), Gateway::Repeated::refuse);
  if (!replies) co_return refuse(replies.error());
  // A welcome and news of earlier payments may stand before the answer.
  const gateway::Reply& answer = replies->back();
  if (!answer.payment) co_return refuse_payment({answer.code, answer.text});
  const auto payment = services_.records.operation(answer.payment->id);
  CHECK(payment.has_value());
  auto response = payment_answer(*payment, 201);
  if (replayed) response.headers.set("Idempotency-Replayed", "true");
  co_return response;
}

AppApi::Reply AppApi::confirm_payment(http::Request request, std::string tenant) {
  auto payment = payment_of(request, tenant);
  if (!payment) co_return unknown_payment();
  const auto done = co_await services_.gateway.confirm(std::move(*payment));
  co_return done ? payment_answer(*done, 200) : refuse_payment(done.error());
}

AppApi::Reply AppApi::cancel_payment(http::Request request, std::string tenant) {
  auto payment = payment_of(request, tenant);
  if (!payment) co_return unknown_payment();
  const auto done = co_await services_.gateway.cancel(std::move(*payment));
  co_return done ? payment_answer(*done, 200) : refuse_payment(done.error());
}

AppApi::Reply AppApi::get_receipt(http::Request request, std::string) {
  const auto id = TransactionId::from_hex(request.captures.get("id").value_or(""));
  const auto found = id ? co_await nodes_.find(*id) : std::nullopt;
  if (!found) {
    co_return http::problem(404, "not_found", "There is no receipt of this transaction.",
                            "Check the id.");
  }
  http::Response response{.headers = {{"Content-Type", "application/octet-stream"}},
                          .body = std::string(text_of(found->file))};
  co_return response;
}

}  // namespace pennypost::gateway
