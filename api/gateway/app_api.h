#pragma once

#include <boost/json/object.hpp>

#include "api/client/node_client.h"
#include "api/gateway/app_door.h"
#include "api/gateway/desk.h"
#include "api/gateway/gateway.h"
#include "api/http/router.h"

namespace pennypost::gateway {

/// What the HTTP interfaces work with; all of it outlives them.
struct Services {
  Records& records;
  People& people;
  LedgerView& ledger;
  Gateway& gateway;
  Metrics& metrics;
  Now now;
  Desk& desk;
  ChainId chain;
  RateLimits& limits;
};

/// The API for apps: an API key belongs to one tenant, and sees that tenant's users only; another's
/// answer 404. An app's key can move its own users' money, up to policy.
class AppApi {
 public:
  AppApi(Services services, AppDoor& door) : services_(std::move(services)), door_(door) {}
  void add_routes(http::Router& router);

 private:
  using Reply = boost::asio::awaitable<http::Response>;

  Reply post_message(Call call);
  Reply post_user(Call call);
  Reply get_users(Call call);
  Reply get_user(Call call);
  Reply get_balance(Call call);
  Reply get_history(Call call);

  Services services_;
  AppDoor& door_;
};

/// The same answers for a user whose page is signed in.
boost::asio::awaitable<http::Response> answer_message(Services& services, InboundMessage message);
boost::asio::awaitable<http::Response> answer_balance(Services& services, User user);
boost::asio::awaitable<http::Response> answer_history(Services& services, User user,
                                                      const http::Request& request);

/// What a refused message, or what the rules of payments refused, is answered with.
http::Response refuse(const Error& error);
http::Response refuse_payment(const Error& error);
http::Response unknown_user();

/// An order as the message that the inbox keeps: the key is its id.
InboundMessage order_message(const Order& order, std::string_view key);
/// Seconds until the user, or the platform, may send a new one; 0: now.
std::uint64_t wait_of(Services& services, const InboundMessage& message);
std::optional<std::uint64_t> number_from(std::string_view text);
/// Of which ledger an answer speaks, and of which state of it at least.
void set_ledger_headers(Services& services, http::Response& response);

}  // namespace pennypost::gateway
