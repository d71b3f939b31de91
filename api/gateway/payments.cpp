#include "api/gateway/payments.h"

#include <algorithm>
#include <set>

#include "api/gateway/news.h"
#include "ledger/base/check.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using gateway_store::Change;

namespace {

constexpr std::uint64_t kUndoGraceUs = 14 * kDayUs;  ///< of a hold after its undo window

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::map<CurrencyCode, Amount> sums(const std::vector<Wish>& wishes, bool& overflow) {
  std::map<CurrencyCode, Amount> out;
  for (const auto& wish : wishes) {
    const auto sum = out[wish.currency].plus(wish.amount.value());
    overflow = overflow || !sum;
    out[wish.currency] = sum.value_or(Amount{});
  }
  return out;
}

Salt random_salt() {
  Salt out;
  crypto::random_bytes(out.bytes);
  return out;
}

/// What a frozen plan sends in all: "$3.00", "$5.00 and €2.00".
std::string sums_text(const Plan& plan, const Currencies& currencies) {
  bool overflow = false;
  std::vector<std::string> out;
  for (const auto& [currency, sum] : sums(plan.wishes, overflow)) {
    out.push_back(
        money_text(amount_text(sum, currencies.at(currency)), currency.view(), plan.payer.locale));
  }
  return out.size() == 1 ? out.front() : list_text(out, plan.payer.locale);
}

std::string wish_text(const Wish& wish, std::string_view locale) {
  return money_text(wish.amount_text, wish.currency.view(), locale);
}

/// A phone in E.164, an e-mail or a platform's address ("@maria:chat.test"): not a handle here.
bool is_foreign_address(std::string_view to) {
  if (to.size() > kIdBytesMax ||
      !std::ranges::all_of(to, [](char c) { return c > ' ' && c < 0x7f; })) {
    return false;
  }
  if (to.starts_with('@')) return to.find(':') != std::string_view::npos;
  return to.starts_with('+') || to.find('@') != std::string_view::npos;
}

constexpr std::string_view kCodeLetters =
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t kCodeLength = 12;

}  // namespace

std::unexpected<Error> refuse(const User& user, std::string_view code, const Words& words) {
  return fail(std::string(code), reply_text(code, words, user.locale));
}

std::string payees_text(const std::vector<Wish>& wishes, std::string_view locale) {
  std::vector<std::string> out;
  for (const auto& wish : wishes) {
    out.push_back(who_text(wish.to_handle));
    if (wishes.size() > 1) out.back() += " (" + wish_text(wish, locale) + ")";
  }
  return out.size() == 1 ? out.front() : list_text(out, locale);
}

std::string random_code() {
  std::array<std::uint8_t, kCodeLength> bytes;
  crypto::random_bytes(bytes);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % 4 == 0) out.push_back('-');
    out.push_back(kCodeLetters[bytes[i] % kCodeLetters.size()]);
  }
  return out;
}

std::optional<std::string> read_code(std::string_view text) {
  std::string out;
  // Copied from a chat, invisible marks of direction may stand around it.
  for (char c : plain_line(text)) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (!kCodeLetters.contains(c)) return std::nullopt;
    if (!out.empty() && out.size() % 5 == 4) out.push_back('-');
    out.push_back(c);
  }
  if (out.size() != kCodeLength + 2) return std::nullopt;
  return out;
}

Payments::Payments(Records& records, People& people, LedgerView& ledger, Submitter& submitter,
                   const Policy& policy, Now now)
    : records_(records),
      people_(people),
      ledger_(ledger),
      submitter_(submitter),
      policy_(policy),
      contacts_(records),
      now_(std::move(now)) {}

PolicyLimits Payments::limits(const User& user, const CurrencyCode& currency) const {
  return policy_.limits(user.tenant, currency, ledger_.currencies().at(currency));
}

std::vector<std::string> Payments::people_named(const User& user, const std::string& name) {
  // A bare name is only ever somebody whom the writer has named or paid before.
  std::vector<std::string> out;
  if (const auto contact = contacts_.find(user.id, name)) out.push_back(contact->to);
  for (const auto& known : records_.known_payee_handles(user.id)) {
    if (known == lower(name) && std::ranges::find(out, known) == out.end()) out.push_back(known);
  }
  return out;
}

