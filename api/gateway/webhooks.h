#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/event_log.h"
#include "api/gateway/leases.h"
#include "api/gateway/metrics.h"
#include "api/gateway/webhook_signature.h"
#include "api/http/client.h"

namespace pennypost::gateway {

inline constexpr std::size_t kWebhookEndpointsMax = 20;  ///< of one tenant
inline constexpr std::size_t kWebhookTypesMax = 32;
inline constexpr std::size_t kWebhookUrlBytesMax = 1'024;
inline constexpr std::uint64_t kWebhookGraceSecondsMax = 7 * 24 * 3600;

struct WebhookOptions {
  /// Plain HTTP and addresses that are not global: on a localnet only.
  bool allow_private = false;
  std::chrono::milliseconds timeout{15'000};
  /// Waits between the attempts of one delivery, each with up to a fifth more at random.
  std::vector<std::chrono::seconds> waits = {
      std::chrono::seconds(5), std::chrono::minutes(5), std::chrono::minutes(30),
      std::chrono::hours(2),   std::chrono::hours(5),   std::chrono::hours(10),
      std::chrono::hours(14),  std::chrono::hours(20),  std::chrono::hours(24)};
};

/// Where a tenant wants to hear of events.
struct WebhookEndpoint {
  std::string id;  ///< "whe_…"
  std::string tenant;
  std::string url;
  std::set<std::string> types;  ///< empty: all
  bool enabled = true;
  std::string disabled_why{};  ///< "by_you", "gone", "failing"
  TimestampUs created_at;
  WebhookKey key;
  std::optional<WebhookKey> earlier_key{};
  TimestampUs earlier_until{};
  std::optional<TimestampUs> failing_since{};

  bool wants(const std::string& type) const { return types.empty() || types.contains(type); }
};

/// One event on its way to one endpoint.
struct WebhookDelivery {
  enum class State { pending, delivered, failed };
  std::string id;  ///< "dlv_…"
  std::string endpoint;
  std::string tenant;
  State state = State::pending;
  std::uint64_t number = 0;  ///< of the event; 0: a test event
  std::string event_id;
  std::string type;
  TimestampUs created_at;
  TimestampUs next_at;  ///< while pending
  std::uint32_t attempts = 0;
  int last_status = 0;     ///< 0: no answer came
  std::string last_error;  ///< a word of ours
};
std::string_view to_string(WebhookDelivery::State state);

/// Brings events to the endpoints that want them: at least once, under an id that stays the same,
/// in order while the receiver takes them. What the receiver refuses (a 4xx) is tried again later
/// by itself and holds nothing up; where it cannot be reached, everything waits behind the oldest.
/// After days without success the endpoint is disabled. Of several gateways on one store one at a
/// time delivers to an endpoint. Used from one thread.
class Webhooks {
 public:
  Webhooks(boost::asio::any_io_executor executor, Records& records, EventLog& events,
           Metrics& metrics, Now now, WebhookOptions options = {}, Leases* leases = nullptr);

  /// Goes on with what waits.
  void resume();
  void stop();

  /// Errors: `invalid_url` (malformed, not https, or to an address that is not global).
  Result<void> check_url(const std::string& url) const;

  /// Errors: `too_many_endpoints`.
  boost::asio::awaitable<Result<WebhookEndpoint>> create(std::string tenant, std::string id,
                                                         std::string url,
                                                         std::set<std::string> types);
  std::optional<WebhookEndpoint> find(const std::string& tenant, const std::string& id);
  /// To be changed: `change` happens only where it is still as it is read here.
  std::optional<WebhookEndpoint> find(gateway_store::Change& change, const std::string& tenant,
                                      const std::string& id);
  std::vector<WebhookEndpoint> list(const std::string& tenant);
  /// A new key; the old one signs too for a while. Not saved.
  void rotate(WebhookEndpoint& endpoint, std::uint64_t grace_seconds) const;
  /// False: somebody else changed it since it was read with `change`.
  boost::asio::awaitable<bool> save(gateway_store::Change change, WebhookEndpoint endpoint);
  boost::asio::awaitable<void> remove(WebhookEndpoint endpoint);
  /// Sends an event `webhook.test` now, and says how that went. It is not tried again.
  boost::asio::awaitable<WebhookDelivery> test(WebhookEndpoint endpoint);

  std::optional<WebhookDelivery> delivery(const std::string& tenant, const std::string& id);
  struct Page {
    std::vector<WebhookDelivery> deliveries;
    std::string cursor;
    bool more = false;
  };
  /// Newest first, of one endpoint.
  Page deliveries(const WebhookEndpoint& endpoint, const std::string& after, std::size_t limit);
  /// Again from the first attempt on. Errors: `event_pruned`, `endpoint_disabled`.
  boost::asio::awaitable<Result<WebhookDelivery>> replay(WebhookDelivery delivery);

  /// Whether somebody wants events of this type now.
  bool anybody_wants(const std::string& tenant, const std::string& type);
  /// Forgets deliveries whose events are gone; false: there may be more.
  boost::asio::awaitable<bool> prune();

 private:
  struct Outcome {
    bool delivered = false;
    bool gone = false;     ///< 410: never again
    bool refused = false;  ///< the receiver is there, and does not want this one
    int status = 0;
    std::string error{};
    std::chrono::seconds wait{0};  ///< at least, as the receiver asks
  };
  struct Worker;

  void expect(gateway_store::Change& change, const std::string& tenant, const Event& event);
  void wake_all();
  void wake(const std::string& endpoint);
  boost::asio::awaitable<void> work(std::string tenant, std::string endpoint,
                                    std::shared_ptr<Worker> worker);
  /// As deliver_due where no other gateway is at it, else when to look again.
  boost::asio::awaitable<std::optional<TimestampUs>> take_turn(std::string tenant,
                                                               std::string endpoint);
  /// The time of the next attempt; nothing: all is done.
  boost::asio::awaitable<std::optional<TimestampUs>> deliver_due(std::string tenant,
                                                                 std::string endpoint);
  boost::asio::awaitable<Outcome> attempt(WebhookEndpoint endpoint, std::string id,
                                          std::string body);
  /// True: those behind it may go on. `change` expects the delivery as it was before the attempt:
  /// who asked for a replay meanwhile gets one.
  boost::asio::awaitable<bool> conclude(gateway_store::Change change, WebhookDelivery delivery,
                                        Outcome outcome);
  /// From the first to the last attempt of one delivery.
  std::uint64_t patience_us() const;
  void put(gateway_store::Change& change, const WebhookDelivery& delivery) const;
  void put(gateway_store::Change& change, const WebhookEndpoint& endpoint) const;

  boost::asio::any_io_executor executor_;
  Records& records_;
  EventLog& events_;
  Metrics& metrics_;
  Now now_;
  WebhookOptions options_;
  Leases* leases_;  ///< null: nobody else writes to the store
  std::map<std::string, std::shared_ptr<Worker>> workers_;  ///< by endpoint
  bool stopping_ = false;
};

/// What an app is shown; secrets only where it has just got them.
boost::json::object to_json(const WebhookEndpoint& endpoint);
boost::json::object to_json(const WebhookDelivery& delivery);

}  // namespace pennypost::gateway
