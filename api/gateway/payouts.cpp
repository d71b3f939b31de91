#include "api/gateway/payouts.h"

#include <fmt/format.h>

#include <map>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/array.hpp>

#include "api/gateway/spawn.h"
#include "api/http/json.h"
#include "api/http/problem.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr const char* kPayouts = "payouts";
constexpr const char* kOpenPayouts = "open_payouts";  // id → the gateway that carries it out
constexpr const char* kPayoutsOf = "payouts_of";      // "<user> <time> <id>"
constexpr const char* kOutcomes = "payout_outcomes";  // "<id> <index>"
constexpr std::chrono::milliseconds kRetryPause{1'000};

std::string outcome_key(const std::string& id, std::size_t index) {
  return fmt::format("{} {:06}", id, index);
}

std::string text(const json::object& from, std::string_view name) {
  return std::string(from.at(name).as_string());
}

json::object stored(const Payout& payout) {
  json::array items;
  for (const auto& item : payout.items) {
    json::object row{{"to", item.to}, {"amount", item.amount}};
    if (item.memo) row["memo"] = *item.memo;
    if (item.reference) row["reference"] = *item.reference;
    items.push_back(std::move(row));
  }
  return {{"id", payout.id},
          {"tenant", payout.tenant},
          {"user", payout.user},
          {"handle", payout.handle},
          {"currency", payout.currency},
          {"items", std::move(items)},
          {"confirmed", payout.confirmed},
          {"finished", payout.finished},
          {"created_at", payout.created_at.value()}};
}

Payout payout_from(const json::object& from) {
  Payout out{.id = text(from, "id"),
             .tenant = text(from, "tenant"),
             .user = text(from, "user"),
             .handle = text(from, "handle"),
             .currency = text(from, "currency"),
             .items = {},
             .confirmed = from.at("confirmed").as_bool(),
             .finished = from.at("finished").as_bool(),
             .created_at = TimestampUs(from.at("created_at").to_number<std::uint64_t>())};
  for (const auto& value : from.at("items").as_array()) {
    const auto& row = value.as_object();
    Payout::Item item{.to = text(row, "to"), .amount = text(row, "amount")};
    if (row.contains("memo")) item.memo = text(row, "memo");
    if (row.contains("reference")) item.reference = text(row, "reference");
    out.items.push_back(std::move(item));
  }
  return out;
}

Order order_of(const Payout& payout, std::size_t index) {
  const auto& item = payout.items[index];
  return {.user = payout.handle,
          .to = item.to,
          .amount = item.amount,
          .currency = payout.currency,
          .memo = item.memo};
}

asio::awaitable<void> pause(std::chrono::milliseconds duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor, duration);
  co_await timer.async_wait(asio::use_awaitable);
}

/// Neither refused nor paid: to be tried again.
bool passes(const std::string& code) {
  return code == "busy" || code == "internal" || code == "account_opening" ||
         code == "ledger_unavailable" || code == "too_many_open";
}

}  // namespace

void Payouts::resume() {
  for (const auto& row : services_.records.store().scan({.table = kOpenPayouts})) {
    run_soon(row.key);
  }
}

asio::awaitable<void> Payouts::take_over(std::function<bool(const std::string&)> alive) {
  auto& records = services_.records;
  for (const auto& row : records.store().scan({.table = kOpenPayouts})) {
    if (stopping_) co_return;
    if (row.value == records.owner() || alive(row.value)) continue;
    Change change;
    change.expect(kOpenPayouts, row.key, row.value);
    change.put(kOpenPayouts, row.key, records.owner());
    if (co_await records.commit(std::move(change))) run_soon(row.key);
  }
}

bool Payouts::ours(const std::string& id) {
  auto& records = services_.records;
  return !records.shared() || records.store().get(kOpenPayouts, id) == records.owner();
}

std::optional<Payout> Payouts::load(const std::string& id) {
  const auto found = services_.records.get_sealed(kPayouts, id);
  return found ? std::optional(payout_from(*found)) : std::nullopt;
}

std::optional<Payout> Payouts::find(const std::string& tenant, const std::string& id) {
  auto found = load(id);
  if (!found || found->tenant != tenant) return std::nullopt;
  return found;
}

void Payouts::put(Change& change, const Payout& payout) {
  services_.records.put_sealed(change, kPayouts, payout.id, payout.user, stored(payout));
  if (payout.finished) {
    change.erase(kOpenPayouts, payout.id);
  } else {
    change.put(kOpenPayouts, payout.id, services_.records.owner());
  }
}