Result<Wish> Payments::settle_payee(const User& payer, const std::string& to, Wish wish) {
  std::string handle;
  if (to.starts_with('@') && is_handle(lower(std::string_view(to).substr(1)))) {
    handle = lower(std::string_view(to).substr(1));
  } else if (is_foreign_address(to)) {
    wish.to_handle = to;
    return wish;
  } else if (to.starts_with('@')) {
    return refuse(payer, "unknown_recipient", {{"to", plain_line(to)}});
  } else {
    const auto named = people_named(payer, to);
    if (named.empty()) return refuse(payer, "unknown_name", {{"name", plain_line(to)}});
    if (named.size() > 1) {
      std::vector<std::string> who;
      for (const auto& one : named) who.push_back(who_text(one));
      return refuse(payer, "ambiguous_name",
                    {{"name", plain_line(to)}, {"who", list_text(who, payer.locale)}});
    }
    handle = named.front();
    if (is_foreign_address(handle)) {
      wish.to_handle = handle;
      return wish;
    }
  }
  wish.to_handle = handle;
  const auto payee = people_.find(payer.tenant, handle);
  if (!payee) return wish;
  if (payee->id == payer.id) return refuse(payer, "self_payment");
  wish.to_handle = payee->handle;
  wish.to = payee->address;
  return wish;
}

Result<Wish> Payments::settle(const User& payer, const std::string& to, const std::string& amount,
                              const std::string& currency) {
  Wish wish;
  const auto code = CurrencyCode::from(currency);
  const auto known = code ? ledger_.currencies().find(*code) : ledger_.currencies().end();
  if (known == ledger_.currencies().end()) {
    std::string all;
    for (const auto& entry : ledger_.currencies()) {
      all += (all.empty() ? "" : ", ") + std::string(entry.first.view());
    }
    return refuse(payer, "unknown_currency",
                  {{"currency", plain_line(currency.substr(0, 12))}, {"currencies", all}});
  }
  wish.currency = *code;
  const auto units = parse_amount(amount, known->second.decimals, known->second.display_decimals);
  if (!units || units->value() == 0) {
    return refuse(payer, "invalid_amount",
                  {{"currency", std::string(code->view())},
                   {"count", std::to_string(known->second.display_decimals)}});
  }
  wish.amount = *units;
  wish.amount_text = gateway::amount_text(*units, known->second);
  return settle_payee(payer, to, std::move(wish));
}

Amount Payments::paid_today(const User& payer, const CurrencyCode& currency) {
  return paid_in(latest(payer), payer, currency);
}

Amount Payments::paid_in(const Records::Recent& recent, const User& payer,
                         const CurrencyCode& currency) const {
  Amount sum;
  for (const auto& operation : recent) {
    if (!operation->spends() || operation->currency != currency) continue;
    sum = sum.plus(operation->amount.value()).value_or(Amount(UINT64_MAX));
  }
  if (recent.size() < kDayPaymentsMax) return sum;
  return std::max(sum, limits(payer, currency).free);
}

Records::Recent Payments::latest(const User& payer) {
  const std::uint64_t now = now_().value();
  return records_.recent_payments(payer.id, TimestampUs(now - std::min(now, kDayUs)),
                                  kDayPaymentsMax);
}

bool Payments::any_open(const User& payer) {
  return std::ranges::any_of(latest(payer), [](const auto& one) { return one->open(); });
}

std::optional<Question> Payments::repeated(const Plan& plan, const Records::Recent& recent) const {
  const TimestampUs now = now_();
  for (const auto& one : recent) {
    const Operation& earlier = *one;
    const bool just_now = us_between(earlier.created_at, now) <= kRepeatWindowUs;
    if (!earlier.spends() || (!just_now && !earlier.open())) continue;
    for (const auto& wish : plan.wishes) {
      const bool same = wish.to == earlier.to && wish.to_handle == earlier.to_handle &&
                        wish.amount == earlier.amount && wish.currency == earlier.currency;
      const auto free = limits(plan.payer, wish.currency).repeat_free;
      if (!same || (!earlier.open() && wish.amount <= free)) continue;
      return Question{earlier.open() ? "confirm_while_checking" : "confirm_repeat",
                      {{"amount", wish_text(wish, plan.payer.locale)},
                       {"to", who_text(wish.to_handle)},
                       {"time", hour_and_minute(earlier.created_at, now)}}};
    }
  }
  return std::nullopt;
}

bool Payments::is_new_payee(const User& payer, const Wish& wish) const {
  return wish.for_stranger() || !records_.is_known_payee(payer.id, wish.to);
}

