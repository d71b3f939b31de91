#include "ledger/execution/invariants.h"

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

}  // namespace pennypost::execution