asio::awaitable<Payout> Payouts::create(Payout payout) {
  Change change;
  change.expect(kPayouts, payout.id, std::nullopt);
  put(change, payout);
  change.put(kPayoutsOf,
             fmt::format("{} {:016x} {}", payout.user, payout.created_at.value(), payout.id),
             payout.id);
  const std::string id = payout.id;
  if (!co_await services_.records.commit(std::move(change))) payout = load(id).value();
  run_soon(id);
  co_return payout;
}

Payouts::Page Payouts::list(const std::string& user, const std::string& after, std::size_t limit) {
  Page out;
  const std::string prefix = user + " ";
  const auto rows = services_.records.store().scan({.table = kPayoutsOf,
                                                    .prefix = prefix,
                                                    .after = after.empty() ? "" : prefix + after,
                                                    .backwards = true,
                                                    .limit = limit + 1});
  for (const auto& row : rows) {
    if (out.payouts.size() == limit) {
      out.more = true;
      break;
    }
    if (auto found = load(row.value)) out.payouts.push_back(std::move(*found));
    out.cursor = row.key.substr(prefix.size());
  }
  return out;
}

asio::awaitable<Payout> Payouts::confirm(Payout payout) {
  Change change;
  services_.records.expect_unchanged(change, kPayouts, payout.id);
  payout = load(payout.id).value_or(payout);
  if (!payout.finished && !payout.confirmed) {
    payout.confirmed = true;
    put(change, payout);
    if (!co_await services_.records.commit(std::move(change))) payout = load(payout.id).value();
  }
  run_soon(payout.id);
  co_return payout;
}

std::optional<PayoutOutcome> Payouts::outcome(const Payout& payout, std::size_t index) {
  const auto found = services_.records.get_sealed(kOutcomes, outcome_key(payout.id, index));
  if (!found) return std::nullopt;
  return PayoutOutcome{text(*found, "payment_id"), text(*found, "failure")};
}

std::string Payouts::state_of(const Payout& payout, std::size_t index) {
  const auto known = outcome(payout, index);
  if (!known) return "waiting";
  if (known->payment_id.empty()) return "refused";
  const auto payment = services_.records.operation(known->payment_id);
  return payment ? std::string(to_string(payment->state)) : "refused";
}

void Payouts::run_soon(const std::string& id) {
  if (stopping_ || !running_.insert(id).second) return;
  spawn(executor_, run(id));
}

asio::awaitable<void> Payouts::run(std::string id) {
  while (!stopping_ && ours(id)) {
    Change change;
    services_.records.expect_unchanged(change, kPayouts, id);  // it may be confirmed meanwhile
    const auto payout = load(id);
    if (!payout || payout->finished) break;
    co_await carry_out(*payout);
    if (stopping_) break;
    std::map<std::string, std::size_t> states;
    for (std::size_t i = 0; i < payout->items.size(); ++i) ++states[state_of(*payout, i)];
    const auto now = load(id);
    if (states.contains("awaiting_confirmation")) {
      if (now && now->confirmed && !payout->confirmed) continue;  // it came meanwhile
      if (!payout->confirmed) break;  // until the app confirms or cancels; see confirm
      // What could not be confirmed (its card is too old, a limit is used up) never will.
    }
    if (states.contains("submitted") || states.contains("checking")) {
      co_await events_.news(kRetryPause);
      continue;
    }
    Payout done = *payout;
    done.finished = true;
    put(change, done);
    json::object counts;
    for (const auto& [state, count] : states) counts[state] = count;
    services_.records.put_event(change, done.user, "evt_" + id.substr(4), "payout.finished",
                                {{"payout", {{"id", id}, {"counts", std::move(counts)}}}});
    if (co_await services_.records.commit(std::move(change))) break;
  }
  running_.erase(id);
}

asio::awaitable<void> Payouts::carry_out(Payout payout) {
  for (std::size_t i = 0; i < payout.items.size() && !stopping_; ++i) {
    if (outcome(payout, i)) continue;
    if (!ours(payout.id)) co_return;
    co_await pay(payout, i);
  }
  if (payout.confirmed && !stopping_) co_await confirm_items(std::move(payout));
}

