#include "consensus/net/outbox.h"

#include <utility>

namespace pennypost::net {

SharedBytes Outbox::Queue::take() {
  SharedBytes oldest = std::move(frames.front());
  frames.pop_front();
  bytes -= oldest->size();
  return oldest;
}

std::size_t Outbox::push(SharedBytes payload, Priority priority) {
  Queue& queue = queues_[std::to_underlying(priority)];
  std::size_t dropped = 0;
  while (!queue.frames.empty() && (queue.frames.size() >= limits_.frames_max ||
                                   queue.bytes + payload->size() > limits_.bytes_max)) {
    queue.take();
    ++dropped;
  }
  queue.bytes += payload->size();
  queue.frames.push_back(std::move(payload));
  return dropped;
}

SharedBytes Outbox::pop() {
  for (Queue& queue : queues_) {
    if (!queue.frames.empty()) return queue.take();
  }
  return nullptr;
}

std::size_t Outbox::clear() {
  const std::size_t dropped = frames();
  for (Queue& queue : queues_) queue = {};
  return dropped;
}

bool Outbox::empty() const {
  return frames() == 0;
}

std::size_t Outbox::bytes() const {
  std::size_t sum = 0;
  for (const Queue& queue : queues_) sum += queue.bytes;
  return sum;
}

std::size_t Outbox::frames() const {
  std::size_t sum = 0;
  for (const Queue& queue : queues_) sum += queue.frames.size();
  return sum;
}

}  // namespace pennypost::net
