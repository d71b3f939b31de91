#pragma once

#include <cstddef>
#include <deque>
#include <memory>

#include "ledger/base/bytes.h"

namespace pennypost::net {

/// Frames of a higher priority overtake; within one priority the order stays.
enum class Priority : std::uint8_t {
  kUrgent,  // small, and somebody waits: proposals, votes, timeouts
  kBulk,    // batches, blocks and snapshots for those who are behind
};
inline constexpr std::size_t kPriorities = 2;

/// A payload, shared by the queues of all the peers that it goes to.
using SharedBytes = std::shared_ptr<const Bytes>;

struct OutboxLimits {
  std::size_t bytes_max;   // payload bytes of one priority
  std::size_t frames_max;  // frames of one priority
};

/// The frames that wait for one peer. Each priority has limits of its own, so that bulk never
/// pushes out a vote. Beyond a limit the oldest go: the younger ones supersede them, and whoever
/// misses one asks again. One frame fits always, however long. Not thread-safe.
class Outbox {
 public:
  explicit Outbox(OutboxLimits limits) : limits_(limits) {}

  /// The number of frames dropped to make room.
  std::size_t push(SharedBytes payload, Priority priority);
  /// The next to send; null where nothing waits.
  SharedBytes pop();
  /// The number of frames dropped.
  std::size_t clear();

  bool empty() const;
  /// Payload bytes waiting.
  std::size_t bytes() const;
  std::size_t frames() const;

 private:
  struct Queue {
    std::deque<SharedBytes> frames;
    std::size_t bytes = 0;

    SharedBytes take();
  };

  OutboxLimits limits_;
  Queue queues_[kPriorities];
};

}  // namespace pennypost::net
