#include "api/gateway/payments.h"

#include <algorithm>
#include <set>

#include "ledger/base/check.h"
#include "ledger/crypto/ed25519.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using gateway_store::Change;

namespace {

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

constexpr std::size_t kLatestPage = 50;

bool counts_as_paid(const Operation& operation) {
  return operation.open() || operation.state == OperationState::final;
}

/// What a frozen plan sends in all: "$3.00", "$5.00 and 2.00 EUR".
std::string sums_text(const Plan& plan, const Currencies& currencies) {
  bool overflow = false;
  std::string out;
  for (const auto& [currency, sum] : sums(plan.wishes, overflow)) {
    if (!out.empty()) out += " and ";
    out += money_text(amount_text(sum, currencies.at(currency)), currency.view());
  }
  return out;
}

}  // namespace

std::unexpected<Error> refuse(std::string_view code, const Words& words) {
  return fail(std::string(code), reply_text(code, words));
}

std::string money_text(const Operation& operation) {
  return money_text(operation.amount_text, operation.currency.view());
}
std::string money_text(const Wish& wish) {
  return money_text(wish.amount_text, wish.currency.view());
}

std::string payees_text(const std::vector<Wish>& wishes) {
  std::string out;
  for (const auto& wish : wishes) {
    if (!out.empty()) out += ", ";
    out += "@" + wish.to_handle;
    if (wishes.size() > 1) out += " (" + money_text(wish) + ")";
  }
  return out;
}

Payments::Payments(Records& records, People& people, LedgerView& ledger, Submitter& submitter,
                   Now now)
    : records_(records),
      people_(people),
      ledger_(ledger),
      submitter_(submitter),
      now_(std::move(now)) {}

Result<Wish> Payments::settle_payee(const User& payer, const std::string& to, Wish wish) {
  std::string handle;
  if (to.starts_with('@')) {
    handle = lower(std::string_view(to).substr(1));
  } else if (to.starts_with('+') || to.find('@') != std::string::npos) {
    return refuse("unsupported_recipient", {{"name", to}});
  } else {
    // A bare name is only ever somebody whom the writer has paid before.
    for (const auto& known : records_.known_payee_handles(payer.id)) {
      if (known == lower(to)) handle = known;
    }
    if (handle.empty()) return refuse("unknown_name", {{"name", to}});
  }
  if (handle == payer.handle) return refuse("self_payment");
  const auto payee = is_handle(handle) ? people_.find(payer.tenant, handle) : std::nullopt;
  if (!payee) return refuse("unknown_recipient", {{"handle", handle}});
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
    return refuse("unknown_currency", {{"currency", currency.substr(0, 12)}, {"currencies", all}});
  }
  wish.currency = *code;
  const auto units = parse_amount(amount, known->second.decimals, known->second.display_decimals);
  if (!units) return refuse("invalid_amount", {{"reason", units.error().message}});
  if (units->value() == 0) {
    return refuse("invalid_amount", {{"reason", "An amount is more than zero."}});
  }
  wish.amount = *units;
  wish.amount_text = gateway::amount_text(*units, known->second);
  return settle_payee(payer, to, std::move(wish));
}

Amount Payments::paid_today(const User& payer, const CurrencyCode& currency) {
  const auto operations = latest(payer);
  Amount sum;
  for (const auto& operation : operations) {
    if (!counts_as_paid(operation) || operation.currency != currency) continue;
    sum = sum.plus(operation.amount.value()).value_or(Amount(UINT64_MAX));
  }
  if (operations.size() < kDayPaymentsMax) return sum;
  return std::max(sum, default_limits(ledger_.currencies().at(currency)).free);
}

std::vector<Operation> Payments::latest(const User& payer) {
  std::vector<Operation> out;
  Records::OperationPage page{.operations = {}, .cursor = "", .more = true};
  while (page.more && out.size() < kDayPaymentsMax) {
    page = records_.operations_of(payer.id, page.cursor, kLatestPage);
    for (auto& operation : page.operations) {
      if (us_between(operation.created_at, now_()) > kDayUs) return out;
      out.push_back(std::move(operation));
    }
  }
  return out;
}

