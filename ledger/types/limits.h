#pragma once

#include <vector>

#include "ledger/types/mandate.h"

// What bounds an account's payments beside its balance: limits of its own and of its tier, and who
// may pay in; and transfers that may come back.
namespace pennypost {

inline constexpr std::size_t kAccountLimitsMax = 16;     // currencies with limits
inline constexpr std::size_t kDepositorsMax = 32;        // that a deposit rule names
inline constexpr std::uint32_t kRefundablesMax = 4'096;  // open ones that an account made
inline constexpr std::uint64_t kRefundableUsMax = 180 * kDayUs;
inline constexpr std::uint32_t kMonthDays = 30;  // a limit's month: 30 days, counted from 1970
inline constexpr std::uint8_t kTierMax = 15;

/// The most of one currency; UINT64_MAX: as much as there is.
struct AccountLimit {
  CurrencyCode currency;
  Amount holding_max;
  Amount in_day_max;
  Amount out_day_max;
  Amount in_month_max;
  Amount out_month_max;
  bool operator==(const AccountLimit&) const = default;
};

/// Of an account, or of all accounts of an institution's tier.
struct Limits {
  std::vector<AccountLimit> limits;  // ascending by currency; not empty
  bool operator==(const Limits&) const = default;
};

/// What went in and out of an account that has limits.
struct Meter {
  struct Flow {
    CurrencyCode currency;
    Window in_day;
    Window out_day;
    Window in_month;
    Window out_month;
    bool operator==(const Flow&) const = default;
  };
  std::vector<Flow> flows;  // ascending by currency
  bool operator==(const Meter&) const = default;
};

/// Only these accounts, and those below these institutions, may pay in.
struct DepositRule {
  std::vector<Address> allowed;  // ascending; none: nobody
  bool operator==(const DepositRule&) const = default;
};

/// A transfer that the payee may give back, in parts.
struct Refundable {
  Address payer;
  Address payee;
  CurrencyCode currency;
  Amount amount;
  Amount refunded;    // below the amount
  TimestampUs until;  // from here on it may not
  bool operator==(const Refundable&) const = default;
};

}  // namespace pennypost
