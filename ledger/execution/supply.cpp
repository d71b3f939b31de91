#include "ledger/base/check.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/metering.h"
#include "ledger/execution/operations.h"

namespace pennypost::execution {

// L33
Outcome perform(const RegisterCurrency& reg, Call& call) {
  if (!is_governance(call, call.sender)) return failed(Code::not_permitted);
  if (reg.decimals > kDecimalsMax || reg.display_decimals > reg.decimals) {
    return failed(Code::invalid_currency);
  }
  if (call.state.currency(reg.code)) return failed(Code::currency_exists);
  if (!call.state.account(reg.issuer)) return failed(Code::unknown_account);
  if (reg.policy == CurrencyPolicy::basket) return failed(Code::invalid_settings);

  call.state.put(state::StateKey::of(reg.code),
                 Currency{reg.code, reg.decimals, reg.display_decimals, reg.issuer, Supply(0),
                          reg.policy, reg.attested_above});
  const Event event{EventKind::currency_registered, {}, reg.issuer, reg.code, {}};
  return Outcome{Code::success, {event}, {}};
}

// L83
Outcome perform(const SetCurrency& set, Call& call) {
  if (!is_governance(call, call.sender)) return failed(Code::not_permitted);
  const Currency* currency = call.state.currency(set.currency);
  if (!currency) return failed(Code::unknown_currency);
  const auto is_basket = [](CurrencyPolicy policy) { return policy == CurrencyPolicy::basket; };
  if (is_basket(set.policy) != is_basket(currency->policy)) return failed(Code::invalid_settings);

  Currency& edited = call.state.edit_currency(set.currency);
  edited.policy = set.policy;
  edited.attested_above = set.attested_above;
  return succeeded(Event{EventKind::currency_set, call.sender, {}, set.currency, {}});
}

// L92
Outcome perform(const StateReserve& state, Call& call) {
  if (state.amount == Amount(0)) return failed(Code::invalid_amount);
  if (state.statement == Hash{}) return failed(Code::invalid_settings);
  const Currency* currency = call.state.currency(state.currency);
  if (!currency) return failed(Code::unknown_currency);
  if (currency->issuer != call.sender) return failed(Code::not_permitted);
  const state::StateKey key = state::StateKey::reserve(state.currency);
  const auto* last = call.state.get<Reserve>(key);
  if (state.as_of > call.block_time || (last && state.as_of <= last->as_of)) {
    return failed(Code::invalid_expiry);
  }
  call.state.put(key, Reserve{state.statement, state.amount, state.as_of, call.block_time});
  return succeeded(Event{
      EventKind::reserve_stated, call.sender, {}, state.currency, state.amount, state.statement});
}

// L34
Outcome perform(const Mint& mint, Call& call) {
  if (mint.amount == Amount(0)) return failed(Code::invalid_amount);
  const Currency* currency = call.state.currency(mint.currency);
  if (!currency) return failed(Code::unknown_currency);
  if (currency->policy == CurrencyPolicy::basket) return failed(Code::not_permitted);
  if (currency->issuer != call.sender) return failed(Code::not_permitted);
  if (currency->policy == CurrencyPolicy::dealers) return failed(Code::dual_control);
  const Account* payee = call.state.account(mint.to);
  if (!payee) return failed(Code::unknown_account);
  const auto supply = currency->supply.plus(mint.amount.value());
  if (!supply) return failed(Code::overflow);
  const Code code = can_credit(*payee, mint.currency, mint.amount);
  if (code != Code::success) return failed(code);

  Metering metering(call.state, call.block_time);
  const Payer payer{call.sender, {}};
  const Code taken = metering.in(mint.to, *payee, payer, mint.currency, mint.amount);
  if (taken != Code::success) return failed(taken);

  metering.commit();
  call.state.edit_currency(mint.currency).supply = *supply;
  credit(call.state.edit_account(mint.to), mint.currency, mint.amount);
  const Event event{EventKind::mint, {}, mint.to, mint.currency, mint.amount};
  return Outcome{Code::success, {event}, {mint.to}};
}

// L49
Outcome perform(const Burn& burn, Call& call) {
  if (burn.amount == Amount(0)) return failed(Code::invalid_amount);
  const Currency* currency = call.state.currency(burn.currency);
  if (!currency) return failed(Code::unknown_currency);
  if (currency->policy == CurrencyPolicy::basket) return failed(Code::not_permitted);
  if (currency->issuer != call.sender) return failed(Code::not_permitted);
  if (currency->policy == CurrencyPolicy::dealers) return failed(Code::dual_control);
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  if (is_frozen(call.state, call.sender, *sender, call.block_time)) {
    return failed(Code::account_frozen);
  }
  if (sender->balance(burn.currency) < burn.amount) return failed(Code::insufficient_balance);
  const auto supply = currency->supply.minus(burn.amount.value());
  CHECK(supply.has_value());  // L40: it is at least every balance

  call.state.edit_currency(burn.currency).supply = *supply;
  debit(call.state.edit_account(call.sender), burn.currency, burn.amount);
  return succeeded(Event{EventKind::burned, call.sender, {}, burn.currency, burn.amount});
}

}  // namespace pennypost::execution
