#include "tests/model/model_ledger.h"

// Exchange at a quote, and burning.
namespace pennypost::model {

Code ModelLedger::run(const Address& sender, const Exchange& exchange, Events& events) {
  const Quote& quote = exchange.quote;
  const std::uint64_t expiry = quote.expiry.value();
  const std::uint64_t pays = quote.pays_amount.value();
  const std::uint64_t gets = quote.gets_amount.value();
  if (pays == 0 || gets == 0) return Code::invalid_amount;
  if (quote.dealer == sender) return Code::self_transfer;
  if (quote.pays == quote.gets) return Code::invalid_settings;
  if (quote.taker != Address{} && quote.taker != sender) return Code::not_permitted;
  if (!currencies.contains(quote.pays) || !currencies.contains(quote.gets)) {
    return Code::unknown_currency;
  }
  if (expiry <= now_) return Code::quote_expired;
  if (expiry - now_ > 15ULL * 60 * 1'000'000) return Code::invalid_expiry;
  if (!accounts.contains(quote.dealer)) return Code::unknown_account;
  if (accounts.at(quote.dealer).key != codec::authentication_key(1, {exchange.key})) {
    return Code::not_permitted;
  }
  const QuoteId id = codec::quote_id(chain_id, quote);
  if (!used_quotes.emplace(id, expiry).second) return Code::quote_used;

  // Each half must fit by itself, as if the other were not there.
  const auto balances_of = [this](const Address& address) { return accounts.at(address).balances; };
  const auto half = [&](const Address& from, const Address& to, const CurrencyCode& code,
                        std::uint64_t amount) {
    const auto balances = balances_of(from);
    if (!balances.contains(code) || balances.at(code) < amount) return Code::insufficient_balance;
    const ModelLedger before = *this;
    const Code added = add(to, code, amount);
    accounts = before.accounts;
    return added;
  };
  if (const Code code = half(sender, quote.dealer, quote.pays, pays); code != Code::success) {
    return code;
  }
  if (const Code code = half(quote.dealer, sender, quote.gets, gets); code != Code::success) {
    return code;
  }
  take(sender, quote.pays, pays);
  take(quote.dealer, quote.gets, gets);
  accounts.at(quote.dealer).balances[quote.pays] += pays;
  accounts.at(sender).balances[quote.gets] += gets;
  if (frozen(quote.dealer) || frozen(sender)) return Code::account_frozen;
  if (const Code code = attested(sender, quote.dealer, quote.pays, pays); code != Code::success) {
    return code;
  }
  if (const Code code = meter(sender, quote.pays, pays, false, 0); code != Code::success) {
    return code;
  }
  if (const Code code = deposit(sender, quote.dealer, quote.pays, pays, false);
      code != Code::success) {
    return code;
  }
  if (const Code code = attested(quote.dealer, sender, quote.gets, gets); code != Code::success) {
    return code;
  }
  if (const Code code = meter(quote.dealer, quote.gets, gets, false, 0); code != Code::success) {
    return code;
  }
  const Hash subject{id.bytes};
  events.push_back(
      Event{EventKind::exchanged, sender, quote.dealer, quote.pays, quote.pays_amount, subject});
  events.push_back(
      Event{EventKind::exchanged, quote.dealer, sender, quote.gets, quote.gets_amount, subject});
  return deposit(quote.dealer, sender, quote.gets, gets, false);
}

Code ModelLedger::run(const Address& sender, const Burn& burn, Events& events) {
  if (burn.amount == Amount(0)) return Code::invalid_amount;
  if (!currencies.contains(burn.currency)) return Code::unknown_currency;
  ModelCurrency& currency = currencies.at(burn.currency);
  if (currency.policy == CurrencyPolicy::basket) return Code::not_permitted;
  if (currency.issuer != sender) return Code::not_permitted;
  if (currency.policy == CurrencyPolicy::dealers) return Code::dual_control;
  if (frozen(sender)) return Code::account_frozen;
  auto& balances = accounts.at(sender).balances;
  const std::uint64_t amount = burn.amount.value();
  if (!balances.contains(burn.currency) || balances.at(burn.currency) < amount) {
    return Code::insufficient_balance;
  }
  if ((balances.at(burn.currency) -= amount) == 0) balances.erase(burn.currency);
  currency.supply -= amount;
  events.push_back(Event{EventKind::burned, sender, {}, burn.currency, burn.amount});
  return Code::success;
}

}  // namespace pennypost::model
