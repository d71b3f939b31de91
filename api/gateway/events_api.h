#pragma once

#include "api/gateway/app_door.h"
#include "api/gateway/event_log.h"
#include "api/gateway/webhooks.h"

namespace pennypost::gateway {

/// How apps hear of what happened: `/v1/events`, a stream that goes on where it was cut, and
/// webhooks with their deliveries.
class EventsApi {
 public:
  EventsApi(EventLog& events, Webhooks& webhooks, ApiKeys& keys, AppDoor& door)
      : events_(events), webhooks_(webhooks), keys_(keys), door_(door) {}
  void add_routes(http::Router& router);

  /// Whether somebody hears at once of such an event of the tenant.
  bool anybody_listens(const std::string& tenant, const std::string& type);

 private:
  using Answering = boost::asio::awaitable<http::Response>;

  Answering get_events(Call call);
  Answering post_endpoint(Call call);
  Answering get_endpoints(Call call);
  Answering get_endpoint(Call call);
  Answering patch_endpoint(Call call);
  Answering delete_endpoint(Call call);
  Answering rotate_secret(Call call);
  Answering test_endpoint(Call call);
  Answering get_deliveries(Call call);
  Answering get_delivery(Call call);
  Answering replay(Call call);

  EventLog& events_;
  Webhooks& webhooks_;
  ApiKeys& keys_;
  AppDoor& door_;
  /// Open streams by tenant. Shared, because a stream that the end of the process cuts off may
  /// outlive this.
  std::shared_ptr<std::map<std::string, std::size_t>> streams_ =
      std::make_shared<std::map<std::string, std::size_t>>();
};

/// The types of events that there are.
const std::vector<std::string_view>& event_types();

}  // namespace pennypost::gateway
