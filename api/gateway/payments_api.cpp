#include "api/gateway/payments_api.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "api/gateway/app_json.h"
#include "api/http/json.h"
#include "api/http/problem.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr const char* kRefunds = "refunds";     // payment → amount by the refund's message
constexpr const char* kRefundOf = "refund_of";  // refund → payment
constexpr std::chrono::seconds kWaitFinal{30};
constexpr std::chrono::milliseconds kLook{250};
constexpr int kReserveTries = 20;

http::Response unknown_payment() {
  return http::problem(404, "not_found", "This tenant has no such payment.", "Check the id.");
}

http::Response not_refundable(std::string why, std::string next) {
  return http::problem(422, "not_refundable", std::move(why), std::move(next));
}

/// Whether the query asks to wait for the end, or the refusal.
std::expected<bool, http::Response> waits(const http::Request& request) {
  const auto wait = request.query.get("wait");
  if (!wait) return false;
  if (*wait == "final") return true;
  return std::unexpected(malformed_query("\"wait\" is final, or left out."));
}

std::uint64_t units(const json::value& value) {
  return value.to_number<std::uint64_t>();
}

}  // namespace

void PaymentsApi::add_routes(http::Router& router) {
  const auto add = door_.adder(router, *this);
  const DoorOptions optional{.once = Once::optional};
  const DoorOptions required{.once = Once::required, .body_bytes_max = kMessageBodyBytesMax};
  add("GET /v1/payments", Scope::payments_read, &PaymentsApi::get_payments);
  add("POST /v1/payments", Scope::payments_write, &PaymentsApi::post_payment, required);
  add("GET /v1/payments/{id}", Scope::payments_read, &PaymentsApi::get_payment);
  add("POST /v1/payments/{id}/confirm", Scope::payments_write, &PaymentsApi::confirm_payment,
      optional);
  add("POST /v1/payments/{id}/cancel", Scope::payments_write, &PaymentsApi::cancel_payment,
      optional);
  add("POST /v1/payments/{id}/refund", Scope::payments_write, &PaymentsApi::refund_payment,
      required);
  add("GET /v1/receipts/{id}", Scope::payments_read, &PaymentsApi::get_receipt);
}

std::optional<Operation> PaymentsApi::payment_of(const Call& call) {
  auto found = services_.records.operation(captured(call.request, "id"));
  const auto user = found ? services_.records.user(found->user) : std::nullopt;
  if (!user || user->tenant != call.caller.tenant || !found->pays()) return std::nullopt;
  return found;
}

json::object PaymentsApi::shown(const Operation& operation) {
  json::object out = payment_json(operation);
  if (const auto user = services_.records.user(operation.user)) out["user"] = user->handle;
  if (const auto original = services_.records.store().get(kRefundOf, operation.id)) {
    out["refund_of"] = *original;
  }
  if (operation.state == OperationState::held && !operation.claim_code.empty()) {
    out["claim_url"] = services_.desk.holds.link(operation);
  }
  return out;
}

http::Response PaymentsApi::answer(const Operation& payment, int status) {
  auto response = http::json_response(payment.open() ? 202 : status, shown(payment));
  response.headers.set("Location", "/v1/payments/" + payment.id);
  set_ledger_headers(services_, response);
  return response;
}

asio::awaitable<Operation> PaymentsApi::until_end(Operation operation) {
  const auto until = std::chrono::steady_clock::now() + kWaitFinal;
  while (operation.open() && std::chrono::steady_clock::now() < until) {
    co_await events_.news(kLook);
    auto now = services_.records.operation(operation.id);
    if (now) operation = std::move(*now);
  }
  co_return operation;
}

PaymentsApi::Answering PaymentsApi::get_payment(Call call) {
  const auto wait = waits(call.request);
  if (!wait) co_return wait.error();
  auto found = payment_of(call);
  if (!found) co_return unknown_payment();
  if (*wait) {
    found = co_await until_end(std::move(*found));
    if (found->open()) co_return answer(*found, 202);
  }
  auto response = http::json_response(200, shown(*found));
  set_ledger_headers(services_, response);
  co_return response;
}

PaymentsApi::Answering PaymentsApi::get_payments(Call call) {
  const auto limit = limit_of(call.request);
  if (!limit) co_return limit.error();
  const auto user = services_.people.find(call.caller.tenant,
                                          std::string(call.request.query.get("user").value_or("")));
  if (!user) co_return unknown_user();
  const auto found = services_.records.operations_of(
      user->id, std::string(call.request.query.get("cursor").value_or("")), *limit);
  json::array data;
  for (const Operation& operation : found.operations) data.push_back(shown(operation));
  co_return http::json_response(200, page(std::move(data), found.more ? found.cursor : ""));
}