std::optional<Question> Payments::look_alikes(const Plan& plan) const {
  for (const auto& wish : plan.wishes) {
    if (!is_handle(wish.to_handle) || !is_new_payee(plan.payer, wish)) continue;
    auto known = records_.known_payee_handles(plan.payer.id);
    for (const auto& contact : contacts_.list(plan.payer.id)) {
      if (contact.to == wish.to_handle) return std::nullopt;  // the writer has named them
      known.push_back(contact.to);
    }
    const auto like = std::ranges::find_if(
        known, [&](const std::string& handle) { return look_alike(wish.to_handle, handle); });
    if (like == known.end()) continue;
    Question out{"confirm_look_alike", plain_question(plan).words};
    out.words["to"] = who_text(wish.to_handle);
    out.words["other"] = who_text(*like);
    return out;
  }
  return std::nullopt;
}

asio::awaitable<Result<void>> Payments::check_balance(Plan plan) {
  bool too_much = false;
  const auto wanted = sums(plan.wishes, too_much);
  if (!too_much && ledger_.had(plan.payer.address, wanted)) co_return Result<void>();
  const auto account = co_await ledger_.account(plan.payer.address);
  if (!account) co_return refuse(plan.payer, "ledger_unavailable");
  bool overflow = false;
  for (const auto& [currency, sum] : sums(plan.wishes, overflow)) {
    const auto found = account->balances.find(currency);
    const Amount balance = found == account->balances.end() ? Amount{} : found->second;
    if (overflow || sum > balance) {
      const auto& info = ledger_.currencies().at(currency);
      const auto& locale = plan.payer.locale;
      co_return refuse(
          plan.payer, "not_enough_money",
          {{"balance", money_text(amount_text(balance, info), currency.view(), locale)},
           {"amount", money_text(amount_text(sum, info), currency.view(), locale)}});
    }
  }
  co_return Result<void>();
}

Question Payments::plain_question(const Plan& plan) const {
  const auto& locale = plan.payer.locale;
  const auto& first = plan.wishes.front();
  const auto& info = ledger_.currencies().at(first.currency);
  const std::uint64_t days = limits(plan.payer, first.currency).hold_us / kDayUs;
  return {"confirm_large",
          {{"amount", sums_text(plan, ledger_.currencies())},
           {"to", payees_text(plan.wishes, locale)},
           {"fee", money_text(amount_text(Amount{}, info), first.currency.view(), locale)},
           {"days", std::to_string(days)},
           {"time", hour_and_minute(plan.asked_at, now_())}}};
}

Result<Verdict> Payments::verdict_of(const Plan& plan, const Records::Recent& recent) const {
  Verdict strictest = Verdict::pay;
  bool overflow = false;
  for (const auto& [currency, sum] : sums(plan.wishes, overflow)) {
    const auto& info = ledger_.currencies().at(currency);
    const auto own = limits(plan.payer, currency);
    PolicyQuestion question{sum, paid_in(recent, plan.payer, currency), Amount{}};
    for (const auto& wish : plan.wishes) {
      if (wish.currency != currency || !is_new_payee(plan.payer, wish)) continue;
      question.first_sum = question.first_sum.plus(wish.amount.value()).value_or(sum);
    }
    const Verdict verdict = overflow ? Verdict::refuse : judge(question, own);
    if (verdict == Verdict::refuse) {
      const auto& locale = plan.payer.locale;
      return refuse(plan.payer, "over_limit",
                    {{"amount", money_text(amount_text(sum, info), currency.view(), locale)},
                     {"limit", money_text(amount_text(own.most, info), currency.view(), locale)}});
    }
    strictest = std::max(strictest, verdict);
  }
  return strictest;
}

asio::awaitable<Result<std::optional<Question>>> Payments::examine(Plan plan) {
  if (plan.wishes.size() > kPaymentsPerMessageMax) {
    co_return refuse(plan.payer, "too_many_payments",
                     {{"count", std::to_string(kPaymentsPerMessageMax)}});
  }
  std::set<std::string> people;
  for (const auto& wish : plan.wishes) {
    if (!people.insert(wish.to_handle).second) {
      co_return refuse(plan.payer, "same_person_twice", {{"to", who_text(wish.to_handle)}});
    }
  }
  const auto recent = latest(plan.payer);
  if (auto few = check_open(plan.payer, recent, plan.wishes.size()); !few) {
    co_return std::unexpected(few.error());
  }
  if (auto enough = co_await check_balance(plan); !enough) {
    co_return std::unexpected(enough.error());
  }
  const auto verdict = verdict_of(plan, recent);
  if (!verdict) co_return std::unexpected(verdict.error());
  const auto ask = [&](const char* code) { return Question{code, plain_question(plan).words}; };
  if (*verdict == Verdict::pin) co_return ask("confirm_pin");
  if (std::ranges::any_of(plan.wishes, &Wish::for_stranger)) co_return ask("confirm_hold");
  if (us_between(plan.asked_at, now_()) >= kStaleUs) co_return ask("confirm_stale");
  if (auto question = repeated(plan, recent)) co_return question;
  if (auto question = look_alikes(plan)) co_return question;
  if (*verdict == Verdict::confirm_large) co_return ask("confirm_large");
  if (*verdict == Verdict::confirm_first_payment) co_return ask("confirm_first_payment");
  co_return std::nullopt;
}

