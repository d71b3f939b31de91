#pragma once

#include <map>
#include <string>

#include "api/gateway/app_api.h"
#include "api/gateway/desk.h"

namespace pennypost::gateway {

inline constexpr std::size_t kSessionsMax = 10'000;
inline constexpr std::uint64_t kSessionIdleUsMax = 12ull * 60 * kMinuteUs;

/// What the web pages ask. People sign in with a key of their device, which stays in the browser:
/// it signs a challenge. A new key begins an account under a free handle, or gets into one with a
/// code from a linked chat. On a sandbox anybody on this machine signs in under any handle as well,
/// without a password; the listener is loopback then. The cookie's session lives in memory: after a
/// restart the page signs in again. Writes carry the session's CSRF token.
class WebApi {
 public:
  WebApi(Services services, Desk& desk, client::NodeClient& nodes, std::string tenant, bool sandbox)
      : services_(std::move(services)),
        desk_(desk),
        nodes_(nodes),
        tenant_(std::move(tenant)),
        sandbox_(sandbox) {}
  void add_routes(http::Router& router);

 private:
  using Reply = boost::asio::awaitable<http::Response>;
  struct Session {
    std::string handle;
    std::string csrf;
    TimestampUs used_at;
  };

  Reply post_session(http::Request request);
  Reply get_session(http::Request request);
  Reply delete_session(http::Request request);
  Reply post_message(http::Request request);
  Reply get_balance(http::Request request);
  Reply get_history(http::Request request);
  Reply get_receipt(http::Request request);

  // web_people.cpp
  Reply post_challenge(http::Request request);
  Reply get_news(http::Request request);
  Reply post_news(http::Request request);
  Reply get_claim(http::Request request);
  Reply post_claim(http::Request request);
  Reply get_pin(http::Request request);
  Reply post_pin(http::Request request);
  boost::asio::awaitable<http::Response> enter_pin(Challenge challenge, User user, std::string pin,
                                                   std::string old_pin);
  /// The handle that the device's key signs in as. Errors: an answer.
  boost::asio::awaitable<std::expected<std::string, http::Response>> by_device(
      const http::Request& request, boost::json::object body);
  http::Response open_session(std::string handle);

  /// Null where nobody is signed in. A write without its CSRF token is nobody's.
  Session* session_of(const http::Request& request, bool write);
  void forget_idle();
  http::Response session_answer(const Session& session) const;

  Services services_;
  Desk& desk_;
  client::NodeClient& nodes_;
  std::string tenant_;
  bool sandbox_;
  std::map<std::string, TimestampUs> used_challenges_;
  std::map<Hash, Session> sessions_;  ///< by a keyed hash of the cookie's token
};

}  // namespace pennypost::gateway
