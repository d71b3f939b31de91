#pragma once

#include "ledger/types/amount.h"

namespace pennypost {

inline constexpr std::uint64_t kHoldUsMax = 366 * kDayUs;      // from making it to its expiry
inline constexpr std::uint32_t kHoldsMax = 4'096;              // open ones an account pays for
inline constexpr std::size_t kSweptMax = 16'384;               // entries a block sweeps
inline constexpr std::uint64_t kReturnAgainUs = 24 * kHourUs;  // after a return that did not fit

/// Money set aside: no longer the payer's balance, not yet the payee's. Claimed, released or
/// returned, once.
struct Hold {
  Address payer;
  Address payee;        // zero: whoever has the claim key says where it goes
  PublicKey claim_key;  // zero where there is a payee
  CurrencyCode currency;
  Amount amount;       // not zero
  TimestampUs expiry;  // from here on nobody can claim it, returned or not
  TimestampUs due;     // when a block returns it: the expiry, or later where that did not fit
  bool payer_may_cancel = false;

  bool operator==(const Hold&) const = default;
};

}  // namespace pennypost
