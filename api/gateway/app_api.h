#pragma once

#include <boost/json/object.hpp>

#include "api/gateway/inbox.h"
#include "api/http/router.h"

namespace pennypost::gateway {

/// What the HTTP interfaces work with; all of it outlives them.
struct Services {
  Records& records;
  People& people;
  LedgerView& ledger;
  Inbox& inbox;
  Metrics& metrics;
  Now now;
};

/// The API for apps: an API key belongs to one tenant, and sees that tenant's users only; another's
/// answer 404. An app's key can move its own users' money, up to policy.
class AppApi {
 public:
  explicit AppApi(Services services) : services_(std::move(services)) {}
  void add_routes(http::Router& router);

 private:
  using Reply = boost::asio::awaitable<http::Response>;

  Reply post_message(http::Request request, std::string tenant);
  Reply get_user(http::Request request, std::string tenant);
  Reply get_balance(http::Request request, std::string tenant);
  Reply get_history(http::Request request, std::string tenant);
  Reply get_payment(http::Request request, std::string tenant);
  Reply get_payments(http::Request request, std::string tenant);

  /// Nothing where the key is missing or wrong.
  std::optional<std::string> tenant_of(const http::Request& request);

  Services services_;
};

/// The same answers for a user whose page is signed in.
boost::asio::awaitable<http::Response> answer_message(Services& services, InboundMessage message);
boost::asio::awaitable<http::Response> answer_balance(Services& services, User user);
boost::asio::awaitable<http::Response> answer_history(Services& services, User user,
                                                      const http::Request& request);

}  // namespace pennypost::gateway