Result<void> Payments::check_open(const User& payer, const Records::Recent& recent,
                                  std::size_t more) const {
  const auto open = std::ranges::count_if(recent, [](const auto& one) { return one->open(); });
  if (static_cast<std::size_t>(open) + more <= kOpenPaymentsMax) return {};
  return refuse(payer, "too_many_open", {{"count", std::to_string(open)}});
}

Result<Verdict> Payments::check_limit(const User& payer, const std::vector<Operation>& operations) {
  const auto recent = latest(payer);
  PP_CHECKED(check_open(payer, recent, operations.size()));
  Plan plan{payer, "", {}, {}, {}};
  for (const auto& operation : operations) {
    plan.wishes.push_back({operation.to_handle, operation.to, operation.currency, operation.amount,
                           operation.amount_text});
  }
  return verdict_of(plan, recent);
}

bool Payments::needs_pin(const Card& card) {
  if (card.state != Card::State::open) return false;
  const auto payer = records_.user(card.user);
  CHECK(payer.has_value());
  const auto verdict = check_limit(*payer, of_card(card));
  return verdict && *verdict == Verdict::pin;
}

void Payments::begin(Operation& operation, const User& payer, TimestampUs from) const {
  operation.expiry = from + kExpiryUs;
  if (operation.kind != OperationKind::hold) return;
  const auto own = limits(payer, operation.currency);
  const TimestampUs now = now_();
  if (operation.claim_code.empty()) {
    operation.undo_until = now + own.undo_us;
    operation.hold_expiry = operation.undo_until + kUndoGraceUs;
  } else {
    operation.hold_expiry = now + own.hold_us;
  }
}

std::vector<Operation> Payments::draft(const Plan& plan, const std::string& intent) const {
  std::vector<Operation> out;
  for (const auto& wish : plan.wishes) {
    Operation operation;
    operation.user = plan.payer.id;
    operation.intent = intent;
    operation.command_index = static_cast<std::uint32_t>(out.size());
    operation.id = operation_id(intent, operation.command_index, 0);
    operation.to_handle = wish.to_handle;
    operation.to = wish.to;
    operation.currency = wish.currency;
    operation.amount = wish.amount;
    operation.amount_text = wish.amount_text;
    operation.memo = plan.memo;
    operation.memo_salt = random_salt();
    operation.created_at = now_();
    const auto own = limits(plan.payer, wish.currency);
    if (wish.for_stranger()) {
      operation.kind = OperationKind::hold;
      operation.claim_code = random_code();
    } else if (plan.may_undo && own.undo_us > 0 && wish.amount >= own.undo_from) {
      operation.kind = OperationKind::hold;
    }
    begin(operation, plan.payer, plan.asked_at);
    out.push_back(std::move(operation));
  }
  return out;
}

std::vector<Operation> Payments::of_intent(const std::string& intent) {
  std::vector<Operation> out;
  for (std::uint32_t i = 0; i < kPaymentsPerMessageMax; ++i) {
    auto found = records_.operation(operation_id(intent, i, 0));
    if (!found) break;
    out.push_back(std::move(*found));
  }
  return out;
}

asio::awaitable<std::vector<Operation>> Payments::carry_out(std::vector<Operation> operations) {
  const auto until = std::chrono::steady_clock::now() + submitter_.reply_wait();
  for (const auto& operation : operations) {
    if (operation.open()) submitter_.start(operation.id);
  }
  std::vector<Operation> out;
  for (const auto& operation : operations) {
    out.push_back(co_await submitter_.carry_out(operation.id, until));
  }
  co_return out;
}

