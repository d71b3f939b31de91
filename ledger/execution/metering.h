#pragma once

#include <map>

#include "ledger/state/overlay.h"
#include "ledger/types/receipt.h"

namespace pennypost::execution {

/// Where money comes from, for deposit rules.
struct Payer {
  const Address& address;
  const Address& institution;
};

/// Limits of accounts and tiers, and deposit rules (L41). Payments are tried one after the other;
/// nothing is written before `commit`. Accounts without limits cost nothing.
class Metering {
 public:
  Metering(state::Overlay& state, TimestampUs block_time) : state_(state), now_(block_time) {}

  /// `success` or `limit_exceeded`.
  Code out(const Address& address, const Account& account, const CurrencyCode& currency,
           Amount amount);
  /// `success`, `deposit_refused` or `payee_limit_exceeded`. `account` is as before the payment.
  Code in(const Address& address, const Account& account, const Payer& payer,
          const CurrencyCode& currency, Amount amount);
  /// What the account made of money of its own: limits count, no deposit rule is asked. `success`
  /// or `payee_limit_exceeded`.
  Code in_from_itself(const Address& address, const Account& account, const CurrencyCode& currency,
                      Amount amount);
  void commit();

 private:
  bool is_refused(const Address& address, const Payer& payer) const;
  Code count(const Address& address, const Account& account, const CurrencyCode& currency,
             Amount amount, bool incoming);
  Meter::Flow flow_of(const Address& address, const CurrencyCode& currency);

  state::Overlay& state_;
  TimestampUs now_;
  std::map<std::pair<Address, CurrencyCode>, Meter::Flow> flows_;  // that changed
};

}  // namespace pennypost::execution
