#include "api/gateway/holds.h"

#include <fmt/format.h>

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/custodian/sealing.h"
#include "api/gateway/news.h"
#include "api/gateway/requests.h"
#include "api/gateway/spawn.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using gateway_store::Change;

namespace {

constexpr const char* kCodes = "claim_codes";         ///< keyed hash of a code → hold
constexpr const char* kTasks = "hold_tasks";          ///< "<time> <hold> <kind>"
constexpr const char* kWaiting = "waiting_holds";     ///< "<payer> <time> <hold>"
constexpr const char* kStrangers = "stranger_holds";  ///< "<keyed hash of tenant, handle> <hold>"
constexpr const char* kClaimants = "claimants";       ///< hold → who wants it, sealed for the payer
constexpr std::uint32_t kAttemptsMax = 1'000;
constexpr std::size_t kTasksAtOnce = 200;
constexpr std::uint64_t kReturnMarginUs = 2 * kSecondUs;  ///< clocks differ a little
constexpr auto kRound = std::chrono::seconds(1);

std::string time_key(TimestampUs at) {
  return fmt::format("{:016x}", at.value());
}

std::string task_key(TimestampUs at, const Operation& hold, std::string_view kind) {
  return time_key(at) + " " + hold.id + " " + std::string(kind);
}

HoldId ledger_id(const Operation& hold) {
  return *HoldId::from(hold.transaction_id.view());
}

std::string waiting_key(const Operation& hold) {
  return hold.user + " " + time_key(hold.created_at) + " " + hold.id;
}

std::string end_intent(OperationKind kind, const Operation& hold) {
  return std::string(to_string(kind)) + " " + hold.id;
}

}  // namespace

Holds::Holds(asio::any_io_executor executor, Records& records, Payments& payments,
             Submitter& submitter, Now now)
    : executor_(executor),
      records_(records),
      payments_(payments),
      submitter_(submitter),
      now_(std::move(now)),
      pause_(std::make_shared<asio::steady_timer>(executor)) {}

std::string Holds::link(const Operation& hold) const {
  return public_url_ + "/c/" + hold.id + "#" + hold.claim_code;
}

std::optional<Operation> Holds::of_code(const std::string& code) {
  const auto id = records_.store().get(kCodes, records_.keyed_hash("claim_code", code).hex());
  return id ? records_.operation(*id) : std::nullopt;
}

std::optional<Operation> Holds::of_link(const std::string& id, const std::string& code) {
  auto hold = records_.operation(id);
  if (!hold || hold->kind != OperationKind::hold || hold->claim_code.empty() ||
      !custodian::equal_secrets(hold->claim_code, code)) {
    return std::nullopt;
  }
  return hold;
}

std::vector<Operation> Holds::waiting(const std::string& user) {
  std::vector<Operation> out;
  for (const auto& row :
       records_.store().scan({.table = kWaiting, .prefix = user + " ", .backwards = true})) {
    auto hold = records_.operation(row.value);
    if (hold && hold->state == OperationState::held) out.push_back(std::move(*hold));
  }
  return out;
}

/// Stored by compare-and-set under an id of its own before it is first submitted; what certainly
/// never happened is tried anew. At most one claim and one release of a hold can ever succeed.
asio::awaitable<Operation> Holds::carry_out(Operation draft) {
  for (std::uint32_t attempt = 0; attempt < kAttemptsMax; ++attempt) {
    draft.attempt = attempt;
    draft.id = operation_id(draft.intent, 0, attempt);
    if (!records_.operation(draft.id)) {
      draft.created_at = now_();
      draft.expiry = draft.created_at + kExpiryUs;
      auto ready = co_await submitter_.sign(draft);
      if (!ready) {
        draft.state = OperationState::checking;  // nothing was stored: the next one begins anew
        co_return draft;
      }
      Change change;
      change.expect(Records::kOperations, draft.id, std::nullopt);
      records_.put(change, *ready);
      (void)co_await records_.commit(std::move(change));
    }
    Operation done = co_await submitter_.carry_out(draft.id);
    if (done.state != OperationState::failed || done.failure != "expired") co_return done;
  }
  draft.state = OperationState::failed;
  co_return draft;
}

