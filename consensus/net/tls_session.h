#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "consensus/net/identity.h"
#include "consensus/net/transport.h"

// Inside consensus/net only: it brings Asio along. Everything here lives on the network thread.
namespace pennypost::net {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;

/// Errors come as values, never as exceptions.
inline constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

/// A coroutine waits here until another part of the network thread wakes it. A wake that finds
/// nobody waiting is forgotten: whoever waits looks at its condition first.
class Signal {
 public:
  explicit Signal(asio::io_context& io) : timer_(io) {}

  asio::awaitable<void> wait();
  asio::awaitable<void> wait_for(milliseconds time);
  void notify() { timer_.cancel(); }

 private:
  asio::steady_timer timer_;
};

/// One TCP connection with TLS on it. Shared by the coroutines that read, write and watch it.
class TlsSession : public std::enable_shared_from_this<TlsSession> {
 public:
  enum class Side { kDialler, kAcceptor };

  TlsSession(asio::io_context& io, const TlsIdentity& identity, Tcp::socket socket, Side side);

  bool open() const { return open_; }
  Side side() const { return side_; }
  /// Ends the connection: whatever waits on it comes back with an error. Safe to repeat.
  void close();
  /// Closes at the end of `time`, unless disarmed by then.
  void arm(milliseconds time);
  void disarm();

  /// Resolves and connects; for a dialler.
  asio::awaitable<ErrorCode> connect(Endpoint to);
  asio::awaitable<ErrorCode> handshake();
  /// Nothing before the handshake.
  std::optional<PublicKey> key();
  /// For a dialler: whether the acceptor's empty frame has arrived.
  asio::awaitable<bool> greeted();

  asio::ssl::stream<Tcp::socket>& tls() { return tls_; }

  // Used by the link that runs on this session.
  Signal writer_wake;
  Signal reader_wake;
  Signal tick;
  SteadyTime heard{};       // when the last bytes arrived
  bool paused = false;      // reading waits for releases: silence is our own doing
  bool sent_lately = true;  // a frame of the caller's, since the last tick

 private:
  asio::io_context& io_;
  const Side side_;
  asio::ssl::stream<Tcp::socket> tls_;
  asio::steady_timer deadline_;
  bool armed_ = false;
  bool open_ = true;
};

}  // namespace pennypost::net
