#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "tests/simulator/cluster.h"

namespace pennypost::simulator {

/// Rules that the simulated gateway can be made to break; the checks must notice each.
enum class ChatWeakness : std::uint8_t {
  none,
  answers_before_durable,  ///< a platform is told 200 before its message is on the disk
  submits_before_stored,   ///< bytes go to validators before they are on the disk
  forgets_inbox,           ///< a message that comes again is a new one
  believes_timeouts,       ///< what is not final after a while counts as failed
};

/// What happened between people and the gateway.
struct ChatCounts {
  std::uint64_t said = 0;      // commands, each of a message of its own
  std::uint64_t webhooks = 0;  // brought to the gateway, repeats and later tries included
  std::uint64_t outages = 0;   // of a platform
  std::uint64_t ends = 0;      // of the gateway's process
  std::uint64_t paid = 0;
  std::uint64_t asked = 0;    // too old when they were read: nobody pays without asking
  std::uint64_t expired = 0;  // the gateway was away while its bytes could be used

  ChatCounts& operator+=(const ChatCounts& more);
};

struct ChatCountName {
  std::string_view name;
  std::uint64_t ChatCounts::* count;
};
/// All of them.
std::span<const ChatCountName> chat_count_names();

/// People on four simulated chat platforms who pay by messages, and a gateway's process before the
/// validators of the cluster, all of it in the cluster's virtual time and by its seed: webhooks
/// come up to fifty times and late, platforms fail for long, the gateway ends before or after any
/// write and loses what was not synced. It reads by the connectors, understands by the
/// language, and makes its nonces as production does; how it keeps and submits follows the rules of
/// api/README.md, without the production gateway's coroutines.
class Chats {
 public:
  /// `span_us`: how late copies of webhooks may come.
  Chats(Cluster& cluster, std::uint64_t seed, std::uint64_t span_us, ChatWeakness weakness);
  ~Chats();

  /// People write so many commands, half of them within this time, the others within half the span.
  void begin(std::uint64_t commands, std::uint64_t within_us);
  /// Everything was brought, and everything brought was answered.
  bool over() const;
  /// Tells the checker what is wrong; once, after it is over.
  void check();
  const ChatCounts& counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pennypost::simulator
