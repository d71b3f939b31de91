#pragma once

#include <algorithm>
#include <chrono>

namespace pennypost::net {

/// Keeps a peer from filling the log: a few lines at once, then one each interval.
class LogLimit {
 public:
  bool allow() {
    const auto now = std::chrono::steady_clock::now();
    next_ = std::max(next_, now - kInterval * (kBurstMax - 1));
    if (next_ > now) return false;
    next_ += kInterval;
    return true;
  }

 private:
  static constexpr int kBurstMax = 8;
  static constexpr std::chrono::seconds kInterval{10};
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace pennypost::net
