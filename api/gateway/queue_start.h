#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "api/gateway/clock.h"

namespace pennypost::gateway {

/// Where to begin to read a queue whose keys begin with the time of putting, as 16 hex digits. Rows
/// that were taken out leave gaps that are slow to walk over: so behind most of them, but not
/// behind what may have been written late, by a slow disk or another gateway; and from the very
/// start once a minute.
class QueueStart {
 public:
  /// The key behind which to begin; empty: at the start.
  std::string next(TimestampUs now) {
    if (us_between(whole_at_, now) < kMinuteUs) return floor_;
    whole_at_ = now;
    return "";
  }
  /// Nothing is left at or before `key`.
  void handled(const std::string& key, TimestampUs now) {
    if (now.value() <= kLateUs) return;
    floor_ = std::max(floor_, std::min(key, fmt::format("{:016x}", now.value() - kLateUs)));
  }
  /// Something was left there.
  void reset() { floor_.clear(); }

 private:
  static constexpr std::uint64_t kLateUs = 2 * kSecondUs;
  TimestampUs whole_at_{};
  std::string floor_;
};

}  // namespace pennypost::gateway
