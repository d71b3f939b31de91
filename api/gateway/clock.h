#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/types/identifiers.h"

namespace pennypost::gateway {

inline constexpr std::uint64_t kSecondUs = 1'000'000;
inline constexpr std::uint64_t kMinuteUs = 60 * kSecondUs;
inline constexpr std::uint64_t kDayUs = 24 * 60 * kMinuteUs;

/// The wall clock, as a value: tests bring their own.
using Now = std::function<TimestampUs()>;
TimestampUs system_now();

/// "2026-11-21T18:17:12.000000Z".
std::string rfc3339(TimestampUs at);
/// RFC 3339 with any offset and up to nine digits of a second (below a microsecond cut off), from
/// 1970 to 9999.
std::optional<TimestampUs> parse_rfc3339(std::string_view text);
/// "14:02 UTC", with the date before it where `at` is not of the day of `today`.
std::string hour_and_minute(TimestampUs at, TimestampUs today);

}  // namespace pennypost::gateway