asio::awaitable<Result<std::vector<Operation>>> Payments::pay(Plan plan) {
  auto operations = of_intent(plan.intent);
  if (operations.empty()) {
    Change change;  // all of them or none, durable before the first is submitted
    for (auto& operation : draft(plan, plan.intent)) {
      auto ready = co_await submitter_.sign(std::move(operation));
      if (!ready) co_return refuse(plan.payer, "ledger_unavailable");
      change.expect(Records::kOperations, ready->id, std::nullopt);
      records_.put(change, *ready);
      operations.push_back(std::move(*ready));
    }
    // Where somebody was quicker, theirs stand.
    if (!co_await records_.commit(std::move(change))) operations = of_intent(plan.intent);
  }
  co_return co_await carry_out(std::move(operations));
}

std::string Payments::card_id(const std::string& intent) const {
  return to_hex(records_.keyed_hash("card", intent).view().first(16));
}

std::vector<Operation> Payments::of_card(const Card& card) {
  std::vector<Operation> out;
  for (const auto& id : card.operations) {
    auto found = records_.operation(id);
    CHECK(found.has_value());
    out.push_back(std::move(*found));
  }
  return out;
}

Card Payments::put_card(Change& change, const Plan& plan, Card card) {
  card.user = plan.payer.id;
  card.created_at = now_();
  change.expect(Records::kCards, card.id, std::nullopt);
  if (!plan.wishes.empty()) {
    for (auto& operation : draft(plan, card.id)) {
      operation.state = OperationState::awaiting_confirmation;
      operation.refund_of = card.refund_of;
      records_.put(change, operation);
      card.operations.push_back(operation.id);
    }
  }
  records_.put(change, card);
  return card;
}

asio::awaitable<Result<Card>> Payments::ask(Plan plan) {
  const std::string id = card_id(plan.intent);
  if (auto known = records_.card(id)) co_return std::move(*known);
  plan.may_undo = true;
  Change change{.synced = false};
  put_card(change, plan, {.id = id, .asked_by = plan.intent});
  (void)co_await records_.commit(std::move(change));
  co_return *records_.card(id);
}

asio::awaitable<Result<std::vector<Operation>>> Payments::confirm(Card card, std::string by,
                                                                  std::string pin) {
  if (card.state == Card::State::open) {
    const auto payer = records_.user(card.user);
    CHECK(payer.has_value());
    const auto verdict = check_limit(*payer, of_card(card));
    if (!verdict) co_return std::unexpected(verdict.error());
    if (*verdict == Verdict::pin && pin.empty()) co_return fail("pin_needed", "A PIN is needed.");
    // A card of a request may be older than the money that was there then.
    Plan plan{*payer, "", {}, {}, {}};
    for (const auto& operation : of_card(card)) {
      plan.wishes.push_back({operation.to_handle, operation.to, operation.currency,
                             operation.amount, operation.amount_text});
    }
    if (auto enough = co_await check_balance(std::move(plan)); !enough) {
      co_return std::unexpected(enough.error());
    }
  }
  Change change;
  records_.expect_unchanged(change, Records::kCards, card.id);
  card = *records_.card(card.id);  // who asked may have withdrawn it meanwhile
  if (card.state == Card::State::open) {
    const auto payer = records_.user(card.user);
    for (auto& operation : of_card(card)) {
      operation.state = OperationState::submitted;
      begin(operation, *payer, now_());
      std::optional<custodian::Approval> approval;
      if (!pin.empty()) approval.emplace().pin = pin;
      auto ready = co_await submitter_.sign(std::move(operation), std::move(approval));
      if (!ready) co_return refuse(*payer, "ledger_unavailable");
      records_.put(change, *ready);
    }
    card.state = Card::State::confirmed;
    card.answered_by = std::move(by);
    records_.put(change, card);
    if (answered_) answered_(card, change);
    (void)co_await records_.commit(std::move(change));
    card = *records_.card(card.id);
  }
  const auto payer = records_.user(card.user);
  if (card.state == Card::State::cancelled) co_return refuse(*payer, "card_closed");
  co_return co_await carry_out(of_card(card));
}

asio::awaitable<bool> Payments::cancel(Card card, std::string by) {
  Change change;
  records_.expect_unchanged(change, Records::kCards, card.id);
  card = *records_.card(card.id);
  if (card.state == Card::State::open) {
    for (auto& operation : of_card(card)) {
      operation.state = OperationState::cancelled;
      records_.put(change, operation);
    }
    card.state = Card::State::cancelled;
    card.answered_by = std::move(by);
    records_.put(change, card);
    if (answered_) answered_(card, change);
    (void)co_await records_.commit(std::move(change));
    card = *records_.card(card.id);
  }
  co_return card.state == Card::State::cancelled;
}

}  // namespace pennypost::gateway
