#include "ledger/execution/spending.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace pennypost::execution {
namespace {

PayeeName name_of(const Address& payee) {
  PayeeName name;
  std::copy_n(payee.bytes.begin(), PayeeName::kSize, name.bytes.begin());
  return name;
}

template <class Names>
bool contains(const Names& names, const PayeeName& name) {
  return std::ranges::find(names, name) != names.end();
}

/// Whether a window has room for an amount beside what this transaction spent before. Their sum
/// always fits 128 bits: there is nothing to overflow.
bool fits(const Window& window, std::uint32_t now, Amount before, Amount amount, Amount max) {
  const Amount counted = window.index == now ? window.sum : Amount(0);
  return Uint128{counted.value()} + before.value() + amount.value() <= max.value();
}

void add(Window& window, std::uint32_t now, Amount spent) {
  const auto sum = window.with(now, spent);
  CHECK(sum.has_value());
  window = Window{now, *sum};
}

template <class Limits>
std::optional<std::size_t> place_of(const Limits& limits, const CurrencyCode& code) {
  const auto at = std::ranges::lower_bound(limits, code, {}, &Limits::value_type::currency);
  if (at == limits.end() || at->currency != code) return std::nullopt;
  return static_cast<std::size_t>(at - limits.begin());
}

}  // namespace

namespace {

const Account& account_of(const Call& call) {
  const Account* account = call.state.account(call.sender);
  CHECK(account != nullptr);
  return *account;
}

}  // namespace

Spending::Spending(Call& call)
    : call_(call),
      sender_(account_of(call)),
      metering_(call.state, call.block_time),
      travel_rule_(call.state, call.block_time) {
  if (!call.by_delegate()) return;
  // Validation discarded the transaction where one of them is missing (L20).
  mandate_ = call.state.get<Mandate>(state::StateKey::of(call.transaction.mandate));
  delegate_ = call.state.get<Delegate>(state::StateKey::of(call.transaction.delegate));
  CHECK(mandate_ != nullptr && delegate_ != nullptr);
  payees_ = call.state.get<Payees>(state::StateKey::payees(call.transaction.mandate));
}

Code Spending::pay(const Address& payee, const Account* account, const Currency& of,
                   Amount amount) {
  if (is_frozen(call_.state, call_.sender, sender_, call_.block_time)) return Code::account_frozen;
  if (account && amount > of.attested_above) {
    const Code code = travel_rule_.pass({call_.sender, sender_}, {payee, *account}, of, amount);
    if (code != Code::success) return code;
  }
  const CurrencyCode& currency = of.code;
  if (const Code code = metering_.out(call_.sender, sender_, currency, amount);
      code != Code::success) {
    return code;
  }
  if (account) {
    const Payer payer{call_.sender, sender_.parent};
    const Code code = metering_.in(payee, *account, payer, currency, amount);
    if (code != Code::success) return code;
  }
  return mandate_ ? pay_by_mandate(payee, currency, amount) : Code::success;
}

Code Spending::pay_by_mandate(const Address& payee, const CurrencyCode& currency, Amount amount) {
  const auto place = place_of(mandate_->limits, currency);
  if (!place) return Code::mandate_currency;
  const MandateLimit& limit = mandate_->limits[*place];
  if (amount > limit.payment_max) return Code::mandate_payment_limit;
  Amount& spent = by_mandate_[*place];
  const std::uint32_t day = day_of(call_.block_time);
  if (!fits(limit.day, day, spent, amount, limit.day_max)) return Code::mandate_day_limit;

  const auto shared = place_of(delegate_->limits, currency);
  if (!shared) return Code::delegate_limit;
  const DelegateLimit& all = delegate_->limits[*shared];
  Amount& moved = by_delegate_[*shared];
  if (!fits(all.hour, hour_of(call_.block_time), moved, amount, all.hour_max) ||
      !fits(all.day, day, moved, amount, all.day_max)) {
    return Code::delegate_limit;
  }
  if (const Code code = meet(payee); code != Code::success) return code;
  // Neither is above the most of its window, so that it fits.
  spent = Amount(spent.value() + amount.value());
  moved = Amount(moved.value() + amount.value());
  return Code::success;
}

Code Spending::meet(const Address& payee) {
  const PayeeName name = name_of(payee);
  if (payees_ && contains(payees_->names, name)) return Code::success;
  if (contains(new_payees_, name)) return Code::success;
  if (!fits(mandate_->new_payees, day_of(call_.block_time), Amount(new_payees_.size()), Amount(1),
            Amount(mandate_->new_payees_max))) {
    return Code::mandate_new_payees;
  }
  new_payees_.push_back(name);
  return Code::success;
}

void Spending::commit() {
  metering_.commit();
  travel_rule_.commit();
  if (!mandate_) return;
  const std::uint32_t day = day_of(call_.block_time);
  Mandate& mandate = call_.state.edit<Mandate>(state::StateKey::of(call_.transaction.mandate));
  for (std::size_t i = 0; i < mandate.limits.size(); ++i) {
    if (by_mandate_[i] != Amount(0)) add(mandate.limits[i].day, day, by_mandate_[i]);
  }
  Delegate& delegate = call_.state.edit<Delegate>(state::StateKey::of(call_.transaction.delegate));
  for (std::size_t i = 0; i < delegate.limits.size(); ++i) {
    if (by_delegate_[i] == Amount(0)) continue;
    add(delegate.limits[i].hour, hour_of(call_.block_time), by_delegate_[i]);
    add(delegate.limits[i].day, day, by_delegate_[i]);
  }
  if (new_payees_.empty()) return;
  add(mandate.new_payees, day, Amount(new_payees_.size()));
  const state::StateKey key = state::StateKey::payees(call_.transaction.mandate);
  if (!payees_) call_.state.put(key, Payees{});
  auto& names = call_.state.edit<Payees>(key).names;
  for (const PayeeName& name : new_payees_) names.push_back(name);
  if (names.size() > kPayeesMax) {
    names.erase(names.begin(), names.end() - kPayeesMax);
  }
}

}  // namespace pennypost::execution
