#include "api/gateway/people_api.h"

#include <algorithm>

#include <boost/json/array.hpp>

#include "api/gateway/app_json.h"
#include "api/gateway/desk.h"
#include "api/gateway/news.h"
#include "api/http/json.h"
#include "api/http/problem.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::size_t kExportPage = 500;
constexpr const char* kApp = "api";

http::Response unknown_request() {
  return http::problem(404, "not_found", "This tenant has no such request.", "Check the id.");
}

std::string member(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

}  // namespace

void PeopleApi::add_routes(http::Router& router) {
  const auto add = door_.adder(router, *this);
  const DoorOptions optional{.once = Once::optional};
  const DoorOptions required{.once = Once::required, .body_bytes_max = kMessageBodyBytesMax};
  add("GET /v1/users/{id}/contacts", Scope::users_read, &PeopleApi::get_contacts);
  add("GET /v1/users/{id}/identities", Scope::users_read, &PeopleApi::get_identities);
  add("GET /v1/users/{id}/limits", Scope::users_read, &PeopleApi::get_limits);
  add("GET /v1/users/{id}/export", Scope::users_read, &PeopleApi::get_export);
  add("DELETE /v1/users/{id}", Scope::users_write, &PeopleApi::delete_user);
  add("POST /v1/requests", Scope::payments_write, &PeopleApi::post_request, required);
  add("GET /v1/requests", Scope::payments_read, &PeopleApi::get_requests);
  add("GET /v1/requests/{id}", Scope::payments_read, &PeopleApi::get_request);
  add("POST /v1/requests/{id}/accept", Scope::payments_write, &PeopleApi::accept_request, optional);
  add("POST /v1/requests/{id}/decline", Scope::payments_write, &PeopleApi::decline_request,
      optional);
  add("POST /v1/requests/{id}/withdraw", Scope::payments_write, &PeopleApi::withdraw_request,
      optional);
  add("POST /v1/claims", Scope::payments_write, &PeopleApi::post_claim, required);
}

std::optional<User> PeopleApi::user_of(const Call& call) {
  return services_.people.find(call.caller.tenant, captured(call.request, "id"));
}

json::array PeopleApi::contacts_of(const User& user) {
  json::array out;
  for (const auto& contact : Contacts(services_.records).list(user.id)) {
    out.push_back(json::object{{"name", contact.name}, {"to", who_text(contact.to)}});
  }
  return out;
}

json::array PeopleApi::identities_of(const User& user) {
  json::array out{json::object{{"handle", "@" + user.handle}, {"kind", "own"}}};
  for (const auto& handle : user.linked) {
    out.push_back(json::object{{"handle", "@" + handle}, {"kind", "linked"}});
  }
  return out;
}

json::array PeopleApi::limits_of(const User& user) {
  json::array out;
  Payments& payments = services_.desk.payments;
  for (const auto& [currency, info] : services_.ledger.currencies()) {
    const auto limits = payments.limits(user, currency);
    const auto text = [&, &units = info](Amount amount) { return amount_text(amount, units); };
    json::object row{{"currency", currency.view()},
                     {"paid_today", text(payments.paid_today(user, currency))},
                     {"first_payment_free", text(limits.first_payment_free)},
                     {"free", text(limits.free)},
                     {"with_card", text(limits.with_card)},
                     {"most", nullptr}};
    if (limits.most.value() > 0) row["most"] = text(limits.most);
    out.push_back(std::move(row));
  }
  return out;
}

PeopleApi::Answering PeopleApi::get_contacts(Call call) {
  const auto user = user_of(call);
  if (!user) co_return unknown_user();
  co_return http::json_response(200, page(contacts_of(*user), ""));
}

PeopleApi::Answering PeopleApi::get_identities(Call call) {
  const auto user = user_of(call);
  if (!user) co_return unknown_user();
  co_return http::json_response(200, page(identities_of(*user), ""));
}

PeopleApi::Answering PeopleApi::get_limits(Call call) {
  const auto user = user_of(call);
  if (!user) co_return unknown_user();
  co_return http::json_response(200, page(limits_of(*user), ""));
}

