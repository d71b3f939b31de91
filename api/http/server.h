#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "api/http/message.h"
#include "api/http/router.h"
#include "ledger/base/result.h"

namespace pennypost::http {

inline constexpr std::size_t kHeaderBytesMax = 16 * 1024;
inline constexpr std::uint64_t kBodyBytesMax = 1024 * 1024;
inline constexpr std::size_t kConnectionsMax = 1024;
/// How much of a refused body is read and thrown away so that the client reads the refusal instead
/// of a reset, and for how long.
inline constexpr std::uint64_t kDrainBytesMax = 64 * 1024 * 1024;
inline constexpr std::chrono::seconds kDrainTimeMax{10};

struct ServerOptions {
  std::size_t header_bytes_max = kHeaderBytesMax;  ///< beyond: 431
  std::uint64_t body_bytes_max = kBodyBytesMax;    ///< beyond: 413; a route may have its own
  std::size_t connections_max = kConnectionsMax;   ///< beyond: 503 and closed
  std::chrono::milliseconds idle_timeout{60'000};  ///< between requests
  std::chrono::milliseconds header_timeout{
      10'000};                                     ///< from the first byte to the end of the header
  std::chrono::milliseconds body_timeout{30'000};  ///< for the whole body
  std::chrono::milliseconds write_timeout{30'000};       ///< for a whole response, or one event
  std::chrono::milliseconds heartbeat_interval{15'000};  ///< of event streams
  std::chrono::milliseconds stop_deadline{10'000};       ///< for requests in flight, after stop()

  /// The executor's context has a single thread: connections need no strands.
  bool one_thread = false;

  /// Names (without port) that Host may carry; empty: any. Anything else is 421 `wrong_host`: a
  /// page on another name that resolves to this machine (DNS rebinding) gets nothing.
  std::vector<std::string> allowed_hosts{};
  /// Refuse (403 `cross_origin`) every request whose Origin is neither the Host it was sent to nor
  /// in allowed_origins ("https://chat.example"): writes and event streams from foreign pages.
  bool check_origin = false;
  std::vector<std::string> allowed_origins{};

  /// Added to every response that does not carry them itself, problem documents included.
  Headers default_headers{{"X-Content-Type-Options", "nosniff"}};
};

/// An HTTP/1.1 server: keep-alive, pipelining (answered in order), Expect: 100-continue, event
/// streams. Refusals are problem documents: malformed (400), not_found, method_not_allowed,
/// too_large (413, 431), internal (500), busy (503). Refused bodies are drained, so a client reads
/// its 413.
///
/// The executor's context must outlive the server. Each connection is a strand of its own, unless
/// the options say that there is one thread only. Every method may be called from any thread.
class Server {
 public:
  Server(boost::asio::any_io_executor executor, Router router, ServerOptions options = {});
  /// Stops at once: closes every connection and cancels handlers in flight, which end when the
  /// context next runs. Await stopped() first where handlers use objects that are about to go.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Starts to accept on an IP address literal and port (0: any free one); returns the port. May be
  /// called for several addresses. Codes `malformed` (address), `unavailable` (cannot bind).
  Result<std::uint16_t> listen(const std::string& address, std::uint16_t port);

  /// Accepts nothing more, closes idle connections, ends event streams, lets requests in flight
  /// finish until the stop deadline, then closes and cancels them. Returns at once; a second call
  /// does nothing.
  void stop();
  /// Completes when the server was stopped and the last connection has ended.
  boost::asio::awaitable<void> stopped();

 private:
  class Acceptors;
  std::shared_ptr<Acceptors> acceptors_;
};

}  // namespace pennypost::http
