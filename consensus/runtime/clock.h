#pragma once

#include <chrono>

#include "consensus/core/input.h"

namespace pennypost::runtime {

/// The one place where consensus time comes from.
inline consensus::Now read_clock() {
  using std::chrono::duration_cast;
  using std::chrono::microseconds;
  const auto us = [](auto since) {
    return static_cast<std::uint64_t>(duration_cast<microseconds>(since).count());
  };
  return {.steady_us = us(std::chrono::steady_clock::now().time_since_epoch()),
          .unix_time = TimestampUs(us(std::chrono::system_clock::now().time_since_epoch()))};
}

}  // namespace pennypost::runtime