asio::awaitable<Operation> Holds::release(Operation hold) {
  if (hold.state != OperationState::held) co_return hold;
  Operation draft{.id = {},
                  .kind = OperationKind::release,
                  .user = hold.user,
                  .intent = end_intent(OperationKind::release, hold),
                  .to_handle = hold.to_handle,
                  .currency = hold.currency,
                  .amount = hold.amount,
                  .amount_text = hold.amount_text,
                  .hold = hold.id,
                  .hold_id = ledger_id(hold)};
  const Operation done = co_await carry_out(std::move(draft));
  auto now = records_.operation(hold.id);
  CHECK(now.has_value());
  if (done.open()) now->state = OperationState::checking;
  co_return std::move(*now);
}

asio::awaitable<Holds::Outcome> Holds::claim_now(User claimant, Operation hold) {
  Operation draft{.id = {},
                  .kind = OperationKind::claim,
                  .user = claimant.id,
                  .intent = end_intent(OperationKind::claim, hold),
                  .to_handle = claimant.handle,
                  .to = claimant.address,
                  .currency = hold.currency,
                  .amount = hold.amount,
                  .amount_text = hold.amount_text,
                  .memo = {},
                  .hold = hold.id,
                  .hold_id = ledger_id(hold),
                  .claim_code = hold.claim_code};
  const Operation done = co_await carry_out(std::move(draft));
  if (done.user != claimant.id) co_return Outcome::gone;  // somebody else was quicker
  if (done.open()) co_return Outcome::checking;
  co_return done.state == OperationState::final ? Outcome::claimed : Outcome::gone;
}

asio::awaitable<Holds::Outcome> Holds::claim(User claimant, Operation hold) {
  if (hold.user == claimant.id) co_return Outcome::own;
  if (hold.state == OperationState::final && hold.to == claimant.address) {
    co_return Outcome::claimed;
  }
  if (hold.state != OperationState::held) co_return Outcome::gone;
  const auto payer = records_.user(hold.user);
  if (!payer) co_return Outcome::gone;
  const auto limits = payments_.limits(*payer, hold.currency);
  if (hold.amount <= limits.claim_free) co_return co_await claim_now(claimant, hold);
  const auto known = records_.get_sealed(kClaimants, hold.id + " " + claimant.id);
  const std::string state = known ? std::string(known->at("state").as_string()) : "";
  if (state == "approved") co_return co_await claim_now(claimant, hold);
  if (state == "refused") co_return Outcome::refused;
  if (state.empty()) co_await ask_sender(claimant, hold);
  co_return Outcome::asked_sender;
}

asio::awaitable<void> Holds::ask_sender(User claimant, Operation hold) {
  const auto payer = records_.user(hold.user);
  if (!payer) co_return;
  const std::string subject = hold.id + " " + claimant.id;
  Change change;
  change.expect(kClaimants, subject, std::nullopt);
  records_.put_sealed(change, kClaimants, subject, payer->id,
                      {{"claimant", claimant.id}, {"state", "waiting"}});
  const Plan plan{*payer, "", {}, {}, now_()};
  const Card card = payments_.put_card(change, plan,
                                       {.id = payments_.card_id("claimant " + subject),
                                        .kind = Card::Kind::claimant,
                                        .asked_by = subject,
                                        .subject = hold.id,
                                        .person = claimant.id,
                                        .expires_at = hold.hold_expiry});
  auto message = news(records_, *payer, "claimant " + subject, "approve_claimant",
                      {{"who", who_text(claimant.handle)},
                       {"amount", money_text(hold, payer->locale)},
                       {"to", who_text(hold.to_handle)}},
                      now_());
  message.reply.actions = {
      {card_token(records_, card, "ok"), reply_text("action_approve", {}, payer->locale)},
      {card_token(records_, card, "no"), reply_text("action_refuse", {}, payer->locale)}};
  message.card = card.id;
  records_.put(change, message);
  (void)co_await records_.commit(std::move(change));
}

asio::awaitable<Holds::Outcome> Holds::approve(Card card, bool yes, std::string by) {
  const std::string subject = card.subject + " " + card.person;
  Change change;
  records_.expect_unchanged(change, Records::kCards, card.id);
  card = *records_.card(card.id);
  if (card.state == Card::State::open) {
    card.state = yes ? Card::State::confirmed : Card::State::cancelled;
    card.answered_by = std::move(by);
    records_.put(change, card);
    records_.put_sealed(change, kClaimants, subject, card.user,
                        {{"claimant", card.person}, {"state", yes ? "approved" : "refused"}});
    const auto claimant = records_.user(card.person);
    if (claimant && !yes) {
      records_.put(change,
                   news(records_, *claimant, "refused " + subject, "claim_refused", {}, now_()));
    }
    (void)co_await records_.commit(std::move(change));
    card = *records_.card(card.id);
  }
  const auto claimant = records_.user(card.person);
  const auto hold = records_.operation(card.subject);
  if (!claimant || !hold) co_return Outcome::gone;
  if (card.state != Card::State::confirmed) co_return Outcome::refused;
  if (hold->state == OperationState::final && hold->to == claimant->address) {
    co_return Outcome::claimed;
  }
  if (hold->state != OperationState::held) co_return Outcome::gone;
  co_return co_await claim_now(*claimant, *hold);
}

