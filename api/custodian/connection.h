#pragma once

#include <memory>
#include <variant>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "consensus/net/identity.h"
#include "ledger/base/result.h"

// Inside api/custodian only: it brings Asio along.
namespace pennypost::custodian {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Unix = asio::local::stream_protocol;
using ErrorCode = boost::system::error_code;
inline constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

/// A connection of either kind, past its handshake. Used from one thread; reads and writes may
/// overlap each other, not themselves.
class Connection {
 public:
  explicit Connection(Unix::socket socket) : stream_(std::move(socket)) {}
  Connection(Tcp::socket socket, const net::TlsIdentity& identity);

  /// TLS alone; on a Unix socket there is none.
  asio::awaitable<ErrorCode> handshake(asio::ssl::stream_base::handshake_type side);
  /// The other side's key; nothing on a Unix socket.
  std::optional<PublicKey> peer();

  asio::awaitable<std::pair<ErrorCode, std::size_t>> read_some(asio::mutable_buffer into);
  asio::awaitable<ErrorCode> write(asio::const_buffer bytes);
  void close();

 private:
  using Tls = asio::ssl::stream<Tcp::socket>;
  std::variant<Unix::socket, Tls> stream_;
};

}  // namespace pennypost::custodian
