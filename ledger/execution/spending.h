#pragma once

#include <array>
#include <vector>

#include "ledger/execution/metering.h"
#include "ledger/execution/operations.h"
#include "ledger/execution/travel_rule.h"

namespace pennypost::execution {

/// What stands between an account and its payees beyond the balance: freezes, attestations, limits,
/// deposit rules, and where a delegate signs, its mandate and the delegate's own limits (L79).
/// Payments are tried one after the other; nothing is written before `commit`.
class Spending {
 public:
  explicit Spending(Call& call);

  /// `success` and the payment counts; else the first reason against it. `account` is the payee's
  /// before the payment; null where nobody has the money yet.
  Code pay(const Address& payee, const Account* account, const Currency& currency, Amount amount);
  void commit();

 private:
  Code pay_by_mandate(const Address& payee, const CurrencyCode& currency, Amount amount);
  Code meet(const Address& payee);

  Call& call_;
  const Account& sender_;
  Metering metering_;
  TravelRule travel_rule_;
  // Only where a delegate signs.
  const Mandate* mandate_ = nullptr;
  const Payees* payees_ = nullptr;  // null: none yet
  const Delegate* delegate_ = nullptr;
  // By place in the list of limits.
  std::array<Amount, kSpendingLimitsMax> by_mandate_{};
  std::array<Amount, kSpendingLimitsMax> by_delegate_{};
  ShortList<PayeeName, 1> new_payees_;
};

}  // namespace pennypost::execution
