#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "api/http/router.h"
#include "api/http/server.h"

namespace pennypost::http {

/// What all connections of a server share, unchanged once it runs.
struct ServerContext {
  Router router;
  ServerOptions options;
};

/// One accepted connection. Every call is made on the executor of its socket, which is a strand.
class Session {
 public:
  virtual ~Session() = default;
  /// Serves until the connection ends; never throws but for cancellation after abort().
  virtual boost::asio::awaitable<void> run() = 0;
  /// Closes when the request in flight is answered, at once where there is none.
  virtual void stop() = 0;
  /// Closes now. The caller cancels run() besides, which reaches the handler.
  virtual void abort() = 0;
};

std::shared_ptr<Session> make_session(boost::asio::ip::tcp::socket socket,
                                      std::shared_ptr<const ServerContext> context);

}  // namespace pennypost::http