PeopleApi::Answering PeopleApi::get_export(Call call) {
  const auto user = user_of(call);
  if (!user) co_return unknown_user();
  json::array payments;
  std::string cursor;
  while (true) {
    auto found = services_.records.operations_of(user->id, cursor, kExportPage);
    for (const auto& operation : found.operations) payments.push_back(payment_json(operation));
    if (!found.more) break;
    cursor = found.cursor;
  }
  json::array requests;
  for (const bool to_pay : {false, true}) {
    cursor.clear();
    while (true) {
      auto found = services_.desk.requests.list(user->id, to_pay, cursor, kPageMax);
      for (const auto& request : found.requests) requests.push_back(shown(request));
      if (!found.more) break;
      cursor = found.cursor;
    }
  }
  co_return http::json_response(200, json::object{{"user", user_json(*user, services_.ledger)},
                                                  {"identities", identities_of(*user)},
                                                  {"contacts", contacts_of(*user)},
                                                  {"limits", limits_of(*user)},
                                                  {"payments", std::move(payments)},
                                                  {"requests", std::move(requests)}});
}

PeopleApi::Answering PeopleApi::delete_user(Call call) {
  auto user = user_of(call);
  if (!user) co_return unknown_user();
  const auto account = co_await services_.ledger.account(user->address);
  if (!account) co_return refuse(account.error());
  const bool has_money = std::ranges::any_of(
      account->balances, [](const auto& balance) { return balance.second.value() > 0; });
  // Test money is worth nothing; real money would be lost with the way to it.
  if (has_money && !services_.people.grants()) {
    co_return http::problem(409, "balance_left", "The user still has money.",
                            "Have it sent to somebody first.");
  }
  const std::string id = user->id;
  // Nobody is left who could be paid; one that is being paid just now stays, and is seen below.
  for (auto& request : services_.desk.requests.open_of(id)) {
    (void)co_await services_.desk.requests.withdraw(std::move(request), kApp);
  }
  const bool erased = co_await services_.gateway.erase(std::move(*user), [this, id] {
    return !services_.desk.payments.any_open(*services_.records.user(id)) &&
           services_.desk.holds.waiting(id).empty() && services_.desk.requests.open_of(id).empty();
  });
  if (!erased) {
    co_return http::problem(409, "user_busy",
                            "Payments, holds or requests of the user have not ended.",
                            "Wait for their end, or cancel them.");
  }
  co_await services_.desk.challenges.pins().forget(id);
  co_return http::Response{.status = 204, .headers = {}, .body = {}};
}

// ---- requests ----------------------------------------------------------------------------------

std::optional<Operation> PeopleApi::payment_of(const MoneyRequest& request) {
  const auto card = services_.records.card(request.card);
  if (!card || card->operations.empty()) return std::nullopt;
  return services_.records.operation(card->operations.front());
}

json::object PeopleApi::shown(const MoneyRequest& request) {
  const auto user = services_.records.user(request.user);
  const auto payment = payment_of(request);
  json::object out{{"id", request.id},
                   {"user", user ? json::value(user->handle) : json::value(nullptr)},
                   {"from", "@" + request.payer_handle},
                   {"state", json::string(to_string(request.state))},
                   {"amount", request.amount_text},
                   {"currency", request.currency.view()},
                   {"memo", nullptr},
                   {"payment_id", nullptr},
                   {"created_at", rfc3339(request.created_at)}};
  if (request.memo) out["memo"] = *request.memo;
  if (payment) out["payment_id"] = payment->id;
  return out;
}

std::optional<MoneyRequest> PeopleApi::request_of(const Call& call) {
  auto found = services_.desk.requests.find(captured(call.request, "id"));
  const auto user = found ? services_.records.user(found->user) : std::nullopt;
  if (!user || user->tenant != call.caller.tenant) return std::nullopt;
  return found;
}

PeopleApi::Answering PeopleApi::post_request(Call call) {
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  json::object order = *body;
  const std::string from = member(order, "from");
  if (from.empty() || order.contains("to")) {
    co_return http::problem(400, "invalid_request",
                            "A request has user, from, amount, currency and memo.",
                            "Correct the request; nobody was asked.");
  }
  order.erase("from");
  order["to"] = from;
  const auto read = order_from_json(order);
  if (!read) {
    co_return http::problem(400, "invalid_request", read.error().message,
                            "Correct the request; nobody was asked.");
  }
  const auto user = services_.people.find(call.caller.tenant, read->user);
  if (!user) co_return unknown_user();
  const auto wish = services_.desk.payments.settle(*user, read->to, read->amount, read->currency);
  if (!wish) co_return refuse_payment(wish.error());
  const auto asked = co_await services_.gateway.request(*user, call.once, *wish, read->memo,
                                                        services_.desk.requests);
  if (!asked) co_return refuse_payment(asked.error());
  auto response = http::json_response(201, shown(*asked));
  response.headers.set("Location", "/v1/requests/" + asked->id);
  co_return response;
}

