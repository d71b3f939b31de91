#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/connectors/outgoing.h"
#include "api/gateway/clock.h"
#include "api/gateway/leases.h"
#include "api/gateway/records.h"
#include "api/platforms/errand.h"

namespace pennypost::platforms {

inline constexpr std::size_t kInFlightMax = 16;  ///< messages of one platform
inline constexpr std::uint64_t kSendUsMax = 24ULL * 3'600 * 1'000'000;  ///< then it is given up

struct LaneStats {
  std::uint64_t sent = 0;
  std::uint64_t retried = 0;
  std::uint64_t unreachable = 0;
  std::uint64_t refused = 0;
  std::uint64_t given_up = 0;
  std::uint64_t failing_since_us = 0;  ///< 0: the platform answers
  std::string last_error{};            ///< the platform's code
};

/// What one platform still has to be told: durable, in order for each chat, side by side for
/// different ones, and apart from the other platforms, so that a dead one holds up nobody. Of
/// several gateways on one store one sends at a time, under a lease. Used from one thread.
class Lane {
 public:
  using Send = std::function<boost::asio::awaitable<connectors::CallAnswer>(connectors::Outgoing)>;
  /// Whether the person still has to be told; asked right before sending.
  using Wanted = std::function<bool(const Errand&)>;
  /// How it ended: sent, unreachable, refused, or again where it was given up. Called before it is
  /// forgotten, and once more where the process ends in between.
  using Ended = std::function<boost::asio::awaitable<void>(Errand, connectors::CallAnswer::Kind)>;
  struct Limits {
    std::uint32_t per_second = 20;
    std::chrono::milliseconds chat_pause{0};  ///< between two messages to one chat
  };

  struct Hooks {
    Send send;
    Wanted wanted;
    Ended ended;
    /// Whether this gateway can send now; without one, it can. Another one may have the only line.
    std::function<bool()> can_send{};
    /// Lets so much time pass; without one, a timer does.
    std::function<boost::asio::awaitable<void>(std::chrono::milliseconds)> pause{};
  };

  /// `name` is the platform's: where its rows begin. What `records` and `leases` are outlives the
  /// lane; null: nobody else writes to the store.
  Lane(boost::asio::any_io_executor executor, gateway::Records& records, std::string name,
       Hooks hooks, Limits limits, gateway::Now now, gateway::Leases* leases = nullptr);

  /// Into the change; the same outbox id is there once. Wake the lane behind its commit.
  void add(gateway_store::Change& change, const Errand& errand);
  /// Durable on return.
  boost::asio::awaitable<void> put(Errand errand);
  /// Also for what another gateway may have added, or a dead one left.
  void wake();
  void stop() { stopping_ = true; }
  const LaneStats& stats() const { return stats_; }
  std::size_t waiting() const;

 private:
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> send_waiting();
  boost::asio::awaitable<bool> take_turn();
  bool still_ours();
  std::string lease() const { return "platform " + name_; }
  boost::asio::awaitable<void> carry(std::string key, Errand errand);
  boost::asio::awaitable<connectors::CallAnswer> send(connectors::Outgoing out);
  boost::asio::awaitable<void> settle(std::string key, Errand errand,
                                      connectors::CallAnswer answer);
  boost::asio::awaitable<void> forget(std::string key);
  boost::asio::awaitable<void> pause(std::chrono::milliseconds duration);
  void note(const connectors::CallAnswer& answer);

  boost::asio::any_io_executor executor_;
  gateway::Records& records_;
  std::string name_;
  Hooks hooks_;
  Limits limits_;
  gateway::Now now_;
  gateway::Leases* leases_;  ///< null: nobody else writes to the store
  LaneStats stats_;
  std::set<std::string> busy_;  // chats with a message in flight, or waiting after one
  std::size_t in_flight_ = 0;
  std::chrono::milliseconds back_off_{0};
  bool running_ = false;
  bool again_ = false;
  bool stopping_ = false;
};

}  // namespace pennypost::platforms