asio::awaitable<void> Payouts::pay(Payout payout, std::size_t index) {
  PayoutOutcome out;
  while (!stopping_) {
    InboundMessage message =
        order_message(order_of(payout, index), payout.id + " " + std::to_string(index));
    message.tenant = payout.tenant;
    message.received_at = services_.now();
    const auto replies = co_await services_.gateway.deliver(std::move(message));
    const std::string code = replies ? replies->back().code : replies.error().code;
    if (replies && replies->back().payment) {
      out.payment_id = replies->back().payment->id;
      break;
    }
    if (!passes(code)) {
      out.failure = code;
      break;
    }
    co_await pause(kRetryPause);
  }
  if (stopping_ && out.payment_id.empty() && out.failure.empty()) co_return;
  Change change{.synced = false};  // found again by the message, should it be lost
  change.expect(kOutcomes, outcome_key(payout.id, index), std::nullopt);
  services_.records.put_sealed(change, kOutcomes, outcome_key(payout.id, index), payout.user,
                               {{"payment_id", out.payment_id}, {"failure", out.failure}});
  (void)co_await services_.records.commit(std::move(change));
}

asio::awaitable<void> Payouts::confirm_items(Payout payout) {
  for (std::size_t i = 0; i < payout.items.size() && !stopping_; ++i) {
    auto known = outcome(payout, i);
    if (!known || known->payment_id.empty()) continue;
    auto payment = services_.records.operation(known->payment_id);
    if (!payment || payment->state != OperationState::awaiting_confirmation) continue;
    const auto done = co_await services_.gateway.confirm(std::move(*payment));
    if (done) continue;
    payment = services_.records.operation(known->payment_id);
    const bool waits = payment && payment->state == OperationState::awaiting_confirmation;
    if (!waits) continue;  // another gateway, or the app by the payment's id, was quicker
    known->failure = done.error().code;
    Change change{.synced = false};
    services_.records.put_sealed(change, kOutcomes, outcome_key(payout.id, i), payout.user,
                                 {{"payment_id", known->payment_id}, {"failure", known->failure}});
    (void)co_await services_.records.commit(std::move(change));
  }
}

// ---- routes
// --------------------------------------------------------------------------------------

namespace {

http::Response malformed(std::string detail) {
  return http::problem(400, "invalid_payout", std::move(detail),
                       "Correct the payout; nothing was sent.");
}

http::Response unknown_payout() {
  return http::problem(404, "not_found", "This tenant has no such payout.", "Check the id.");
}

std::expected<Payout, http::Response> payout_of(const json::object& body) {
  Payout out;
  for (const auto& member : body) {
    const std::string_view name = member.key();
    if (name != "user" && name != "currency" && name != "items") {
      return std::unexpected(malformed("A payout has user, currency and items, nothing else."));
    }
  }
  const auto member = [&](const json::object& from, std::string_view name) {
    const auto* value = from.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
  };
  out.handle = member(body, "user");
  out.currency = member(body, "currency");
  const auto* items = body.if_contains("items");
  if (items == nullptr || !items->is_array() || items->get_array().empty() ||
      items->get_array().size() > kPayoutItemsMax) {
    return std::unexpected(malformed("\"items\" is a list of 1 to 1,000."));
  }
  for (const auto& value : items->get_array()) {
    const std::string where = "Item " + std::to_string(out.items.size()) + ": ";
    if (!value.is_object()) return std::unexpected(malformed(where + "it is no object."));
    json::object order = value.get_object();
    Payout::Item item;
    if (const auto* reference = order.if_contains("reference")) {
      if (!reference->is_string() || reference->get_string().size() > kIdBytesMax) {
        return std::unexpected(malformed(where + "\"reference\" is a text of at most 128 bytes."));
      }
      item.reference = std::string(reference->get_string());
      order.erase("reference");
    }
    if (order.contains("user") || order.contains("currency")) {
      return std::unexpected(malformed(where + "it has to, amount, memo and reference."));
    }
    order["user"] = out.handle;
    order["currency"] = out.currency;
    const auto read = order_from_json(order);
    if (!read) return std::unexpected(malformed(where + read.error().message));
    item.to = read->to;
    item.amount = read->amount;
    item.memo = read->memo;
    out.items.push_back(std::move(item));
  }
  return out;
}

}  // namespace

void PayoutsApi::add_routes(http::Router& router) {
  const auto add = door_.adder(router, *this);
  add("POST /v1/payouts", Scope::payments_write, &PayoutsApi::post_payout,
      {.once = Once::required});
  add("GET /v1/payouts", Scope::payments_read, &PayoutsApi::get_payouts);
  add("GET /v1/payouts/{id}", Scope::payments_read, &PayoutsApi::get_payout);
  add("GET /v1/payouts/{id}/items", Scope::payments_read, &PayoutsApi::get_items);
  add("POST /v1/payouts/{id}/confirm", Scope::payments_write, &PayoutsApi::confirm_payout,
      {.once = Once::optional});
}

