#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include "api/http/client.h"

namespace pennypost::http {

/// Where a client connects to, and how.
struct Origin {
  bool tls = false;
  std::string host;       ///< for the connection: a name, or an IP literal without brackets
  std::string port;       ///< decimal
  std::string authority;  ///< for the Host field
  std::string prefix;     ///< path before every target, without "/" at its end
};

using Deadline = std::chrono::steady_clock::time_point;

/// How an exchange ended.
struct Exchange {
  Result<ClientResponse> result;
  bool reusable = false;   ///< the connection can take another request
  bool no_answer = false;  ///< the connection ended before the first byte of an answer, in time
};

/// One connection to an origin. Its calls are made one at a time on executor(), a strand.
class ClientConnection {
 public:
  virtual ~ClientConnection() = default;
  virtual boost::asio::any_io_executor executor() = 0;
  /// Name, TCP, TLS. Code `unreachable`.
  virtual boost::asio::awaitable<Result<void>> connect(Origin origin, bool global_addresses_only,
                                                       Deadline deadline) = 0;
  virtual boost::asio::awaitable<Exchange> exchange(ClientRequest request, std::string target,
                                                    std::string authority,
                                                    std::uint64_t response_bytes_max,
                                                    Deadline deadline) = 0;
  /// Whether the idle connection is open and silent, as far as the kernel knows.
  virtual bool alive() = 0;
};

/// A connection not yet connected; `tls` null: plain TCP. `executor` is a strand.
std::shared_ptr<ClientConnection> make_connection(boost::asio::any_io_executor executor,
                                                  std::shared_ptr<boost::asio::ssl::context> tls);

}  // namespace pennypost::http