std::optional<Question> Payments::repeated(const Plan& plan) {
  const TimestampUs now = now_();
  for (const auto& earlier : latest(plan.payer)) {
    const bool recent = us_between(earlier.created_at, now) <= kRepeatWindowUs;
    if (!counts_as_paid(earlier) || (!recent && !earlier.open())) continue;
    for (const auto& wish : plan.wishes) {
      const bool same = wish.to == earlier.to && wish.amount == earlier.amount &&
                        wish.currency == earlier.currency;
      const auto free = default_limits(ledger_.currencies().at(wish.currency)).repeat_free;
      if (!same || (!earlier.open() && wish.amount <= free)) continue;
      return Question{earlier.open() ? "confirm_while_checking" : "confirm_repeat",
                      {{"amount", money_text(wish)},
                       {"to", "@" + wish.to_handle},
                       {"time", hour_and_minute(earlier.created_at, now)}}};
    }
  }
  return std::nullopt;
}

asio::awaitable<Result<void>> Payments::check_balance(Plan plan) {
  const auto account = co_await ledger_.account(plan.payer.address);
  if (!account) co_return refuse("ledger_unavailable");
  bool overflow = false;
  for (const auto& [currency, sum] : sums(plan.wishes, overflow)) {
    const auto found = account->balances.find(currency);
    const Amount balance = found == account->balances.end() ? Amount{} : found->second;
    if (overflow || sum > balance) {
      const auto& info = ledger_.currencies().at(currency);
      co_return refuse("not_enough_money",
                       {{"balance", money_text(amount_text(balance, info), currency.view())},
                        {"amount", money_text(amount_text(sum, info), currency.view())}});
    }
  }
  co_return Result<void>();
}

Question Payments::plain_question(const Plan& plan) const {
  return {"confirm_large",
          {{"amount", sums_text(plan, ledger_.currencies())},
           {"to", payees_text(plan.wishes)},
           {"time", hour_and_minute(plan.asked_at, now_())}}};
}

asio::awaitable<Result<std::optional<Question>>> Payments::examine(Plan plan) {
  if (plan.wishes.size() > kPaymentsPerMessageMax) {
    co_return refuse("too_many_payments", {{"count", std::to_string(kPaymentsPerMessageMax)}});
  }
  std::set<Address> people;
  for (const auto& wish : plan.wishes) {
    if (!people.insert(wish.to).second) {
      co_return refuse("same_person_twice", {{"handle", wish.to_handle}});
    }
  }
  if (auto few = check_open(plan.payer, plan.wishes.size()); !few) {
    co_return std::unexpected(few.error());
  }
  if (auto enough = co_await check_balance(plan); !enough) {
    co_return std::unexpected(enough.error());
  }
  const std::string all = sums_text(plan, ledger_.currencies());
  const Words words = plain_question(plan).words;
  Verdict strictest = Verdict::pay;
  bool overflow = false;
  for (const auto& [currency, sum] : sums(plan.wishes, overflow)) {
    const auto& info = ledger_.currencies().at(currency);
    const auto limits = default_limits(info);
    PolicyQuestion question{sum, paid_today(plan.payer, currency), Amount{}};
    for (const auto& wish : plan.wishes) {
      if (wish.currency != currency || records_.is_known_payee(plan.payer.id, wish.to)) continue;
      question.first_sum = question.first_sum.plus(wish.amount.value()).value_or(sum);
    }
    const Verdict verdict = judge(question, limits);
    if (verdict == Verdict::refuse) {
      co_return refuse(
          "over_limit",
          {{"amount", all},
           {"limit", money_text(amount_text(limits.confirmed, info), currency.view())}});
    }
    strictest = std::max(strictest, verdict);
  }
  if (us_between(plan.asked_at, now_()) >= kStaleUs) co_return Question{"confirm_stale", words};
  if (auto question = repeated(plan)) co_return question;
  if (strictest == Verdict::confirm_large) co_return Question{"confirm_large", words};
  if (strictest == Verdict::confirm_first_payment) {
    co_return Question{"confirm_first_payment", words};
  }
  co_return std::nullopt;
}

