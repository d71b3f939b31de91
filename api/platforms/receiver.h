#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/gateway/desk.h"
#include "api/gateway/rate_limits.h"
#include "api/platforms/connection.h"
#include "api/platforms/recent.h"
#include "api/platforms/sender.h"

namespace pennypost::platforms {

/// What platforms tell: messages go to the gateway, changes of people and rooms into the directory,
/// and what became of a message to the sender. What it is given outlives it. Used from one thread.
class Receiver {
 public:
  Receiver(boost::asio::any_io_executor executor, gateway::Desk& desk, gateway::Records& records,
           gateway::RateLimits& limits, Directory& directory, Sender& sender)
      : executor_(std::move(executor)),
        desk_(desk),
        records_(records),
        limits_(limits),
        directory_(directory),
        sender_(sender) {}

  /// True once all of it is durable: then the platform may forget it.
  boost::asio::awaitable<bool> deliver(Connection& line, std::vector<connectors::Update> updates);
  /// Messages, since the start.
  std::uint64_t received(connectors::Platform platform) const;

 private:
  using Platform = connectors::Platform;
  /// The messages of one webhook on their way to the disk.
  struct Batch;

  boost::asio::awaitable<std::optional<gateway::InboundMessage>> read(Platform platform,
                                                                      connectors::Message message);
  boost::asio::awaitable<connectors::Person> settle_number(connectors::Person person,
                                                           TimestampUs at);
  boost::asio::awaitable<void> doubt(std::string handle);
  boost::asio::awaitable<void> accept(std::shared_ptr<Batch> batch, Platform platform,
                                      gateway::InboundMessage message);
  boost::asio::awaitable<bool> keep(Platform platform, gateway::InboundMessage message);
  boost::asio::awaitable<void> tell_too_fast(Platform platform, std::string handle,
                                             std::string user);
  boost::asio::awaitable<void> on(Platform, connectors::Message) { co_return; }
  boost::asio::awaitable<void> on(Platform platform, connectors::IdentityChange change);
  boost::asio::awaitable<void> on(Platform platform, connectors::Membership membership);
  boost::asio::awaitable<void> on(Platform platform, connectors::Delivery delivery);
  boost::asio::awaitable<void> on(Platform, connectors::ChatMoved) { co_return; }

  static constexpr std::uint64_t kLeftOutUs =
      600ULL * 1'000'000;  // then a message asks before it pays

  boost::asio::any_io_executor executor_;
  gateway::Desk& desk_;
  gateway::Records& records_;
  gateway::RateLimits& limits_;
  Directory& directory_;
  Sender& sender_;
  std::map<Platform, std::uint64_t> received_;
  Recent hinted_{kHintAgainUs};  ///< who was told that they write too fast
  Recent left_out_{kLeftOutUs};  ///< messages of those who do, by key
};

}  // namespace pennypost::platforms