PaymentsApi::Answering PaymentsApi::post_payment(Call call) {
  const auto wait = waits(call.request);
  if (!wait) co_return wait.error();
  auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  bool dry = false;
  if (const auto* flag = body->if_contains("dry_run")) {
    if (!flag->is_bool()) {
      co_return http::problem(400, "invalid_payment", "\"dry_run\" is true or false.",
                              "Correct the payment; nothing was sent.");
    }
    dry = flag->get_bool();
    body->erase("dry_run");
  }
  auto order = order_from_json(*body);
  if (!order) co_return http::problem(400, order.error(), "Correct the payment; nothing was sent.");
  if (dry) co_return co_await dry_run(std::move(*order), call.caller.tenant);
  InboundMessage message = order_message(*order, call.idempotency_key);
  message.tenant = call.caller.tenant;
  message.received_at = services_.now();
  if (const auto seconds = wait_of(services_, message); seconds > 0) {
    co_return rate_limited(seconds);
  }
  auto payment = co_await carry_out(std::move(message));
  if (!payment) co_return payment.error();
  if (*wait) payment = co_await until_end(std::move(*payment));
  co_return answer(*payment, 201);
}

PaymentsApi::Answering PaymentsApi::dry_run(Order order, std::string tenant) {
  const auto payer = services_.people.find(tenant, order.user);
  if (!payer) co_return unknown_user();
  const auto wish = services_.desk.payments.settle(*payer, order.to, order.amount, order.currency);
  if (!wish) co_return refuse_payment(wish.error());
  Plan plan{*payer, "dry_run", {*wish}, order.memo, services_.now()};
  const auto question = co_await services_.desk.payments.examine(std::move(plan));
  if (!question) co_return refuse_payment(question.error());
  json::object out{{"dry_run", true},
                   {"outcome", question->has_value() ? "asks" : "pays"},
                   {"reason", nullptr},
                   {"to", "@" + wish->to_handle},
                   {"amount", wish->amount_text},
                   {"currency", wish->currency.view()}};
  if (question->has_value()) out["reason"] = (*question)->code;
  co_return http::json_response(200, out);
}

asio::awaitable<std::expected<Operation, http::Response>> PaymentsApi::carry_out(
    InboundMessage message) {
  const auto replies = co_await services_.gateway.deliver(std::move(message));
  if (!replies) co_return std::unexpected(refuse(replies.error()));
  // A welcome and news of earlier payments may stand before the answer.
  const gateway::Reply& said = replies->back();
  if (!said.payment) co_return std::unexpected(refuse_payment({said.code, said.text}));
  auto payment = services_.records.operation(said.payment->id);
  CHECK(payment.has_value());
  co_return std::move(*payment);
}

PaymentsApi::Answering PaymentsApi::confirm_payment(Call call) {
  const auto wait = waits(call.request);
  if (!wait) co_return wait.error();
  auto payment = payment_of(call);
  if (!payment) co_return unknown_payment();
  auto done = co_await services_.gateway.confirm(std::move(*payment));
  if (!done) co_return refuse_payment(done.error());
  if (*wait) done = co_await until_end(std::move(*done));
  co_return answer(*done, 200);
}

PaymentsApi::Answering PaymentsApi::cancel_payment(Call call) {
  auto payment = payment_of(call);
  if (!payment) co_return unknown_payment();
  if (payment->state == OperationState::held) {
    const auto released =
        co_await services_.gateway.release(std::move(*payment), services_.desk.holds);
    if (released.open() || released.state == OperationState::cancelled) {
      co_return answer(released, 200);
    }
    co_return http::problem(422, "nothing_to_cancel", "It was claimed, or went back, before.",
                            "Look at the payment.");
  }
  const auto done = co_await services_.gateway.cancel(std::move(*payment));
  co_return done ? answer(*done, 200) : refuse_payment(done.error());
}