PeopleApi::Answering PeopleApi::get_requests(Call call) {
  const auto limit = limit_of(call.request);
  if (!limit) co_return limit.error();
  const auto role = call.request.query.get("role").value_or("asks");
  if (role != "asks" && role != "pays") {
    co_return malformed_query("\"role\" is asks or pays.");
  }
  const auto user = services_.people.find(call.caller.tenant,
                                          std::string(call.request.query.get("user").value_or("")));
  if (!user) co_return unknown_user();
  const auto found = services_.desk.requests.list(
      user->id, role == "pays", std::string(call.request.query.get("cursor").value_or("")), *limit);
  json::array data;
  for (const auto& request : found.requests) data.push_back(shown(request));
  co_return http::json_response(200, page(std::move(data), found.more ? found.cursor : ""));
}

PeopleApi::Answering PeopleApi::get_request(Call call) {
  const auto request = request_of(call);
  co_return request ? http::json_response(200, shown(*request)) : unknown_request();
}

PeopleApi::Answering PeopleApi::accept_request(Call call) {
  const auto request = request_of(call);
  auto payment = request ? payment_of(*request) : std::nullopt;
  if (!payment) co_return unknown_request();
  const auto done = co_await services_.gateway.confirm(std::move(*payment));
  if (!done) co_return refuse_payment(done.error());
  co_return http::json_response(done->open() ? 202 : 200,
                                shown(*services_.desk.requests.find(request->id)));
}

PeopleApi::Answering PeopleApi::decline_request(Call call) {
  const auto request = request_of(call);
  auto payment = request ? payment_of(*request) : std::nullopt;
  if (!payment) co_return unknown_request();
  const auto done = co_await services_.gateway.cancel(std::move(*payment));
  if (!done) co_return refuse_payment(done.error());
  co_return http::json_response(200, shown(*services_.desk.requests.find(request->id)));
}

PeopleApi::Answering PeopleApi::withdraw_request(Call call) {
  const auto request = request_of(call);
  if (!request) co_return unknown_request();
  if (!co_await services_.desk.requests.withdraw(*request, kApp)) {
    co_return http::problem(422, "nothing_to_cancel", "It is paid or declined already.",
                            "Look at the request.");
  }
  co_return http::json_response(200, shown(*services_.desk.requests.find(request->id)));
}

// ---- claims ------------------------------------------------------------------------------------

PeopleApi::Answering PeopleApi::post_claim(Call call) {
  const auto body = http::json_object_body(call.request);
  if (!body) co_return body.error();
  const std::string handle = member(*body, "user");
  std::string code = member(*body, "code");
  if (body->size() != 2 || !is_handle(handle) || code.empty() || code.size() > 512) {
    co_return http::problem(400, "malformed", "The body is {\"user\", \"code\"}.",
                            "Correct the body; nothing was claimed.");
  }
  // A pasted link carries its code behind the hash.
  if (const auto hash = code.rfind('#'); hash != std::string::npos) code = code.substr(hash + 1);
  auto claimant = co_await services_.gateway.open_user(call.caller.tenant, handle);
  if (!claimant) co_return refuse(claimant.error());
  Tries& tries = services_.desk.identity.tries();
  if (const auto minutes = tries.wait_minutes(claimant->user.id); minutes > 0) {
    co_return rate_limited(minutes * 60);
  }
  const auto read = read_code(code);
  const auto hold = read ? services_.desk.holds.of_code(*read) : std::nullopt;
  if (!hold) {
    tries.wrong(claimant->user.id);
    co_return http::problem(404, "claim_unknown", "No money waits for this code.",
                            "Check the code; it may have been claimed or returned.");
  }
  const auto outcome =
      co_await services_.gateway.claim(claimant->user, *hold, services_.desk.holds);
  const auto done = [&](int status, const char* state) {
    return http::json_response(status, json::object{{"state", state},
                                                    {"user", handle},
                                                    {"amount", hold->amount_text},
                                                    {"currency", hold->currency.view()}});
  };
  switch (outcome) {
    case Holds::Outcome::claimed:
      co_return done(201, "claimed");
    case Holds::Outcome::checking:
      co_return done(202, "checking");
    case Holds::Outcome::asked_sender:
      co_return done(202, "asked_sender");
    case Holds::Outcome::own:
      co_return http::problem(422, "claim_own", "The money is the claimant's own.",
                              "Cancel the payment to have it back.");
    case Holds::Outcome::gone:
      co_return http::problem(410, "claim_gone", "The money was claimed or went back.",
                              "Ask the sender.");
    case Holds::Outcome::refused:
      break;
  }
  co_return http::problem(422, "claim_refused", "The ledger or the sender refused the claim.",
                          "Ask the sender.");
}

}  // namespace pennypost::gateway
