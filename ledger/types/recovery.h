#pragma once

#include <vector>

#include "ledger/types/identifiers.h"

namespace pennypost {

inline constexpr std::size_t kGuardiansMax = 8;
inline constexpr std::uint64_t kRecoveryDelayUsMin = kHourUs;
inline constexpr std::uint64_t kRecoveryDelayUsMax = 90 * kDayUs;

/// Who may give an account a new key, and the attempt that runs.
struct Recovery {
  std::vector<Address> guardians;          // ascending
  std::uint8_t threshold = 0;              // guardians who have to choose the same key
  std::uint64_t delay_us = 0;              // between that and the new key
  std::vector<AuthenticationKey> choices;  // by guardian; zero: none
  AuthenticationKey new_key;               // that enough of them chose; zero: none yet
  TimestampUs ready;                       // when the account may get it; zero without one

  bool operator==(const Recovery&) const = default;
};

}  // namespace pennypost
