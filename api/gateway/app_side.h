#pragma once

#include <memory>
#include <string>

#include "api/gateway/app_api.h"
#include "api/gateway/events_api.h"
#include "api/gateway/keys_api.h"
#include "api/gateway/outbox.h"
#include "api/gateway/payments_api.h"
#include "api/gateway/payouts.h"
#include "api/gateway/people_api.h"

namespace pennypost::gateway {

struct AppOptions {
  std::string operator_key;
  RateOptions rates{};
  WebhookOptions webhooks{};
  EventOptions events{};
};

/// Everything behind the API for apps, in the order of its life: tenants and their keys from the
/// beginning, routes and what happens by itself once the gateway can answer.
class AppSide {
 public:
  AppSide(boost::asio::any_io_executor executor, Records& records, Metrics& metrics, Now now,
          AppOptions options, Leases* leases = nullptr);
  ~AppSide();

  ApiKeys& keys() { return keys_; }
  RateLimits& limits() { return limits_; }
  /// Words for other people go to apps as `message.outgoing`.
  OutboxSink& sink();

  /// For the port of metrics.
  void add_operator_routes(http::Router& router) { admin_api_.add_routes(router); }
  /// The public routes; what was on its way when the process ended goes on.
  void open(Services services, client::NodeClient& nodes, http::Router& router);
  /// Goes on with what a gateway on the same store has left that is dead now.
  void take_over(const std::function<bool(const std::string&)>& alive);
  void stop();

 private:
  class Sink;
  boost::asio::awaitable<void> keep_house();

  boost::asio::any_io_executor executor_;
  ApiKeys keys_;
  AdminApi admin_api_;
  Idempotency idempotency_;
  RateLimits limits_;
  AppDoor door_;
  KeysApi keys_api_;
  EventLog events_;
  Webhooks webhooks_;
  EventsApi events_api_;
  std::unique_ptr<Sink> sink_;
  std::unique_ptr<AppApi> app_api_;
  std::unique_ptr<PaymentsApi> payments_api_;
  std::unique_ptr<PeopleApi> people_api_;
  std::unique_ptr<Payouts> payouts_;
  std::unique_ptr<PayoutsApi> payouts_api_;
  std::shared_ptr<boost::asio::steady_timer> house_timer_;
  std::chrono::milliseconds house_every_;
  bool stopping_ = false;
};

}  // namespace pennypost::gateway
