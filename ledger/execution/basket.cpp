#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/execution/balances.h"
#include "ledger/execution/metering.h"
#include "ledger/execution/operations.h"

// Currencies that are a basket of others (L84): always covered, because what is paid in is rounded
// up and what is paid out is rounded down.
namespace pennypost::execution {
namespace {

Code check_components(const RegisterBasket& reg, const Call& call) {
  if (reg.per == Amount(0) || reg.components.empty() || reg.components.size() > kComponentsMax ||
      std::ranges::adjacent_find(reg.components, std::ranges::greater_equal(),
                                 &RegisterBasket::Component::currency) != reg.components.end()) {
    return Code::invalid_settings;
  }
  for (const RegisterBasket::Component& component : reg.components) {
    if (component.amount == Amount(0)) return Code::invalid_settings;
    const Currency* currency = call.state.currency(component.currency);
    if (!currency) return Code::unknown_currency;
    if (currency->policy == CurrencyPolicy::basket) return Code::invalid_settings;
  }
  return Code::success;
}

/// A component's share of `amount` units, up or down; nothing where it does not fit.
std::optional<Amount> share_of(const Basket& basket, const Basket::Component& component,
                               Amount amount, bool up) {
  const Uint128 product = Uint128{component.amount.value()} * amount.value();
  const Uint128 share = (product + (up ? basket.per.value() - 1 : 0)) / basket.per.value();
  if (share > UINT64_MAX) return std::nullopt;
  return Amount(static_cast<std::uint64_t>(share));
}

/// The sender's account as the conversion leaves it, and what moves in between.
struct Conversion {
  Call& call;
  Account account;
  Basket basket;
  Metering metering;
  Events events;

  Code pay_in(Basket::Component& component, Amount amount);
  Code pay_out(Basket::Component& component, Amount amount);
  Outcome commit(const CurrencyCode& currency, Supply supply);
};

Code Conversion::pay_in(Basket::Component& component, Amount amount) {
  const auto held = component.held.plus(amount.value());
  if (!held) return Code::overflow;
  if (account.balance(component.currency) < amount) return Code::insufficient_balance;
  const Code code = metering.out(call.sender, account, component.currency, amount);
  if (code != Code::success) return code;
  component.held = *held;
  debit(account, component.currency, amount);
  events.push_back(Event{EventKind::paid_in, call.sender, {}, component.currency, amount});
  return Code::success;
}

Code Conversion::pay_out(Basket::Component& component, Amount amount) {
  if (amount == Amount(0)) return Code::success;
  CHECK(component.held >= amount);
  Code code = can_credit(account, component.currency, amount);
  if (code != Code::success) return code;
  code = metering.in_from_itself(call.sender, account, component.currency, amount);
  if (code != Code::success) return code;
  component.held = Amount(component.held.value() - amount.value());
  credit(account, component.currency, amount);
  events.push_back(Event{EventKind::paid_out, {}, call.sender, component.currency, amount});
  return Code::success;
}

Outcome Conversion::commit(const CurrencyCode& currency, Supply supply) {
  metering.commit();
  call.state.edit_currency(currency).supply = supply;
  call.state.edit<Basket>(state::StateKey::basket(currency)) = std::move(basket);
  call.state.edit_account(call.sender) = std::move(account);
  return Outcome{Code::success, std::move(events), {}};
}

/// The first reasons against a conversion; else what it starts from.
std::expected<Conversion, Code> begin(Call& call, const CurrencyCode& code, Amount amount) {
  if (amount == Amount(0)) return std::unexpected(Code::invalid_amount);
  if (!call.state.currency(code)) return std::unexpected(Code::unknown_currency);
  const auto* basket = call.state.get<Basket>(state::StateKey::basket(code));
  if (!basket) return std::unexpected(Code::unknown_basket);
  const Account* account = call.state.account(call.sender);
  CHECK(account != nullptr);
  if (is_frozen(call.state, call.sender, *account, call.block_time)) {
    return std::unexpected(Code::account_frozen);
  }
  return Conversion{call, *account, *basket, Metering(call.state, call.block_time), {}};
}

}  // namespace

// L84
Outcome perform(const RegisterBasket& reg, Call& call) {
  if (!is_governance(call, call.sender)) return failed(Code::not_permitted);
  if (reg.decimals > kDecimalsMax || reg.display_decimals > reg.decimals) {
    return failed(Code::invalid_currency);
  }
  if (call.state.currency(reg.code)) return failed(Code::currency_exists);
  if (!call.state.account(reg.issuer)) return failed(Code::unknown_account);
  if (const Code code = check_components(reg, call); code != Code::success) return failed(code);

  Basket basket{reg.per, {}};
  for (const RegisterBasket::Component& component : reg.components) {
    basket.components.push_back({component.currency, component.amount, Amount(0)});
  }
  call.state.put(state::StateKey::of(reg.code),
                 Currency{reg.code, reg.decimals, reg.display_decimals, reg.issuer, Supply(0),
                          CurrencyPolicy::basket, Amount(UINT64_MAX)});
  call.state.put(state::StateKey::basket(reg.code), std::move(basket));
  return succeeded(Event{EventKind::currency_registered, {}, reg.issuer, reg.code, {}});
}

Outcome perform(const MintBasket& mint, Call& call) {
  auto conversion = begin(call, mint.currency, mint.amount);
  if (!conversion) return failed(conversion.error());
  const auto supply = call.state.currency(mint.currency)->supply.plus(mint.amount.value());
  CHECK(supply.has_value());  // L84: a basket's is at most 64 bits
  if (supply->value() > UINT64_MAX) return failed(Code::overflow);
  for (Basket::Component& component : conversion->basket.components) {
    const auto share = share_of(conversion->basket, component, mint.amount, true);
    if (!share) return failed(Code::overflow);
    const Code code = conversion->pay_in(component, *share);
    if (code != Code::success) return failed(code);
  }
  Code code = can_credit(conversion->account, mint.currency, mint.amount);
  if (code != Code::success) return failed(code);
  code = conversion->metering.in_from_itself(call.sender, conversion->account, mint.currency,
                                             mint.amount);
  if (code != Code::success) return failed(code);
  credit(conversion->account, mint.currency, mint.amount);
  conversion->events.push_back(Event{EventKind::mint, {}, call.sender, mint.currency, mint.amount});
  return conversion->commit(mint.currency, *supply);
}

Outcome perform(const RedeemBasket& redeem, Call& call) {
  auto conversion = begin(call, redeem.currency, redeem.amount);
  if (!conversion) return failed(conversion.error());
  Account& account = conversion->account;
  if (account.balance(redeem.currency) < redeem.amount) {
    return failed(Code::insufficient_balance);
  }
  Code code = conversion->metering.out(call.sender, account, redeem.currency, redeem.amount);
  if (code != Code::success) return failed(code);
  const auto supply = call.state.currency(redeem.currency)->supply.minus(redeem.amount.value());
  CHECK(supply.has_value());  // L40: it is at least every balance
  debit(account, redeem.currency, redeem.amount);
  conversion->events.push_back(
      Event{EventKind::burned, call.sender, {}, redeem.currency, redeem.amount});
  for (Basket::Component& component : conversion->basket.components) {
    const auto share = share_of(conversion->basket, component, redeem.amount, false);
    CHECK(share.has_value());  // L84: that much is held
    code = conversion->pay_out(component, *share);
    if (code != Code::success) return failed(code);
  }
  if (conversion->events.size() == 1) return failed(Code::invalid_amount);  // nothing for it
  return conversion->commit(redeem.currency, *supply);
}

}  // namespace pennypost::execution
