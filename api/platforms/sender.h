#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "api/gateway/desk.h"
#include "api/gateway/leases.h"
#include "api/platforms/connection.h"
#include "api/platforms/deliveries.h"
#include "api/platforms/recent.h"

namespace pennypost::platforms {

/// What people on platforms are told: into the lane of a platform on which they can be reached.
/// What could not be said they see with their next message, or whose deed it tells learns that they
/// were not told. What it is given outlives it. Used from one thread.
class Sender final : public gateway::OutboxSink {
 public:
  using Lines = std::span<const std::unique_ptr<Connection>>;

  /// Sends nothing before `wake`.
  Sender(const boost::asio::any_io_executor& executor, Lines lines, gateway::Desk& desk,
         gateway::Records& records, Directory& directory, gateway::Leases& leases);

  /// Also for what another gateway may have added, or a dead one left.
  void wake();
  void stop();

  boost::asio::awaitable<gateway::Delivery> take(gateway::OutgoingMessage message) override;
  /// Durable on return.
  boost::asio::awaitable<void> put(connectors::Platform platform, Errand errand);
  /// What the platform says became of what it took.
  boost::asio::awaitable<void> reported(connectors::Platform platform,
                                        connectors::Delivery delivery);
  /// Into the change that destroys the person's data; to be called once it is durable.
  std::function<void()> farewell(gateway_store::Change& change, const gateway::InboxRecord& record,
                                 const gateway::Reply& reply);

  const Lane& lane(connectors::Platform platform) const { return *lanes_.at(platform); }
  /// By platform, of those that report.
  const std::map<connectors::Platform, std::unique_ptr<Deliveries>>& deliveries() const {
    return deliveries_;
  }

 private:
  using Platform = connectors::Platform;
  using Kind = connectors::CallAnswer::Kind;

  void open_lane(const boost::asio::any_io_executor& executor, Connection& line,
                 gateway::Leases& leases);
  Connection* line_of(Platform platform);
  std::optional<Known> reached_by(const gateway::OutgoingMessage& message);
  gateway::OutgoingMessage message_of(Platform platform, const Errand& errand) const;
  bool is_wanted(Platform platform, const Errand& errand) const;
  boost::asio::awaitable<void> ended(Platform platform, Errand errand, Kind how);
  boost::asio::awaitable<void> tell_failed(Platform platform, std::string outbox_id);
  boost::asio::awaitable<void> keep_answer(Platform platform, Errand errand);

  Lines lines_;
  gateway::Desk& desk_;
  gateway::Records& records_;
  Directory& directory_;
  std::map<Platform, std::unique_ptr<Lane>> lanes_;
  std::map<Platform, std::unique_ptr<Deliveries>> deliveries_;
  Recent hinted_{kHintAgainUs};  ///< who was told to write to us in private first, and where
};

}  // namespace pennypost::platforms
