#include "ledger/execution/invariants.h"

#include <algorithm>
#include <map>
#include <string>

namespace pennypost::execution {
namespace {

/// Per currency, what supply gained over balances. Modulo 2^128: the true differences are far
/// smaller, so zero is zero.
using Differences = std::map<CurrencyCode, Uint128>;

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

}  // namespace

Result<void> check_conservation(const state::StateView& before, const state::Entries& changed) {
  Differences differences;
  for (const auto& [key, after] : changed) {
    add(differences, after, 1);
    const state::StateEntry* original = before.find(key);
    if (original) add(differences, *original, ~Uint128{0});  // minus one
  }
  for (const auto& [currency, difference] : differences) {
    if (difference != 0) {
      return fail("broken_invariant", "Balances and supply of " + std::string(currency.view()) +
                                          " do not change by the same amount.");
    }
  }
  return {};
}

Result<void> check_cover(const state::StateView& after, const state::Entries& changed) {
  for (const auto& [key, entry] : changed) {
    const auto* currency = std::get_if<Currency>(&entry);
    if (!currency || currency->policy != CurrencyPolicy::basket) continue;
    const auto* basket = after.get<Basket>(state::StateKey::basket(currency->code));
    const Uint128 supply = currency->supply.value();
    const auto is_covered = [&](const Basket::Component& component) {
      return supply <= UINT64_MAX && Uint128{component.held.value()} * basket->per.value() >=
                                         supply * component.amount.value();
    };
    if (!basket || !std::ranges::all_of(basket->components, is_covered)) {
      return fail("broken_invariant", "What is held for " + std::string(currency->code.view()) +
                                          " does not cover its supply.");
    }
  }
  return {};
}

}  // namespace pennypost::execution
