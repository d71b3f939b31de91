#pragma once

#include <array>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "api/connectors/update.h"
#include "api/gateway/clock.h"
#include "api/gateway/records.h"
#include "api/platforms/errand.h"

namespace pennypost::platforms {

inline constexpr std::uint64_t kDeliveryKeptUs = 30ULL * 24 * 3'600 * 1'000'000;

/// What became of messages that one platform has taken, where it says so later: in any order, more
/// than once, and perhaps before its answer to our call. A message only ever moves forward: sent,
/// delivered, read; or from sent to failed. What has failed is handed back once more, for whoever
/// was to read it. Durable; used from one thread.
class Deliveries {
 public:
  using State = connectors::Delivery::State;

  /// `platform`: where its rows begin.
  Deliveries(gateway::Records& records, std::string platform, gateway::Now now)
      : records_(records), platform_(std::move(platform)), now_(std::move(now)) {}

  /// The platform has taken it. Then ask `failed`.
  boost::asio::awaitable<void> taken(Errand errand);
  /// Moves one of the messages under an outbox id. Then ask `failed`.
  boost::asio::awaitable<void> move(connectors::Delivery delivery);
  /// What was taken and has failed since, until `settle`.
  std::optional<Errand> failed(const std::string& outbox_id);
  boost::asio::awaitable<void> settle(std::string outbox_id);

  /// Of that message of the platform's; nothing: nobody has told, or it was long ago.
  std::optional<State> state(const std::string& outbox_id, const std::string& message_id);
  /// Messages that have come into that state, since the start.
  std::uint64_t count(State state) const { return counts_[static_cast<std::size_t>(state)]; }

 private:
  std::string row_key(const std::string& outbox_id) const { return platform_ + "/" + outbox_id; }
  std::string mark_of(const std::string& message_id) const;
  void note_time(gateway_store::Change& change, const std::string& outbox_id) const;
  void forget_old(gateway_store::Change& change) const;

  gateway::Records& records_;
  std::string platform_;
  gateway::Now now_;
  std::array<std::uint64_t, 4> counts_{};
};

std::string_view to_string(connectors::Delivery::State state);

}  // namespace pennypost::platforms
