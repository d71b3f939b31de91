#include "api/platforms/platforms.h"

#include "api/gateway/clock.h"
#include "api/platforms/inbound.h"
#include "api/platforms/receiver.h"

namespace pennypost::platforms {

namespace asio = boost::asio;
using connectors::Platform;

namespace {

/// Holds the parts together: lines to platforms, who is who there, what comes in and what goes out.
class Platforms final : public gateway::Extension {
 public:
  explicit Platforms(std::vector<std::unique_ptr<Connection>> connections)
      : connections_(std::move(connections)) {}

  void start(const gateway::Executors& executors, gateway::Desk& desk, gateway::Records& records,
             const std::string& tenant, gateway::RateLimits& limits,
             gateway::Leases& leases) override;
  void take_over() override { sender_->wake(); }
  void add_routes(http::Router& router) override {
    for (const auto& connection : connections_) connection->add_routes(router);
  }
  void stop() override;
  std::string metrics() const override;
  boost::json::object health() const override;

 private:
  std::vector<std::unique_ptr<Connection>> connections_;
  std::unique_ptr<Directory> directory_;
  std::unique_ptr<Sender> sender_;
  std::unique_ptr<Receiver> receiver_;
};

void Platforms::start(const gateway::Executors& executors, gateway::Desk& desk,
                      gateway::Records& records, const std::string& tenant,
                      gateway::RateLimits& limits, gateway::Leases& leases) {
  directory_ = std::make_unique<Directory>(records, tenant);
  sender_ =
      std::make_unique<Sender>(executors.later, connections_, desk, records, *directory_, leases);
  receiver_ =
      std::make_unique<Receiver>(executors.first, desk, records, limits, *directory_, *sender_);
  for (const auto& connection : connections_) {
    connection->start(
        executors.later, *directory_, leases,
        [this, &line = *connection](Platform, std::vector<connectors::Update> updates) {
          return receiver_->deliver(line, std::move(updates));
        });
    desk.gateway.push_answers_to(std::string(to_string(connection->platform())));
  }
  sender_->wake();
  desk.outbox.add(*sender_);
  desk.holds.set_names([this](const std::string& handle) {
    const auto known = directory_->by_handle(handle);
    return known ? names_before_seen(*known) : std::vector<std::string>();
  });
  desk.gateway.on_farewell(
      [this](gateway_store::Change& change, const gateway::InboxRecord& record,
             const gateway::Reply& reply) { return sender_->farewell(change, record, reply); });
}

void Platforms::stop() {
  if (sender_) sender_->stop();
  for (const auto& connection : connections_) connection->stop();
}

std::string Platforms::metrics() const {
  std::string out;
  const auto line = [&](const char* name, Platform platform, std::uint64_t value) {
    out += std::string("pennypost_platform_") + name + "{platform=\"" +
           std::string(to_string(platform)) + "\"} " + std::to_string(value) + "\n";
  };
  if (!sender_) return out;
  for (const auto& connection : connections_) {
    const Platform platform = connection->platform();
    const Lane& lane = sender_->lane(platform);
    line("received_total", platform, receiver_->received(platform));
    line("sent_total", platform, lane.stats().sent);
    line("retried_total", platform, lane.stats().retried);
    line("unreachable_total", platform, lane.stats().unreachable);
    line("refused_total", platform, lane.stats().refused);
    line("given_up_total", platform, lane.stats().given_up);
    line("waiting", platform, lane.waiting());
    line("connected", platform, connection->connected() ? 1 : 0);
    line("answering", platform, lane.stats().failing_since_us == 0 ? 1 : 0);
  }
  for (const auto& [platform, deliveries] : sender_->deliveries()) {
    using State = connectors::Delivery::State;
    for (const State state : {State::sent, State::delivered, State::read, State::failed}) {
      out += "pennypost_platform_deliveries_total{platform=\"" + std::string(to_string(platform)) +
             "\",state=\"" + std::string(to_string(state)) + "\"} " +
             std::to_string(deliveries->count(state)) + "\n";
    }
  }
  return out;
}

boost::json::object Platforms::health() const {
  boost::json::object out;
  if (!sender_) return out;
  for (const auto& connection : connections_) {
    const Lane& lane = sender_->lane(connection->platform());
    const LaneStats& stats = lane.stats();
    boost::json::object one{{"connected", connection->connected()},
                            {"answering", stats.failing_since_us == 0},
                            {"waiting", lane.waiting()}};
    if (stats.failing_since_us > 0) {
      one["failing_since"] = gateway::rfc3339(TimestampUs(stats.failing_since_us));
      one["error"] = stats.last_error;
    }
    out[to_string(connection->platform())] = std::move(one);
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<gateway::Extension>> make_platforms(const config::Config& config) {
  std::vector<std::unique_ptr<Connection>> connections;
  for (const auto connect :
       {connect_whatsapp, connect_messenger, connect_telegram, connect_xmpp, connect_matrix}) {
    PP_TRY(auto connection, connect(config));
    if (connection) connections.push_back(std::move(connection));
  }
  return std::make_unique<Platforms>(std::move(connections));
}

}  // namespace pennypost::platforms