json::object PayoutsApi::shown(const Payout& payout) {
  std::map<std::string, std::size_t> states;
  for (std::size_t i = 0; i < payout.items.size(); ++i) ++states[payouts_.state_of(payout, i)];
  json::object counts;
  for (const auto& [state, count] : states) counts[state] = count;
  const bool asks =
      !payout.confirmed && !states.contains("waiting") && states.contains("awaiting_confirmation");
  return {{"id", payout.id},
          {"user", payout.handle},
          {"currency", payout.currency},
          {"state", payout.finished ? "finished"
                    : asks          ? "awaiting_confirmation"
                                    : "running"},
          {"count", payout.items.size()},
          {"counts", std::move(counts)},
          {"created_at", rfc3339(payout.created_at)}};
}

PayoutsApi::Answering PayoutsApi::post_payout(Call call) {
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  auto payout = payout_of(*body);
  if (!payout) co_return payout.error();
  const auto user = services_.people.find(call.caller.tenant, payout->handle);
  if (!user) co_return unknown_user();
  payout->id = "pyo_" + call.once.substr(0, 24);
  payout->tenant = call.caller.tenant;
  payout->user = user->id;
  payout->created_at = services_.now();
  const Payout made = co_await payouts_.create(std::move(*payout));
  auto response = http::json_response(202, shown(made));
  response.headers.set("Location", "/v1/payouts/" + made.id);
  co_return response;
}

PayoutsApi::Answering PayoutsApi::get_payouts(Call call) {
  const auto limit = limit_of(call.request);
  if (!limit) co_return limit.error();
  const auto user = services_.people.find(call.caller.tenant,
                                          std::string(call.request.query.get("user").value_or("")));
  if (!user) co_return unknown_user();
  const auto found =
      payouts_.list(user->id, std::string(call.request.query.get("cursor").value_or("")), *limit);
  json::array data;
  for (const auto& payout : found.payouts) data.push_back(shown(payout));
  co_return http::json_response(200, page(std::move(data), found.more ? found.cursor : ""));
}

PayoutsApi::Answering PayoutsApi::get_payout(Call call) {
  const auto payout = payouts_.find(call.caller.tenant, captured(call.request, "id"));
  co_return payout ? http::json_response(200, shown(*payout)) : unknown_payout();
}

PayoutsApi::Answering PayoutsApi::get_items(Call call) {
  const auto payout = payouts_.find(call.caller.tenant, captured(call.request, "id"));
  if (!payout) co_return unknown_payout();
  const auto limit = limit_of(call.request);
  if (!limit) co_return limit.error();
  std::size_t first = 0;
  if (const auto cursor = call.request.query.get("cursor"); cursor && !cursor->empty()) {
    const auto read = number_from(*cursor);
    if (!read || *read > payout->items.size()) co_return malformed_query("Unknown cursor.");
    first = *read;
  }
  const std::size_t end = std::min(first + *limit, payout->items.size());
  json::array data;
  for (std::size_t i = first; i < end; ++i) {
    const auto& item = payout->items[i];
    const auto outcome = payouts_.outcome(*payout, i);
    json::object row{{"index", i},
                     {"to", item.to},
                     {"amount", item.amount},
                     {"reference", nullptr},
                     {"state", payouts_.state_of(*payout, i)},
                     {"payment_id", nullptr},
                     {"failure", nullptr}};
    if (item.reference) row["reference"] = *item.reference;
    if (outcome && !outcome->payment_id.empty()) row["payment_id"] = outcome->payment_id;
    if (outcome && !outcome->failure.empty()) row["failure"] = outcome->failure;
    data.push_back(std::move(row));
  }
  co_return http::json_response(
      200, page(std::move(data), end < payout->items.size() ? std::to_string(end) : ""));
}

PayoutsApi::Answering PayoutsApi::confirm_payout(Call call) {
  auto payout = payouts_.find(call.caller.tenant, captured(call.request, "id"));
  if (!payout) co_return unknown_payout();
  const Payout confirmed = co_await payouts_.confirm(std::move(*payout));
  auto response = http::json_response(202, shown(confirmed));
  response.headers.set("Location", "/v1/payouts/" + confirmed.id);
  co_return response;
}

}  // namespace pennypost::gateway
