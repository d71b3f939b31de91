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

  call.state.put(state::StateKey::of(reg.code),
                 Currency{reg.code, reg.decimals, reg.display_decimals, reg.issuer, Supply(0)});
  const Event event{EventKind::currency_registered, {}, reg.issuer, reg.code, {}};
  return Outcome{Code::success, {event}, {}};
}

// L34
Outcome perform(const Mint& mint, Call& call) {
  if (mint.amount == Amount(0)) return failed(Code::invalid_amount);
  const Currency* currency = call.state.currency(mint.currency);
  if (!currency) return failed(Code::unknown_currency);
  if (currency->issuer != call.sender) return failed(Code::not_permitted);
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
  if (currency->issuer != call.sender) return failed(Code::not_permitted);
  const Account* sender = call.state.account(call.sender);
  CHECK(sender != nullptr);
  if (sender->balance(burn.currency) < burn.amount) return failed(Code::insufficient_balance);
  const auto supply = currency->supply.minus(burn.amount.value());
  CHECK(supply.has_value());  // L40: it is at least every balance

  call.state.edit_currency(burn.currency).supply = *supply;
  debit(call.state.edit_account(call.sender), burn.currency, burn.amount);
  return succeeded(Event{EventKind::burned, call.sender, {}, burn.currency, burn.amount});
}

}  // namespace pennypost::execution