Result<void> Payments::check_open(const User& payer, std::size_t more) {
  const auto operations = latest(payer);
  const auto open = std::ranges::count_if(operations, &Operation::open);
  if (static_cast<std::size_t>(open) + more <= kOpenPaymentsMax) return {};
  return refuse("too_many_open", {{"count", std::to_string(open)}});
}

Result<void> Payments::check_limit(const User& payer, const std::vector<Operation>& operations) {
  PP_CHECKED(check_open(payer, operations.size()));
  std::vector<Wish> wishes;
  for (const auto& operation : operations) {
    wishes.push_back({"", operation.to, operation.currency, operation.amount, ""});
  }
  bool overflow = false;
  for (const auto& [currency, sum] : sums(wishes, overflow)) {
    const auto& info = ledger_.currencies().at(currency);
    const auto limits = default_limits(info);
    const PolicyQuestion question{sum, paid_today(payer, currency), Amount{}};
    if (overflow || judge(question, limits) == Verdict::refuse) {
      return refuse("over_limit",
                    {{"amount", money_text(amount_text(sum, info), currency.view())},
                     {"limit", money_text(amount_text(limits.confirmed, info), currency.view())}});
    }
  }
  return {};
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
    operation.expiry = plan.asked_at + kExpiryUs;
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
      if (!ready) co_return refuse("ledger_unavailable");
      change.expect(Records::kOperations, ready->id, std::nullopt);
      records_.put(change, *ready);
    }
    (void)co_await records_.commit(std::move(change));  // where somebody was quicker, theirs stand
    operations = of_intent(plan.intent);
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

asio::awaitable<Result<Card>> Payments::ask(Plan plan) {
  const std::string id = card_id(plan.intent);
  if (auto known = records_.card(id)) co_return std::move(*known);
  Card card{id, plan.payer.id, Card::State::open, plan.intent, "", now_()};
  Change change{.synced = false};
  change.expect(Records::kCards, id, std::nullopt);
  for (auto& operation : draft(plan, id)) {
    operation.state = OperationState::awaiting_confirmation;
    records_.put(change, operation);
    card.operations.push_back(operation.id);
  }
  records_.put(change, card);
  (void)co_await records_.commit(std::move(change));
  co_return *records_.card(id);
}

asio::awaitable<Result<std::vector<Operation>>> Payments::confirm(Card card, std::string by) {
  if (card.state == Card::State::open) {
    const auto payer = records_.user(card.user);
    CHECK(payer.has_value());
    if (auto within = check_limit(*payer, of_card(card)); !within) {
      co_return std::unexpected(within.error());
    }
    Change change;
    records_.expect_unchanged(change, Records::kCards, card.id);
    for (auto& operation : of_card(card)) {
      operation.state = OperationState::submitted;
      operation.expiry = now_() + kExpiryUs;
      auto ready = co_await submitter_.sign(std::move(operation));
      if (!ready) co_return refuse("ledger_unavailable");
      records_.put(change, *ready);
    }
    card.state = Card::State::confirmed;
    card.answered_by = std::move(by);
    records_.put(change, card);
    (void)co_await records_.commit(std::move(change));
    card = *records_.card(card.id);
  }
  if (card.state == Card::State::cancelled) co_return refuse("card_closed");
  co_return co_await carry_out(of_card(card));
}

asio::awaitable<bool> Payments::cancel(Card card, std::string by) {
  if (card.state == Card::State::open) {
    Change change;
    records_.expect_unchanged(change, Records::kCards, card.id);
    for (auto& operation : of_card(card)) {
      operation.state = OperationState::cancelled;
      records_.put(change, operation);
    }
    card.state = Card::State::cancelled;
    card.answered_by = std::move(by);
    records_.put(change, card);
    (void)co_await records_.commit(std::move(change));
    card = *records_.card(card.id);
  }
  co_return card.state == Card::State::cancelled;
}

}  // namespace pennypost::gateway
