#include "ledger/execution/balances.h"

#include "ledger/base/check.h"

namespace pennypost::execution {

Code can_credit(const Account& account, const CurrencyCode& currency, Amount amount) {
  if (account.has(AccountFlag::closed)) return Code::account_closed;
  const Amount before = account.balance(currency);
  if (!before.plus(amount.value())) return Code::overflow;
  // No balance of zero is kept: an account without this currency needs a place for it.
  if (before == Amount(0) && account.balances.size() >= kBalancesMax) {
    return Code::too_many_currencies;
  }
  return Code::success;
}

Code can_move(const Account& payer, const Account& payee, const CurrencyCode& currency,
              Amount amount) {
  if (payer.balance(currency) < amount) return Code::insufficient_balance;
  return can_credit(payee, currency, amount);
}

void credit(Account& account, const CurrencyCode& currency, Amount amount) {
  const auto after = account.balance(currency).plus(amount.value());
  CHECK(after.has_value());
  account.set_balance(currency, *after);
}

void debit(Account& account, const CurrencyCode& currency, Amount amount) {
  const auto left = account.balance(currency).minus(amount.value());
  CHECK(left.has_value());
  account.set_balance(currency, *left);
}

void move(Account& payer, Account& payee, const CurrencyCode& currency, Amount amount) {
  debit(payer, currency, amount);
  credit(payee, currency, amount);
}

}  // namespace pennypost::execution
