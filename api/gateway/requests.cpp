#include "api/gateway/requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "api/gateway/news.h"
#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr const char* kRequests = "requests";
constexpr const char* kMade = "requests_made";  ///< "<user> <time> <id>" → id
constexpr const char* kToPay = "requests_to_pay";
constexpr const char* kOpen = "requests_open";  ///< "<user> <id>"
constexpr std::uint64_t kRequestAgeUs = 14 * kDayUs;
constexpr std::array<std::string_view, 4> kStates = {"open", "paid", "declined", "withdrawn"};

std::string text(const json::object& from, std::string_view name) {
  return std::string(from.at(name).as_string());
}

json::object to_json(const MoneyRequest& request) {
  json::object out{{"id", request.id},
                   {"user", request.user},
                   {"payer", request.payer},
                   {"payer_handle", request.payer_handle},
                   {"state", to_string(request.state)},
                   {"card", request.card},
                   {"currency", request.currency.view()},
                   {"amount", request.amount_text},
                   {"refund_of", request.refund_of},
                   {"created_at", request.created_at.value()}};
  if (request.memo) out["memo"] = *request.memo;
  return out;
}

MoneyRequest request_from_json(const json::object& from) {
  const auto state = std::ranges::find(kStates, text(from, "state")) - kStates.begin();
  MoneyRequest out{.id = text(from, "id"),
                   .user = text(from, "user"),
                   .payer = text(from, "payer"),
                   .payer_handle = text(from, "payer_handle"),
                   .state = static_cast<MoneyRequest::State>(state),
                   .card = text(from, "card"),
                   .currency = CurrencyCode::from(text(from, "currency")).value_or(CurrencyCode{}),
                   .amount_text = text(from, "amount"),
                   .refund_of = text(from, "refund_of"),
                   .created_at = TimestampUs(from.at("created_at").to_number<std::uint64_t>())};
  if (from.contains("memo")) out.memo = text(from, "memo");
  return out;
}

std::string index_key(const std::string& user, const MoneyRequest& request) {
  return user + " " + fmt::format("{:016x}", request.created_at.value()) + " " + request.id;
}

std::string request_id(const Records& records, const std::string& intent, std::size_t index) {
  const auto hash = records.keyed_hash("request", intent + " " + std::to_string(index));
  return "req_" + to_hex(hash.view().first(16));
}

}  // namespace

std::string_view to_string(MoneyRequest::State state) {
  return kStates[static_cast<std::size_t>(state)];
}

std::string card_token(const Records& records, const Card& card, std::string_view answer) {
  const std::string what = card.id + " " + card.user + " " + std::string(answer);
  const auto mac = to_hex(records.keyed_hash("token", what).view().first(8));
  return "pc1:" + card.id + ":" + std::string(answer) + ":" + mac;
}

Requests::Requests(Records& records, Payments& payments, Now now)
    : records_(records), payments_(payments), contacts_(records), now_(std::move(now)) {}

void Requests::put(Change& change, const MoneyRequest& request) {
  records_.put_sealed(change, kRequests, request.id, request.user, to_json(request));
  change.put(kMade, index_key(request.user, request), request.id);
  change.put(kToPay, index_key(request.payer, request), request.id);
  const std::string open = request.user + " " + request.id;
  if (request.state == MoneyRequest::State::open) {
    change.put(kOpen, open, "");
  } else {
    change.erase(kOpen, open);
  }
}

std::optional<MoneyRequest> Requests::find(const std::string& id) {
  const auto found = records_.get_sealed(kRequests, id);
  return found ? std::optional(request_from_json(*found)) : std::nullopt;
}

std::vector<MoneyRequest> Requests::of_intent(const std::string& intent) {
  std::vector<MoneyRequest> out;
  for (std::size_t i = 0; i < kPaymentsPerMessageMax; ++i) {
    auto found = find(request_id(records_, intent, i));
    if (!found) break;
    out.push_back(std::move(*found));
  }
  return out;
}

std::optional<MoneyRequest> Requests::of_card(const Card& card) {
  return card.kind == Card::Kind::request ? find(card.subject) : std::nullopt;
}

std::vector<MoneyRequest> Requests::open_of(const std::string& user) {
  std::vector<MoneyRequest> out;
  const std::string prefix = user + " ";
  for (const auto& row :
       records_.store().scan({.table = kOpen, .prefix = prefix, .limit = kOpenRequestsMax})) {
    if (auto found = find(row.key.substr(prefix.size()))) out.push_back(std::move(*found));
  }
  std::ranges::sort(out, std::ranges::greater(), &MoneyRequest::created_at);
  return out;
}

Requests::Page Requests::list(const std::string& user, bool to_pay, const std::string& after,
                              std::size_t limit) {
  Page out;
  const std::string prefix = user + " ";
  for (const auto& row : records_.store().scan({.table = to_pay ? kToPay : kMade,
                                                .prefix = prefix,
                                                .after = after.empty() ? "" : prefix + after,
                                                .backwards = true,
                                                .limit = limit + 1})) {
    if (out.requests.size() == limit) {
      out.more = true;
      break;
    }
    if (auto found = find(row.value)) out.requests.push_back(std::move(*found));
    out.cursor = row.key.substr(prefix.size());
  }
  return out;
}

Question Requests::question(const MoneyRequest& request, const User& payer) {
  const auto asks = records_.user(request.user);
  const auto& info = request.currency.view();
  std::string none = request.amount_text;
  std::ranges::replace_if(none, [](char c) { return c >= '1' && c <= '9'; }, '0');
  const auto point = none.find('.');
  none = "0" + (point == std::string::npos ? "" : none.substr(point));
  return {request.refund_of.empty() ? "request_card" : "refund_card",
          {{"from", asks ? who_text(asks->handle) : "?"},
           {"amount", money_text(request.amount_text, info, payer.locale)},
           {"fee", money_text(none, info, payer.locale)},
           {"memo", memo_text(request.memo, payer.locale)}}};
}

