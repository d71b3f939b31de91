#pragma once

#include "ledger/types/account.h"
#include "ledger/types/receipt.h"

// The arithmetic of balances, for every operation that moves money.
namespace pennypost::execution {

/// `success` where the account can take the amount; else `account_closed`, `overflow` or
/// `too_many_currencies`.
Code can_credit(const Account& account, const CurrencyCode& currency, Amount amount);
/// `success` where the payer has the amount and the payee can take it; else the first reason.
Code can_move(const Account& payer, const Account& payee, const CurrencyCode& currency,
              Amount amount);

/// After can_credit and can_move, or a look at the balance (CHECK).
void credit(Account& account, const CurrencyCode& currency, Amount amount);
void debit(Account& account, const CurrencyCode& currency, Amount amount);
void move(Account& payer, Account& payee, const CurrencyCode& currency, Amount amount);

}  // namespace pennypost::execution