/// A name that nobody had yet is the one of the platform that it was written on.
bool Holds::may_be_meant(const Operation& hold, const User& newcomer) {
  if (!hold.to_handle.starts_with(kUnseenPrefix)) return true;
  const auto payer = records_.user(hold.user);
  if (!payer) return false;
  const std::string_view here = platform_suffix(newcomer.handle);
  std::vector<std::string> chats = payer->linked;
  chats.push_back(payer->handle);
  return std::ranges::any_of(chats,
                             [&](const auto& chat) { return platform_suffix(chat) == here; });
}

asio::awaitable<std::vector<Operation>> Holds::meet(User newcomer) {
  std::vector<Operation> out;
  std::vector<std::string> names{newcomer.handle};
  if (names_of_) std::ranges::copy(names_of_(newcomer.handle), std::back_inserter(names));
  for (const auto& name : names) {
    const std::string prefix =
        records_.keyed_hash("stranger", newcomer.tenant + "\n" + name).hex() + " ";
    for (const auto& row : records_.store().scan({.table = kStrangers, .prefix = prefix})) {
      auto hold = records_.operation(row.value);
      if (!hold || hold->state != OperationState::held || hold->user == newcomer.id) continue;
      if (!may_be_meant(*hold, newcomer)) continue;
      if (!records_.get_sealed(kClaimants, hold->id + " " + newcomer.id)) {
        co_await ask_sender(newcomer, *hold);
      }
      out.push_back(std::move(*hold));
    }
  }
  co_return out;
}

void Holds::index_codes(const std::vector<Operation>& operations, Change& change) {
  for (const auto& hold : operations) {
    if (hold.kind != OperationKind::hold || hold.claim_code.empty()) continue;
    change.put(kCodes, records_.keyed_hash("claim_code", hold.claim_code).hex(), hold.id);
  }
}

void Holds::schedule(Change& change, const Operation& hold) const {
  if (hold.claim_code.empty()) {
    change.put(kTasks, task_key(hold.undo_until, hold, "arrive"), "");
  } else {
    const std::uint64_t left = us_between(hold.created_at, hold.hold_expiry);
    change.put(kTasks, task_key(hold.created_at + left / 2, hold, "remind"), "");
    if (left > 2 * kDayUs) {
      change.put(kTasks, task_key(hold.created_at + (left - kDayUs), hold, "remind"), "");
    }
  }
  change.put(kTasks, task_key(hold.hold_expiry + kReturnMarginUs, hold, "return"), "");
}

void Holds::settle(const Operation& end, Change& change) {
  records_.expect_unchanged(change, Records::kOperations, end.hold);
  auto hold = records_.operation(end.hold);
  if (!hold || hold->state != OperationState::held) return;
  const bool claimed = end.kind == OperationKind::claim;
  hold->state = claimed ? OperationState::final : OperationState::cancelled;
  hold->final_at = end.final_at;
  const auto payer = records_.user(hold->user);
  if (claimed) {
    hold->to = end.to;
    change.put("payees", hold->user + " " + end.to.hex(), "");
    const auto claimant = records_.user(end.user);
    if (payer && claimant && !hold->claim_code.empty()) {
      records_.put(change, news(records_, *payer, "claimed " + hold->id, "hold_claimed",
                                {{"to", who_text(claimant->handle)},
                                 {"amount", money_text(*hold, payer->locale)}},
                                now_()));
    }
    // Who claims with a code reads the answer; others are told.
    const bool by_code = !hold->claim_code.empty();
    const bool approved =
        by_code && records_.get_sealed(kClaimants, hold->id + " " + end.user).has_value();
    if (payer && claimant && (!by_code || approved)) {
      records_.put(
          change,
          news(records_, *claimant, "arrived " + hold->id, by_code ? "claimed" : "arrived",
               {{"from", who_text(payer->handle)}, {"amount", money_text(*hold, claimant->locale)}},
               now_()));
    }
  } else if (payer && hold->claim_code.empty()) {
    if (const auto payee = records_.user_by_address(hold->to)) {
      records_.put(change, news(records_, *payee, "undone " + hold->id, "undone_for_you",
                                {{"from", who_text(payer->handle)},
                                 {"amount", money_text(*hold, payee->locale)}},
                                now_()));
    }
  }
  records_.put(change, *hold);
  change.erase(kWaiting, waiting_key(*hold));
}