asio::awaitable<Result<std::vector<MoneyRequest>>> Requests::ask(User user, std::string intent,
                                                                 std::vector<Wish> wishes,
                                                                 std::optional<std::string> memo,
                                                                 std::string refund_of) {
  if (auto asked = of_intent(intent); !asked.empty()) co_return asked;
  if (wishes.size() > kPaymentsPerMessageMax) {
    co_return refuse(user, "too_many_payments",
                     {{"count", std::to_string(kPaymentsPerMessageMax)}});
  }
  if (const auto open = open_of(user.id); open.size() + wishes.size() > kOpenRequestsMax) {
    co_return refuse(user, "request_too_many", {{"count", std::to_string(open.size())}});
  }
  Change change;
  std::set<std::string> people;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const Wish& wish = wishes[i];
    const Words who{{"to", who_text(wish.to_handle)}};
    if (wish.for_stranger()) co_return refuse(user, "request_unknown", who);
    const auto payer = records_.user_by_address(wish.to);
    if (!payer) co_return refuse(user, "request_unknown", who);
    if (payer->id == user.id) co_return refuse(user, "request_self");
    if (!people.insert(payer->id).second) co_return refuse(user, "same_person_twice", who);
    if (contacts_.is_marked(payer->id, user.id, Contacts::Mark::block)) {
      co_return refuse(user, "request_blocked", who);
    }
    MoneyRequest request{.id = request_id(records_, intent, i),
                         .user = user.id,
                         .payer = payer->id,
                         .payer_handle = payer->handle,
                         .card = payments_.card_id(request_id(records_, intent, i)),
                         .currency = wish.currency,
                         .amount_text = wish.amount_text,
                         .memo = memo,
                         .refund_of = refund_of,
                         .created_at = now_()};
    Wish back = wish;
    back.to = user.address;
    back.to_handle = user.handle;
    const Plan plan{*payer, request.card, {back}, memo, now_()};
    const Card card = payments_.put_card(change, plan,
                                         {.id = request.card,
                                          .kind = Card::Kind::request,
                                          .asked_by = intent,
                                          .subject = request.id,
                                          .expires_at = now_() + kRequestAgeUs,
                                          .refund_of = refund_of});
    change.expect(kRequests, request.id, std::nullopt);
    put(change, request);
    if (contacts_.is_marked(payer->id, user.id, Contacts::Mark::mute)) continue;
    const auto shown = question(request, *payer);
    auto message = news(records_, *payer, "ask " + request.id, shown.code, shown.words, now_());
    message.reply.actions = {
        {card_token(records_, card, "ok"), reply_text("action_pay", {}, payer->locale)},
        {card_token(records_, card, "no"), reply_text("action_decline", {}, payer->locale)}};
    message.card = card.id;
    message.from = user.id;
    records_.put(change, message);
  }
  (void)co_await records_.commit(std::move(change));  // where somebody was quicker, theirs stand
  co_return of_intent(intent);
}

asio::awaitable<bool> Requests::withdraw(MoneyRequest request, std::string by) {
  const auto card = records_.card(request.card);
  if (card && card->state == Card::State::open) {
    (void)co_await payments_.cancel(*card, "withdrawn " + by);
  }
  const auto now = find(request.id);
  co_return now && now->state == MoneyRequest::State::withdrawn;
}

void Requests::card_answered(const Card& card, Change& change) {
  auto request = of_card(card);
  if (!request || request->state != MoneyRequest::State::open) return;
  if (card.state != Card::State::cancelled) return;
  const bool withdrawn = card.answered_by.starts_with("withdrawn ");
  request->state = withdrawn ? MoneyRequest::State::withdrawn : MoneyRequest::State::declined;
  put(change, *request);
  const auto asks = records_.user(request->user);
  const auto payer = records_.user(request->payer);
  if (!asks || !payer) return;
  const User& told = withdrawn ? *payer : *asks;
  const User& acts = withdrawn ? *asks : *payer;
  if (contacts_.is_marked(told.id, acts.id, Contacts::Mark::mute)) return;
  const Words words{
      {"to", who_text(payer->handle)},
      {"from", who_text(asks->handle)},
      {"amount", money_text(request->amount_text, request->currency.view(), told.locale)},
      {"memo", memo_text(request->memo, told.locale)}};
  records_.put(change,
               news(records_, told, "answer " + request->id,
                    withdrawn ? "request_withdrawn_by" : "request_declined_by", words, now_()));
}

void Requests::payment_ended(const Operation& operation, Change& change) {
  const bool paid = operation.state == OperationState::final;
  if (operation.kind != OperationKind::payment ||
      (!paid && operation.state != OperationState::failed)) {
    return;
  }
  const auto card = records_.card(operation.intent);
  if (!card) return;
  auto request = of_card(*card);
  if (!request || request->state != MoneyRequest::State::open) return;
  request->state = paid ? MoneyRequest::State::paid : MoneyRequest::State::declined;
  put(change, *request);
  const auto asks = paid ? std::nullopt : records_.user(request->user);
  if (!asks) return;
  const Words words{
      {"to", who_text(request->payer_handle)},
      {"amount", money_text(request->amount_text, request->currency.view(), asks->locale)},
      {"memo", memo_text(request->memo, asks->locale)}};
  records_.put(change,
               news(records_, *asks, "answer " + request->id, "request_failed", words, now_()));
}

}  // namespace pennypost::gateway
