#pragma once

#include <variant>

#include "consensus/types/messages.h"

namespace pennypost::consensus {

/// Time as the host sees it. `steady_us` never jumps and drives timers; `unix_time` stamps blocks.
struct Now {
  std::uint64_t steady_us = 0;
  TimestampUs unix_time;
};

/// A message whose signatures and certificates verify_message has checked.
struct Received {
  ValidatorIndex from = 0;
  Message message;
};
/// A batch of this validator's own, packed by the host; every transaction in it passed the
/// stateless checks.
struct LocalBatch {
  std::shared_ptr<const Batch> batch;
};
/// A link to this peer is up: unfinished messages are sent again.
struct Connected {
  ValidatorIndex peer = 0;
};
enum class TimerKind : std::uint8_t { round = 0, resend = 1, ping = 2, idle = 3 };
struct TimerFired {
  TimerKind kind = TimerKind::round;
};
/// A client wants a certified time: the leader proposes even without payload.
struct TickRequested {};
/// The first input after construction.
struct Started {};

struct Input {
  Now now;
  std::variant<Started, Received, LocalBatch, Connected, TimerFired, TickRequested> event;
};

}  // namespace pennypost::consensus