void Holds::operation_ended(const Operation& operation, Change& change) {
  const bool ends =
      operation.kind == OperationKind::claim || operation.kind == OperationKind::release;
  if (ends && operation.state == OperationState::final) settle(operation, change);
  if (operation.kind != OperationKind::hold || operation.state != OperationState::held) return;
  change.put(kWaiting, waiting_key(operation), operation.id);
  schedule(change, operation);
  index_codes({operation}, change);
  const auto payer = records_.user(operation.user);
  if (!payer) return;
  if (!operation.claim_code.empty()) {
    const auto stranger =
        records_.keyed_hash("stranger", payer->tenant + "\n" + operation.to_handle).hex();
    change.put(kStrangers, stranger + " " + operation.id, operation.id);
  } else if (const auto payee = records_.user_by_address(operation.to)) {
    auto message = news(records_, *payee, "arriving " + operation.id, "arriving",
                        {{"from", who_text(payer->handle)},
                         {"amount", money_text(operation, payee->locale)},
                         {"memo", memo_text(operation.memo, payee->locale)},
                         {"time", hour_and_minute(operation.undo_until, now_())}},
                        now_());
    message.from = payer->id;
    records_.put(change, message);
  }
}

asio::awaitable<bool> Holds::do_task(std::string kind, Operation hold) {
  if (hold.state != OperationState::held) co_return true;
  const auto payer = records_.user(hold.user);
  if (kind == "arrive") {
    const auto payee = records_.user_by_address(hold.to);
    if (!payee) co_return true;
    co_return co_await claim_now(*payee, hold) != Outcome::checking;
  }
  if (kind == "remind") {
    if (!payer) co_return true;
    Change change{.synced = false};
    records_.put(change,
                 news(records_, *payer, "remind " + hold.id + time_key(now_()), "hold_reminder",
                      {{"to", who_text(hold.to_handle)},
                       {"amount", money_text(hold, payer->locale)},
                       {"date", date_text(hold.hold_expiry.value(), payer->locale)},
                       {"link", link(hold)}},
                      now_()));
    co_return co_await records_.commit(std::move(change));
  }
  // The ledger has returned it by itself; its receipt says so.
  const auto id = codec::return_id(ledger_id(hold), hold.hold_expiry);
  if (!co_await submitter_.has_happened(id, hold.hold_expiry)) co_return false;
  Change change;
  records_.expect_unchanged(change, Records::kOperations, hold.id);
  auto now = records_.operation(hold.id);
  if (!now || now->state != OperationState::held) co_return true;
  now->state = OperationState::returned;
  records_.put(change, *now);
  change.erase(kWaiting, waiting_key(*now));
  if (payer) {
    records_.put(change, news(records_, *payer, "returned " + hold.id, "hold_returned",
                              {{"to", who_text(hold.to_handle)},
                               {"amount", money_text(hold, payer->locale)}},
                              now_()));
  }
  co_return co_await records_.commit(std::move(change));
}

asio::awaitable<void> Holds::do_what_is_due() {
  const std::string now = time_key(now_());
  for (const auto& row : records_.store().scan({.table = kTasks, .limit = kTasksAtOnce})) {
    if (row.key.substr(0, now.size()) > now || stopping_) break;
    const auto end = row.key.rfind(' ');
    const std::string id = row.key.substr(now.size() + 1, end - now.size() - 1);
    auto hold = records_.operation(id);
    const bool done = !hold || co_await do_task(row.key.substr(end + 1), std::move(*hold));
    if (!done) continue;
    Change change{.synced = false};
    change.erase(kTasks, row.key);
    (void)co_await records_.commit(std::move(change));
  }
}

void Holds::start() {
  spawn(executor_, run());
}

asio::awaitable<void> Holds::run() {
  while (!stopping_) {
    co_await do_what_is_due();
    const auto pause = pause_;
    pause->expires_after(kRound);
    boost::system::error_code ignored;
    co_await pause->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

}  // namespace pennypost::gateway
