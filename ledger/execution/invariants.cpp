#include "ledger/execution/invariants.h"

#include <algorithm>
#include <map>
#include <string>

namespace pennypost::execution {
namespace {

/// Per currency, what supply gained over balances. Modulo 2^128: the true differences are far
/// smaller, so zero is zero.
class Differences {
 public:
  Uint128& operator[](const CurrencyCode& currency) {
    if (newest_ && *newest_ == currency) return *difference_;
    const auto at = all_.try_emplace(currency, 0).first;
    newest_ = &at->first;
    difference_ = &at->second;
    return at->second;
  }
  const std::map<CurrencyCode, Uint128>& all() const { return all_; }

 private:
  std::map<CurrencyCode, Uint128> all_;
  const CurrencyCode* newest_ = nullptr;  // asked for; mostly it is again
  Uint128* difference_ = nullptr;
};

/// What an entry holds counts against its currency's supply.
void add(Differences& differences, const state::StateEntry& entry, Uint128 sign) {
  if (const auto* account = std::get_if<Account>(&entry)) {
    for (const Balance& balance : account->balances) {
      differences[balance.currency] -= sign * balance.amount.value();
    }
  } else if (const auto* hold = std::get_if<Hold>(&entry)) {
    differences[hold->currency] -= sign * hold->amount.value();
  } else if (const auto* request = std::get_if<SupplyRequest>(&entry)) {
    if (request->change == SupplyChange::burn) {
      differences[request->currency] -= sign * request->amount.value();
    }
  } else if (const auto* basket = std::get_if<Basket>(&entry)) {
    for (const Basket::Component& component : basket->components) {
      differences[component.currency] -= sign * component.held.value();
    }
  } else if (const auto* currency = std::get_if<Currency>(&entry)) {
    differences[currency->code] += sign * currency->supply.value();
  }
}

bool is_covered(const Currency& currency, const state::StateView& state) {
  const auto* basket = state.get<Basket>(state::StateKey::basket(currency.code));
  const Uint128 supply = currency.supply.value();
  return basket && supply <= UINT64_MAX &&
         std::ranges::all_of(basket->components, [&](const Basket::Component& component) {
           return Uint128{component.held.value()} * basket->per.value() >=
                  supply * component.amount.value();
         });
}

Result<void> broken(const CurrencyCode& currency, const char* how) {
  return fail("broken_invariant", how + std::string(currency.view()) + ".");
}

}  // namespace

Result<void> check_money(const state::Overlay& changed) {
  Differences differences;
  const Currency* uncovered = nullptr;
  const auto see = [&](const state::StateEntry* before, const state::StateEntry& after) {
    add(differences, after, 1);
    if (before) add(differences, *before, ~Uint128{0});  // minus one
    const auto* currency = std::get_if<Currency>(&after);
    if (currency && currency->policy == CurrencyPolicy::basket && !is_covered(*currency, changed)) {
      uncovered = currency;
    }
  };
  changed.for_each_change(see);
  for (const auto& [currency, difference] : differences.all()) {
    if (difference != 0) {
      return broken(currency, "Balances and supply do not change by the same amount of ");
    }
  }
  if (uncovered) return broken(uncovered->code, "What is held does not cover the supply of ");
  return {};
}

}  // namespace pennypost::execution
