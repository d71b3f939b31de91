#pragma once

#include "ledger/types/account.h"
#include "ledger/types/hold.h"
#include "ledger/types/limits.h"
#include "ledger/types/mandate.h"

// What governance decides for the whole network (L81).
namespace pennypost {

inline constexpr std::uint32_t kLiveNoncesPerAccountMax = 1'024;
inline constexpr std::uint32_t kLiveNoncesMax = 1U << 24;  // of the whole network

/// The most that there may be of each. None is zero; the last five are at most what this program
/// was built for, which is also what they are where nobody decided.
struct Caps {
  std::uint32_t transactions_hour_max = UINT32_MAX;  // of a user's account
  std::uint32_t accounts_day_max = UINT32_MAX;       // that an institution opens
  std::uint32_t account_nonces_max = kLiveNoncesPerAccountMax;
  std::uint32_t network_nonces_max = kLiveNoncesMax;
  std::uint32_t account_holds_max = kHoldsMax;
  std::uint32_t account_refundables_max = kRefundablesMax;
  std::uint32_t account_mandates_max = kMandatesMax;
  bool operator==(const Caps&) const = default;
};
bool is_valid(const Caps& caps);

/// Execution reads it like any other state.
struct Parameters {
  Address governance;
  Caps caps = {};
  bool operator==(const Parameters&) const = default;
};

}  // namespace pennypost
