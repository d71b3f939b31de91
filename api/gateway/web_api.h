#pragma once

#include <map>
#include <string>

#include "api/gateway/app_api.h"

namespace pennypost::gateway {

inline constexpr std::size_t kSessionsMax = 10'000;
inline constexpr std::uint64_t kSessionIdleUsMax = 12ull * 60 * kMinuteUs;

/// What the web chat page asks. On a sandbox anybody on this machine signs in under any handle,
/// without a password; the listener is loopback then. The cookie's session lives in memory: after a
/// restart the page signs in again. Writes carry the session's CSRF token.
class WebApi {
 public:
  WebApi(Services services, client::NodeClient& nodes, std::string tenant)
      : services_(std::move(services)), nodes_(nodes), tenant_(std::move(tenant)) {}
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

  /// Null where nobody is signed in. A write without its CSRF token is nobody's.
  Session* session_of(const http::Request& request, bool write);
  void forget_idle();
  http::Response session_answer(const Session& session) const;

  Services services_;
  client::NodeClient& nodes_;
  std::string tenant_;
  std::map<Hash, Session> sessions_;  ///< by a keyed hash of the cookie's token
};

}  // namespace pennypost::gateway
