#pragma once

#include <algorithm>
#include <vector>

#include "ledger/base/short_list.h"
#include "ledger/types/amount.h"

// Who may spend for whom. Days and hours are UTC, counted from 1970 by block time.
namespace pennypost {

inline constexpr std::uint32_t kDelegatesMax = 16;     // of an institution
inline constexpr std::size_t kSpendingLimitsMax = 16;  // currencies of a delegate or a mandate
inline constexpr std::uint32_t kMandatesMax = 32;      // of an account
inline constexpr std::size_t kPayeesMax = 64;          // that a mandate remembers

/// What went through in one hour or day; an older one counts as nothing.
struct Window {
  std::uint32_t index = 0;  // hours or days since 1970
  Amount sum;

  /// The sum with `more`, at this index; nothing where it does not fit.
  std::optional<Amount> with(std::uint32_t now, Amount more) const {
    return (index == now ? sum : Amount(0)).plus(more.value());
  }
  bool operator==(const Window&) const = default;
};

constexpr std::uint32_t hour_of(TimestampUs at) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(at.value() / kHourUs, UINT32_MAX));
}
constexpr std::uint32_t day_of(TimestampUs at) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(at.value() / kDayUs, UINT32_MAX));
}

struct DelegateLimit {
  CurrencyCode currency;
  Amount hour_max;
  Amount day_max;
  Window hour;
  Window day;
  bool operator==(const DelegateLimit&) const = default;
};

/// An institution's spending key, with what it may move for all accounts together.
struct Delegate {
  Address institution;
  AuthenticationKey authentication_key;
  bool active = false;
  std::vector<DelegateLimit> limits;  // ascending by currency; no other currency moves

  bool operator==(const Delegate&) const = default;
};

struct MandateLimit {
  CurrencyCode currency;
  Amount payment_max;
  Amount day_max;
  Window day;
  bool operator==(const MandateLimit&) const = default;
};

/// Most mandates are for one currency.
using MandateLimits = ShortList<MandateLimit, 1>;

/// An account lets a delegate spend for it.
struct Mandate {
  Address account;
  DelegateId delegate;
  TimestampUs until;                 // from here on it allows nothing
  std::uint32_t new_payees_max = 0;  // a day
  Window new_payees;                 // of today
  MandateLimits limits;              // ascending by currency; no other currency moves

  bool operator==(const Mandate&) const = default;
};

/// The last payees of a mandate: paying them again is nothing new. Oldest first.
struct Payees {
  ShortList<PayeeName, 8> names;
  bool operator==(const Payees&) const = default;
};

}  // namespace pennypost
