#include "ledger/types/account.h"

#include <algorithm>

namespace pennypost {

Amount Account::balance(const CurrencyCode& currency) const {
  for (const Balance& balance : balances) {
    if (balance.currency == currency) return balance.amount;
  }
  return Amount(0);
}

void Account::set_balance(const CurrencyCode& currency, Amount amount) {
  const auto at = std::ranges::lower_bound(balances, currency, {}, &Balance::currency);
  const bool present = at != balances.end() && at->currency == currency;
  if (amount == Amount(0)) {
    if (present) balances.erase(at);
  } else if (present) {
    at->amount = amount;
  } else {
    balances.insert(at, Balance{currency, amount});
  }
}

}  // namespace pennypost
