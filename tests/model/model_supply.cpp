#include <set>

#include "tests/model/model_ledger.h"

// Dealers, reserves and baskets.
namespace pennypost::model {

void ModelLedger::take(const Address& from, const CurrencyCode& code, std::uint64_t amount) {
  auto& balances = accounts.at(from).balances;
  if ((balances.at(code) -= amount) == 0) balances.erase(code);
}

std::size_t ModelLedger::open_requests(const CurrencyCode& code, const Address& dealer) const {
  std::size_t open = 0;
  for (const auto& [id, request] : requests) {
    open += request.currency == code && request.dealer == dealer ? 1U : 0U;
  }
  return open;
}

Code ModelLedger::run(const Address& sender, const SetCurrency& set, Events& events) {
  if (sender != governance) return Code::not_permitted;
  if (!currencies.contains(set.currency)) return Code::unknown_currency;
  ModelCurrency& currency = currencies.at(set.currency);
  if ((set.policy == CurrencyPolicy::basket) != baskets.contains(set.currency)) {
    return Code::invalid_settings;
  }
  currency.policy = set.policy;
  currency.attested_above = set.attested_above;
  events.push_back({EventKind::currency_set, sender, {}, set.currency, {}});
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const SetDealers& set, Events& events) {
  if (!currencies.contains(set.currency)) return Code::unknown_currency;
  const ModelCurrency& currency = currencies.at(set.currency);
  if (currency.policy != CurrencyPolicy::dealers) return Code::not_permitted;
  if (currency.issuer != sender) return Code::not_permitted;
  const std::set<Address> all(set.dealers.begin(), set.dealers.end());
  if (set.dealers.size() > 16 || !std::ranges::is_sorted(set.dealers) ||
      all.size() != set.dealers.size() || all.contains(sender)) {
    return Code::invalid_settings;
  }
  for (const Address& dealer : all) {
    if (!accounts.contains(dealer)) return Code::unknown_account;
  }
  for (const Address& old : dealers[set.currency]) {
    if (!all.contains(old) && open_requests(set.currency, old) > 0) return Code::requests_open;
  }
  dealers[set.currency] = set.dealers;
  events.push_back({EventKind::dealers_set, sender, {}, set.currency, {}});
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const RequestSupply& ask, Events& events) {
  const std::uint64_t amount = ask.amount.value();
  if (amount == 0) return Code::invalid_amount;
  if (!currencies.contains(ask.currency)) return Code::unknown_currency;
  if (currencies.at(ask.currency).policy != CurrencyPolicy::dealers) return Code::not_permitted;
  const auto& known = dealers[ask.currency];
  if (std::ranges::find(known, sender) == known.end()) return Code::not_permitted;
  constexpr std::uint64_t kDay = 24ULL * 3600 * 1'000'000;
  const std::uint64_t expiry = ask.expiry.value();
  if (expiry <= now_ || expiry - now_ > 30 * kDay) return Code::invalid_expiry;
  if (open_requests(ask.currency, sender) >= 16) return Code::too_many_requests;
  const bool burns = ask.change == SupplyChange::burn;
  if (burns) {
    const auto& balances = accounts.at(sender).balances;
    if (!balances.contains(ask.currency) || balances.at(ask.currency) < amount) {
      return Code::insufficient_balance;
    }
    if (frozen(sender)) return Code::account_frozen;
    take(sender, ask.currency, amount);
  }
  const RequestId id{transaction_->id.bytes};
  requests[id] = {ask.change, sender, ask.currency, ask.amount, ask.expiry, ask.expiry};
  events.push_back(about(burns ? EventKind::burn_requested : EventKind::mint_requested, id, sender,
                         {}, ask.amount));
  events.back().currency = ask.currency;
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const ApproveRequest& approve, Events& events) {
  if (!requests.contains(approve.request)) return Code::unknown_request;
  const SupplyRequest request = requests.at(approve.request);
  ModelCurrency& currency = currencies.at(request.currency);
  if (currency.issuer != sender) return Code::not_permitted;
  if (request.expiry.value() <= now_) return Code::request_expired;
  requests.erase(approve.request);
  about_ = request.dealer;
  const std::uint64_t amount = request.amount.value();
  events.push_back(
      about(EventKind::request_approved, approve.request, sender, request.dealer, request.amount));
  events.back().currency = request.currency;
  if (request.change == SupplyChange::burn) {
    if (frozen(request.dealer)) return Code::account_frozen;
    currency.supply -= amount;
    events.push_back({EventKind::burned, request.dealer, {}, request.currency, request.amount});
    return Code::success;
  }
  currency.supply += amount;
  events.push_back({EventKind::mint, {}, request.dealer, request.currency, request.amount});
  const Code added = add(request.dealer, request.currency, amount);
  if (added != Code::success) return added;
  return deposit(sender, request.dealer, request.currency, amount, true);
}

Code ModelLedger::end_request(const RequestId& id, const Address& by, Events& events) {
  const SupplyRequest request = requests.at(id);
  requests.erase(id);
  about_ = request.dealer;
  events.push_back(about(EventKind::request_ended, id, by, request.dealer, request.amount));
  events.back().currency = request.currency;
  if (request.change == SupplyChange::mint) return Code::success;
  return add(request.dealer, request.currency, request.amount.value());
}

Code ModelLedger::run(const Address& sender, const CancelRequest& cancel, Events& events) {
  if (!requests.contains(cancel.request)) return Code::unknown_request;
  const SupplyRequest& request = requests.at(cancel.request);
  if (sender != request.dealer && sender != currencies.at(request.currency).issuer) {
    return Code::not_permitted;
  }
  return end_request(cancel.request, sender, events);
}

Code ModelLedger::run(const Address& sender, const StateReserve& state, Events& events) {
  if (state.amount == Amount(0)) return Code::invalid_amount;
  if (state.statement == Hash{}) return Code::invalid_settings;
  if (!currencies.contains(state.currency)) return Code::unknown_currency;
  if (currencies.at(state.currency).issuer != sender) return Code::not_permitted;
  const bool older =
      reserves.contains(state.currency) && state.as_of <= reserves.at(state.currency).as_of;
  if (older || state.as_of.value() > now_) return Code::invalid_expiry;
  reserves[state.currency] = {state.statement, state.amount, state.as_of, TimestampUs(now_)};
  events.push_back(about(EventKind::reserve_stated, state.statement, sender, {}, state.amount));
  events.back().currency = state.currency;
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const RegisterBasket& reg, Events& events) {
  if (sender != governance) return Code::not_permitted;
  if (reg.decimals > 9 || reg.display_decimals > reg.decimals) return Code::invalid_currency;
  if (currencies.contains(reg.code)) return Code::currency_exists;
  if (!accounts.contains(reg.issuer)) return Code::unknown_account;
  if (reg.per == Amount(0) || reg.components.empty() || reg.components.size() > 8) {
    return Code::invalid_settings;
  }
  for (std::size_t i = 1; i < reg.components.size(); ++i) {
    if (reg.components[i - 1].currency >= reg.components[i].currency) {
      return Code::invalid_settings;
    }
  }
  Basket basket{reg.per, {}};
  for (const auto& each : reg.components) {
    if (each.amount == Amount(0)) return Code::invalid_settings;
    if (!currencies.contains(each.currency)) return Code::unknown_currency;
    if (baskets.contains(each.currency)) return Code::invalid_settings;
    basket.components.push_back({each.currency, each.amount, Amount(0)});
  }
  baskets[reg.code] = basket;
  currencies[reg.code] = {reg.decimals,           reg.display_decimals, reg.issuer, 0,
                          CurrencyPolicy::basket, Amount(UINT64_MAX)};
  events.push_back({EventKind::currency_registered, {}, reg.issuer, reg.code, {}});
  return Code::success;
}

Code ModelLedger::run(const Address& sender, const MintBasket& mint, Events& events) {
  if (mint.amount == Amount(0)) return Code::invalid_amount;
  if (!currencies.contains(mint.currency)) return Code::unknown_currency;
  if (!baskets.contains(mint.currency)) return Code::unknown_basket;
  if (frozen(sender)) return Code::account_frozen;
  ModelCurrency& currency = currencies.at(mint.currency);
  currency.supply += mint.amount.value();
  if (currency.supply > UINT64_MAX) return Code::overflow;
  Basket& basket = baskets.at(mint.currency);
  for (auto& each : basket.components) {
    const Uint128 whole = Uint128{each.amount.value()} * mint.amount.value();
    Uint128 share = whole / basket.per.value();
    if (whole % basket.per.value() != 0) ++share;
    if (share > UINT64_MAX || share + each.held.value() > UINT64_MAX) return Code::overflow;
    const auto amount = static_cast<std::uint64_t>(share);
    const auto& balances = accounts.at(sender).balances;
    if (!balances.contains(each.currency) || balances.at(each.currency) < amount) {
      return Code::insufficient_balance;
    }
    const Code code = meter(sender, each.currency, amount, false, 0);
    if (code != Code::success) return code;
    take(sender, each.currency, amount);
    each.held = Amount(each.held.value() + amount);
    events.push_back({EventKind::paid_in, sender, {}, each.currency, Amount(amount)});
  }
  events.push_back({EventKind::mint, {}, sender, mint.currency, mint.amount});
  const Code added = add(sender, mint.currency, mint.amount.value());
  if (added != Code::success) return added;
  return meter(sender, mint.currency, mint.amount.value(), true,
               accounts.at(sender).balances.at(mint.currency));
}

Code ModelLedger::run(const Address& sender, const RedeemBasket& redeem, Events& events) {
  const std::uint64_t amount = redeem.amount.value();
  if (amount == 0) return Code::invalid_amount;
  if (!currencies.contains(redeem.currency)) return Code::unknown_currency;
  if (!baskets.contains(redeem.currency)) return Code::unknown_basket;
  if (frozen(sender)) return Code::account_frozen;
  const auto& balances = accounts.at(sender).balances;
  if (!balances.contains(redeem.currency) || balances.at(redeem.currency) < amount) {
    return Code::insufficient_balance;
  }
  const Code out = meter(sender, redeem.currency, amount, false, 0);
  if (out != Code::success) return out;
  take(sender, redeem.currency, amount);
  currencies.at(redeem.currency).supply -= amount;
  events.push_back({EventKind::burned, sender, {}, redeem.currency, redeem.amount});
  Basket& basket = baskets.at(redeem.currency);
  for (auto& each : basket.components) {
    const auto share =
        static_cast<std::uint64_t>(Uint128{each.amount.value()} * amount / basket.per.value());
    if (share == 0) continue;
    each.held = Amount(each.held.value() - share);
    events.push_back({EventKind::paid_out, {}, sender, each.currency, Amount(share)});
    Code code = add(sender, each.currency, share);
    if (code != Code::success) return code;
    code =
        meter(sender, each.currency, share, true, accounts.at(sender).balances.at(each.currency));
    if (code != Code::success) return code;
  }
  return events.size() == 1 ? Code::invalid_amount : Code::success;
}

}  // namespace pennypost::model
