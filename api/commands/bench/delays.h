#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "ledger/base/result.h"

namespace pennypost::commands {

/// Links that take their time: TCP proxies on loopback, in a thread of their own, that hand on
/// every byte, in order, a fixed time after it came.
class Delays {
 public:
  explicit Delays(std::chrono::microseconds one_way);
  ~Delays();

  /// The port to dial for a link to this one of this machine. Errors: `unavailable`.
  Result<std::uint16_t> port_to(std::uint16_t target);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pennypost::commands
