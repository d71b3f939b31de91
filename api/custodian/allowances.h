#pragma once

#include <map>
#include <vector>

#include "api/store/store.h"
#include "ledger/base/result.h"
#include "ledger/types/amount.h"

namespace pennypost::custodian {

/// How often something may happen. Zero: never.
struct Rate {
  std::uint64_t hour_max = 0;
  std::uint64_t day_max = 0;
};

/// Money of one currency, in smallest units.
struct MoneyLimit {
  CurrencyCode currency;
  Amount payment_max;
  Amount day_max;
};

/// Counts how often, and for how much, something was done in this hour and day (UTC). What is
/// counted survives the process. Not thread-safe; one owner a store.
class Allowances {
 public:
  explicit Allowances(gateway_store::Store& store) : store_(store) {}

  using Sums = std::map<CurrencyCode, Amount>;
  /// Counts one use of `scope` and these sums, where every limit allows it; else nothing is
  /// counted. A currency without a limit is refused. Errors: `rate_limited`, `over_limit`.
  Result<void> use(const std::string& scope, TimestampUs now, const Rate& rate,
                   const Sums& sums = {}, const std::vector<MoneyLimit>& limits = {});

 private:
  gateway_store::Store& store_;
};

}  // namespace pennypost::custodian
