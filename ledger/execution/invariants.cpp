#include "ledger/execution/invariants.h"

#include <string>

namespace pennypost::execution {
namespace {

/// Per currency, what supply gained over balances. Modulo 2^128: the true differences are far
/// smaller, so zero is zero.
using Differences = std::map<CurrencyCode, Uint128>;

void subtract_balances(Differences& differences, const Account& account) {
  for (const Balance& balance : account.balances) {
    differences[balance.currency] -= balance.amount.value();
  }
}

void add_balances(Differences& differences, const Account& account) {
  for (const Balance& balance : account.balances) {
    differences[balance.currency] += balance.amount.value();
  }
}

}  // namespace

Result<void> check_conservation(const state::StateView& before,
                                const std::map<state::StateKey, state::StateEntry>& changed) {
  Differences differences;
  for (const auto& [key, after] : changed) {
    const state::StateEntry* original = before.find(key);
    if (const auto* account = std::get_if<Account>(&after)) {
      subtract_balances(differences, *account);
      if (original) add_balances(differences, std::get<Account>(*original));
    } else if (const auto* currency = std::get_if<Currency>(&after)) {
      Uint128& difference = differences[currency->code];
      difference += currency->supply.value();
      if (original) difference -= std::get<Currency>(*original).supply.value();
    }
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