PaymentsApi::Answering PaymentsApi::refund_payment(Call call) {
  const auto original = payment_of(call);
  if (!original) co_return unknown_payment();
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  for (const auto& member : *body) {
    const bool known = member.key() == "amount" || member.key() == "memo";
    if (!known || !member.value().is_string()) {
      co_return http::problem(400, "invalid_payment", "A refund has amount and memo, both texts.",
                              "Correct the refund; nothing was sent.");
    }
  }
  if (original->kind != OperationKind::payment || original->state != OperationState::final) {
    co_return not_refundable("Only a payment that is final can be given back.",
                             "Cancel it where it still waits.");
  }
  const auto payer = services_.records.user(original->user);
  const auto payee = services_.records.user_by_address(original->to);
  if (!payer || !payee || payee->tenant != call.caller.tenant) {
    co_return not_refundable("The money is not with one of this tenant's users any more.",
                             "Ask whoever has it to send it back.");
  }
  Order order{.user = payee->handle,
              .to = "@" + payer->handle,
              .amount = original->amount_text,
              .currency = std::string(original->currency.view())};
  if (const auto* amount = body->if_contains("amount")) order.amount = amount->get_string().c_str();
  if (const auto* memo = body->if_contains("memo")) order.memo = memo->get_string().c_str();
  if (!body->contains("amount")) order.amount = left_of(*original);
  const auto checked = order_from_json(json::parse(order_text(order)).as_object());
  if (!checked) {
    co_return http::problem(400, checked.error(), "Correct the refund; nothing was sent.");
  }
  InboundMessage message = order_message(*checked, call.idempotency_key);
  message.tenant = call.caller.tenant;
  message.received_at = services_.now();
  const auto refunded = co_await refund(*original, *checked, std::move(message));
  co_return refunded ? answer(*refunded, 201) : refunded.error();
}

std::uint64_t PaymentsApi::refunded(const json::object& reserved, const std::string& but) {
  std::uint64_t sum = 0;
  for (const auto& entry : reserved) {
    const std::string intent(entry.key());
    if (intent == but) continue;
    auto made = services_.records.operation(operation_id(intent, 0, 0));
    if (!made) {
      made =
          services_.records.operation(operation_id(services_.desk.payments.card_id(intent), 0, 0));
    }
    if (made &&
        (made->state == OperationState::failed || made->state == OperationState::cancelled)) {
      continue;
    }
    sum += units(entry.value());  // of one payment: never above its amount
  }
  return sum;
}

std::string PaymentsApi::left_of(const Operation& original) {
  const auto reserved = services_.records.get_house(kRefunds, original.id).value_or(json::object());
  const std::uint64_t given = std::min(refunded(reserved, ""), original.amount.value());
  return amount_text(Amount(original.amount.value() - given),
                     services_.ledger.currencies().at(original.currency));
}

asio::awaitable<std::expected<Operation, http::Response>> PaymentsApi::refund(
    Operation original, Order order, InboundMessage message) {
  const std::string intent = services_.records.message_key(message);
  const auto& info = services_.ledger.currencies().at(original.currency);
  const auto amount = parse_amount(order.amount, info.decimals, info.display_decimals);
  if (!amount || amount->value() == 0) {
    co_return std::unexpected(refuse_payment(
        {"invalid_amount", amount ? "An amount is more than zero." : amount.error().message}));
  }
  // Reserved before it is paid, by compare-and-set: refunds never sum up to more than the payment.
  for (int i = 0;; ++i) {
    gateway_store::Change change;
    services_.records.expect_unchanged(change, kRefunds, original.id);
    auto reserved = services_.records.get_house(kRefunds, original.id).value_or(json::object());
    const std::uint64_t given = refunded(reserved, intent);
    const std::uint64_t all = original.amount.value();
    if (given > all || amount->value() > all - given) {
      co_return std::unexpected(not_refundable("That is more than what is left of the payment.",
                                               "Give back at most " + left_of(original) + "."));
    }
    reserved[intent] = amount->value();
    services_.records.put_house(change, kRefunds, original.id, reserved);
    if (co_await services_.records.commit(std::move(change))) break;
    if (i == kReserveTries) {
      co_return std::unexpected(http::problem(503, "busy", "Many refunds of it are being made.",
                                              "Send the same request again in a moment."));
    }
  }
  auto made = co_await carry_out(std::move(message));
  gateway_store::Change change;
  if (made) {
    change.put(kRefundOf, made->id, original.id);
  } else if (made.error().status < 500) {
    // Nothing moves: what was reserved is free again.
    services_.records.expect_unchanged(change, kRefunds, original.id);
    auto reserved = services_.records.get_house(kRefunds, original.id).value_or(json::object());
    reserved.erase(intent);
    services_.records.put_house(change, kRefunds, original.id, reserved);
  }
  if (!change.writes.empty()) (void)co_await services_.records.commit(std::move(change));
  co_return made;
}

PaymentsApi::Answering PaymentsApi::get_receipt(Call call) {
  const auto id = TransactionId::from_hex(captured(call.request, "id"));
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
